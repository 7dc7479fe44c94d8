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
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What must hold of appointments whatever a sender does.
class SchedulingTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final CompiledChannel CHANNEL = ChannelCompiler.standard()
            .compile(
                    Settings.fill(TemplateCatalog.channel("scheduling").orElseThrow(), Map.of())
                            .channel(),
                    "test")
            .orThrow();

    private static JsonNode appointment(String event, String sch) {
        String message = "MSH|^~\\&|APP|CLINIC|||20260310||SIU^" + event + "|1|P|2.5.1\r" + sch
                + "\rPID|1||7^^^CLINIC^MR||Doe^Jane\r";
        Result result = Engine.run(
                CHANNEL,
                new Message(message.getBytes(StandardCharsets.UTF_8), ""),
                Context.of(Instant.EPOCH, "seed"),
                Tracing.OFF);
        assertThat(result.problems()).noneMatch(Problem::isError);
        for (JsonNode entry : JSON.readTree(result.outputs().getFirst().bytes()).path("entry")) {
            if (entry.path("resource").path("resourceType").stringValue().equals("Appointment")) {
                return entry.path("resource");
            }
        }
        throw new AssertionError("no appointment");
    }

    /// SCH with its duration, its unit, its times and its status.
    private static String sch(String duration, String unit, String timing, String status) {
        return "SCH||F1|||||||" + duration + "|" + unit + "|" + timing + "|".repeat(14) + status;
    }

    @ParameterizedTest
    @CsvSource({
        "S12, '', booked",
        "S12, Pending, pending",
        "S13, '', booked",
        "S14, Complete, fulfilled",
        "S14, Odd, booked",
        "S15, Booked, cancelled",
        "S26, '', noshow",
    })
    void a_cancellation_is_one_else_what_was_sent_else_the_event(String event, String sent, String status) {
        assertThat(appointment(event, sch("", "", "^^^202603251400^202603251430", sent))
                        .path("status")
                        .stringValue())
                .isEqualTo(status);
    }

    @Test
    void where_no_end_is_sent_it_is_the_beginning_and_the_minutes() {
        JsonNode made = appointment("S12", sch("30", "min", "^^^202603251400", ""));

        assertThat(made.path("start").stringValue()).isEqualTo("2026-03-25T14:00:00-04:00");
        assertThat(made.path("end").stringValue()).isEqualTo("2026-03-25T14:30:00-04:00");
        assertThat(made.path("minutesDuration").intValue()).isEqualTo(30);
    }

    @Test
    void hours_are_not_taken_for_minutes() {
        JsonNode made = appointment("S12", sch("1", "h", "^^^202603251400", ""));

        assertThat(made.path("end").isMissingNode()).isTrue();
        assertThat(made.path("minutesDuration").isMissingNode()).isTrue();
    }

    @Test
    void nobody_is_said_to_have_agreed_who_did_not() {
        assertThat(appointment("S12", sch("", "", "^^^202603251400^202603251430", "Booked"))
                        .path("participant")
                        .path(0)
                        .path("status")
                        .stringValue())
                .isEqualTo("needs-action");
    }
}
