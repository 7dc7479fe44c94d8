package io.suture.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.engine.document.AnswersDocument;
import io.suture.engine.document.ChannelDocument;
import io.suture.engine.document.Read;
import io.suture.engine.expression.Answers;
import io.suture.engine.expression.Answers.Answer;
import io.suture.engine.expression.Answers.State;
import io.suture.engine.report.Problem;
import io.suture.engine.report.Trace;
import io.suture.engine.rule.Decision;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a Channel asks about a Message, and what a run makes of the answers.
class QueriesTest {
    private static final String MESSAGE = """
            MSH|^~\\&|LAB|NORTH|||20260102||ORU^R01^ORU_R01|1|P|2.5.1
            PID|1||7^^^NORTH^MR||Doe^Jane
            OBR|1||F1|GLUC||||||||||||W1^Welby||||||||||||W1^Welby~H2^House
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
              "constants": {"HOSPITAL": "urn:id:HOSP"},
              "queries": [
                {
                  "name": "npi",
                  "endpoint": {"connector": "fhir", "settings": {"url": "http://localhost/fhir"}},
                  "resource": "Practitioner",
                  "parameter": "identifier",
                  "keys": "list(OBR-16.1, OBR-28)",
                  "value": "token(HOSPITAL, key)",
                  "take": "identifier[system = 'npi'].value"
                },
                {
                  "name": "consent",
                  "endpoint": {"connector": "fhir", "settings": {"url": "http://localhost/fhir"}},
                  "resource": "Consent",
                  "parameter": "patient",
                  "keys": "PID-3.1",
                  "take": "status"
                }
              ],
              "rules": {
                "policy": "collect", "otherwise": ["fhir"],
                "rules": [
                  {
                    "name": "No consent",
                    "when": {"all": [{"field": "query('consent')", "operator": "is", "values": ["rejected"]}]},
                    "then": [{"drop": "No consent"}]
                  }
                ]
              },
              "destinations": [
                {
                  "name": "fhir",
                  "endpoint": {"connector": "fhir"},
                  "mapping": {
                    "name": "To FHIR", "source": "hl7v2:2.5.1/ORU_R01", "target": "fhir:r4/Patient",
                    "fields": [
                      {"target": "identifier.value", "from": "query('npi', OBR-28.1)"},
                      {"target": "name.family", "from": "query('consent')"}
                    ]
                  }
                }
              ]
            }
            """;

    private static final Context BEFORE = Context.of(Instant.EPOCH, "seed");

    private static ChannelCompiler.Compiled compile(String document) {
        return ChannelCompiler.standard()
                .compile(
                        ChannelDocument.read(document.getBytes(StandardCharsets.UTF_8))
                                .orThrow(),
                        "test");
    }

    private static final CompiledChannel COMPILED = compile(CHANNEL).orThrow();

    private static Message message(String text) {
        return new Message(text.replace('\n', '\r').getBytes(StandardCharsets.UTF_8), "m");
    }

    private static Result run(CompiledChannel channel, Answer... answers) {
        Context context = Context.of(Instant.EPOCH, "seed", Answers.of(List.of(answers)));
        Result traced = Engine.run(channel, message(MESSAGE), context, Tracing.FULL);
        Result plain = Engine.run(channel, message(MESSAGE), context, Tracing.OFF);
        assertThat(output(plain)).isEqualTo(output(traced));
        assertThat(plain.problems()).isEqualTo(traced.problems());
        return traced;
    }

    private static String output(Result result) {
        return result.outputs().stream()
                .map(output -> new String(output.bytes(), StandardCharsets.UTF_8))
                .collect(Collectors.joining());
    }

    private static final Answer WELBY = Answer.found("npi", "W1", "1112223338");
    private static final Answer HOUSE = Answer.none("npi", "H2", State.NOBODY);
    private static final Answer CONSENT = Answer.found("consent", "7", "active");

    @Test
    void each_key_is_asked_about_once_as_its_formula_searches_for_it() {
        Asks asks = COMPILED.asks(message(MESSAGE), BEFORE);

        assertThat(asks.problems()).isEmpty();
        assertThat(asks.asks())
                .containsExactly(
                        new Ask("npi", "W1", "Practitioner", "identifier=urn%3Aid%3AHOSP%7CW1"),
                        new Ask("npi", "H2", "Practitioner", "identifier=urn%3Aid%3AHOSP%7CH2"),
                        new Ask("consent", "7", "Consent", "patient=7"));
    }

