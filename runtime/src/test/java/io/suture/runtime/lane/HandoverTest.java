package io.suture.runtime.lane;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class HandoverTest {
    private final Handover<String> handover = new Handover<>(10);

    @Test
    void what_follows_without_a_gap_is_handed_over_in_order_whoever_offered_first() {
        handover.offer(3, 4, List.of("c", "d"));
        handover.offer(1, 2, List.of("a", "b"));
        var range = handover.after(0, 100);
        assertThat(range.items()).containsExactly("a", "b", "c", "d");
        assertThat(range.to()).isEqualTo(4);
        assertThat(handover.after(4, 100).items()).isEmpty();
    }

    @Test
    void behind_a_gap_nothing_is_handed_over_until_the_reader_has_come_past_it() {
        handover.offer(5, 6, List.of("e", "f"));
        assertThat(handover.after(3, 100).items()).isEmpty();
        assertThat(handover.isBeyond(3)).isTrue();
        assertThat(handover.after(4, 100).items()).containsExactly("e", "f");
        assertThat(handover.isBeyond(6)).isFalse();
    }

    @Test
    void what_the_reader_has_read_elsewhere_is_not_handed_over_again_not_even_a_part_of_it() {
        handover.offer(1, 3, List.of("a", "b", "c"));
        assertThat(handover.after(2, 100).items()).isEmpty();
        assertThat(handover.after(3, 100).items()).isEmpty();
        handover.offer(4, 4, List.of("d"));
        assertThat(handover.after(3, 100).items()).containsExactly("d");
    }

    @Test
    void more_than_fits_is_forgotten_and_known_to_be_beyond() {
        handover.offer(1, 8, List.of("a", "b", "c", "d", "e", "f", "g", "h"));
        handover.offer(9, 11, List.of("i", "j", "k"));
        assertThat(handover.after(0, 100).items()).isEmpty();
        assertThat(handover.isBeyond(0)).isTrue();
        handover.offer(12, 12, List.of("l"));
        assertThat(handover.after(11, 100).items()).containsExactly("l");
    }

    @Test
    void positions_that_hold_nothing_are_passed() {
        handover.offer(1, 2, List.of("a"));
        handover.offer(3, 3, List.of());
        handover.offer(4, 4, List.of("b"));
        var range = handover.after(0, 100);
        assertThat(range.items()).containsExactly("a", "b");
        assertThat(range.to()).isEqualTo(4);
    }
}
