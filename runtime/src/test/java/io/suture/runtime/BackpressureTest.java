package io.suture.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.runtime.delivery.Delivery;
import io.suture.runtime.delivery.Delivery.State;
import io.suture.runtime.delivery.DeliveryFilter;
import io.suture.runtime.delivery.Room;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// A destination that takes nothing: what waits for it is bounded in memory and in number, and hinders nobody else.
@Tag("fault")
class BackpressureTest extends WalkTest {
    private static final Room SMALL = new Room(40, 10);
    private static final int LIMIT = 300;
    /// What the Worker may have in hand while it is counted.
    private static final int BATCH = 512;

    private final AtomicBoolean away = new AtomicBoolean(true);
    private MllpSink other;

    @BeforeEach
    void start() throws IOException {
        sink.answer(message -> away.get() ? "" : "AA");
        other = new MllpSink();
    }

    @AfterEach
    void stop() throws IOException {
        other.close();
    }

    /// The node begins anew with little room.
    private void restart(String name) {
        test.node.close();
        test.node = test.fresh(name, true, SMALL);
        test.node.start();
    }

    private int deploy(String name, MllpSink to, Map<String, String> source) {
        return test.deploy(TestChannels.forward(name, to.port(), "EHR", source), "1");
    }

    private static void send(int port, String prefix, int count, AtomicInteger answered) {
        try (var client = new MllpClient(port)) {
            for (int turn = 0; turn < count; turn++) {
                String answer = client.ask(Load.result(prefix + turn, turn % 10, turn));
                assertThat(MllpClient.field(answer, "MSA", 1)).isEqualTo("AA");
                answered.incrementAndGet();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> ids(MllpSink sink) {
        return sink.received().stream()
                .map(message -> MllpClient.field(message, "MSH", 10))
                .toList();
    }

    private String controlId(Delivery delivery) {
        byte[] output = test.node.deliveries().open(delivery.id()).orElseThrow().output();
        return MllpClient.field(new String(output, StandardCharsets.UTF_8), "MSH", 10);
    }

    private static void assertThatAllCameInOrder(MllpSink sink, int count) {
        assertThat(ids(sink)).doesNotHaveDuplicates().hasSize(count);
        Map<String, Integer> last = new HashMap<>();
        for (String message : sink.received()) {
            int turn = Integer.parseInt(MllpClient.field(message, "MSH", 10).substring(1));
            Integer before = last.put(MllpClient.field(message, "PID", 3), turn);
            assertThat(turn).isGreaterThan(before == null ? -1 : before);
        }
    }

    @Test
    void senders_of_a_channel_whose_destination_is_away_wait_at_its_limit_others_do_not_and_all_goes_on_by_itself()
            throws Exception {
        int port = deploy("results", sink, Map.of("backlogLimit", "" + LIMIT));
        int free = deploy("others", other, Map.of("backlogLimit", "" + LIMIT));
        var answered = new AtomicInteger();
        Thread sender = Thread.ofVirtual().start(() -> send(port, "A", 2_000, answered));
        TestNode.until("as many as may wait do", Duration.ofSeconds(30), () -> answered.get() >= LIMIT / 2);
        steady(answered);
        assertThat(answered).hasValueBetween(LIMIT / 2, LIMIT + BATCH);

        var free2 = new AtomicInteger();
        send(free, "B", 100, free2);
        TestNode.until("the others are delivered", () -> other.received().size() == 100);
        assertThat(answered).hasValueLessThan(LIMIT + BATCH);
        assertThat(sender.isAlive()).isTrue();

        away.set(false);
        assertThat(sender.join(Duration.ofSeconds(60))).isTrue();
        assertThat(answered).hasValue(2_000);
        TestNode.until(
                "all delivered", Duration.ofSeconds(60), () -> sink.received().size() >= 2_000);
        assertThatAllCameInOrder(sink, 2_000);
    }

    /// Until it has not changed for a second and a half, three times as long as it takes to count.
    private static void steady(AtomicInteger counter) {
        var seen = new AtomicInteger(-1);
        long[] since = {System.nanoTime()};
        TestNode.until("nothing more is answered", Duration.ofSeconds(40), () -> {
            if (seen.getAndSet(counter.get()) != counter.get()) {
                since[0] = System.nanoTime();
            }
            return System.nanoTime() - since[0] > 1_500_000_000L;
        });
    }

    @Test
    void a_node_that_stops_does_not_wait_for_senders_whose_channel_is_full() {
        int port = deploy("results", sink, Map.of("backlogLimit", "20"));
        var answered = new AtomicInteger();
        var broken = new AtomicBoolean();
        Thread.ofVirtual().start(() -> {
            try {
                send(port, "A", 2_000, answered);
            } catch (UncheckedIOException hungUp) {
                broken.set(true);
            }
        });
        TestNode.until("some are answered", () -> answered.get() >= 10);
        steady(answered);
        long stopping = System.nanoTime();
        test.node.close();
        assertThat(System.nanoTime() - stopping).isLessThan(10_000_000_000L);
        TestNode.until("its sender knows", broken::get);
    }

    @Test
    void what_waits_for_one_destination_fills_the_memory_to_its_bound_and_leaves_room_for_the_others() {
        restart("node-2");
        int port = deploy("results", sink, Map.of());
        int free = deploy("others", other, Map.of());
        send(port, "A", 300, new AtomicInteger());
        TestNode.until("all are counted", () -> test.node.waiting() >= 300);
        assertThat(test.node.openDeliveries()).isBetween(1, 2 * SMALL.most());
        send(free, "B", 200, new AtomicInteger());
        TestNode.until("the others are delivered", () -> other.received().size() == 200);
        assertThatAllCameInOrder(other, 200);

        away.set(false);
        TestNode.until(
                "all delivered", Duration.ofSeconds(60), () -> sink.received().size() >= 300);
        assertThatAllCameInOrder(sink, 300);
        TestNode.until("nothing waits", () -> test.node.waiting() == 0 && test.node.openDeliveries() == 0);
    }

    @Test
    void what_did_not_fit_into_memory_is_there_in_order_after_a_restart_and_what_a_person_cancelled_is_not() {
        restart("node-2");
        int port = deploy("results", sink, Map.of());
        send(port, "A", 300, new AtomicInteger());
        TestNode.until("all are counted", () -> test.node.waiting() >= 300);
        List<Delivery> newest = test
                .node
                .deliveries()
                .find(new DeliveryFilter(null, "results", null, Set.of(State.QUEUED), null, null), 10)
                .stream()
                .map(one -> one.delivery())
                .toList();
        Delivery cancelled = newest.get(4);
        assertThat(test.node.deliveries().cancel(cancelled.id(), "olga")).isTrue();
        Delivery tried = newest.get(2);
        assertThat(test.node.deliveries().retry(tried.id(), "olga")).isTrue();

        restart("node-3");
        TestNode.until("all are counted again", () -> test.node.waiting() >= 290);
        away.set(false);
        TestNode.until(
                "all delivered", Duration.ofSeconds(60), () -> sink.received().size() >= 299);
        TestNode.until("nothing waits", () -> test.node.waiting() == 0 && test.node.openDeliveries() == 0);
        assertThatAllCameInOrder(sink, 299);
        assertThat(ids(sink)).doesNotContain(controlId(cancelled)).contains(controlId(tried));
    }

    @Test
    void one_that_is_cancelled_while_it_lies_in_the_database_only_is_not_sent_when_its_turn_comes() {
        restart("node-2");
        int port = deploy("results", sink, Map.of());
        send(port, "A", 200, new AtomicInteger());
        TestNode.until("all are counted", () -> test.node.waiting() >= 200);
        Delivery last =
                test.node.deliveries().find(DeliveryFilter.ALL, 1).getFirst().delivery();
        assertThat(test.node.deliveries().cancel(last.id(), "olga")).isTrue();
        away.set(false);
        TestNode.until(
                "nothing waits",
                Duration.ofSeconds(60),
                () -> test.node.openDeliveries() == 0
                        && test.node.waiting() == 0
                        && sink.received().size() >= 199);
        assertThatAllCameInOrder(sink, 199);
        assertThat(ids(sink)).doesNotContain(controlId(last));
    }
}
