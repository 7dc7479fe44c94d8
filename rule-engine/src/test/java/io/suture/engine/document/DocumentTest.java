package io.suture.engine.document;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.suture.engine.channel.Channel;
import io.suture.engine.channel.Query;
import io.suture.engine.channel.Settings;
import io.suture.engine.report.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DocumentTest {
    static final String CHANNEL = """
            {
              "$schema": "/schemas/channel.json",
              "version": 1,
              "name": "lab",
              "title": "Lab results",
              "description": "",
              "origin": "lab-results 1",
              "source": {
                "endpoint": {"connector": "mllp", "settings": {"port": "${LAB_MLLP_PORT:2575}", "zone": "Europe/Berlin"}},
                "schema": "hl7v2:2.5.1/ORU_R01",
                "answer": "processed",
                "order": "patient",
                "acceptance": {"types": ["ORU^R01"], "versions": [], "production": true, "maximumBytes": 1000000}
              },
              "constants": {
                "AUTHORITY": "urn:oid:1.2.3"
              },
              "queries": [
                {
                  "name": "npi",
                  "note": "the number that payers know a doctor by",
                  "endpoint": {"connector": "fhir", "settings": {"url": "${DIRECTORY:http://localhost/fhir}"}},
                  "resource": "Practitioner",
                  "parameter": "identifier",
                  "keys": "list(OBR-16.1, OBR-28.1)",
                  "value": "token('urn:id:HOSP', key)",
                  "take": "identifier[system = 'http://hl7.org/fhir/sid/us-npi'].value",
                  "whenUnanswered": "go-on"
                }
              ],
              "rules": {
                "policy": "first",
                "otherwise": ["fhir"],
                "rules": [
                  {
                    "name": "test patients",
                    "when": {
                      "any": [
                        {"field": "MSH-11", "operator": "is-not", "values": ["P"]},
                        {"not": {"repeats": "all", "field": "OBX-8", "operator": "has-no-value"}}
                      ]
                    },
                    "then": [
                      {"redact": ["PID-19"], "for": "fhir"},
                      {"label": "test", "paths": ["PID-5.1"]},
                      {"drop": "a test"}
                    ],
                    "stop": true,
                    "note": "why"
                  }
                ]
              },
              "destinations": [
                {
                  "name": "fhir",
                  "endpoint": {"connector": "fhir", "settings": {"url": "${FHIR_BASE_URL}"}},
                  "retry": {"firstMillis": 10, "mostMillis": 100, "rejectedAttempts": 2},
                  "whenHeld": "go-on",
                  "mapping": {
                    "name": "to FHIR",
                    "source": "hl7v2:2.5.1/ORU_R01",
                    "target": "fhir:r4/Bundle",
                    "key": "OBR-3",
                    "fields": [
                      {"target": "patient", "entry": {"resource": "Patient", "key": "PID-3.1", "write": "merge"}},
                      {"target": "patient.name", "each": [{"as": "name", "in": "PID-5"}], "use": "XPN", "from": "name"},
                      {
                        "target": "obs.value[x]",
                        "cases": [
                          {"when": "OBX-2 = 'NM'", "type": "Quantity", "use": "NM", "from": "OBX-5", "with": {"unit": "OBX-6"}},
                          {"type": "string", "from": "OBX-5"}
                        ],
                        "note": "Broken formulas are kept by drafts and refused by the compiler"
                      },
                      {"target": "broken", "when": "PID-8 =", "from": "((", "otherwise": "null"}
                    ]
                  }
                }
              ],
              "maps": [
                {
                  "name": "XPN",
                  "revision": 3,
                  "source": "hl7v2:2.5.1/#XPN",
                  "target": "fhir:r4/#HumanName",
                  "parameters": {
                    "use": ""
                  },
                  "fields": [
                    {"target": "family", "from": "XPN.1"}
                  ]
                }
              ],
              "tables": [
                {
                  "name": "sex",
                  "columns": ["code", "display"],
                  "unknown": {"become": "unknown"},
                  "rows": {
                    "M": ["male", "Male"],
                    "F": ["female", "Female"]
                  }
                }
              ]
            }
            """;

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void a_document_is_written_as_it_was_read() {
        Channel channel = ChannelDocument.read(bytes(CHANNEL)).orThrow();

        assertThat(new String(ChannelDocument.write(channel), StandardCharsets.UTF_8))
                .isEqualTo(CHANNEL);
        assertThat(ChannelDocument.hash(channel)).hasSize(64);
    }

    @Test
    void a_channel_without_queries_says_nothing_of_them_and_what_is_left_to_the_usual_is_not_written() {
        Channel channel = ChannelDocument.read(bytes(CHANNEL)).orThrow();
        Query query = channel.queries().getFirst();
        var usual = new Query(
                query.name(),
                "",
                query.endpoint(),
                query.resource(),
                query.parameter(),
                query.keys(),
                Query.THE_KEY,
                query.take(),
                Query.WhenUnanswered.WAIT);

        String none = new String(ChannelDocument.write(channel.withQueries(List.of())), StandardCharsets.UTF_8);
        byte[] plain = ChannelDocument.write(channel.withQueries(List.of(usual)));

        assertThat(none).doesNotContain("queries");
        assertThat(new String(plain, StandardCharsets.UTF_8))
                .doesNotContain("whenUnanswered")
                .doesNotContain("\"note\": \"\"")
                .doesNotContain("\"value\"");
        assertThat(ChannelDocument.read(plain).orThrow().queries()).containsExactly(usual);
        assertThat(ChannelDocument.hash(channel))
                .isNotEqualTo(ChannelDocument.hash(channel.withQueries(List.of(usual))));
    }

    @Test
    void a_setting_of_a_query_is_filled_and_listed_as_any_other() {
        Channel channel = ChannelDocument.read(bytes(CHANNEL)).orThrow();

        assertThat(Settings.of(channel)).extracting(Settings.Setting::name).contains("DIRECTORY");
        Query query = Settings.fill(channel, Map.of("DIRECTORY", "https://directory.example/fhir"))
                .channel()
                .queries()
                .getFirst();
        assertThat(query.endpoint().settings()).containsEntry("url", "https://directory.example/fhir");
    }

    @Test
    void every_part_is_a_document_of_its_own_too() {
        Channel channel = ChannelDocument.read(bytes(CHANNEL)).orThrow();

        byte[] mapping = MappingDocument.write(channel.destinations().getFirst().mapping());
        byte[] rules = RuleSetDocument.write(channel.rules());
        byte[] table = LookupTableDocument.write(channel.tables().getFirst());

        assertThat(MappingDocument.read(mapping).orThrow())
                .isEqualTo(channel.destinations().getFirst().mapping());
        assertThat(RuleSetDocument.read(rules).orThrow()).isEqualTo(channel.rules());
        assertThat(LookupTableDocument.read(table).orThrow())
                .isEqualTo(channel.tables().getFirst());
        assertThat(refusals("mapping", new String(mapping, StandardCharsets.UTF_8)))
                .isEmpty();
        assertThat(refusals("rules", new String(rules, StandardCharsets.UTF_8))).isEmpty();
        assertThat(refusals("lookup", new String(table, StandardCharsets.UTF_8)))
                .isEmpty();
        assertThat(refusals("channel", CHANNEL)).isEmpty();
    }

    @Test
    void parts_may_stand_in_files_and_their_problems_name_the_file() {
        String channel = CHANNEL.replaceFirst("(?s)\"tables\": .*", "\"tables\": [{\"file\": \"sex.json\"}]}");
        byte[] table = bytes("{\"$schema\": \"/schemas/lookup.json\", \"version\": 1, \"name\": \"sex\","
                + " \"columns\": [\"a\"], \"unknown\": \"invent\", \"rows\": {}}");

        Read<Channel> read = ChannelDocument.read(bytes(channel), name -> Optional.of(table));
        Read<Channel> missing = ChannelDocument.read(bytes(channel));

        assertThat(read.problems()).extracting(Problem::path).containsExactly("sex.json:unknown");
        assertThat(missing.problems()).extracting(Problem::code).containsExactly("file-missing");
        assertThat(refusals("channel", channel)).isEmpty();
    }

    @Test
    void all_that_is_wrong_is_said_at_once_and_nothing_is_half_read() {
        String broken = CHANNEL.replace("\"version\": 1", "\"version\": 2")
                .replace("\"answer\": \"processed\"", "\"answer\": \"sometimes\", \"anser\": 1")
                .replace("\"operator\": \"is-not\"", "\"operator\": \"resembles\"")
                .replace("\"target\": \"patient.name\"", "\"target\": 7");

        Read<Channel> read = ChannelDocument.read(bytes(broken));

        assertThat(read.value()).isNull();
        assertThat(read.problems())
                .extracting(problem -> problem.code() + " " + problem.path())
                .containsExactlyInAnyOrder(
                        "newer-version version",
                        "unknown-choice source.answer",
                        "unknown-property source.anser",
                        "unknown-choice rules.rules[0].when.any[0].operator",
                        "wrong-type destinations[0].mapping.fields[1].target");
    }

    @Test
    void what_is_no_json_is_refused_with_its_line() {
        assertThat(ChannelDocument.read(bytes("{\n  \"a\": 1,,\n}")).problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.path()).startsWith("line 2"));
        assertThat(ChannelDocument.read(bytes("[]")).value()).isNull();
        assertThat(ChannelDocument.read(bytes("{\"name\": \"a\", \"name\": \"b\"}"))
                        .problems())
                .extracting(Problem::code)
                .containsExactly("not-json");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"version\": 1 | \"version\": 2",
                "\"version\": 1 | \"version\": \"1\"",
                "\"version\": 1, | ''",
                "/schemas/channel.json | /schemas/mapping.json",
                "\"name\": \"lab\" | \"name\": \"Lab results!\"",
                "\"order\": \"patient\" | \"order\": \"ward\"",
                "\"order\": \"patient\" | \"order\": null",
                "\"order\": \"patient\" | \"sort\": \"patient\"",
                "\"connector\": \"mllp\", | ''",
                "hl7v2:2.5.1/ORU_R01\", \"answer | ORU\", \"answer",
                "\"production\": true | \"production\": \"yes\"",
                "\"maximumBytes\": 1000000 | \"maximumBytes\": 0",
                "\"operator\": \"is-not\" | \"operator\": \"looks-like\"",
                "\"values\": [\"P\"] | \"values\": [\"P\", \"T\"]",
                "\"operator\": \"has-no-value\" | \"operator\": \"is\"",
                "\"repeats\": \"all\" | \"repeats\": \"most\"",
                "{\"drop\": \"a test\"} | {\"burn\": \"a test\"}",
                "{\"drop\": \"a test\"} | {\"drop\": \"a test\", \"hold\": \"it\"}",
                "\"for\": \"fhir\" | \"to\": \"fhir\"",
                "\"stop\": true | \"stop\": 1",
                "\"firstMillis\": 10 | \"firstMillis\": 1.5",
                "\"write\": \"merge\" | \"write\": \"overwrite\"",
                "\"as\": \"name\", | ''",
                "\"use\": \"XPN\", \"from\": \"name\" | \"use\": \"XPN\"",
                "\"use\": \"XPN\", \"from\": \"name\" | \"from\": \"name\", \"with\": {\"a\": \"b\"}",
                "\"note\": \"Broken | \"from\": \"PID-3\", \"note\": \"Broken",
                "\"revision\": 3 | \"revision\": 0",
                "{\"become\": \"unknown\"} | {\"become\": 5}",
                "{\"become\": \"unknown\"} | \"guess\"",
                "[\"code\", \"display\"] | []",
                "\"name\": \"npi\", | ''",
                "\"name\": \"npi\" | \"name\": \"doctor's npi\"",
                "\"parameter\": \"identifier\", | ''",
                "\"keys\": \"list | \"key\": \"list",
                "\"keys\": \"list(OBR-16.1, OBR-28.1)\" | \"keys\": 7",
                "\"whenUnanswered\": \"go-on\" | \"whenUnanswered\": \"guess\"",
            })
    void the_published_schema_refuses_what_the_reader_refuses(String good, String bad) {
        String compact = CHANNEL.replaceAll("\\s*\n\\s*", " ");
        assertThat(compact).contains(good);
        String broken = compact.replace(good, bad);

        assertThat(ChannelDocument.read(bytes(broken)).value()).isNull();
        assertThat(refusals("channel", broken)).isNotEmpty();
    }

    static List<String> refusals(String kind, String document) {
        try (var schema = DocumentTest.class.getResourceAsStream("/schemas/" + kind + ".json")) {
            assertThat(schema).isNotNull();
            var text = new String(schema.readAllBytes(), StandardCharsets.UTF_8);
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(text, InputFormat.JSON)
                    .validate(document, InputFormat.JSON)
                    .stream()
                    .map(Object::toString)
                    .toList();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
