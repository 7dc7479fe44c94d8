package io.suture.engine;

/// One received payload. Its bytes are as they came over the wire and are never changed; nobody writes to the array.
///
/// @param payload the bytes
/// @param origin  where it came from, for records only: a listener, a file's name; or empty
public record Message(byte[] payload, String origin) {}
