package io.suture.engine.rule.drools;

import io.suture.engine.rule.Condition;
import io.suture.engine.rule.Condition.Quantifier;
import io.suture.engine.rule.table.Measure;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/// One test of a condition, with its constants read: pure, used by many threads.
///
/// @param field    the number of the field that it asks about
/// @param operator what it asks of what is seen there
record FieldTest(Quantifier quantifier, int field, Predicate<Seen> operator) {

    /// @param tables the codes of LookupTables by name
    static FieldTest of(Condition.Test test, int field, Map<String, Set<String>> tables) {
        List<String> values = test.values();
        return new FieldTest(
                test.quantifier(),
                field,
                switch (test.operator()) {
                    case IS -> with(values.getFirst(), Seen::is);
                    case IS_NOT -> with(values.getFirst(), Seen::isNot);
                    case IS_ONE_OF -> with(Set.copyOf(values), Seen::isOneOf);
                    case IS_NONE_OF -> with(Set.copyOf(values), Seen::isNoneOf);
                    case STARTS_WITH -> with(values.getFirst(), Seen::startsWith);
                    case ENDS_WITH -> with(values.getFirst(), Seen::endsWith);
                    case CONTAINS -> with(values.getFirst(), Seen::contains);
                    case LESS_THAN -> with(Measure.of(values.getFirst()), Seen::lessThan);
                    case AT_MOST -> with(Measure.of(values.getFirst()), Seen::atMost);
                    case GREATER_THAN -> with(Measure.of(values.getFirst()), Seen::greaterThan);
                    case AT_LEAST -> with(Measure.of(values.getFirst()), Seen::atLeast);
                    case BETWEEN -> between(Measure.of(values.get(0)), Measure.of(values.get(1)));
                    case HAS_A_VALUE -> Seen::hasAValue;
                    case HAS_NO_VALUE -> Seen::hasNoValue;
                    case IN_TABLE -> with(tables.getOrDefault(values.getFirst(), Set.of()), Seen::isOneOf);
                    case NOT_IN_TABLE -> with(tables.getOrDefault(values.getFirst(), Set.of()), Seen::isNoneOf);
                });
    }

    private interface Operator<T> {
        boolean holds(Seen seen, T constant);
    }

    private static <T> Predicate<Seen> with(T constant, Operator<T> operator) {
        return seen -> operator.holds(seen, constant);
    }

    private static Predicate<Seen> between(Measure low, Measure high) {
        return seen -> seen.between(low, high);
    }

    boolean holds(Facts facts) {
        return operator.test(facts.seen(quantifier, field));
    }
}
