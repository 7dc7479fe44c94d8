package io.suture.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.runtime.delivery.Delivery.State;
import io.suture.runtime.delivery.DeliveryFilter;
import io.suture.runtime.deployment.Deployments;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Receivers that misbehave: every message is counted, and so is every attempt.
@Tag("fault")
class DestinationFaultsTest extends WalkTest {
    private final List<String> taken = Collections.synchronizedList(new ArrayList<>());

    private String take(String message) {
        taken.add(MllpClient.field(message, "MSH", 10));
        return "AA";
    }

    private void send(int port, int patients, int each) throws IOException {
        try (var client = new MllpClient(port)) {
            for (int turn = 0; turn < each; turn++) {
                for (int patient = 0; patient < patients; patient++) {
                    String id = "P" + patient + "-" + turn;
                    assertThat(MllpClient.field(client.ask(Load.result(id, patient, turn)), "MSA", 1))
                            .isEqualTo("AA");
                }
            }
        }
    }

    private void assertThatAllCameInOrder(int patients, int each) {
        assertThat(taken).doesNotHaveDuplicates().hasSize(patients * each);
        Map<String, Integer> last = new HashMap<>();
        for (String id : taken) {
            int turn = Integer.parseInt(id.substring(id.indexOf('-') + 1));
            assertThat(turn)
                    .as(id)
                    .isEqualTo(last.merge(id.substring(0, id.indexOf('-')), 0, (before, zero) -> before + 1));
        }
    }

    private List<UUID> held() {
        return in(State.HELD);
    }

    private List<UUID> in(State state) {
        return test.node.deliveries().find(new DeliveryFilter(null, null, null, Set.of(state), null, null), 10).stream()
                .map(one -> one.delivery().id())
                .toList();
    }

    @Test
    void a_receiver_that_hangs_up_answers_garbage_and_is_busy_by_turns_gets_each_message_once_and_in_order()
            throws IOException {
        var chance = new Random(11);
        sink.answer(message -> {
            int thrown;
            synchronized (chance) {
                thrown = chance.nextInt(10);
            }
            return switch (thrown) {
                case 0 -> "";
                case 1 -> "??";
                case 2 -> "CE";
                default -> take(message);
            };
        });
        int port = test.deploy(TestChannels.forward("results", sink.port(), "EHR", Map.of()), "1");
        send(port, 20, 15);
        TestNode.until("all taken", Duration.ofSeconds(60), () -> taken.size() >= 300);
        assertThatAllCameInOrder(20, 15);
        assertThat(held()).isEmpty();
    }

    @Test
    void a_receiver_that_is_away_is_left_alone_and_gets_all_as_soon_as_it_is_back() throws Exception {
        List<Long> attempts = Collections.synchronizedList(new ArrayList<>());
        sink.answer(message -> {
            attempts.add(System.nanoTime());
            return "";
        });
        int port = test.deploy(TestChannels.forward("results", sink.port(), "EHR", Map.of()), "1");
        send(port, 60, 2);
        // Five in a row shut it, and pauses of 25, 50, 100 and then at least 200 ms follow. Four may have been under
        // way.
        TestNode.until("it was tried again and again", () -> attempts.size() >= 16);
        assertThat(attempts.get(15) - attempts.get(8))
                .as("nanoseconds between eight attempts")
                .isGreaterThan(900_000_000L);

        sink.answer(this::take);
        TestNode.until("all taken", () -> taken.size() >= 120);
        assertThatAllCameInOrder(60, 2);
    }

    @Test
    void a_rejection_is_held_at_once_and_its_key_goes_on_when_a_person_gives_it_up() throws IOException {
        sink.answer(message -> MllpClient.field(message, "MSH", 10).equals("P1-1") ? "AR" : take(message));
        int port = test.deploy(TestChannels.forward("results", sink.port(), "EHR", Map.of()), "1");
        send(port, 3, 3);
        TestNode.until("the others taken", () -> taken.size() >= 7);
        TestNode.until("one held", () -> held().size() == 1);
        assertThat(taken).doesNotContain("P1-1", "P1-2");
        var detail = test.node.deliveries().open(held().getFirst()).orElseThrow();
        assertThat(detail.attempts()).singleElement().satisfies(attempt -> {
            assertThat(attempt.code()).isEqualTo("AR");
            assertThat(attempt.detail()).isNotBlank();
        });

        assertThat(test.node.deliveries().cancel(held().getFirst(), "olga")).isTrue();
        TestNode.until("the key went on", () -> taken.contains("P1-2"));
        assertThat(taken).doesNotContain("P1-1").hasSize(8);
        assertThat(held()).isEmpty();
    }