    @Test
    void a_comma_in_a_key_asks_for_one_value_and_not_for_either_of_two() {
        Asks asks = COMPILED.asks(message(MESSAGE.replace("W1^", "W,1^")), BEFORE);

        assertThat(asks.asks().getFirst().search()).isEqualTo("identifier=urn%3Aid%3AHOSP%7CW%5C%2C1");
    }

    @Test
    void nothing_is_asked_about_what_cannot_be_read_or_has_no_keys() {
        assertThat(COMPILED.asks(message("no message"), BEFORE).asks()).isEmpty();
        assertThat(COMPILED.asks(message("MSH|^~\\&|LAB|NORTH|||20260102||ORU^R01^ORU_R01|1|P|2.5.1\n"), BEFORE)
                        .asks())
                .isEmpty();
    }

    @Test
    void the_answer_is_taken_from_what_was_found() {
        Ask ask = COMPILED.asks(message(MESSAGE), BEFORE).asks().getFirst();
        byte[] found = """
                {"resourceType": "Practitioner", "identifier": [
                  {"system": "urn:id:HOSP", "value": "W1"}, {"system": "npi", "value": "1112223338"}]}
                """.getBytes(StandardCharsets.UTF_8);

        assertThat(COMPILED.answer(ask, found, BEFORE)).isEqualTo("1112223338");
        assertThat(COMPILED.answer(ask, "{\"resourceType\":\"Practitioner\"}".getBytes(StandardCharsets.UTF_8), BEFORE))
                .isEmpty();
        assertThat(COMPILED.answer(ask, "<html>".getBytes(StandardCharsets.UTF_8), BEFORE))
                .isEmpty();
    }

    @Test
    void mapping_and_rules_go_by_the_answers_and_the_trace_names_them() {
        Result result = run(COMPILED, WELBY, HOUSE, CONSENT);

        assertThat(result.problems()).isEmpty();
        assertThat(output(result)).contains("\"value\":\"1112223338\"").contains("\"family\":\"active\"");
        assertThat(result.trace().fields().getFirst().steps()).anySatisfy(step -> {
            assertThat(step.kind()).isEqualTo(Trace.Kind.LOOKUP);
            assertThat(step.what()).isEqualTo("query('npi', OBR-28.1)");
            assertThat(step.value()).isEqualTo("1112223338");
        });

        Result dropped = run(COMPILED, WELBY, HOUSE, Answer.found("consent", "7", "rejected"));
        assertThat(dropped.outputs()).isEmpty();
        assertThat(dropped.decisions().getFirst().decision()).isInstanceOf(Decision.Drop.class);
    }

