package io.suture.template;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.engine.ChannelCompiler;
import io.suture.engine.CompiledChannel;
import io.suture.engine.Tracing;
import io.suture.engine.channel.Settings;
import io.suture.engine.mapping.FieldMapping;
import io.suture.engine.mapping.Origin;
import io.suture.engine.report.Trace.FieldLine;
import io.suture.engine.report.Trace.Outcome;
import io.suture.regression.Regression;
import io.suture.regression.Regression.Case;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A line of a template that no sample makes a value with is a line that nobody has seen working.
class ExercisedRowsTest {
    /// Those whose samples came before this was asked of them.
    private static final Set<String> OLDER = Set.of("lab-results", "lab-results-forward");

    static List<String> templates() {
        return TemplateCatalog.names().stream()
                .filter(name -> !OLDER.contains(name))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("templates")
    void every_line_makes_a_value_in_some_sample(String name) {
        Template template = TemplateCatalog.template(name).orElseThrow();
        CompiledChannel channel = ChannelCompiler.standard()
                .compile(Settings.fill(template.channel(), Map.of()).channel(), name)
                .orThrow();
        Set<String> made = new HashSet<>();
        for (Case one : template.samples()) {
            Regression.run(channel, one.sample(), Tracing.FULL).trace().fields().stream()
                    .filter(line -> line.value() != null || line.outcome() == Outcome.ERASED)
                    .map(FieldLine::mapped)
                    .forEach(made::add);
        }

        assertThat(template.channel().destinations().getFirst().mapping().fields().stream()
                        .filter(row -> !(row.origin() instanceof Origin.Beneath))
                        .map(FieldMapping::target)
                        .map(Object::toString)
                        .filter(target -> !made.contains(target)))
                .isEmpty();
    }
}
