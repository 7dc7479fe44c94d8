package io.suture.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.db.Database;
import io.suture.runtime.delivery.Delivery.State;
import io.suture.runtime.delivery.DeliveryFilter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The clock is set back by an hour while messages are on their way.
@Tag("fault")
class ClockTest {
    private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);
    private TestNode test;
    private MllpSink sink;

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        test = new TestNode(
                Database.temporary(), folder, true, () -> Instant.now().plus(ahead.get()));
        sink = new MllpSink();
    }

    @AfterEach
    void stop() throws IOException {
        test.close();
        sink.close();
    }

    private void setBack() {
        ahead.set(Duration.ofHours(-1));
    }

    private int held() {
        return test.node
                .deliveries()
                .find(new DeliveryFilter(null, null, null, Set.of(State.HELD), null, null), 10)
                .size();
    }

    @Test
    void all_is_delivered_once_and_in_order() throws Exception {
        int port = test.deploy(TestChannels.forward("results", sink.port(), "EHR", Map.of()), "1");
        var senders = new Senders(4, 250);
        senders.start(port);
        TestNode.until("some are under way", () -> senders.acknowledged() > 300);
        setBack();
        senders.join();
        TestNode.until("all delivered", () -> sink.count() >= senders.messages());
        senders.assertThatAllCameInOrder(sink, 0);
    }

    @Test
    void what_backed_off_before_is_tried_again_soon_even_after_a_restart() throws Exception {
        sink.answer(message -> "CE");
        int port = test.deploy(TestChannels.forward("results", sink.port(), "EHR", Map.of()), "1");
        try (var client = new MllpClient(port)) {
            client.ask(Load.result("A1", 1, 1));
        }
        TestNode.until("it was tried", () -> sink.count() >= 2);
        setBack();
        int before = sink.count();
        TestNode.until("it is tried again", Duration.ofSeconds(5), () -> sink.count() >= before + 3);

        ahead.set(Duration.ofHours(1));
        int ahead1 = sink.count();
        TestNode.until("it is tried again", Duration.ofSeconds(5), () -> sink.count() >= ahead1 + 2);
        test.node.close();
        ahead.set(Duration.ZERO);
        sink.answer(message -> "AA");
        test.node = test.fresh("node-2", true);
        test.node.start();
        TestNode.until(
                "it is sent",
                () -> test.node
                                .deliveries()
                                .find(new DeliveryFilter(null, null, null, Set.of(State.SENT), null, null), 10)
                                .size()
                        == 1);
    }

    @Test
    void what_a_person_does_afterwards_is_seen() throws Exception {
        sink.answer(message -> "AR");
        int port = test.deploy(TestChannels.forward("results", sink.port(), "EHR", Map.of()), "1");
        try (var client = new MllpClient(port)) {
            client.ask(Load.result("A1", 1, 1));
        }
        TestNode.until("it is held", () -> held() == 1);
        setBack();
        sink.answer(message -> "AA");
        var id = test.node
                .deliveries()
                .find(DeliveryFilter.ALL, 1)
                .getFirst()
                .delivery()
                .id();
        assertThat(test.node.deliveries().retry(id, "olga")).isTrue();
        TestNode.until("it is sent", Duration.ofSeconds(5), () -> sink.count() == 2);
        TestNode.until("it is held no more", () -> held() == 0);
    }
}
