package io.suture.regression;

import java.time.Instant;

/// A de-identified Message kept for testing, with the fixed clock and seed that make its outputs repeat.
///
/// @param name    unique among a Channel's Samples: `corrected-potassium`
/// @param title   what it shows, in words
/// @param payload the bytes
/// @param now     the clock of its runs
public record Sample(String name, String title, byte[] payload, Instant now) {
    /// The clock of Samples that name none.
    public static final Instant NOON = Instant.parse("2026-01-15T12:00:00Z");

    public static Sample of(String name, String title, byte[] payload) {
        return new Sample(name, title, payload, NOON);
    }
}