    @Test
    void a_missing_answer_is_absent_with_one_warning_for_each_query() {
        Result result = run(COMPILED, CONSENT, HOUSE);

        assertThat(output(result)).doesNotContain("1112223338").contains("active");
        assertThat(result.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo("query-unanswered");
            assertThat(problem.path()).isEqualTo("queries.npi");
            assertThat(problem.message()).contains("1 of 2 keys").doesNotContain("W1");
            assertThat(problem.isError()).isFalse();
        });
    }

    @Test
    void several_matches_are_a_warning_and_a_refusal_is_an_error_that_names_the_query_and_the_status() {
        Result several = run(COMPILED, Answer.none("npi", "W1", State.SEVERAL), HOUSE, CONSENT);
        assertThat(several.problems()).extracting(Problem::code).containsExactly("query-several-matches");
        assertThat(several.outputs()).hasSize(1);

        Result refused = run(COMPILED, new Answer("npi", "W1", State.REFUSED, "HTTP 403"), HOUSE, CONSENT);
        assertThat(refused.outputs()).isEmpty();
        assertThat(refused.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.isError()).isTrue();
            assertThat(problem.message()).contains("npi").contains("HTTP 403");
        });
    }

    @Test
    void a_formula_that_names_a_key_which_is_not_asked_about_hears_of_it() {
        CompiledChannel other = compile(CHANNEL.replace("list(OBR-16.1, OBR-28)", "OBR-16.1")
                        .replace("query('npi', OBR-28.1)", "query('npi', OBR-3)"))
                .orThrow();

        assertThat(run(other, WELBY, CONSENT).problems())
                .extracting(problem -> problem.code() + " " + problem.path())
                .containsExactly("query-not-asked identifier[1].value");
    }

    @Test
    void without_a_key_a_formula_means_the_only_one_and_hears_of_several() {
        CompiledChannel other = compile(CHANNEL.replace("query('npi', OBR-28.1)", "query('npi')"))
                .orThrow();

        assertThat(run(other, WELBY, HOUSE, CONSENT).problems())
                .extracting(Problem::code)
                .containsExactly("query-several-keys");
    }

    @Test
    void a_message_with_more_than_fifty_keys_is_parked_unasked() {
        String many = IntStream.range(0, 51).mapToObj(n -> "D" + n).collect(Collectors.joining("~"));
        Message message = message(MESSAGE.replace("W1^Welby~H2^House", many));

        assertThat(COMPILED.asks(message, BEFORE).asks()).hasSize(1);
        assertThat(Engine.run(COMPILED, message, BEFORE, Tracing.OFF).problems())
                .filteredOn(Problem::isError)
                .extracting(Problem::code)
                .containsExactly("query-too-many-keys");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "list(OBR-16.1, OBR-28) | list(OBR-160) | unknown-field queries[0].keys",
                "list(OBR-16.1, OBR-28) | list(OBR-16.1 | formula-bracket queries[0].keys",
                "token(HOSPITAL, key) | token(HOSPITAL, kay) | unknown-field queries[0].value",
                "identifier[system = 'npi'].value | identifer.value | unknown-field queries[0].take",
                "\"resource\": \"Practitioner\" | \"resource\": \"Doctor\" | unknown-resource queries[0].resource",
                "\"parameter\": \"patient\" | \"parameter\": \"patient=\" | query-parameter queries[1].parameter",
                "\"keys\": \"PID-3.1\" | \"keys\": \"query('npi', PID-3.1)\" | query-in-query queries[1].keys",
                "query('consent')\"} | query('konsent')\"} | unknown-query destinations[0].mapping.fields[1].from",
            })
    void what_is_wrong_with_a_query_is_said_at_its_place(String good, String bad, String problem) {
        assertThat(CHANNEL).contains(good);

        ChannelCompiler.Compiled compiled = compile(CHANNEL.replace(good, bad));

        assertThat(compiled.channel()).isNull();
        assertThat(compiled.problems())
                .extracting(found -> found.code() + " " + found.path())
                .contains(problem);
    }

    @Test
    void answers_are_written_in_one_order_and_read_again_and_a_name_and_a_key_cannot_be_confused() {
        Answers answers = Answers.of(List.of(
                WELBY,
                Answer.found("a", "b/c", "1"),
                Answer.found("a/b", "c", "2"),
                Answer.none("npi", "H2", State.NOBODY),
                new Answer("consent", "7", State.REFUSED, "HTTP 403")));

        byte[] written = AnswersDocument.write(answers);

        assertThat(new String(written, StandardCharsets.UTF_8))
                .isEqualTo("[{\"query\":\"a\",\"key\":\"b/c\",\"answer\":\"1\"},"
                        + "{\"query\":\"a/b\",\"key\":\"c\",\"answer\":\"2\"},"
                        + "{\"query\":\"consent\",\"key\":\"7\",\"answer\":\"HTTP 403\",\"state\":\"refused\"},"
                        + "{\"query\":\"npi\",\"key\":\"H2\"},"
                        + "{\"query\":\"npi\",\"key\":\"W1\",\"answer\":\"1112223338\"}]");
        assertThat(AnswersDocument.read(written).orThrow()).isEqualTo(answers);
        assertThat(answers.find("a", "b/c")).contains(Answer.found("a", "b/c", "1"));
    }

    @Test
    void a_list_of_answers_that_is_none_is_refused_with_its_places() {
        Read<Answers> read =
                AnswersDocument.read("[{\"query\": \"npi\", \"reply\": \"1\"}, 7]".getBytes(StandardCharsets.UTF_8));

        assertThat(read.problems())
                .extracting(Problem::path)
                .contains("answers[0].key", "answers[0].reply", "answers[1]");
        assertThat(AnswersDocument.read("{".getBytes(StandardCharsets.UTF_8)).problems())
                .extracting(Problem::code)
                .containsExactly("not-json");
    }
}
