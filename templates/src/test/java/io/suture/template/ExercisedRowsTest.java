package io.suture.template;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.engine.ChannelCompiler;
import io.suture.engine.CompiledChannel;
import io.suture.engine.Tracing;
import io.suture.engine.channel.Destination;
import io.suture.engine.channel.Settings;
import io.suture.engine.format.hl7v2.Hl7v2Format;
import io.suture.engine.mapping.FieldMapping;
import io.suture.engine.mapping.Mapping;
import io.suture.engine.mapping.Origin;
import io.suture.engine.report.Trace.Outcome;
import io.suture.engine.rule.DecisionTable;
import io.suture.engine.rule.Rule;
import io.suture.engine.rule.RulePart;
import io.suture.engine.schema.FieldType;
import io.suture.regression.Regression;
import io.suture.regression.Regression.Case;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A line of a template that no sample makes a value with is a line that nobody has seen working.
class ExercisedRowsTest {
    /// Those whose samples came before this was asked of them.
    private static final Set<String> OLDER = Set.of("lab-results-forward");

    static List<String> templates() {
        return TemplateCatalog.names().stream()
                .filter(name -> !OLDER.contains(name))
                .toList();
    }

    /// By template, the lines that made something in its samples: the Destination, then the target path.
    private static final Map<String, Set<String>> MADE = new ConcurrentHashMap<>();

    private static Set<String> made(String name) {
        return MADE.computeIfAbsent(name, any -> {
            Template template = TemplateCatalog.template(name).orElseThrow();
            CompiledChannel channel = ChannelCompiler.standard()
                    .compile(Settings.fill(template.channel(), Map.of()).channel(), name)
                    .orThrow();
            Set<String> made = new HashSet<>();
            for (Case one : template.samples()) {
                Regression.run(channel, one.sample(), Tracing.FULL).trace().fields().stream()
                        .filter(line -> line.value() != null || line.outcome() == Outcome.ERASED)
                        .map(line -> line.destination() + " " + line.mapped())
                        .forEach(made::add);
            }
            return made;
        });
    }

    @ParameterizedTest
    @MethodSource("templates")
    void every_line_makes_a_value_in_some_sample(String name) {
        Set<String> made = made(name);

        for (Destination destination :
                TemplateCatalog.channel(name).orElseThrow().destinations()) {
            assertThat(destination.mapping().fields().stream()
                            .filter(row -> !(row.origin() instanceof Origin.Beneath))
                            .filter(row -> !leavesOut(row))
                            .map(row -> destination.name() + " " + row.target())
                            .filter(line -> !made.contains(line)))
                    .isEmpty();
        }
    }

    /// What a copy leaves out makes nothing; the expected output shows that it is gone.
    private static boolean leavesOut(FieldMapping row) {
        return row.origin() instanceof Origin.From(var formula)
                && formula.text().equals("absent");
    }

    @ParameterizedTest
    @MethodSource("templates")
    void every_rule_that_is_switched_on_decides_of_some_sample(String name) {
        Template template = TemplateCatalog.template(name).orElseThrow();
        CompiledChannel channel = ChannelCompiler.standard()
                .compile(Settings.fill(template.channel(), Map.of()).channel(), name)
                .orThrow();
        Set<String> decided = new HashSet<>();
        template.samples()
                .forEach(one -> Regression.run(channel, one.sample(), Tracing.OFF)
                        .decisions()
                        .forEach(decision -> decided.add(decision.rule())));

        assertThat(template.channel().rules().parts().stream()
                        .filter(RulePart::enabled)
                        .flatMap(ExercisedRowsTest::names)
                        .filter(rule -> !decided.contains(rule)))
                .isEmpty();
    }

    /// What decisions name: a Rule, or each row of a table.
    private static Stream<String> names(RulePart part) {
        return switch (part) {
            case Rule rule -> Stream.of(rule.name());
            case DecisionTable table -> IntStream.range(0, table.rows().size()).mapToObj(table::rowName);
        };
    }

    /// The maps of whole segments; those of OBX and OBR make one value of a choice, which `every-value-type` shows.
    static List<Mapping> segments() {
        var hl7 = new Hl7v2Format();
        return TemplateCatalog.library().maps().stream()
                .filter(map -> map.source().format().equals("hl7v2"))
                .filter(map -> hl7.schema(map.source()).orElseThrow().root().kind() == FieldType.Kind.SEGMENT)
                .filter(map -> !Set.of("#OBX", "#OBR").contains(map.source().name()))
                .toList();
    }

    /// The maps of whole segments are shared, and so is the duty to show their lines.
    @ParameterizedTest
    @MethodSource("segments")
    void every_line_of_a_shared_segment_makes_a_value_in_some_sample(Mapping map) {
        Set<String> made = new HashSet<>();
        for (String name : TemplateCatalog.names()) {
            for (Destination destination :
                    TemplateCatalog.channel(name).orElseThrow().destinations()) {
                destination.mapping().fields().stream()
                        .filter(row -> uses(row.origin(), map.name()))
                        .map(row -> destination.name() + " " + row.target() + ".")
                        .forEach(start -> made(name).stream()
                                .filter(line -> line.startsWith(start))
                                .map(line -> line.substring(start.length()))
                                .forEach(made::add));
            }
        }

        assertThat(map.fields().stream()
                        .filter(row -> !(row.origin() instanceof Origin.Beneath
                                || row.target().names().isEmpty()))
                        .map(row -> row.target().toString())
                        .filter(target -> !made.contains(target)))
                .isEmpty();
    }

    private static boolean uses(Origin origin, String map) {
        return switch (origin) {
            case Origin.Using using -> using.map().equals(map);
            case Origin.Cases(var cases) -> cases.stream().anyMatch(one -> uses(one.origin(), map));
            case Origin.From from -> false;
            case Origin.Beneath beneath -> false;
        };
    }
}
