package io.suture.engine.expression;

import io.suture.engine.report.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What compiling a document gave: something that runs, or errors; warnings stand beside either.
///
/// @param result   what runs; null when an error stands among the problems
/// @param problems everything found, at once
public record Compiled<T extends @Nullable Object>(@Nullable T result, List<Problem> problems) {
    public Compiled {
        problems = List.copyOf(problems);
    }

    /// The result, or the errors as an exception for callers that know the document to be sound.
    public T orThrow() {
        T known = result;
        if (known == null) {
            throw new IllegalStateException("the document does not compile: " + problems);
        }
        return known;
    }
}