    @Test
    void a_slow_receiver_slows_only_its_own_keys_down_and_gets_all_of_them() throws IOException {
        var quickOnes = new CountDownLatch(90);
        sink.answer(message -> {
            boolean slow = MllpClient.field(message, "PID", 3).startsWith(Load.mrn(0));
            if (slow) {
                await(quickOnes);
            }
            String code = take(message);
            if (!slow) {
                quickOnes.countDown();
            }
            return code;
        });
        var channel = TestChannels.forward("results", sink.port(), "EHR", Map.of());
        int port = test.deploy(TestChannels.out(channel, "answerTimeout", "30"), "1");
        send(port, 10, 10);
        TestNode.until("all taken", () -> taken.size() >= 100);
        assertThat(taken.subList(0, 90)).noneMatch(id -> id.startsWith("P0-"));
        assertThatAllCameInOrder(10, 10);
    }

    @Test
    void a_receiver_that_answers_a_byte_at_a_time_is_too_late_and_gets_it_again_and_others_pass_it()
            throws IOException {
        var slow = new AtomicBoolean(true);
        sink.bytes(message -> slow.get() && MllpClient.field(message, "MSH", 10).equals("P0-0") ? 1 : 0);
        sink.answer(this::take);
        int port = test.deploy(TestChannels.forward("results", sink.port(), "EHR", Map.of()), "1");
        send(port, 5, 2);
        TestNode.until(
                "the others taken",
                () -> taken.stream().filter(id -> !id.startsWith("P0")).count() >= 8);
        TestNode.until(
                "it came again",
                () -> taken.stream().filter(id -> id.equals("P0-0")).count() >= 2);
        assertThat(taken).doesNotContain("P0-1");
        slow.set(false);
        TestNode.until("its key goes on", () -> taken.contains("P0-1"));
    }

    @Test
    void a_receiver_that_hangs_up_in_the_middle_of_an_answer_gets_it_again() throws IOException {
        var cut = new AtomicInteger(3);
        sink.bytes(message -> cut.getAndDecrement() > 0 ? -1 : 0);
        int port = test.deploy(TestChannels.forward("results", sink.port(), "EHR", Map.of()), "1");
        send(port, 1, 2);
        TestNode.until("both are there", () -> sink.received().size() >= 5);
        assertThat(sink.received().stream().map(message -> MllpClient.field(message, "MSH", 10)))
                .containsExactly("P0-0", "P0-0", "P0-0", "P0-0", "P0-1");
    }

    @Test
    void a_receiver_whose_path_is_cut_gets_it_over_a_new_connection() throws IOException {
        sink.answer(this::take);
        try (var relay = new Relay(sink::port)) {
            int port = test.deploy(TestChannels.forward("results", relay.port(), "EHR", Map.of()), "1");
            send(port, 4, 1);
            // Their answers too: one that is cut off would be a reason to send again.
            TestNode.until("they came and are answered", () -> in(State.SENT).size() == 4);
            relay.cut();
            try (var client = new MllpClient(port)) {
                client.ask(Load.result("P0-1", 0, 1));
            }
            TestNode.until("it came", () -> taken.contains("P0-1"));
            assertThat(taken).doesNotHaveDuplicates();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void no_more_go_out_each_second_than_the_rate_limit_says() throws IOException {
        List<Long> at = Collections.synchronizedList(new ArrayList<>());
        sink.answer(message -> {
            at.add(System.nanoTime());
            return take(message);
        });
        var channel = TestChannels.forward("results", sink.port(), "EHR", Map.of());
        int port = test.deploy(TestChannels.out(channel, "rateLimit", "20"), "1");
        send(port, 10, 3);
        TestNode.until("all taken", () -> taken.size() >= 30);
        assertThat(at.getLast() - at.getFirst()).isGreaterThan(1_400_000_000L);
        assertThatAllCameInOrder(10, 3);
    }

    @Test
    void a_rate_limit_that_is_no_number_does_not_run() {
        var channel = TestChannels.forward("results", sink.port(), "EHR", Map.of());
        assertThat(test.node.deployments().deploy(TestChannels.out(channel, "rateLimit", "some"), "1", "test"))
                .isInstanceOf(Deployments.Answer.Deployed.class);
        assertThat(test.node.follow())
                .singleElement()
                .satisfies(state -> assertThat(state.said()).contains("rateLimit"));
        assertThat(test.node.channels().port("results")).isEmpty();
    }
}
