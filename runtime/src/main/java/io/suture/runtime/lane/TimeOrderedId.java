package io.suture.runtime.lane;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.UUID;

/// UUIDs of version 7: the milliseconds, then random bits. Later ones sort later, so a range of ids is a range of time.
public final class TimeOrderedId {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final long VERSION = 0x7000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    private TimeOrderedId() {}

    public static UUID at(Instant instant) {
        return of(instant, RANDOM.nextInt(1 << 12), RANDOM.nextLong());
    }

    /// The smallest id of that millisecond: where a range begins.
    public static UUID first(Instant instant) {
        return of(instant, 0, 0);
    }

    private static UUID of(Instant instant, int high, long low) {
        return new UUID((instant.toEpochMilli() << 16) | VERSION | high, (low >>> 2) | VARIANT);
    }
}
