package io.suture.runtime.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.engine.channel.Destination.Retry;
import io.suture.runtime.connector.Receipt;
import io.suture.runtime.connector.Receipt.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class GateTest {
    private static final Retry RETRY = new Retry(100, 1_000, 3);
    private static final Receipt FAILURE = Receipt.of(Outcome.TRY_AGAIN, "closed", "");
    private static final Receipt ANSWER = Receipt.of(Outcome.ACCEPTED, "AA", "");
    private static final long MILLI = 1_000_000;

    private final Gate gate = new Gate();
    private final Random random = new Random(3);

    private Pending ready(long position) {
        var id = new UUID(7, position);
        var pending = new Pending(new Delivery(
                id,
                position,
                (short) 0,
                List.of(id),
                id,
                1,
                id,
                1,
                "results",
                "ward",
                Delivery.Cause.PROCESSED,
                null,
                Instant.EPOCH,
                null,
                null,
                "text/plain",
                1));
        gate.ready(pending);
        return pending;
    }

    private Gate.Turn answered(Receipt receipt, long now) {
        gate.go(now, 0);
        return gate.came(receipt, now, RETRY, random);
    }

    private void shut() {
        for (int failure = 1; failure <= 5; failure++) {
            ready(failure);
            Gate.Turn turn = answered(FAILURE, 0);
            assertThat(turn)
                    .isEqualTo(failure == 1 ? Gate.Turn.BEGAN_TO_FAIL : failure == 5 ? Gate.Turn.SHUT : Gate.Turn.NONE);
        }
    }

    @Test
    void those_that_are_ready_go_in_the_order_of_their_positions_and_stand_in_line_once() {
        Pending second = ready(2);
        Pending first = ready(1);
        gate.ready(first);
        assertThat(gate.first()).isSameAs(first);
        assertThat(gate.first(10)).containsExactly(first, second);
        gate.go(0, 0);
        assertThat(gate.first()).isSameAs(second);
        gate.remove(second);
        assertThat(gate.first()).isNull();
    }

    @Test
    void five_failures_in_a_row_shut_it_and_then_one_at_a_time_tries_after_a_growing_pause() {
        shut();
        long first = gate.pause(0);
        assertThat(first).isBetween(50 * MILLI, 100 * MILLI);
        assertThat(gate.pause(first)).isZero();
        ready(6);
        ready(7);
        gate.go(first, 0);
        assertThat(gate.hasPlace(8)).isFalse();
        assertThat(gate.came(FAILURE, first, RETRY, random)).isEqualTo(Gate.Turn.NONE);
        assertThat(gate.pause(first)).isBetween(100 * MILLI, 200 * MILLI);
    }

    @Test
    void one_answer_opens_it_again_even_one_that_is_no_yes() {
        shut();
        ready(6);
        assertThat(answered(Receipt.of(Outcome.REFUSED, "AR", ""), 0)).isEqualTo(Gate.Turn.WELL_AGAIN);
        assertThat(gate.pause(0)).isZero();
        assertThat(gate.hasPlace(8)).isTrue();
    }

    @Test
    void failures_between_answers_and_failures_of_ours_do_not_shut_it_and_the_latter_do_not_open_it() {
        for (int turn = 0; turn < 20; turn++) {
            ready(turn);
            answered(turn % 3 == 2 ? ANSWER : FAILURE, 0);
        }
        ready(20);
        answered(ANSWER, 0);
        for (int turn = 0; turn < 10; turn++) {
            ready(turn);
            gate.go(0, 0);
            gate.cameBack();
        }
        assertThat(gate.pause(0)).isZero();
        assertThat(gate.hasPlace(2)).isTrue();

        shut();
        ready(21);
        gate.go(0, 0);
        gate.cameBack();
        assertThat(gate.isShut()).isTrue();
    }

    @Test
    void a_limit_spaces_them_out_and_saves_nothing_up() {
        ready(1);
        ready(2);
        ready(3);
        gate.go(1_000 * MILLI, 10);
        assertThat(gate.pause(1_000 * MILLI)).isEqualTo(100 * MILLI);
        assertThat(gate.pause(1_060 * MILLI)).isEqualTo(40 * MILLI);
        gate.go(5_000 * MILLI, 10);
        assertThat(gate.pause(5_000 * MILLI)).isEqualTo(100 * MILLI);
    }
}
