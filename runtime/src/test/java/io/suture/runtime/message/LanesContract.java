package io.suture.runtime.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.suture.runtime.lane.LeaseLost;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What every implementation of [Lanes] owes.
abstract class LanesContract {

    /// The lanes as the first node sees them.
    abstract Lanes lanes();

    /// A Message of these keys.
    abstract Arrival arrival(String controlId, String content, String... keys);

    /// Fences the first node off, as if it had been paused for too long; gives the lanes as another one sees them.
    abstract Lanes takenOver();

    /// A run without outputs.
    abstract Done done(LaneMessage message);

    /// The Channel of all Messages runs from now on, or does not.
    abstract void deployed(boolean runs);

    /// What waits for answers is worth to be taken from now on, or is not.
    abstract void answered(boolean now);

    private List<LaneMessage> take(Lanes from, int count) throws InterruptedException {
        List<LaneMessage> taken = new ArrayList<>();
        for (int turn = 0; turn < 100 && taken.size() < count; turn++) {
            taken.addAll(from.take(100));
        }
        return taken;
    }

    @Test
    void messages_are_taken_in_the_order_in_which_they_were_accepted_and_once() throws InterruptedException {
        List<UUID> accepted = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            int turn = i;
            lanes().accept(IntStream.range(0, 20)
                            .mapToObj(one -> arrival("A" + turn + "-" + one, "x", "key" + one % 7))
                            .toList())
                    .forEach(stored -> accepted.add(stored.id()));
        }
        List<LaneMessage> taken = take(lanes(), 100);
        assertThat(taken).extracting(LaneMessage::id).containsExactlyElementsOf(accepted);
        lanes().complete(taken.stream().map(this::done).toList());
        assertThat(lanes().take(100)).isEmpty();
    }

    @Test
    void what_was_taken_and_not_completed_is_taken_again() throws InterruptedException {
        lanes().accept(List.of(arrival("A1", "x", "one"), arrival("A2", "x", "two")));
        assertThat(take(lanes(), 2)).hasSize(2);
        lanes().rewind();
        assertThat(take(lanes(), 2)).hasSize(2);
    }

    @Test
    void a_repeat_is_known_within_a_group_and_later_and_other_content_is_not_one() {
        var first = lanes().accept(List.of(arrival("A1", "x", "one"), arrival("A1", "x", "one")));
        assertThat(first.get(0).repeat()).isFalse();
        assertThat(first.get(1).repeat()).isTrue();
        assertThat(first.get(1).id()).isEqualTo(first.get(0).id());
        assertThat(lanes().accept(List.of(arrival("A1", "x", "one"))).getFirst().repeat())
                .isTrue();
        assertThat(lanes().accept(List.of(arrival("A1", "y", "one"))).getFirst().repeat())
                .isFalse();
    }

    @Test
    void a_node_that_was_fenced_off_commits_nothing_and_the_other_loses_nothing() throws InterruptedException {
        lanes().accept(List.of(arrival("A1", "x", "one"), arrival("A2", "x", "two"), arrival("A3", "x", "one")));
        List<LaneMessage> taken = take(lanes(), 3);
        lanes().complete(List.of(done(taken.getFirst())));
        Lanes other = takenOver();
        assertThatThrownBy(() ->
                        lanes().complete(taken.stream().skip(1).map(this::done).toList()))
                .isInstanceOf(LeaseLost.class);
        assertThat(take(other, 2))
                .extracting(LaneMessage::id)
                .containsExactlyElementsOf(
                        taken.stream().skip(1).map(LaneMessage::id).toList());
    }

    @Test
    void a_message_that_waits_blocks_its_keys_and_comes_before_those_behind_it() throws InterruptedException {
        deployed(false);
        lanes().accept(List.of(arrival("A1", "x", "one"), arrival("A2", "x", "one")));
        List<LaneMessage> taken = take(lanes(), 2);
        lanes().complete(List.of(
                new Done.Parked(taken.get(0), Done.Why.NOT_DEPLOYED), new Done.Parked(taken.get(1), Done.Why.BEHIND)));
        assertThat(lanes().blocked()).containsAll(Set.copyOf(taken.getFirst().keys()));
        assertThat(lanes().take(10)).isEmpty();
        deployed(true);
        lanes().wake();
        List<LaneMessage> again = take(lanes(), 2);
        assertThat(again)
                .extracting(LaneMessage::id)
                .containsExactly(taken.get(0).id(), taken.get(1).id());
        assertThat(again).allMatch(LaneMessage::waited);
        lanes().complete(again.stream().map(this::done).toList());
        lanes().wake();
        assertThat(lanes().take(10)).isEmpty();
        assertThat(lanes().blocked()).isEmpty();
    }

    @Test
    void a_message_without_its_answers_waits_alone_with_its_key_and_those_behind_it_follow_once_it_is_done()
            throws InterruptedException {
        lanes().accept(List.of(arrival("A1", "x", "one"), arrival("A2", "x", "one"), arrival("B1", "x", "two")));
        List<LaneMessage> taken = take(lanes(), 3);
        lanes().complete(List.of(
                new Done.Parked(taken.get(0), Done.Why.UNANSWERED),
                new Done.Parked(taken.get(1), Done.Why.BEHIND),
                done(taken.get(2))));
        lanes().wake();
        assertThat(lanes().take(10)).isEmpty();
        assertThat(lanes().blocked()).containsExactlyElementsOf(taken.getFirst().keys());

        answered(true);
        lanes().wake();
        List<LaneMessage> first = take(lanes(), 1);
        assertThat(first)
                .extracting(LaneMessage::id)
                .containsExactly(taken.get(0).id());
        assertThat(lanes().blocked()).containsExactlyElementsOf(taken.getFirst().keys());
        lanes().complete(List.of(done(first.getFirst())));

        List<LaneMessage> second = take(lanes(), 1);
        assertThat(second)
                .extracting(LaneMessage::id)
                .containsExactly(taken.get(1).id());
        lanes().complete(List.of(done(second.getFirst())));
        assertThat(lanes().take(10)).isEmpty();
        assertThat(lanes().blocked()).isEmpty();
    }
}
