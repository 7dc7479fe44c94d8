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
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What must hold of laboratory results whatever a sender does.
class LabResultsTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String HEAD = "MSH|^~\\&|LAB|NORTH|||20260102||ORU^R01^ORU_R01|1|P|2.5.1\r"
            + "PID|1||7^^^NORTH^MR||Doe^Jane||19800101|F\r";

    private static CompiledChannel channel() {
        return ChannelCompiler.standard()
                .compile(
                        Settings.fill(TemplateCatalog.channel("lab-results").orElseThrow(), Map.of())
                                .channel(),
                        "test")
                .orThrow();
    }

    private static Result run(String message) {
        return Engine.run(
                channel(),
                new Message(message.getBytes(StandardCharsets.UTF_8), ""),
                Context.of(Instant.EPOCH, "seed"),
                Tracing.OFF);
    }

    private static String json(Result result) {
        assertThat(result.problems()).noneMatch(Problem::isError);
        return new String(result.outputs().getFirst().bytes(), StandardCharsets.UTF_8);
    }

    private static List<JsonNode> resources(Result result, String type) {
        List<JsonNode> found = new ArrayList<>();
        for (JsonNode entry : JSON.readTree(json(result)).path("entry")) {
            if (entry.path("resource").path("resourceType").stringValue().equals(type)) {
                found.add(entry);
            }
        }
        return found;
    }

    private static String obr(String status) {
        return "OBR|1|P1|F1^LAB|GLUC^Glucose^L|||20260102|||||||||||||||20260102||CH|" + status + "\r";
    }

    private static String obx(String id, String status) {
        return "OBX|" + id + "|NM|GLUC" + id + "^Glucose^L||6.80|mmol/L|||||" + status + "\r";
    }

    @Test
    void no_status_but_the_decided_ones_becomes_final_and_none_is_guessed() {
        for (char letter = 'A' - 1; letter <= 'Z'; letter++) {
            String sent = letter < 'A' ? "" : Character.toString(letter);
            Result result = run(HEAD + obr(sent) + obx("1", sent));
            String observation = resources(result, "Observation")
                    .getFirst()
                    .at("/resource/status")
                    .stringValue();
            String report = resources(result, "DiagnosticReport")
                    .getFirst()
                    .at("/resource/status")
                    .stringValue();

            assertThat(observation.equals("final"))
                    .as("OBX-11 " + sent)
                    .isEqualTo("FUV".contains(sent) && !sent.isEmpty());
            assertThat(report.equals("final")).as("OBR-25 " + sent).isEqualTo(sent.equals("F"));
            assertThat(observation.equals("entered-in-error"))
                    .as("OBX-11 " + sent)
                    .isEqualTo(sent.equals("W") || sent.equals("D"));
            if (observation.equals("unknown")) {
                assertThat(result.problems())
                        .as("OBX-11 " + sent)
                        .anyMatch(problem -> problem.path().equals("observation[1].status"));
            }
            if (report.equals("unknown")) {
                assertThat(result.problems())
                        .as("OBR-25 " + sent)
                        .anyMatch(problem -> problem.path().equals("report[1].status"));
            }
        }
    }

    @Test
    void a_result_keeps_its_identity_wherever_it_stands_in_the_message_and_whatever_its_status() {
        List<String> first = urls(run(HEAD + obr("P") + obx("1", "P") + obx("2", "P")));
        List<String> corrected = urls(run(HEAD.replace("|1|P|", "|99|P|")
                + obr("C")
                + obx("2", "F").replace("OBX|2", "OBX|1")
                + obx("1", "C").replace("OBX|1", "OBX|2").replace("6.80", "4.10")));

        assertThat(corrected).containsExactlyInAnyOrderElementsOf(first).doesNotHaveDuplicates();
    }

    private static List<String> urls(Result result) {
        List<String> urls = new ArrayList<>();
        JSON.readTree(json(result)).path("entry").forEach(entry -> {
            urls.add(entry.path("fullUrl").stringValue());
            assertThat(entry.path("resource").has("id")).isFalse();
        });
        return urls;
    }

    @Test
    void neither_the_zone_nor_the_language_of_the_server_changes_anything() {
        String message = HEAD + obr("F").replace("20260102", "202601020130") + obx("1", "F");
        TimeZone zone = TimeZone.getDefault();
        Locale language = Locale.getDefault();
        String here = json(run(message));
        try {
            TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));
            Locale.setDefault(Locale.of("tr", "TR"));

            assertThat(json(run(message))).isEqualTo(here).contains("2026-01-02T01:30:00-05:00");
        } finally {
            TimeZone.setDefault(zone);
            Locale.setDefault(language);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "NM | 6.80 | {\"value\":6.80,\"unit\":\"mmol/L\"}",
                "NM | <5 | <5",
                "NM | 1,5 | 1,5",
                "SN | <^5.0 | {\"value\":5.0,\"comparator\":\"<\",\"unit\":\"mmol/L\"}",
                "SN | >=^10 | {\"value\":10,\"comparator\":\">=\",\"unit\":\"mmol/L\"}",
                "ST | >1000 | >1000",
            })
    void numbers_keep_their_digits_and_their_signs_and_what_is_none_stays_text(String type, String sent, String made) {
        Result result = run(HEAD + obr("F") + "OBX|1|" + type + "|X^X^L||" + sent + "|mmol/L|||||F\r");

        assertThat(json(result))
                .contains(made.startsWith("{") ? "\"valueQuantity\":" + made : "\"valueString\":\"" + made + "\"");
        assertThat(result.problems().stream()
                        .noneMatch(problem -> problem.path().endsWith("value[x]")))
                .isEqualTo(made.startsWith("{") || type.equals("ST"));
    }

    @Test
    void a_filler_number_without_a_number_gives_way_to_the_placers() {
        Result result = run(HEAD + obr("F").replace("F1^LAB", "^LAB") + obx("1", "F"));

        assertThat(resources(result, "DiagnosticReport")
                        .getFirst()
                        .at("/request/url")
                        .stringValue())
                .contains("P1");
    }
}
