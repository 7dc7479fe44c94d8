package io.suture.regression;

import io.suture.engine.expression.Answers;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;

/// A de-identified Message kept for testing, with the fixed clock and seed that make its outputs repeat.
///
/// @param name    unique among a Channel's Samples: `corrected-potassium`
/// @param title   what it shows, in words
/// @param payload the bytes
/// @param now     the clock of its runs
/// @param answers what the Channel's declared queries are answered
public record Sample(String name, String title, byte[] payload, Instant now, Answers answers) {
    /// The clock of Samples that name none.
    public static final Instant NOON = Instant.parse("2026-01-15T12:00:00Z");

    public static Sample of(String name, String title, byte[] payload) {
        return of(name, title, payload, Answers.NONE);
    }

    public static Sample of(String name, String title, byte[] payload, Answers answers) {
        return new Sample(name, title, payload, NOON, answers);
    }

    /// What generated ids are computed from: the bytes alone, so that a Sample yields the same under another name, in a
    /// template as in a Channel that was made of it.
    String seed() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(payload));
        } catch (NoSuchAlgorithmException wrong) {
            throw new IllegalStateException("every JDK has SHA-256", wrong);
        }
    }
}
