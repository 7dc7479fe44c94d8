package io.suture.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.engine.Result.Output;
import io.suture.engine.document.ChannelDocument;
import io.suture.engine.report.Problem;
import io.suture.engine.report.Trace;
import io.suture.engine.rule.Decision;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a run makes of decisions: who gets an output, and what is left out of it.
class EngineTest {
    private static final String MESSAGE = """
            MSH|^~\\&|LAB|NORTH|||20260102||ORU^R01^ORU_R01|1|P|2.5.1
            PID|1||7^^^NORTH^MR||Doe^Jane||19800101|F|||||5551234||||||123-45-6789
            OBR|1||F1|GLUC
            OBX|1|NM|GLUC||6.80
            """;

    private static final String CHANNEL = """
            {
              "$schema": "/schemas/channel.json",
              "version": 1,
              "name": "lab",
              "title": "Lab results",
              "source": {
                "endpoint": {"connector": "mllp", "settings": {"zone": "Europe/Berlin"}},
                "schema": "hl7v2:2.5.1/ORU_R01"
              },
              "rules": {"policy": "collect", "otherwise": ["forward", "fhir"], "rules": [RULES]},
              "destinations": [
                {
                  "name": "forward",
                  "endpoint": {"connector": "mllp"},
                  "mapping": {
                    "name": "As it is", "source": "hl7v2:2.5.1/ORU_R01", "target": "hl7v2:2.5.1/ORU_R01", "copy": true,
                    "fields": []
                  }
                },
                {
                  "name": "fhir",
                  "endpoint": {"connector": "fhir"},
                  "mapping": {
                    "name": "To FHIR", "source": "hl7v2:2.5.1/ORU_R01", "target": "fhir:r4/Patient",
                    "fields": [
                      {"target": "name.family", "from": "PID-5.1.1"},
                      {"target": "telecom.value", "from": "PID-13.1"},
                      {"target": "gender", "from": "if(exists(PID-8), 'female', 'unknown')"},
                      {"target": "birthDate", "from": "coalesce(date(PID-7), stop('Without a date of birth nobody is known.'))"}
                    ]
                  }
                }
              ]
            }
            """;

    private static Result run(String message, String rules) {
        return run(message, rules, CHANNEL);
    }

    private static Result run(String message, String rules, String document) {
        CompiledChannel channel = ChannelCompiler.standard()
                .compile(
                        ChannelDocument.read(document.replace("RULES", rules).getBytes(StandardCharsets.UTF_8))
                                .orThrow(),
                        "test")
                .orThrow();
        byte[] payload = message.replace('\n', '\r').getBytes(StandardCharsets.UTF_8);
        Context context = Context.of(Instant.EPOCH, "seed");
        Result traced = Engine.run(channel, new Message(payload, "m"), context, Tracing.FULL);
        Result plain = Engine.run(channel, new Message(payload, "m"), context, Tracing.OFF);
        assertThat(texts(plain)).isEqualTo(texts(traced));
        assertThat(plain.problems()).isEqualTo(traced.problems());
        return traced;
    }

    private static List<String> texts(Result result) {
        return result.outputs().stream()
                .map(output -> output.destination() + " " + new String(output.bytes(), StandardCharsets.UTF_8))
                .toList();
    }

    private static String rule(String name, String then) {
        return "{\"name\": \"" + name + "\", \"when\": {\"all\": [{\"field\": \"PID-8\", \"operator\": \"is\","
                + " \"values\": [\"F\"]}]}, \"then\": [" + then + "]}";
    }

    @Test
    void where_no_rule_decides_each_destination_gets_its_output() {
        Result result = run(MESSAGE, "");

        assertThat(result.outputs()).extracting(Output::destination).containsExactly("forward", "fhir");
        assertThat(result.decisions())
                .singleElement()
                .satisfies(decided -> assertThat(decided.decision()).isInstanceOf(Decision.RouteTo.class));
        assertThat(texts(result).getFirst()).isEqualTo("forward " + MESSAGE.replace('\n', '\r'));
    }

