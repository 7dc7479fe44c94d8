package io.suture.regression;

import org.jspecify.annotations.Nullable;

/// One field in which an output is not what was expected.
///
/// @param destination whose output
/// @param index       which of its outputs, from 1
/// @param path        where: `Observation[2].status`, `OBX[2]-5.1`; empty for the output as a whole
/// @param expected    the text that should stand there, or null for nothing
/// @param actual      what stands there, or null for nothing
public record Difference(
        String destination,
        int index,
        String path,
        @Nullable String expected,
        @Nullable String actual) {}
