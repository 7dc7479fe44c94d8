package io.suture.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.runtime.delivery.Deliveries;
import io.suture.runtime.delivery.Delivery.State;
import io.suture.runtime.delivery.DeliveryFilter;
import io.suture.runtime.deployment.Deployments;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What cannot be brought is given up with a reason, its key goes on, and a person deals with it.
class DeadLettersTest extends WalkTest {
    /// Hours: about a second and a half.
    private static final String SOON = "0.0004";

    private int deploy(String giveUpAfter) {
        var channel = TestChannels.forward("results", sink.port(), "EHR", Map.of());
        return test.deploy(TestChannels.out(channel, "giveUpAfter", giveUpAfter), "1");
    }

    /// Two Messages of one patient and one of another.
    private void send(int port) throws IOException {
        try (var client = new MllpClient(port)) {
            client.ask(Load.result("A1", 1, 1));
            client.ask(Load.result("A2", 1, 2));
            client.ask(Load.result("B1", 2, 1));
        }
    }

    private List<Deliveries.Summary> in(State state) {
        return test.node.deliveries().find(new DeliveryFilter(null, null, null, Set.of(state), null, null), 10);
    }

    private List<String> sent() {
        return sink.received().stream()
                .filter(message -> !MllpClient.field(message, "MSH", 10).equals("A1"))
                .map(message -> MllpClient.field(message, "MSH", 10))
                .toList();
    }

    private void busyFor(String id) {
        sink.answer(message -> MllpClient.field(message, "MSH", 10).equals(id) ? "CE" : "AA");
    }

    @Test
    void what_is_not_taken_for_as_long_as_the_destination_is_given_is_dead_with_its_reason_and_its_key_goes_on()
            throws IOException {
        busyFor("A1");
        send(deploy(SOON));
        TestNode.until("one is dead", () -> in(State.DEAD).size() == 1);
        TestNode.until("its key goes on", () -> sent().contains("A2"));
        assertThat(in(State.DEAD)).singleElement().satisfies(dead -> {
            assertThat(dead.code()).isEqualTo("CE");
            assertThat(dead.detail()).contains("could not take it now").contains("giveUpAfter");
        });
        var attempts = test.node
                .deliveries()
                .open(in(State.DEAD).getFirst().delivery().id())
                .orElseThrow()
                .attempts();
        assertThat(attempts).hasSizeGreaterThan(3);
        assertThat(attempts.getLast().state()).isEqualTo(State.DEAD);
        assertThat(sent()).containsExactlyInAnyOrder("B1", "A2");
    }

    @Test
    void a_person_sends_a_dead_one_again_which_settles_it_and_gets_a_delivery_of_its_own() throws IOException {
        busyFor("A1");
        send(deploy(SOON));
        TestNode.until("one is dead", () -> in(State.DEAD).size() == 1);
        var dead = in(State.DEAD).getFirst().delivery().id();
        assertThat(test.node.deliveries().retry(dead, "olga")).isFalse();

        sink.answer(message -> "AA");
        var again = test.node.deliveries().resend(dead, "olga").orElseThrow();
        TestNode.until(
                "sent again",
                () -> in(State.SENT).stream()
                        .anyMatch(one -> one.delivery().id().equals(again.id())));
        assertThat(in(State.DEAD)).isEmpty();
        assertThat(in(State.CANCELLED)).singleElement().satisfies(settled -> {
            assertThat(settled.delivery().id()).isEqualTo(dead);
            assertThat(settled.code()).isEqualTo("resent");
        });
        assertThat(test.node
                        .deliveries()
                        .open(dead)
                        .orElseThrow()
                        .attempts()
                        .getLast()
                        .requestedBy())
                .isEqualTo("olga");
    }

    @Test
    void a_person_cancels_a_dead_one() throws IOException {
        busyFor("A1");
        send(deploy(SOON));
        TestNode.until("one is dead", () -> in(State.DEAD).size() == 1);
        var dead = in(State.DEAD).getFirst().delivery().id();
        assertThat(test.node.deliveries().cancel(dead, "olga")).isTrue();
        assertThat(in(State.DEAD)).isEmpty();
        assertThat(in(State.CANCELLED)).hasSize(1);
        assertThat(test.node.deliveries().cancel(dead, "olga")).isFalse();
    }

    @Test
    void an_output_that_cannot_be_opened_any_more_is_dead_at_once_and_those_behind_it_go_on() throws IOException {
        sink.answer(message -> "");
        int port = test.deploy(TestChannels.forward("results", sink.port(), "EHR", Map.of()), "1");
        send(port);
        TestNode.until("all are in line", () -> in(State.QUEUED).size() == 3);
        test.node.close();
        var spoilt = test.node.deliveries().find(DeliveryFilter.ALL, 10).stream()
                .map(Deliveries.Summary::delivery)
                .filter(delivery -> delivery.position() == 1)
                .findFirst()
                .orElseThrow();
        test.database.sql().execute("update runtime.delivery set nonce = sha256(nonce) where id = ?", spoilt.id());
        sink.answer(message -> "AA");
        test.node = test.fresh("node-2", true);
        test.node.start();

        TestNode.until("one is dead", () -> in(State.DEAD).size() == 1);
        assertThat(in(State.DEAD)).singleElement().satisfies(dead -> {
            assertThat(dead.delivery().id()).isEqualTo(spoilt.id());
            assertThat(dead.code()).isEqualTo("unreadable");
        });
        TestNode.until("the others are sent", () -> in(State.SENT).size() == 2);
    }

    @Test
    void one_that_a_person_released_is_not_noted_as_held_once_it_was_sent_after_a_restart() throws IOException {
        sink.answer(message -> MllpClient.field(message, "MSH", 10).equals("A1") ? "AR" : "AA");
        send(deploy("0"));
        TestNode.until("one is held", () -> in(State.HELD).size() == 1);
        var held = in(State.HELD).getFirst().delivery().id();
        sink.answer(message -> "CE");
        assertThat(test.node.deliveries().retry(held, "olga")).isTrue();
        TestNode.until(
                "it was tried again",
                () -> test.node.deliveries().open(held).orElseThrow().attempts().size() >= 3);
        test.node.close();
        sink.answer(message -> "AA");
        test.node = test.fresh("node-2", true);
        test.node.start();
        TestNode.until("all are sent", () -> in(State.SENT).size() == 3);
        assertThat(test.database.sql().fetchCount(io.suture.db.jooq.runtime.Tables.HELD_DELIVERY))
                .isZero();
    }

    @Test
    void hours_that_are_no_number_do_not_run() {
        var channel = TestChannels.forward("results", sink.port(), "EHR", Map.of());
        assertThat(test.node.deployments().deploy(TestChannels.out(channel, "giveUpAfter", "soon"), "1", "test"))
                .isInstanceOf(Deployments.Answer.Deployed.class);
        assertThat(test.node.follow())
                .singleElement()
                .satisfies(state -> assertThat(state.said()).contains("giveUpAfter"));
    }
}
