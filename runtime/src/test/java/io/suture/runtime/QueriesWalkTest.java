package io.suture.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.engine.channel.Channel;
import io.suture.engine.channel.Destination;
import io.suture.engine.channel.Endpoint;
import io.suture.engine.channel.Query;
import io.suture.engine.channel.Query.WhenUnanswered;
import io.suture.engine.expression.Answers.State;
import io.suture.engine.expression.Formula;
import io.suture.engine.mapping.FieldMapping;
import io.suture.engine.report.Problem;
import io.suture.engine.report.Trace;
import io.suture.engine.value.FieldPath;
import io.suture.runtime.message.Done;
import io.suture.runtime.message.MessageFilter;
import io.suture.runtime.message.MessageStatus;
import io.suture.runtime.message.MessageSummary;
import io.suture.runtime.message.Messages;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A Channel that asks the FHIR store for a patient's ward and writes it into MSH-6. Only about the patients 1 to 3, so
/// that there are others whom no query concerns.
class QueriesWalkTest extends WalkTest {
    private static final String UNASKED = "unasked";
    private TestFhirStore store;

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        store = new TestFhirStore(test.database, test.vault, folder);
    }

    @AfterEach
    void stop() throws IOException {
        store.close();
    }

    private Channel channel(WhenUnanswered whenUnanswered, Map<String, String> settings) {
        var all = new TreeMap<>(Map.of("url", store.address(), "token", store.token(), "answerWithin", "2"));
        all.putAll(settings);
        var query = new Query(
                "ward",
                "the ward that a patient is on",
                new Endpoint("fhir", all),
                "Patient",
                "identifier",
                new Formula("if(PID-3.1 in ('" + Load.mrn(1) + "', '" + Load.mrn(2) + "', '" + Load.mrn(3)
                        + "'), PID-3.1)"),
                new Formula("token('urn:id:NORTH', key)"),
                new Formula("identifier[system = 'ward'].value"),
                whenUnanswered);
        Channel plain = TestChannels.forward("results", sink.port(), "ONE", Map.of());
        Destination to = plain.destinations().getFirst();
        List<FieldMapping> rows = new ArrayList<>(to.mapping().fields());
        rows.add(FieldMapping.from(
                FieldPath.parse("MSH-6.1").orElseThrow(), "coalesce(query('ward'), '" + UNASKED + "')"));
        return plain.withQueries(List.of(query))
                .withDestinations(List.of(new Destination(
                        to.name(), to.mapping().withFields(rows), to.endpoint(), to.retry(), to.whenHeld())));
    }

    private void isOn(int patient, String ward) throws IOException, InterruptedException {
        store.put("Patient?identifier=urn:id:NORTH|" + Load.mrn(patient), """
                {"resourceType": "Patient", "identifier": [
                  {"system": "urn:id:NORTH", "value": "%s"}, {"system": "ward", "value": "%s"}]}
                """.formatted(Load.mrn(patient), ward));
    }

    private List<MessageSummary> all() {
        return test.node.messages().find(MessageFilter.ALL, 100);
    }

    private List<String> wards() {
        return sink.received().stream()
                .map(one -> MllpClient.field(one, "MSH", 10) + " " + MllpClient.field(one, "MSH", 6))
                .toList();
    }

    private long waiting() {
        return all().stream()
                .filter(one -> one.status() == MessageStatus.WAITING)
                .count();
    }

    @Test
    void the_answer_goes_into_the_output_and_a_repetition_goes_by_the_recorded_one() throws Exception {
        isOn(1, "4W");
        int port = test.deploy(channel(WhenUnanswered.WAIT, Map.of()), "1");
        try (var client = new MllpClient(port)) {
            client.ask(Load.result("A1", 1, 1));
            client.ask(Load.result("A2", 2, 1));
            client.ask(Load.result("A9", 9, 1));
        }
        TestNode.until("three sent", () -> sink.received().size() == 3);
        assertThat(wards()).containsExactlyInAnyOrder("A1 4W", "A2 " + UNASKED, "A9 " + UNASKED);

        isOn(1, "7E");
        var opened = test.node.messages().open(all().getLast().id()).orElseThrow();
        var run = opened.runs().getFirst();
        assertThat(run.answers().all()).singleElement().satisfies(answer -> {
            assertThat(answer.key()).isEqualTo(Load.mrn(1));
            assertThat(answer.text()).isEqualTo("4W");
        });
        var again = test.node.replay().explain(opened, 0).orElseThrow();
        assertThat(again.differs()).isEmpty();
        assertThat(again.result().trace().fields())
                .anySatisfy(line -> assertThat(line.steps()).anySatisfy(step -> {
                    assertThat(step.kind()).isEqualTo(Trace.Kind.LOOKUP);
                    assertThat(step.value()).isEqualTo("4W");
                }));

        // To process again is to ask again.
        assertThat(test.node.messages().reprocess(opened.summary().id(), "olga"))
                .isInstanceOf(Messages.Reprocessed.Ran.class);
        TestNode.until("sent anew", () -> sink.received().size() == 4);
        assertThat(wards().getLast()).isEqualTo("A1 7E");
        var twice = test.node.messages().open(opened.summary().id()).orElseThrow();
        assertThat(test.node.replay().explain(twice, 1).orElseThrow().differs()).isEmpty();
        assertThat(test.node.replay().explain(twice, 2).orElseThrow().differs()).isEmpty();
        assertThat(test.database
                        .sql()
                        .fetchValue("select count(*) from runtime.outcome where position('4W' in"
                                + " encode(coalesce(ciphertext, ''), 'escape')) > 0"))
                .isEqualTo(0L);
    }

    @Test
    void while_nobody_answers_its_key_waits_and_others_go_on_and_after_a_restart_all_come_in_order() throws Exception {
        isOn(1, "4W");
        isOn(2, "5S");
        int port = test.deploy(channel(WhenUnanswered.WAIT, Map.of()), "1");
        store.goAway();
        try (var client = new MllpClient(port)) {
            for (int turn = 1; turn <= 3; turn++) {
                client.ask(Load.result("A" + turn, 1, turn));
                client.ask(Load.result("B" + turn, 2, turn));
                client.ask(Load.result("Z" + turn, 9, turn));
            }
        }
        TestNode.until("the others went on", () -> sink.received().size() == 3);
        TestNode.until("six wait", () -> waiting() == 6);
        assertThat(all().stream().map(MessageSummary::waits).filter(why -> why == Done.Why.UNANSWERED))
                .hasSize(2);
        assertThat(wards()).containsExactly("Z1 " + UNASKED, "Z2 " + UNASKED, "Z3 " + UNASKED);
        var refused = test.node
                .messages()
                .reprocess(
                        all().stream()
                                .filter(one -> one.status() == MessageStatus.PROCESSED)
                                .findFirst()
                                .orElseThrow()
                                .id(),
                        "olga");
        assertThat(refused).isInstanceOf(Messages.Reprocessed.Ran.class);
        TestNode.until("nothing to ask about, so it went", () -> sink.received().size() == 4);

        test.node.close();
        test.node = test.fresh("node-2", true);
        test.node.start();
        TestNode.until("taken up again", () -> waiting() == 6);
        assertThat(sink.received()).hasSize(4);

        store.comeBack();
        TestNode.until("all sent", () -> sink.received().size() == 10);
        assertThat(wards().stream().filter(one -> one.startsWith("A")).toList())
                .containsExactly("A1 4W", "A2 4W", "A3 4W");
        assertThat(wards().stream().filter(one -> one.startsWith("B")).toList())
                .containsExactly("B1 5S", "B2 5S", "B3 5S");
        TestNode.until("none waits", () -> waiting() == 0);
    }

    @Test
    void a_server_that_says_nothing_holds_up_nobody_else() throws Exception {
        try (var silent = new ServerSocket(0)) {
            int port = test.deploy(
                    channel(
                            WhenUnanswered.WAIT,
                            Map.of(
                                    "url",
                                    "http://127.0.0.1:" + silent.getLocalPort() + "/fhir",
                                    "answerWithin",
                                    "600")),
                    "1");
            try (var client = new MllpClient(port)) {
                client.ask(Load.result("A1", 1, 1));
                for (int turn = 0; turn < 50; turn++) {
                    client.ask(Load.result("Z" + turn, 9, turn));
                }
            }
            TestNode.until("the others went on", () -> sink.received().size() == 50);
            assertThat(waiting()).isEqualTo(1);
            var head = all().getLast();
            assertThat(test.node.messages().reprocess(head.id(), "olga"))
                    .isInstanceOf(Messages.Reprocessed.Refused.class);
        }
    }

    @Test
    void where_it_may_go_on_it_goes_without_the_answer_and_says_so() throws Exception {
        int port = test.deploy(channel(WhenUnanswered.GO_ON, Map.of()), "1");
        store.goAway();
        try (var client = new MllpClient(port)) {
            client.ask(Load.result("A1", 1, 1));
        }
        TestNode.until("sent", () -> sink.received().size() == 1);
        assertThat(wards()).containsExactly("A1 " + UNASKED);
        var opened = test.node.messages().open(all().getFirst().id()).orElseThrow();
        assertThat(opened.runs().getFirst().problems())
                .extracting(Problem::code)
                .containsExactly("query-unanswered");
        assertThat(opened.runs().getFirst().answers().all().getFirst().state()).isEqualTo(State.UNANSWERED);
        assertThat(test.node.replay().explain(opened, 0).orElseThrow().differs())
                .isEmpty();
    }

    @Test
    void several_matches_give_no_answer_and_a_refusal_parks_the_message_without_its_values() throws Exception {
        isOn(1, "4W");
        store.put("Patient?identifier=other|1", """
                {"resourceType": "Patient", "identifier": [
                  {"system": "urn:id:NORTH", "value": "%s"}, {"system": "other", "value": "1"}]}
                """.formatted(Load.mrn(1)));
        int port = test.deploy(channel(WhenUnanswered.WAIT, Map.of()), "1");
        try (var client = new MllpClient(port)) {
            client.ask(Load.result("A1", 1, 1));
            TestNode.until("sent", () -> sink.received().size() == 1);
            assertThat(wards()).containsExactly("A1 " + UNASKED);
            assertThat(problems(0)).extracting(Problem::code).containsExactly("query-several-matches");

            test.deploy(channel(WhenUnanswered.WAIT, Map.of("token", "not-this-one")), "2");
            client.ask(Load.result("A2", 2, 1));
        }
        TestNode.until("in error", () -> all().getFirst().status() == MessageStatus.ERROR);
        assertThat(problems(0)).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo("query-refused");
            assertThat(problem.message()).contains("ward").contains("HTTP 401").doesNotContain(Load.mrn(2));
        });
    }

    private List<Problem> problems(int newest) {
        return test.node
                .messages()
                .open(all().get(newest).id())
                .orElseThrow()
                .runs()
                .getFirst()
                .problems();
    }

    @Test
    void a_query_without_an_address_does_not_run_and_its_place_is_named() {
        Channel wrong = channel(WhenUnanswered.WAIT, Map.of("url", " ", "answerWithin", "soon"));
        test.node.deployments().deploy(wrong, "1", "test");
        assertThat(test.node.follow().toString()).contains("The setting url is missing");
        assertThat(test.node.channels().find("results")).isEmpty();
    }
}
