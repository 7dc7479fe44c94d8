package io.suture.template;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.engine.ChannelCompiler;
import io.suture.engine.CompiledChannel;
import io.suture.engine.Context;
import io.suture.engine.Engine;
import io.suture.engine.Message;
import io.suture.engine.Result;
import io.suture.engine.Tracing;
import io.suture.engine.channel.Settings;
import io.suture.engine.report.Problem;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What must hold of immunizations whatever a sender does.
class ImmunizationsTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final CompiledChannel CHANNEL = ChannelCompiler.standard()
            .compile(
                    Settings.fill(TemplateCatalog.channel("immunizations").orElseThrow(), Map.of())
                            .channel(),
                    "test")
            .orThrow();

    private static Result run(String... segments) {
        String message = "MSH|^~\\&|APP|CLINIC|||20260310||VXU^V04|1|P|2.5.1\r" + "PID|1||7^^^CLINIC^MR||Doe^Jane\r"
                + String.join("\r", segments) + "\r";
        return Engine.run(
                CHANNEL,
                new Message(message.getBytes(StandardCharsets.UTF_8), ""),
                Context.of(Instant.EPOCH, "seed"),
                Tracing.OFF);
    }

    /// An RXA with its completion status, its action and its amount.
    private static String shot(String vaccine, String amount, String completion, String action) {
        return "RXA|0|1|20260310|20260310|" + vaccine + "|" + amount + "|mL" + "|".repeat(13) + completion + "|"
                + action;
    }

    private static List<JsonNode> shots(Result result) {
        assertThat(result.problems()).noneMatch(Problem::isError);
        List<JsonNode> found = new ArrayList<>();
        for (JsonNode entry : JSON.readTree(result.outputs().getFirst().bytes()).path("entry")) {
            if (entry.path("resource").path("resourceType").stringValue().equals("Immunization")) {
                found.add(entry.path("resource"));
            }
        }
        return found;
    }

    @ParameterizedTest
    @CsvSource({
        "CP, A, completed",
        "PA, '', completed",
        "RE, A, not-done",
        "NA, A, not-done",
        "CP, D, entered-in-error",
        "'', D, entered-in-error"
    })
    void the_status_is_what_was_sent(String completion, String action, String status) {
        assertThat(shots(run("ORC|RE||F1", shot("08^HepB^CVX", "1", completion, action))))
                .singleElement()
                .satisfies(shot -> assertThat(shot.path("status").stringValue()).isEqualTo(status));
    }

    @ParameterizedTest
    @CsvSource({"''", "ZZ"})
    void a_shot_that_nobody_says_was_given_waits_for_a_person(String completion) {
        Result result = run("ORC|RE||F1", shot("08^HepB^CVX", "1", completion, "A"));

        assertThat(result.outputs()).isEmpty();
        assertThat(result.problems())
                .anySatisfy(problem -> assertThat(problem.path()).isEqualTo("immunization[1].status"));
    }

    @Test
    void the_same_shot_sent_without_a_number_is_the_same_shot() {
        Result once = run(shot("08^HepB^CVX", "1", "CP", "A"));
        Result again = run("ORC|RE||9999", shot("08^HepB^CVX", "1", "CP", "A"));

        assertThat(shots(once).getFirst().path("identifier"))
                .isEqualTo(shots(again).getFirst().path("identifier"));
        assertThat(shots(once)
                        .getFirst()
                        .path("identifier")
                        .path(0)
                        .path("value")
                        .stringValue())
                .isEqualTo("7/08/20260310");
    }

    @Test
    void an_amount_that_nobody_knows_is_left_out_and_no_vaccine_is_no_shot() {
        List<JsonNode> shots = shots(run(
                "ORC|RE||F1",
                shot("08^HepB^CVX", "999", "CP", "A"),
                "ORC|RE||F2",
                shot("998^None^CVX", "999", "NA", "A")));

        assertThat(shots)
                .singleElement()
                .satisfies(shot ->
                        assertThat(shot.path("doseQuantity").isMissingNode()).isTrue());
    }
}
