package io.suture.studio.mapping;

import io.suture.engine.report.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A formula tried while it is typed.
///
/// @param problems what is wrong with it, each at its characters
/// @param value    what it gives on the Sample; null when it gives nothing, or without a Sample
/// @param type     the type of the field that it fills, and how often that may stand
public record Trial(List<Problem> problems, @Nullable String value, String type) {
    public Trial {
        problems = List.copyOf(problems);
    }
}
