package io.suture.engine.channel;

import io.suture.engine.mapping.Mapping;

/// A named way out of a Channel.
///
/// @param name     what Rules route to
/// @param mapping  what makes its output
/// @param endpoint where the output goes
/// @param retry    how often and how long a Delivery is tried again
/// @param whenHeld whether the ordering key waits behind a held Delivery
public record Destination(String name, Mapping mapping, Endpoint endpoint, Retry retry, WhenHeld whenHeld) {

    public Destination withMapping(Mapping other) {
        return new Destination(name, other, endpoint, retry, whenHeld);
    }

    /// The same elsewhere.
    public Destination at(Endpoint other) {
        return new Destination(name, mapping, other, retry, whenHeld);
    }

    public Destination withRetry(Retry other) {
        return new Destination(name, mapping, endpoint, other, whenHeld);
    }

    public Destination withWhenHeld(WhenHeld other) {
        return new Destination(name, mapping, endpoint, retry, other);
    }

    /// Backoff with jitter between two bounds, in milliseconds; `rejectedAttempts` is how often an HL7 AE is tried.
    public record Retry(long firstMillis, long mostMillis, int rejectedAttempts) {
        public static final Retry DEFAULT = new Retry(1_000, 300_000, 3);
    }

    /// What becomes of later Deliveries of the same ordering key.
    public enum WhenHeld {
        WAIT,
        GO_ON
    }
}
