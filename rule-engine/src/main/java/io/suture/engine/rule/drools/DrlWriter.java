package io.suture.engine.rule.drools;

import io.suture.engine.expression.Formula;
import io.suture.engine.rule.Condition;
import io.suture.engine.rule.Condition.Quantifier;
import io.suture.engine.rule.DecisionTable;
import io.suture.engine.rule.Rule;
import io.suture.engine.rule.RulePart;
import io.suture.engine.rule.RuleSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Writes a checked RuleSet as DRL. The only way to DRL there is: tests, Rules and tables are called by their numbers,
/// so that no text of anybody's reaches the DRL.
final class DrlWriter {
    private final Map<String, Integer> fields = new LinkedHashMap<>();
    /// What is said twice has one number, so that it is asked once for all the Rules that say it.
    private final Map<Condition.Test, Integer> numbers = new HashMap<>();

    private final List<FieldTest> tests = new ArrayList<>();
    private final Map<String, Set<String>> tables;

    DrlWriter(Map<String, Set<String>> tables) {
        this.tables = tables;
    }

    /// Formula texts by the number that tests and tables call them by.
    List<String> fields() {
        return List.copyOf(fields.keySet());
    }

    /// The tests by the number that the DRL calls them by.
    List<FieldTest> tests() {
        return List.copyOf(tests);
    }

    String write(RuleSet rules) {
        var drl = new StringBuilder("package io.suture.generated;\nimport ")
                .append(Facts.class.getName())
                .append(";\n");
        for (int i = 0; i < rules.parts().size(); i++) {
            RulePart part = rules.parts().get(i);
            if (part.enabled()) {
                drl.append("rule \"r%d\" when Facts(%s, met(%d)) then end\n"
                        .formatted(
                                i,
                                switch (part) {
                                    case Rule rule -> constraints(rule.when());
                                    case DecisionTable table -> table(table, i);
                                },
                                i));
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

    /// What must all hold is a constraint each, for Drools asks equal ones that rules begin with once.
    private String constraints(Condition condition) {
        return condition instanceof Condition.All(List<Condition> parts) && !parts.isEmpty()
                ? parts.stream().map(this::condition).collect(Collectors.joining(", "))
                : condition(condition);
    }

    private String condition(Condition condition) {
        return switch (condition) {
            case Condition.All all -> joined(all.conditions(), " && ", "true");
            case Condition.AnyOf any -> joined(any.conditions(), " || ", "false");
            case Condition.Not not -> "!(" + condition(not.condition()) + ")";
            case Condition.Test test -> "test(" + test(test) + ")";
        };
    }

    private String joined(List<Condition> conditions, String operator, String none) {
        return conditions.isEmpty()
                ? none
                : conditions.stream().map(this::condition).collect(Collectors.joining(operator, "(", ")"));
    }

    private int test(Condition.Test test) {
        Integer known = numbers.putIfAbsent(test, tests.size());
        if (known == null) {
            tests.add(FieldTest.of(test, field(test.field()), tables));
            return tests.size() - 1;
        }
        return known;
    }

    private int field(Formula formula) {
        return fields.computeIfAbsent(formula.text(), text -> fields.size());
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
