package io.suture.template;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.engine.ChannelCompiler;
import io.suture.engine.CompiledChannel;
import io.suture.engine.Result;
import io.suture.engine.Tracing;
import io.suture.engine.channel.Settings;
import io.suture.engine.report.Problem;
import io.suture.engine.report.Problem.Severity;
import io.suture.engine.rule.Decision;
import io.suture.regression.Regression;
import io.suture.regression.Regression.Case;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What becomes of bad input and why, sample by sample, as `reasons.tsv` has it: template, sample, what becomes of it,
/// and the words that say so. The samples' expectations hold the outputs; this holds the reasons.
class ReasonsTest {
    /// Those whose samples came before this was asked of them.
    private static final List<String> OLDER =
            List.of("lab-results-forward", "admissions", "immunizations", "scheduling", "documents");

    static Stream<Arguments> reasons() throws IOException {
        try (var in = Objects.requireNonNull(ReasonsTest.class.getResourceAsStream("/reasons.tsv"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .filter(line -> !line.isBlank() && !line.startsWith("#"))
                            .map(line -> Arguments.of((Object[]) line.split("\t", -1)))
                            .toList()
                            .stream();
        }
    }

    private static final Map<String, CompiledChannel> COMPILED = new ConcurrentHashMap<>();

    private static Result run(String template, String sample) {
        Template shipped = TemplateCatalog.template(template).orElseThrow();
        CompiledChannel channel = COMPILED.computeIfAbsent(
                template,
                name -> ChannelCompiler.standard()
                        .compile(Settings.fill(shipped.channel(), Map.of()).channel(), name)
                        .orThrow());
        Case one = shipped.samples().stream()
                .filter(known -> known.sample().name().equals(sample))
                .findFirst()
                .orElseThrow();
        return Regression.run(channel, one.sample(), Tracing.OFF);
    }

    /// What a person is told: `held`, `dropped`, `rejected` and `alerted` by a rule, `parked` and `flagged` by a
    /// mapping.
    private static List<String> told(Result result) {
        List<String> told = new ArrayList<>();
        result.decisions().forEach(decided -> {
            switch (decided.decision()) {
                case Decision.Hold(var reason) -> told.add("held: " + reason);
                case Decision.Drop(var reason) -> told.add("dropped: " + reason);
                case Decision.Reject(var code, var text) -> told.add("rejected: " + text);
                case Decision.Alert(var recipient, var text) -> told.add("alerted: " + text);
                case Decision.RouteTo to -> {}
                case Decision.Label label -> {}
                case Decision.Redact redact -> {}
                case Decision.Correlate correlate -> {}
            }
        });
        for (Problem problem : result.problems()) {
            if (problem.severity() != Severity.INFO) {
                told.add((problem.isError() ? "parked: " : "flagged: ") + problem.message());
            }
        }
        return told;
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("reasons")
    void a_person_is_told_what_became_of_it_and_why(String template, String sample, String outcome, String words) {
        Result result = run(template, sample);

        assertThat(told(result)).anyMatch(line -> line.startsWith(outcome + ": ") && line.contains(words));
        assertThat(result.outputs().isEmpty())
                .isEqualTo(List.of("held", "dropped", "rejected", "parked").contains(outcome));
    }

    static List<String> templates() {
        return TemplateCatalog.names().stream()
                .filter(name -> !OLDER.contains(name))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("templates")
    void every_sample_that_yields_nothing_has_its_reason(String template) throws IOException {
        List<String> listed = reasons()
                .map(Arguments::get)
                .filter(cells -> cells[0].equals(template))
                .map(cells -> (String) cells[1])
                .toList();

        assertThat(TemplateCatalog.template(template).orElseThrow().samples().stream()
                        .map(one -> one.sample().name())
                        .filter(sample -> run(template, sample).outputs().isEmpty()))
                .isSubsetOf(listed);
        assertThat(listed).as("bad input, each with its reason").hasSizeGreaterThanOrEqualTo(4);
    }
}
