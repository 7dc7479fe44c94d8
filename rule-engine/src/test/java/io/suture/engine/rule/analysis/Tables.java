package io.suture.engine.rule.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.engine.expression.Formula;
import io.suture.engine.expression.Inputs;
import io.suture.engine.lookup.LookupTable;
import io.suture.engine.report.Problem;
import io.suture.engine.rule.Condition.Quantifier;
import io.suture.engine.rule.Decided;
import io.suture.engine.rule.DecisionTable;
import io.suture.engine.rule.DecisionTable.Column;
import io.suture.engine.rule.DecisionTable.HitPolicy;
import io.suture.engine.rule.DecisionTable.Kind;
import io.suture.engine.rule.DecisionTable.Outcome;
import io.suture.engine.rule.DecisionTable.Row;
import io.suture.engine.rule.RulePart;
import io.suture.engine.rule.RuleSet;
import io.suture.engine.rule.drools.FieldReader;
import io.suture.engine.rule.drools.Router;
import io.suture.engine.rule.drools.RuleCompiler;
import io.suture.engine.rule.table.Cell;
import io.suture.engine.rule.table.ColumnType;
import io.suture.engine.value.Fields;
import io.suture.engine.value.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Tables for tests: columns as `class:text`, rows as `I, E | 1..5 -> ehr`; and the engine that says what they decide.
final class Tables {
    private static final Inputs NOW = Inputs.of(Instant.EPOCH, "");

    static final LookupTable CRITICAL = new LookupTable(
            "Critical",
            1,
            List.of("severity"),
            Map.of("HH", List.of("high"), "LL", List.of("low")),
            new LookupTable.Unknown.Keep());

    private Tables() {}

    static DecisionTable table(HitPolicy policy, String columns, String... rows) {
        List<Column> parsed = Arrays.stream(columns.split(" \\| "))
                .map(text -> text.split(":"))
                .map(parts -> new Column(
                        "",
                        Quantifier.ANY,
                        new Formula(parts[0]),
                        ColumnType.valueOf(parts[1].toUpperCase(java.util.Locale.ROOT))))
                .toList();
        List<Row> list = new ArrayList<>();
        for (String row : rows) {
            String[] sides = row.split(" -> ");
            String[] cells = sides[0].split(" \\| ");
            List<Cell> when = new ArrayList<>();
            for (int i = 0; i < cells.length; i++) {
                when.add(Cell.read(parsed.get(i).type(), cells[i]));
            }
            list.add(new Row("", when, List.of(sides[1]), ""));
        }
        return new DecisionTable(
                "Table", policy, parsed, List.of(new Outcome(Kind.LABEL, "", "")), list, false, true, "");
    }

    static RuleAnalysis analysis(RulePart... parts) {
        return analysis(new RuleSet(List.of(parts), RuleSet.HitPolicy.COLLECT, List.of("x")), List.of());
    }

    static RuleAnalysis analysis(RuleSet rules, List<Observed> samples) {
        return RuleAnalysis.of(rules, List.of(CRITICAL), Tables::field, samples);
    }

    /// Names with `date` hold dates, names with `many` repeat.
    static SourceField field(Formula formula) {
        return new SourceField(formula.text().contains("date"), formula.text().contains("many"));
    }

    static Router router(RuleSet rules) {
        RuleCompiler.Compiled compiled =
                new RuleCompiler(Tables::reader, List.of(CRITICAL), Set.of("x", "y")).compile(rules);
        assertThat(compiled.problems()).isEmpty();
        return Objects.requireNonNull(compiled.router());
    }

    private static Optional<FieldReader> reader(Formula formula, Consumer<Problem> problems) {
        return Optional.of(new FieldReader() {
            @Override
            public Value read(Value.Group message, Inputs inputs) {
                return message.get(formula.text());
            }

            @Override
            public boolean isDate() {
                return field(formula).date();
            }
        });
    }

    /// The names of what decides on a message of these values.
    static List<String> decides(Router router, List<Witness.Seen> values) {
        var message = Fields.builder();
        for (Witness.Seen seen : values) {
            @Nullable String value = seen.value();
            if (value != null) {
                message.add(seen.field(), new Value.Text(value));
            }
        }
        return router.route(message.build(), NOW, false).decisions().stream()
                .map(Decided::rule)
                .filter(name -> !name.isEmpty())
                .distinct()
                .toList();
    }
}
