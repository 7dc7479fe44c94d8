package io.suture.engine.rule.analysis;

/// What the source's Schema says of a field.
///
/// @param date    whether dates stand in it
/// @param repeats whether it may stand several times in a message
public record SourceField(boolean date, boolean repeats) {}
