package io.suture.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.engine.channel.Channel;
import io.suture.engine.document.ChannelDocument;
import io.suture.engine.document.Read;
import io.suture.engine.report.Problem;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChannelCompilerTest {
    private static final String SOUND = """
            {
              "$schema": "/schemas/channel.json",
              "version": 1,
              "name": "lab",
              "title": "Lab results",
              "source": {
                "endpoint": {"connector": "mllp", "settings": {"port": "2575", "zone": "Europe/Berlin"}},
                "schema": "hl7v2:2.5.1/ORU_R01"
              },
              "rules": {
                "policy": "collect",
                "otherwise": ["ehr"],
                "rules": [
                  {
                    "name": "Urgent",
                    "when": {"all": [{"field": "OBR-27.6", "operator": "is", "values": ["S"]}]},
                    "then": [{"route": ["ehr"]}, {"redact": ["PID-19"], "for": "ehr"}]
                  }
                ]
              },
              "destinations": [
                {
                  "name": "ehr",
                  "endpoint": {"connector": "fhir", "settings": {"url": "http://localhost/fhir"}},
                  "mapping": {
                    "name": "To FHIR",
                    "source": "hl7v2:2.5.1/ORU_R01",
                    "target": "fhir:r4/Patient",
                    "fields": [
                      {"target": "birthDate", "from": "date(PID-7)"},
                      {"target": "gender", "from": "PID-8 in 'Sex'"},
                      {"target": "name", "each": [{"as": "name", "in": "PID-5"}], "use": "XPN", "from": "name"}
                    ]
                  }
                }
              ],
              "maps": [
                {
                  "name": "XPN",
                  "source": "hl7v2:2.5.1/#XPN",
                  "target": "fhir:r4/#HumanName",
                  "fields": [{"target": "family", "from": "XPN.1.1"}]
                }
              ],
              "tables": [
                {"name": "Sex", "columns": ["code"], "unknown": "omit", "rows": {"M": ["male"], "F": ["female"]}}
              ]
            }
            """;

    private static Channel read(String document) {
        return ChannelDocument.read(document.getBytes(StandardCharsets.UTF_8)).orThrow();
    }

    private static ChannelCompiler.Compiled compile(String document) {
        return ChannelCompiler.standard().compile(read(document), "test");
    }

    private static String broken(String... replacements) {
        String document = SOUND;
        for (int i = 0; i < replacements.length; i += 2) {
            assertThat(document).contains(replacements[i]);
            document = document.replace(replacements[i], replacements[i + 1]);
        }
        return document;
    }

    @Test
    void a_sound_channel_compiles_without_a_word() {
        ChannelCompiler.Compiled compiled = compile(SOUND);

        assertThat(compiled.problems()).isEmpty();
        assertThat(compiled.channel()).isNotNull();
    }

    @Test
    void mistakes_in_mapping_sub_mapping_rules_and_settings_are_all_listed_at_once_each_with_its_place() {
        ChannelCompiler.Compiled compiled = compile(broken(
                "\"zone\": \"Europe/Berlin\"", "\"zone\": \"Berlin\"",
                "\"field\": \"OBR-27.6\"", "\"field\": \"OBR-277\"",
                "{\"route\": [\"ehr\"]}", "{\"route\": [\"archive\"]}",
                "\"redact\": [\"PID-19\"]", "\"redact\": [\"PID-190\"]",
                "\"target\": \"birthDate\", \"from\": \"date(PID-7)\"",
                        "\"target\": \"birthDay\", \"from\": \"date(PID-7\"",
                "PID-8 in 'Sex'", "PID-88 in 'Sexes'",
                "\"from\": \"XPN.1.1\"", "\"from\": \"XPN.99\""));

        assertThat(compiled.channel()).isNull();
        assertThat(compiled.problems())
                .extracting(problem -> problem.code() + " " + problem.path())
                .contains(
                        "zone-missing source.endpoint.settings.zone",
                        "unknown-field rules.rules[0].when.all[0].field",
                        "unknown-destination rules.rules[0].then[0]",
                        "unknown-field rules.rules[0].then[1]",
                        "unknown-target destinations[0].mapping.fields[0].target",
                        "formula-bracket destinations[0].mapping.fields[0].from",
                        "unknown-field destinations[0].mapping.fields[1].from",
                        "unknown-table destinations[0].mapping.fields[1].from",
                        "unknown-field maps[XPN].fields[0].from");
        assertSaidToAnAnalyst(compiled.problems());
    }

    @Test
    void a_newer_version_an_unknown_operator_and_an_unknown_property_are_all_listed_at_once() {
        Read<Channel> read = ChannelDocument.read(broken(
                        "\"version\": 1", "\"version\": 7",
                        "\"operator\": \"is\"", "\"operator\": \"resembles\"",
                        "\"title\": \"Lab results\"", "\"title\": \"Lab results\", \"colour\": \"blue\"",
                        "\"target\": \"family\",", "\"target\": \"family\", \"size\": 1,",
                        "\"unknown\": \"omit\"", "\"unknown\": \"omit\", \"sorted\": true",
                        "\"policy\": \"collect\"", "\"policy\": \"collect\", \"mood\": \"good\"")
                .getBytes(StandardCharsets.UTF_8));

        assertThat(read.value()).isNull();
        assertThat(read.problems())
                .extracting(problem -> problem.code() + " " + problem.path())
                .containsExactlyInAnyOrder(
                        "newer-version version",
                        "unknown-choice rules.rules[0].when.all[0].operator",
                        "unknown-property colour",
                        "unknown-property maps[0].fields[0].size",
                        "unknown-property tables[0].sorted",
                        "unknown-property rules.mood");
        assertSaidToAnAnalyst(read.problems());
    }

    @Test
    void what_only_compiling_finds_stands_beside_what_reading_found() {
        Read<Channel> read = ChannelDocument.read(broken(
                        "\"version\": 1", "\"version\": 7",
                        "\"operator\": \"is\", \"values\": [\"S\"]",
                                "\"operator\": \"between-ish\", \"values\": [\"S\", \"T\"]",
                        "\"field\": \"OBR-27.6\"", "\"field\": \"OBR-277\"",
                        "{\"route\": [\"ehr\"]}", "{\"route\": [\"archive\"]}",
                        "date(PID-7)", "date(PID-7")
                .getBytes(StandardCharsets.UTF_8));

        List<Problem> problems = ChannelCompiler.standard().problems(read, UnaryOperator.identity());

        assertThat(read.value()).isNull();
        assertThat(problems)
                .extracting(problem -> problem.code() + " " + problem.path())
                .containsExactlyInAnyOrder(
                        "newer-version version",
                        "unknown-choice rules.rules[0].when.all[0].operator",
                        "unknown-field rules.rules[0].when.all[0].field",
                        "unknown-destination rules.rules[0].then[0]",
                        "formula-bracket destinations[0].mapping.fields[0].from");
        assertSaidToAnAnalyst(problems);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"target\": \"fhir:r4/Patient\" | \"target\": \"fhir:r4/Pacient\" | unknown-schema",
                "\"schema\": \"hl7v2:2.5.1/ORU_R01\" | \"schema\": \"hl7v2:2.5.1/ORU_R99\" | unknown-schema",
                "\"use\": \"XPN\" | \"use\": \"XPM\" | unknown-map",
                "\"otherwise\": [\"ehr\"] | \"otherwise\": [\"nowhere\"] | unknown-destination",
                "\"for\": \"ehr\" | \"for\": \"nobody\" | unknown-destination",
                "\"port\": \"2575\" | \"port\": \"2575\", \"charset\": \"KLINGON-8\" | endpoint-setting",
            })
    void what_stands_for_nothing_is_named(String good, String bad, String code) {
        ChannelCompiler.Compiled compiled = compile(broken(good, bad));

        assertThat(compiled.channel()).isNull();
        assertThat(compiled.problems()).extracting(Problem::code).contains(code);
        assertSaidToAnAnalyst(compiled.problems());
    }

    /// A place, and a sentence without the words of programmers.
    private static void assertSaidToAnAnalyst(List<Problem> problems) {
        assertThat(problems).allSatisfy(problem -> {
            assertThat(problem.path()).isNotBlank();
            assertThat(problem.message())
                    .matches("(?s)[\\p{Lu}“'].*[.?]")
                    .doesNotContainIgnoringCase("exception")
                    .doesNotContain("null", "io.suture");
        });
    }
}
