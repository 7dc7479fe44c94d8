package io.suture.studio.channel;

import io.suture.engine.report.Trace.RuleOutcome;
import io.suture.engine.rule.Condition;
import io.suture.engine.rule.Decision;
import io.suture.engine.rule.DecisionTable;
import io.suture.engine.rule.Rule;
import io.suture.engine.rule.RulePart;
import io.suture.engine.value.FieldPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// Rules as sentences.
public final class RuleWords {
    private RuleWords() {}

    /// A Rule as a sentence; a DecisionTable by what it compares and how many rows it has.
    public static String sentence(RulePart part) {
        return switch (part) {
            case Rule rule -> sentence(rule);
            case DecisionTable table -> sentence(table);
        };
    }

    private static String sentence(DecisionTable table) {
        return (table.enabled() ? "" : "Switched off. ")
                + "Table over "
                + table.columns().stream().map(DecisionTable.Column::heading).collect(Collectors.joining(", "))
                + " with " + table.rows().size() + (table.rows().size() == 1 ? " row" : " rows")
                + (table.stop() ? ", and where a row holds ask no further rule" : "") + ".";
    }

    /// `First: every OBX-8 (text), PV1-2 (text); then route, alert to lab`
    static String columns(DecisionTable table) {
        String policy = switch (table.policy()) {
            case FIRST -> "The first row that holds decides: ";
            case UNIQUE -> "Only one row may hold: ";
            case COLLECT -> "All rows that hold decide: ";
            case RULE_ORDER -> "All rows that hold decide, in their order: ";
        };
        return policy
                + table.columns().stream()
                        .map(column -> quantifier(column.quantifier())
                                + column.field().text() + " ("
                                + column.type().name().toLowerCase(Locale.ROOT) + ")")
                        .collect(Collectors.joining(", "))
                + "; then "
                + table.outcomes().stream()
                        .map(outcome -> outcome.kind().name().toLowerCase(Locale.ROOT)
                                + (outcome.detail().isEmpty() ? "" : " " + outcome.detail()))
                        .collect(Collectors.joining(", "))
                + ".";
    }

    private static String quantifier(Condition.Quantifier quantifier) {
        return switch (quantifier) {
            case ANY -> "";
            case ALL -> "every ";
            case NONE -> "no ";
        };
    }

    /// `Flag HH, LL and Class -: route to on-call.`
    static String row(DecisionTable table, int number) {
        DecisionTable.Row row = table.rows().get(number);
        var asked = new ArrayList<String>();
        for (int c = 0; c < table.columns().size(); c++) {
            asked.add(table.columns().get(c).heading() + " "
                    + (c < row.when().size() ? row.when().get(c).text() : ""));
        }
        var decided = table.decisions(number).stream().map(RuleWords::decision).collect(Collectors.joining(", "));
        return String.join(" and ", asked) + ": " + (decided.isEmpty() ? "nothing" : decided) + "."
                + (row.note().isEmpty() ? "" : " " + row.note());
    }

    /// `When OBX-8 is one of HH, LL, then route to on-call.`
    public static String sentence(Rule rule) {
        return (rule.enabled() ? "" : "Switched off. ")
                + "When " + condition(rule.when()) + ", then "
                + rule.decisions().stream().map(RuleWords::decision).collect(Collectors.joining(", "))
                + (rule.stop() ? ", and ask no further rule" : "") + ".";
    }

    /// What became of a Rule in one run: `holds`.
    public static String outcome(RuleOutcome outcome) {
        return switch (outcome) {
            case FIRED -> "holds";
            case DID_NOT_HOLD -> "does not hold";
            case NOT_REACHED -> "not asked, an earlier rule ended it";
            case SWITCHED_OFF -> "switched off";
        };
    }

    public static String condition(Condition condition) {
        return switch (condition) {
            case Condition.All all ->
                all.conditions().isEmpty() ? "a message comes" : joined(all.conditions(), " and ");
            case Condition.AnyOf any -> any.conditions().isEmpty() ? "never" : joined(any.conditions(), " or ");
            case Condition.Not not -> "not (" + condition(not.condition()) + ")";
            case Condition.Test test -> test(test);
        };
    }

    private static String joined(List<Condition> conditions, String word) {
        return conditions.stream()
                .map(part -> switch (part) {
                    case Condition.All all when conditions.size() > 1 -> "(" + condition(all) + ")";
                    case Condition.AnyOf any when conditions.size() > 1 -> "(" + condition(any) + ")";
                    case Condition.All all -> condition(all);
                    case Condition.AnyOf any -> condition(any);
                    case Condition.Not not -> condition(not);
                    case Condition.Test test -> condition(test);
                })
                .collect(Collectors.joining(word));
    }

    private static String test(Condition.Test test) {
        String quantifier = quantifier(test.quantifier());
        String join = test.operator() == Condition.Operator.BETWEEN ? " and " : ", ";
        String values = test.values().isEmpty() ? "" : " " + String.join(join, test.values());
        return quantifier + test.field().text() + " " + operator(test.operator()) + values;
    }

    /// An operator as people read it: `is one of`.
    public static String operator(Condition.Operator operator) {
        return switch (operator) {
            case IS -> "is";
            case IS_NOT -> "is not";
            case IS_ONE_OF -> "is one of";
            case IS_NONE_OF -> "is none of";
            case STARTS_WITH -> "starts with";
            case ENDS_WITH -> "ends with";
            case CONTAINS -> "contains";
            case LESS_THAN -> "is less than";
            case AT_MOST -> "is at most";
            case GREATER_THAN -> "is greater than";
            case AT_LEAST -> "is at least";
            case BETWEEN -> "is between";
            case HAS_A_VALUE -> "has a value";
            case HAS_NO_VALUE -> "has no value";
            case IN_TABLE -> "is in table";
            case NOT_IN_TABLE -> "is not in table";
        };
    }

    public static String decision(Decision decision) {
        return switch (decision) {
            case Decision.RouteTo route -> "route to " + String.join(", ", route.destinations());
            case Decision.Drop drop -> "drop" + quoted(drop.reason());
            case Decision.Reject reject -> "reject with " + reject.code() + quoted(reject.text());
            case Decision.Hold hold -> "hold for a person" + quoted(hold.reason());
            case Decision.Label label -> "label " + label.label() + paths(label.paths());
            case Decision.Redact redact -> "leave out" + paths(redact.paths()) + " for " + redact.destination();
            case Decision.Alert alert -> "alert " + alert.recipient() + quoted(alert.text());
            case Decision.Correlate correlate -> "correlate by " + correlate.key();
        };
    }

    /// ` (“a test patient”)`: a reason is somebody's own sentence, so its full stop would end ours.
    private static String quoted(String reason) {
        String words = reason.strip();
        return words.isEmpty()
                ? ""
                : " (“" + (words.endsWith(".") ? words.substring(0, words.length() - 1) : words) + "”)";
    }

    private static String paths(List<FieldPath> paths) {
        return paths.isEmpty()
                ? ""
                : " " + paths.stream().map(FieldPath::toString).collect(Collectors.joining(", "));
    }
}
