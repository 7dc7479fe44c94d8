package io.suture.regression;

import org.jspecify.annotations.Nullable;

/// What a Sample must yield.
public sealed interface Expectation {
    String destination();

    /// A whole output, field by field.
    ///
    /// @param index from 1, among the outputs of this Destination
    record Whole(String destination, int index, byte[] output) implements Expectation {}

    /// One field of an output.
    ///
    /// @param path  as a [Difference] names it: `Observation[2].status`, `PID-5.1`
    /// @param value its text; null when nothing may stand there
    record FieldIs(
            String destination,
            int index,
            String path,
            @Nullable String value) implements Expectation {}

    /// How many outputs there are for this Destination: zero for none at all.
    record Count(String destination, int outputs) implements Expectation {}
}
