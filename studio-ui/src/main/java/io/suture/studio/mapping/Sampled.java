package io.suture.studio.mapping;

/// What stands at a field on a Sample.
///
/// @param text    in one line; empty for groups
/// @param repeat  which repeat it is, from 1; 0 where there is one only
/// @param repeats how many there are
public record Sampled(String text, int repeat, int repeats) {}
