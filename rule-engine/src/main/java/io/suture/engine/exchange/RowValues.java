package io.suture.engine.exchange;

/// What a Sample has at a row.
///
/// @param in  what the row is made from
/// @param out what was made
public record RowValues(String in, String out) {}
