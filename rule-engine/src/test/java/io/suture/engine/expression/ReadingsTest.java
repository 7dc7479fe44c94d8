package io.suture.engine.expression;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReadingsTest {
    private final List<String> read = new ArrayList<>();
    private final Readings<Integer> readings = new Readings<>(text -> {
        read.add(text);
        return text.isBlank() ? Optional.empty() : Optional.of(text.length());
    });

    @Test
    void a_text_is_read_once_and_so_is_one_that_cannot_be_read() {
        for (int i = 0; i < 3; i++) {
            assertThat(readings.of("three")).contains(5);
            assertThat(readings.of(" ")).isEmpty();
        }

        assertThat(read).containsExactly("three", " ");
    }

    @Test
    void what_was_read_long_ago_is_read_again_and_right() {
        List<String> texts = List.of("a", "bb", "ccc", "dddd", "eeeee", "a", "bb", "eeeee");

        for (String text : texts) {
            assertThat(readings.of(text)).contains(text.length());
        }

        assertThat(read).containsExactly("a", "bb", "ccc", "dddd", "eeeee", "a", "bb");
    }
}
