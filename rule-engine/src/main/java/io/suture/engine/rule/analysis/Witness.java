package io.suture.engine.rule.analysis;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A message that shows a finding: a stored sample, or values to put into one.
///
/// @param values what stands in each field that the rules look at
/// @param sample the name of a sample that shows it, or null
public record Witness(List<Seen> values, @Nullable String sample) {
    public Witness {
        values = List.copyOf(values);
    }

    /// What stands in a field.
    ///
    /// @param field   its formula
    /// @param heading what people call it
    /// @param value   the value, or null where nothing stands
    public record Seen(
            String field, String heading, @Nullable String value) {}
}
