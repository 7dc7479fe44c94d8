package io.suture.engine.expression;

import org.jspecify.annotations.Nullable;

/// What a loop says, for the compiler.
///
/// @param name    what its turn's value is called; empty for none
/// @param each    the values to turn on
/// @param where   only turns for which this holds, or null
/// @param groupBy one turn for each different text of this, or null
/// @param orderBy sorted by this, or null
public record LoopParts(
        String name,
        Formula each,
        @Nullable Formula where,
        @Nullable Formula groupBy,
        @Nullable Formula orderBy) {}
