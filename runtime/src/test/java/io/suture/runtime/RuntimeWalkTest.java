package io.suture.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.engine.channel.Destination.WhenHeld;
import io.suture.engine.channel.Source;
import io.suture.engine.document.ChannelDocument;
import io.suture.runtime.delivery.Delivery.State;
import io.suture.runtime.delivery.DeliveryFilter;
import io.suture.runtime.deployment.Deployments;
import io.suture.runtime.message.MessageFilter;
import io.suture.runtime.message.MessageStatus;
import io.suture.runtime.message.MessageSummary;
import io.suture.runtime.message.Messages;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuntimeWalkTest extends WalkTest {
    private List<MessageSummary> all() {
        return test.node.messages().find(MessageFilter.ALL, 100);
    }

    private void settled(int messages) {
        TestNode.until(
                messages + " sent",
                () -> sink.received().size() >= messages
                        && all().stream()
                                .limit(messages)
                                .allMatch(one -> one.open() == 0 && one.status() != MessageStatus.RECEIVED));
    }

    @Test
    void a_result_goes_from_socket_to_socket() throws IOException {
        int port = test.deploy(TestChannels.forward("results", sink.port(), "ONE", Map.of()), "7");
        try (var client = new MllpClient(port)) {
            String answer = client.ask(Load.result("A1", 1, 1));
            assertThat(MllpClient.field(answer, "MSA", 1)).isEqualTo("AA");
            assertThat(MllpClient.field(answer, "MSA", 2)).isEqualTo("A1");
        }
        settled(1);

        assertThat(MllpClient.field(sink.received().getFirst(), "MSH", 5)).isEqualTo("ONE");
        var found = all().getFirst();
        assertThat(found.status()).isEqualTo(MessageStatus.PROCESSED);
        assertThat(found.version()).isEqualTo("7");
        assertThat(found.sent()).isEqualTo(1);
        var opened = test.node.messages().open(found.id()).orElseThrow();
        assertThat(opened.payload()).isEqualTo(Load.result("A1", 1, 1));
        assertThat(opened.patient()).hasValueSatisfying(id -> assertThat(id).startsWith(Load.mrn(1)));
        var explained = test.node.replay().explain(opened, 0).orElseThrow();
        assertThat(explained.differs()).isEmpty();
        assertThat(explained.result().trace().fields()).isNotEmpty();
        var delivery =
                test.node.deliveries().find(DeliveryFilter.of(found.id()), 10).getFirst();
        var detail = test.node.deliveries().open(delivery.delivery().id()).orElseThrow();
        assertThat(detail.state()).isEqualTo(State.SENT);
        assertThat(new String(detail.output(), StandardCharsets.UTF_8))
                .isEqualTo(sink.received().getFirst());
        assertThat(detail.attempts()).singleElement().satisfies(attempt -> {
            assertThat(attempt.code()).isEqualTo("AA");
            assertThat(new String(attempt.answer(), StandardCharsets.UTF_8)).contains("MSA|AA|A1");
        });
    }

    @Test
    void a_message_is_found_by_its_patient_its_number_and_three_letters_of_a_name() throws IOException {
        int port = test.deploy(TestChannels.forward("results", sink.port(), "ONE", Map.of()), "1");
        try (var client = new MllpClient(port)) {
            client.ask(Load.result("A1", 1, 1));
            client.ask(Load.result("A2", 2, 1));
        }
        settled(2);
        assertThat(found(Load.mrn(2))).hasSize(1);
        assertThat(found("A1")).hasSize(1);
        assertThat(found("qui")).hasSize(2);
        assertThat(found("Quillfeather1")).hasSize(1);
        assertThat(found("nobody")).isEmpty();
    }

    private List<MessageSummary> found(String text) {
        return test.node.messages().find(new MessageFilter("results", Set.of(), null, null, text, null), 10);
    }

    @Test
    void what_is_no_hl7_is_refused_with_its_place_and_kept() throws IOException {
        int port = test.deploy(TestChannels.forward("results", sink.port(), "ONE", Map.of()), "1");
        byte[] garbage = "GET / HTTP/1.1\r\n".getBytes(StandardCharsets.UTF_8);
        byte[] other = new String(Load.result("A1", 1, 1), StandardCharsets.UTF_8)
                .replace("ORU^R01^ORU_R01", "ADT^A01^ADT_A01")
                .getBytes(StandardCharsets.UTF_8);
        try (var client = new MllpClient(port)) {
            assertThat(MllpClient.field(client.ask(garbage), "MSA", 1)).isEqualTo("AR");
            String answer = client.ask(other);
            assertThat(MllpClient.field(answer, "MSA", 1)).isEqualTo("AR");
            assertThat(answer).contains("\rERR|").contains("MSH^1^9");
        }
        assertThat(all()).hasSize(2).allSatisfy(one -> assertThat(one.status()).isEqualTo(MessageStatus.REFUSED));
        var kept = test.node.messages().open(all().getLast().id()).orElseThrow();
        assertThat(kept.payload()).isEqualTo(garbage);
        assertThat(kept.refusal()).isNotEmpty();
    }

    @Test
    void a_repeat_is_answered_again_and_other_content_under_the_same_id_is_flagged() throws IOException {
        int port = test.deploy(TestChannels.forward("results", sink.port(), "ONE", Map.of()), "1");
        try (var client = new MllpClient(port)) {
            client.ask(Load.result("A1", 1, 1));
            assertThat(MllpClient.field(client.ask(Load.result("A1", 1, 1)), "MSA", 1))
                    .isEqualTo("AA");
            assertThat(MllpClient.field(client.ask(Load.result("A1", 2, 1)), "MSA", 1))
                    .isEqualTo("AA");
        }
        settled(2);
        assertThat(sink.received()).hasSize(2);
        assertThat(all()).hasSize(2);
        assertThat(all().getFirst().sameIdAs()).isEqualTo(all().getLast().id());
    }

    @Test
    void pipelined_messages_are_answered_in_order_past_noise_and_half_frames() throws IOException {
        int port = test.deploy(TestChannels.forward("results", sink.port(), "ONE", Map.of()), "1");
        try (var client = new MllpClient(port)) {
            client.raw("noise\r\n".getBytes(StandardCharsets.UTF_8));
            client.raw(new byte[] {0x0B, 'M', 'S', 'H'});
            for (int i = 0; i < 50; i++) {
                client.send(Load.result("P" + i, i % 5, i));
            }
            for (int i = 0; i < 50; i++) {
                assertThat(MllpClient.field(client.answer(), "MSA", 2)).isEqualTo("P" + i);
            }
        }
        settled(50);
        for (int patient = 0; patient < 5; patient++) {
            String mrn = Load.mrn(patient);
            assertThat(sink.received().stream()
                            .filter(one -> one.contains(mrn))
                            .map(one -> Integer.parseInt(
                                    MllpClient.field(one, "MSH", 10).substring(1)))
                            .toList())
                    .isSorted()
                    .hasSize(10);
        }
    }

    @Test
    void a_target_error_is_tried_again_then_held_and_its_key_waits_until_a_person_lets_it_go() throws IOException {
        var attempts = new AtomicInteger();
        var mended = new AtomicBoolean();
        sink.answer(message -> {
            if (!mended.get() && MllpClient.field(message, "MSH", 10).equals("A1")) {
                attempts.incrementAndGet();
                return "AE";
            }
            return "AA";
        });
        int port = test.deploy(TestChannels.forward("results", sink.port(), "ONE", Map.of()), "1");
        try (var client = new MllpClient(port)) {
            client.ask(Load.result("A1", 1, 1));
            client.ask(Load.result("A2", 1, 2));
            client.ask(Load.result("B1", 2, 1));
        }
        TestNode.until("one held", () -> held().size() == 1);
        TestNode.until("the other key went on", () -> ids().contains("B1"));
        assertThat(attempts).hasValue(2);
        assertThat(ids()).doesNotContain("A2");

        mended.set(true);
        assertThat(test.node.deliveries().retry(held().getFirst(), "olga")).isTrue();
        TestNode.until("both sent", () -> ids().contains("A2"));
        assertThat(ids().indexOf("A1")).isLessThan(ids().lastIndexOf("A2"));
        assertThat(held()).isEmpty();
    }

    private List<String> ids() {
        return sink.received().stream()
                .map(message -> MllpClient.field(message, "MSH", 10))
                .toList();
    }

    private List<java.util.UUID> held() {
        return test
                .node
                .deliveries()
                .find(new DeliveryFilter(null, null, null, Set.of(State.HELD), null, null), 10)
                .stream()
                .map(one -> one.delivery().id())
                .toList();
    }

    @Test
    void what_is_older_than_what_was_sent_is_held() throws IOException {
        int port = test.deploy(TestChannels.forward("results", sink.port(), "ONE", Map.of()), "1");
        byte[] newer = Load.result("A1", 1, 500);
        byte[] older = new String(Load.result("A1", 1, 100), StandardCharsets.UTF_8)
                .replace("|A1|P|", "|A0|P|")
                .getBytes(StandardCharsets.UTF_8);
        try (var client = new MllpClient(port)) {
            client.ask(newer);
            settled(1);
            client.ask(older);
        }
        TestNode.until("held", () -> held().size() == 1);
        var detail = test.node.deliveries().open(held().getFirst()).orElseThrow();
        assertThat(detail.attempts().getLast().code()).isEqualTo("older-than-sent");
        assertThat(sink.received()).hasSize(1);
        assertThat(test.node.deliveries().cancel(held().getFirst(), "olga")).isTrue();
        TestNode.until("given up", () -> held().isEmpty());
    }

    @Test
    void a_person_resends_an_output_and_reprocesses_a_message_with_the_version_deployed_now() throws IOException {
        int port = test.deploy(TestChannels.forward("results", sink.port(), "ONE", Map.of()), "1");
        try (var client = new MllpClient(port)) {
            client.ask(Load.result("A1", 1, 1));
        }
        settled(1);
        var message = all().getFirst().id();
        var delivery =
                test.node.deliveries().find(DeliveryFilter.of(message), 10).getFirst();
        assertThat(test.node.deliveries().resend(delivery.delivery().id(), "olga"))
                .isPresent();
        settled(2);
        assertThat(sink.received().get(1)).isEqualTo(sink.received().get(0));

        test.deploy(TestChannels.forward("results", sink.port(), "TWO", Map.of()), "2");
        assertThat(test.node.messages().reprocess(message, "olga")).isInstanceOf(Messages.Reprocessed.Ran.class);
        TestNode.until("sent again", () -> sink.received().size() == 3);
        assertThat(MllpClient.field(sink.received().get(2), "MSH", 5)).isEqualTo("TWO");
        assertThat(all().getFirst().version()).isEqualTo("2");
    }

    @Test
    void a_version_swapped_under_load_loses_no_connection_and_no_message() throws Exception {
        int port = test.deploy(TestChannels.forward("results", sink.port(), "V1", Map.of()), "1");
        var sent = new AtomicInteger();
        List<Thread> senders = new ArrayList<>();
        for (int sender = 0; sender < 4; sender++) {
            int number = sender;
            senders.add(Thread.ofVirtual().start(() -> {
                try (var client = new MllpClient(port)) {
                    for (int i = 0; i < 100; i++) {
                        String answer = client.ask(Load.result("S" + number + "-" + i, number, i));
                        if (MllpClient.field(answer, "MSA", 1).equals("AA")) {
                            sent.incrementAndGet();
                        }
                    }
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            }));
        }
        for (int version = 2; version <= 5; version++) {
            int done = version * 60;
            TestNode.until("some were sent", () -> sent.get() >= done);
            test.deploy(TestChannels.forward("results", sink.port(), "V" + version, Map.of()), "" + version);
        }
        for (Thread sender : senders) {
            sender.join();
        }
        assertThat(sent).hasValue(400);
        TestNode.until("all delivered", () -> sink.received().size() >= 400);
        assertThat(ids()).doesNotHaveDuplicates().hasSize(400);
        assertThat(sink.received().stream().map(one -> MllpClient.field(one, "MSH", 5)))
                .contains("V1", "V5");
    }

    @Test
    void an_answer_after_processing_says_what_became_of_it() throws IOException {
        int port = test.deploy(
                TestChannels.forward("results", sink.port(), "ONE", Map.of(), Source.Answer.PROCESSED, WhenHeld.WAIT),
                "1");
        try (var client = new MllpClient(port)) {
            assertThat(MllpClient.field(client.ask(Load.result("A1", 1, 1)), "MSA", 1))
                    .isEqualTo("AA");
            assertThat(MllpClient.field(client.ask(Load.result("A1", 1, 1)), "MSA", 1))
                    .isEqualTo("AA");
            assertThat(all().getFirst().status()).isEqualTo(MessageStatus.PROCESSED);
        }
    }

    @Test
    void an_answer_after_delivery_waits_for_the_destination() throws IOException {
        sink.answer(message -> MllpClient.field(message, "MSH", 10).equals("A2") ? "AR" : "AA");
        int port = test.deploy(
                TestChannels.forward(
                        "results",
                        sink.port(),
                        "ONE",
                        Map.of("answerFrom", TestChannels.SINK, "answerWithin", "10"),
                        Source.Answer.DELIVERED,
                        WhenHeld.GO_ON),
                "1");
        try (var client = new MllpClient(port)) {
            assertThat(MllpClient.field(client.ask(Load.result("A1", 1, 1)), "MSA", 1))
                    .isEqualTo("AA");
            assertThat(sink.received()).hasSize(1);
            assertThat(MllpClient.field(client.ask(Load.result("A2", 1, 2)), "MSA", 1))
                    .isEqualTo("AE");
        }
    }

    @Test
    void enhanced_mode_gets_commit_codes_and_no_answer_where_none_is_wanted() throws IOException {
        int port = test.deploy(TestChannels.forward("results", sink.port(), "ONE", Map.of()), "1");
        String plain = new String(Load.result("A1", 1, 1), StandardCharsets.UTF_8);
        try (var client = new MllpClient(port)) {
            assertThat(MllpClient.field(
                            client.ask(plain.replace("|P|2.5.1", "|P|2.5.1|||AL|NE")
                                    .getBytes(StandardCharsets.UTF_8)),
                            "MSA",
                            1))
                    .isEqualTo("CA");
            client.send(plain.replace("|A1|P|2.5.1", "|A2|P|2.5.1|||NE|NE").getBytes(StandardCharsets.UTF_8));
            assertThat(MllpClient.field(client.ask(Load.result("A3", 1, 3)), "MSA", 2))
                    .isEqualTo("A3");
        }
        settled(3);
    }

    @Test
    void a_document_that_nobody_approved_does_not_run(@TempDir Path folder) throws IOException {
        try (var strict = new TestNode(folder, false)) {
            var channel = TestChannels.forward("results", sink.port(), "ONE", Map.of());
            assertThat(strict.node.deployments().deploy(channel, "1", "test"))
                    .isInstanceOf(Deployments.Answer.Refused.class);
            strict.node.deployments().approve(ChannelDocument.hash(channel), "results", "1");
            assertThat(strict.deploy(channel, "1")).isPositive();
        }
    }

    @Test
    void what_was_received_before_a_restart_is_delivered_after_it() throws IOException {
        sink.answer(message -> "");
        int port = test.deploy(TestChannels.forward("results", sink.port(), "ONE", Map.of()), "1");
        try (var client = new MllpClient(port)) {
            for (int i = 0; i < 20; i++) {
                client.ask(Load.result("A" + i, i % 3, i));
            }
        }
        long stopping = System.nanoTime();
        test.node.close();
        assertThat(System.nanoTime() - stopping).isLessThan(15_000_000_000L);
        sink.answer(message -> "AA");
        test.node = test.fresh("node-2", true);
        test.node.start();
        TestNode.until("all delivered", () -> sink.received().size() >= 20);
        assertThat(ids()).doesNotHaveDuplicates().hasSize(20);
    }
}
