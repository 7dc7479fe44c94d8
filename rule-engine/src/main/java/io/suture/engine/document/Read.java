package io.suture.engine.document;

import io.suture.engine.report.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What reading a document gave: the whole of it, or nothing and every reason with its place.
///
/// @param value    what the document says; null when an error stands among the problems
/// @param problems all of them at once, placed as `fields[3].from`
/// @param attempt  what could be made out in spite of the errors, with other things in place of what is wrong:
///                 good for nothing but to look for further mistakes; null where there is nothing to look at
public record Read<T>(
        @Nullable T value, List<Problem> problems, @Nullable T attempt) {
    public Read {
        problems = List.copyOf(problems);
    }

    /// Nothing is half read: one error, and there is no value.
    public static <T> Read<T> of(T value, List<Problem> problems) {
        return new Read<>(problems.stream().anyMatch(Problem::isError) ? null : value, problems, value);
    }

    public static <T> Read<T> refused(List<Problem> problems) {
        return new Read<>(null, problems, null);
    }

    /// The value, where the document is known to be sound: one that ships, one that was approved.
    public T orThrow() {
        if (value == null) {
            throw new IllegalArgumentException("the document was refused: " + problems);
        }
        return value;
    }
}
