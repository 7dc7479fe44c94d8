package io.suture.engine.rule.drools;

import io.suture.engine.expression.Formula;
import io.suture.engine.rule.Condition;
import io.suture.engine.rule.Condition.Quantifier;
import io.suture.engine.rule.DecisionTable;
import io.suture.engine.rule.Rule;
import io.suture.engine.rule.RulePart;
import io.suture.engine.rule.RuleSet;
import io.suture.engine.rule.table.Measure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Writes a checked RuleSet as DRL. The only way to DRL there is: rules, fields, sets, numbers and the analyst's own
/// texts are called by position, operators are the methods of [Seen]. No text of anybody's reaches the DRL.
final class DrlWriter {
    private final Map<String, Integer> fields = new LinkedHashMap<>();
    private final List<Set<String>> sets = new ArrayList<>();
    private final List<String> constants = new ArrayList<>();
    private final List<Measure> measures = new ArrayList<>();
    private final Map<String, Set<String>> tables;

    DrlWriter(Map<String, Set<String>> tables) {
        this.tables = tables;
    }

    /// Formula texts by the number that the DRL calls them by.
    List<String> fields() {
        return List.copyOf(fields.keySet());
    }

    List<Set<String>> sets() {
        return sets;
    }

    List<String> constants() {
        return constants;
    }

    List<Measure> measures() {
        return measures;
    }

    String write(RuleSet rules) {
        var drl = new StringBuilder("package io.suture.generated;\nimport ")
                .append(Facts.class.getName())
                .append(";\n");
        for (int i = 0; i < rules.parts().size(); i++) {
            RulePart part = rules.parts().get(i);
            if (part.enabled()) {
                boolean last = part.stop() || rules.policy() == RuleSet.HitPolicy.FIRST;
                drl.append("rule \"r%d\" salience %d when $f : Facts("
                                .formatted(i, rules.parts().size() - i))
                        .append(
                                switch (part) {
                                    case Rule rule -> condition(rule.when());
                                    case DecisionTable table -> table(table, i);
                                })
                        .append(") then $f.fire(")
                        .append(i)
                        .append(");")
                        .append(last ? " drools.halt();" : "")
                        .append(" end\n");
            }
        }
        return drl.toString();
    }

    /// A table is one constraint, whose [TableIndex] narrows its rows; decision 0100 has the figures of a rule for each
    /// row.
    private String table(DecisionTable table, int part) {
        table.columns().forEach(column -> field(column.field()));
        return "table(" + part + ")";
    }

    private String condition(Condition condition) {
        return switch (condition) {
            case Condition.All all -> joined(all.conditions(), " && ", "true");
            case Condition.AnyOf any -> joined(any.conditions(), " || ", "false");
            case Condition.Not not -> "!(" + condition(not.condition()) + ")";
            case Condition.Test test -> test(test);
        };
    }

    private String joined(List<Condition> conditions, String operator, String none) {
        return conditions.isEmpty()
                ? none
                : conditions.stream().map(this::condition).collect(Collectors.joining(operator, "(", ")"));
    }

    private String test(Condition.Test test) {
        int field = field(test.field());
        String seen = switch (test.quantifier()) {
            case ANY -> "any(" + field + ")";
            case ALL -> "all(" + field + ")";
            case NONE -> "none(" + field + ")";
        };
        List<String> values = test.values();
        return seen
                + switch (test.operator()) {
                    case IS -> ".is(" + constant(values.getFirst()) + ")";
                    case IS_NOT -> ".isNot(" + constant(values.getFirst()) + ")";
                    case IS_ONE_OF -> ".isOneOf(" + set(Set.copyOf(values)) + ")";
                    case IS_NONE_OF -> ".isNoneOf(" + set(Set.copyOf(values)) + ")";
                    case STARTS_WITH -> ".startsWith(" + constant(values.getFirst()) + ")";
                    case ENDS_WITH -> ".endsWith(" + constant(values.getFirst()) + ")";
                    case CONTAINS -> ".contains(" + constant(values.getFirst()) + ")";
                    case LESS_THAN -> ".lessThan(" + measure(values.getFirst()) + ")";
                    case AT_MOST -> ".atMost(" + measure(values.getFirst()) + ")";
                    case GREATER_THAN -> ".greaterThan(" + measure(values.getFirst()) + ")";
                    case AT_LEAST -> ".atLeast(" + measure(values.getFirst()) + ")";
                    case BETWEEN -> ".between(" + measure(values.get(0)) + ", " + measure(values.get(1)) + ")";
                    case HAS_A_VALUE -> ".hasAValue()";
                    case HAS_NO_VALUE -> ".hasNoValue()";
                    case IN_TABLE -> ".isOneOf(" + set(tables.getOrDefault(values.getFirst(), Set.of())) + ")";
                    case NOT_IN_TABLE -> ".isNoneOf(" + set(tables.getOrDefault(values.getFirst(), Set.of())) + ")";
                };
    }

    private int field(Formula formula) {
        return fields.computeIfAbsent(formula.text(), text -> fields.size());
    }

    private String set(Set<String> constants) {
        return "set(" + numbered(sets, constants) + ")";
    }

    private String constant(String text) {
        return "constant(" + numbered(constants, text) + ")";
    }

    private String measure(String constant) {
        return "measure(" + numbered(measures, Measure.of(constant)) + ")";
    }

    /// What is said twice has one number, so that Drools asks it once for all the Rules that say it.
    private static <T> int numbered(List<T> known, T one) {
        int at = known.indexOf(one);
        if (at < 0) {
            known.add(one);
            return known.size() - 1;
        }
        return at;
    }

    /// Evaluates one test outside Drools with the same operators, to say why a Rule did or did not fire.
    static boolean holds(Condition.Test test, Seen seen, Map<String, Set<String>> tables) {
        List<String> values = test.values();
        return switch (test.operator()) {
            case IS -> seen.is(values.getFirst());
            case IS_NOT -> seen.isNot(values.getFirst());
            case IS_ONE_OF -> seen.isOneOf(Set.copyOf(values));
            case IS_NONE_OF -> seen.isNoneOf(Set.copyOf(values));
            case STARTS_WITH -> seen.startsWith(values.getFirst());
            case ENDS_WITH -> seen.endsWith(values.getFirst());
            case CONTAINS -> seen.contains(values.getFirst());
            case LESS_THAN -> seen.lessThan(Measure.of(values.getFirst()));
            case AT_MOST -> seen.atMost(Measure.of(values.getFirst()));
            case GREATER_THAN -> seen.greaterThan(Measure.of(values.getFirst()));
            case AT_LEAST -> seen.atLeast(Measure.of(values.getFirst()));
            case BETWEEN -> seen.between(Measure.of(values.get(0)), Measure.of(values.get(1)));
            case HAS_A_VALUE -> seen.hasAValue();
            case HAS_NO_VALUE -> seen.hasNoValue();
            case IN_TABLE -> seen.isOneOf(tables.getOrDefault(values.getFirst(), Set.of()));
            case NOT_IN_TABLE -> seen.isNoneOf(tables.getOrDefault(values.getFirst(), Set.of()));
        };
    }

    /// The words of a test, as the trace shows them.
    static String words(Condition.Test test) {
        String quantifier = test.quantifier() == Quantifier.ANY
                ? ""
                : test.quantifier().name().toLowerCase(java.util.Locale.ROOT) + " of ";
        String operator =
                test.operator().name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
        String constants = String.join(test.operator() == Condition.Operator.BETWEEN ? " and " : ", ", test.values());
        return (quantifier + test.field().text() + " " + operator + " " + constants).strip();
    }
}
