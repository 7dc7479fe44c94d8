package io.suture.engine.expression;

import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What the last few texts of a message were read as: rows that stand together ask one field again and again.
final class Readings<T> {
    private static final int KEPT = 4;

    private final Function<String, Optional<T>> reader;
    private final @Nullable String[] texts = new String[KEPT];
    private final @Nullable Optional<T>[] read = empty();
    private int oldest;

    /// @param reader pure
    Readings(Function<String, Optional<T>> reader) {
        this.reader = reader;
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static <T> @Nullable Optional<T>[] empty() {
        return new Optional[KEPT];
    }

    Optional<T> of(String text) {
        for (int i = 0; i < KEPT; i++) {
            Optional<T> known = read[i];
            if (known != null && text.equals(texts[i])) {
                return known;
            }
        }
        Optional<T> made = reader.apply(text);
        texts[oldest] = text;
        read[oldest] = made;
        oldest = (oldest + 1) % KEPT;
        return made;
    }
}
