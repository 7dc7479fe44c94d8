package io.suture.engine.rule.drools;

import io.suture.engine.expression.Formula;
import io.suture.engine.lookup.LookupTable;
import io.suture.engine.report.Problem;
import io.suture.engine.rule.Condition;
import io.suture.engine.rule.Decision;
import io.suture.engine.rule.DecisionTable;
import io.suture.engine.rule.Rule;
import io.suture.engine.rule.RulePart;
import io.suture.engine.rule.RuleSet;
import io.suture.engine.rule.table.Measure;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/// All that is wrong with a RuleSet, found at once, each with its place in the document. The readers of its fields are
/// made on the way.
///
/// @param readers by the field's formula; filled here
record RuleCheck(
        BiFunction<Formula, Consumer<Problem>, Optional<FieldReader>> fields,
        List<LookupTable> tables,
        Set<String> destinations,
        List<Problem> problems,
        Map<String, FieldReader> readers) {

    void check(RuleSet rules) {
        Set<String> names = new HashSet<>();
        for (int i = 0; i < rules.parts().size(); i++) {
            RulePart part = rules.parts().get(i);
            String place = "rules[" + i + "]";
            if (part.name().isBlank()) {
                error("rule-name", place + ".name", "A rule needs a name.");
            } else if (!names.add(part.name())) {
                error("rule-name", place + ".name", "Two rules are called “" + part.name() + "”. Rename one of them.");
            }
            switch (part) {
                case Rule rule -> checkRule(rule, place);
                case DecisionTable table -> new TableCheck(this).check(table, place);
            }
        }
        rules.otherwise().forEach(name -> checkDestination(name, "otherwise"));
    }

    private void checkRule(Rule rule, String place) {
        if (rule.decisions().isEmpty()) {
            error("rule-empty", place + ".then", "The rule “" + rule.name() + "” decides nothing.");
        }
        checkCondition(rule.when(), place + ".when");
        for (int d = 0; d < rule.decisions().size(); d++) {
            checkDecision(rule.decisions().get(d), place + ".then[" + d + "]");
        }
    }

    void error(String code, String place, String message) {
        problems.add(Problem.error(code, place, message));
    }

    /// Compiles a field, once for each place so that each place hears of what is wrong.
    Optional<FieldReader> field(Formula formula, String place) {
        Optional<FieldReader> reader = fields.apply(formula, problem -> problems.add(problem.under(place)));
        reader.ifPresent(found -> readers.put(formula.text(), found));
        return reader;
    }

    void checkDecision(Decision decision, String place) {
        switch (decision) {
            case Decision.RouteTo route -> {
                if (route.destinations().isEmpty()) {
                    problems.add(Problem.error("no-destination", place, "This routes to no destination. Choose one."));
                }
                route.destinations().forEach(name -> checkDestination(name, place));
            }
            case Decision.Redact redact -> checkDestination(redact.destination(), place);
            case Decision.Drop drop -> checkReason(drop.reason(), place);
            case Decision.Reject reject -> checkReason(reject.text(), place);
            case Decision.Hold hold -> checkReason(hold.reason(), place);
            case Decision.Label label -> checkReason(label.label(), place);
            case Decision.Alert alert -> checkReason(alert.text(), place);
            case Decision.Correlate correlate -> checkReason(correlate.key(), place);
        }
    }

    private void checkReason(String reason, String place) {
        if (reason.isBlank()) {
            problems.add(Problem.error("no-reason", place, "Say why, so that people who read the message list know."));
        }
    }

    private void checkDestination(String name, String place) {
        if (!destinations.contains(name)) {
            problems.add(Problem.error(
                    "unknown-destination",
                    place,
                    "There is no destination “" + name + "” in this channel. Choose another or add it."));
        }
    }

    private void checkCondition(Condition condition, String place) {
        switch (condition) {
            case Condition.All all -> checkConditions(all.conditions(), place + ".all");
            case Condition.AnyOf any -> checkConditions(any.conditions(), place + ".any");
            case Condition.Not not -> checkCondition(not.condition(), place + ".not");
            case Condition.Test test -> checkTest(test, place);
        }
    }

    private void checkConditions(List<Condition> conditions, String place) {
        for (int i = 0; i < conditions.size(); i++) {
            checkCondition(conditions.get(i), place + "[" + i + "]");
        }
    }

    private void checkTest(Condition.Test test, String place) {
        Optional<FieldReader> reader = field(test.field(), place + ".field");
        String operator =
                test.operator().name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
        if (!test.operator().takes(test.values().size())) {
            problems.add(Problem.error(
                    "operator-values",
                    place + ".values",
                    "“" + operator + "” does not take " + test.values().size() + " values."));
            return;
        }
        switch (test.operator()) {
            case LESS_THAN, AT_MOST, GREATER_THAN, AT_LEAST, BETWEEN -> {
                boolean date = reader.map(FieldReader::isDate).orElse(false);
                for (String constant : test.values()) {
                    if (reader.isPresent() && !Measure.of(constant).isOrdered(date)) {
                        problems.add(Problem.error(
                                "type-mismatch",
                                place + ".values",
                                "“" + operator + "” compares " + (date ? "dates" : "numbers") + ", and “" + constant
                                        + "” is none."));
                    }
                }
            }
            case IN_TABLE, NOT_IN_TABLE -> {
                checkTable(test.values().getFirst(), place + ".values");
            }
            case IS, IS_NOT, IS_ONE_OF, IS_NONE_OF, STARTS_WITH, ENDS_WITH, CONTAINS, HAS_A_VALUE, HAS_NO_VALUE -> {}
        }
    }

    void checkTable(String name, String place) {
        if (tables.stream().noneMatch(table -> table.name().equals(name))) {
            error("unknown-table", place, "There is no lookup table “" + name + "” in this channel.");
        }
    }
}