    @ParameterizedTest
    @ValueSource(strings = {"r4", "r4b", "r5"})
    void whether_fhir_goes_out_as_json_or_xml_is_a_matter_of_the_endpoint_and_not_of_the_mapping(String version) {
        String json = CHANNEL.replace("fhir:r4/", "fhir:" + version + "/");
        String xml = json.replace(
                "\"endpoint\": {\"connector\": \"fhir\"}",
                "\"endpoint\": {\"connector\": \"file\", \"settings\": {\"encoding\": \"xml\"}}");

        assertThat(texts(run(MESSAGE, "", json)).getLast()).startsWith("fhir {\"resourceType\":\"Patient\"");
        Output output = run(MESSAGE, "", xml).outputs().getLast();
        assertThat(output.mediaType()).isEqualTo("application/fhir+xml");
        assertThat(new String(output.bytes(), StandardCharsets.UTF_8))
                .contains("<Patient xmlns=\"http://hl7.org/fhir\"><name><family value=\"Doe\"/></name>");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"{\"drop\": \"not wanted\"}", "{\"hold\": \"somebody looks at it\"}", "{\"reject\": \"not ours\"}"
            })
    void to_drop_hold_or_reject_wins_over_any_route_and_keeps_its_rule(String then) {
        Result result = run(MESSAGE, rule("Route", "{\"route\": [\"fhir\"]}") + "," + rule("Stop", then));

        assertThat(result.outputs()).isEmpty();
        assertThat(result.problems()).isEmpty();
        assertThat(result.decisions()).extracting(decided -> decided.rule()).containsExactly("Route", "Stop");
    }

    @Test
    void what_is_redacted_for_one_destination_is_absent_before_its_mapping_and_there_for_the_others() {
        Result result = run(MESSAGE, rule("Leave out", "{\"redact\": [\"PID-8\", \"PID-13\"], \"for\": \"fhir\"}"));

        assertThat(texts(result).getFirst()).contains("|F|||||5551234|");
        assertThat(texts(result).getLast())
                .isEqualTo("fhir {\"resourceType\":\"Patient\",\"name\":[{\"family\":\"Doe\"}],"
                        + "\"gender\":\"unknown\",\"birthDate\":\"1980-01-01\"}");
    }

    @Test
    void a_redacted_target_path_is_removed_after_the_mapping_and_the_trace_says_so() {
        Result result = run(MESSAGE, rule("Leave out", "{\"redact\": [\"birthDate\"], \"for\": \"fhir\"}"));

        assertThat(texts(result).getLast()).doesNotContain("1980");
        assertThat(result.trace().fields())
                .filteredOn(line -> line.target().equals("birthDate"))
                .singleElement()
                .satisfies(line -> {
                    assertThat(line.outcome()).isEqualTo(Trace.Outcome.REDACTED);
                    assertThat(line.value()).isNull();
                });
    }

    @Test
    void a_label_stands_for_the_paths_that_carry_it() {
        Result result = run(
                MESSAGE,
                rule("Mark", "{\"label\": \"contact\", \"paths\": [\"PID-13\", \"PID-19\"]}") + ","
                        + rule("Leave out", "{\"redact\": [\"contact\"], \"for\": \"forward\"}"));

        assertThat(texts(result).getFirst()).doesNotContain("5551234").doesNotContain("123-45-6789");
        assertThat(texts(result).getLast()).contains("5551234");
    }

    @Test
    void an_error_for_one_destination_parks_the_message_for_all() {
        Result result = run(MESSAGE.replace("19800101", ""), "");

        assertThat(result.hasErrors()).isTrue();
        assertThat(result.outputs()).isEmpty();
        assertThat(result.problems()).extracting(Problem::code).containsExactly("stopped");
        assertThat(result.problems()).extracting(Problem::path).containsExactly("birthDate");
    }

    @Test
    void what_one_destination_uses_is_not_unmapped_because_another_does_not() {
        assertThat(run(MESSAGE, "").trace().unmapped()).isEmpty();
        assertThat(run(MESSAGE, rule("Route", "{\"route\": [\"fhir\"]}"))
                        .trace()
                        .unmapped())
                .contains("OBX[1]-5[1]", "PID-19")
                .doesNotContain("PID-7");
    }

    private static final String TABLE = """
            {
              "name": "Routing", "hits": "first",
              "columns": [
                {"title": "Abnormal flag", "field": "PATIENT_RESULT.ORDER_OBSERVATION.OBSERVATION.OBX-8", "type": "text"},
                {"title": "Value", "field": "PATIENT_RESULT.ORDER_OBSERVATION.OBSERVATION.OBX-5", "type": "number"},
                {"title": "Collected", "field": "PATIENT_RESULT.ORDER_OBSERVATION.OBSERVATION.OBX-14", "type": "date"}
              ],
              "outcomes": [{"kind": "route"}, {"kind": "label"}],
              "rows": [
                {"name": "critical", "when": ["HH, LL", "-", "-"], "then": ["forward", "critical"]},
                {"when": ["-", "> 6.5", "-"], "then": ["fhir", ""]},
                {"when": ["N", "<= 6.5", "-"], "then": ["fhir", ""]}
              ]
            }
            """;

    @Test
    void a_table_of_the_channel_decides_and_its_row_is_named() {
        Result result = run(MESSAGE, TABLE);

        assertThat(result.decisions())
                .singleElement()
                .satisfies(decided -> assertThat(decided.rule()).isEqualTo("Routing: row 2"));
        assertThat(result.outputs()).extracting(Output::destination).containsExactly("fhir");
        assertThat(result.trace().rules()).singleElement().satisfies(line -> {
            assertThat(line.rule()).isEqualTo("Routing: row 2");
            assertThat(line.conditions())
                    .extracting(Trace.ConditionLine::condition, Trace.ConditionLine::saw)
                    .containsExactly(
                            org.assertj.core.groups.Tuple.tuple("Abnormal flag: -", null),
                            org.assertj.core.groups.Tuple.tuple("Value: > 6.5", "6.80"),
                            org.assertj.core.groups.Tuple.tuple("Collected: -", null));
        });
    }

    @Test
    void the_rules_of_a_channel_are_analysed_with_its_schema_and_samples() {
        var channel = ChannelDocument.read(CHANNEL.replace("RULES", TABLE).getBytes(StandardCharsets.UTF_8))
                .orThrow();
        var sample =
                new Message(MESSAGE.replace("6.80", "6.40").replace('\n', '\r').getBytes(StandardCharsets.UTF_8), "m");
        var broken = new Message("nonsense".getBytes(StandardCharsets.UTF_8), "m");

        var analysis =
                ChannelCompiler.standard().analyse(channel, java.util.Map.of("Potassium", sample, "Broken", broken));

        assertThat(analysis.findings())
                .extracting(finding ->
                        finding.kind() + " " + finding.places().getFirst().path())
                .contains("GAP rules[0]", "NEVER_SENT rules[0].columns[0]", "NEVER_SENT rules[0].columns[2]");
        assertThat(analysis.findings())
                .anySatisfy(finding -> assertThat(finding.witness().sample()).isEqualTo("Potassium"));
    }

    private static CompiledChannel compiled(String rules) {
        return ChannelCompiler.standard()
                .compile(
                        ChannelDocument.read(CHANNEL.replace("RULES", rules).getBytes(StandardCharsets.UTF_8))
                                .orThrow(),
                        "test")
                .orThrow();
    }

    private static Message message(String text) {
        return new Message(text.replace('\n', '\r').getBytes(StandardCharsets.UTF_8), "m");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-02T06:59:00Z, fhir",
        "2026-01-02T07:00:00Z, forward",
        "2026-01-02T16:00:00Z, fhir",
        "2026-01-03T09:00:00Z, fhir"
    })
    void a_rule_may_ask_the_time_of_day_and_the_day_of_the_week_of_the_run_in_the_senders_zone(
            Instant now, String destination) {
        String rule = """
                {"name": "Office hours",
                 "when": {"all": [
                   {"field": "timeOfDay(now())", "operator": "between", "values": ["800", "1659"]},
                   {"field": "dayOfWeek(now())", "operator": "is-none-of", "values": ["Saturday", "Sunday"]}]},
                 "then": [{"route": ["forward"]}], "stop": true},
                {"name": "Else", "when": {"all": []}, "then": [{"route": ["fhir"]}]}
                """;

        Result result = Engine.run(compiled(rule), message(MESSAGE), Context.of(now, "seed"), Tracing.OFF);

        assertThat(result.outputs()).extracting(Output::destination).containsExactly(destination);
    }

    @Test
    void why_not_names_the_cell_that_failed_with_the_value_that_it_saw_whether_or_not_the_row_was_reached() {
        CompiledChannel channel = compiled(TABLE);
        Context context = Context.of(Instant.EPOCH, "seed");

        Trace.RuleLine first =
                Engine.why(channel, message(MESSAGE), context, 0, 0).orElseThrow();
        Trace.RuleLine second =
                Engine.why(channel, message(MESSAGE), context, 0, 1).orElseThrow();
        Trace.RuleLine third = Engine.why(channel, message(MESSAGE.replace("||6.80", "||6.40|||N")), context, 0, 2)
                .orElseThrow();

        assertThat(first.outcome()).isEqualTo(Trace.RuleOutcome.DID_NOT_HOLD);
        assertThat(first.conditions().getFirst())
                .isEqualTo(new Trace.ConditionLine("Abnormal flag: HH, LL", null, false));
        assertThat(second.outcome()).isEqualTo(Trace.RuleOutcome.FIRED);
        assertThat(third.outcome()).isEqualTo(Trace.RuleOutcome.FIRED);
        assertThat(Engine.why(channel, message("nonsense"), context, 0, 0)).isEmpty();
    }

    @Test
    void samples_say_which_rows_they_show_and_which_no_sample_shows() {
        var coverage = Engine.coverage(
                compiled(TABLE),
                java.util.Map.of("Potassium", message(MESSAGE), "Broken", message("nonsense")),
                Context.of(Instant.EPOCH, "seed"));

        assertThat(coverage)
                .containsOnlyKeys("Routing: critical", "Routing: row 2", "Routing: row 3")
                .containsEntry("Routing: row 2", List.of("Potassium"))
                .containsEntry("Routing: critical", List.of());
    }
}
