package io.suture.runtime.delivery;

import io.suture.engine.channel.Destination.Retry;
import io.suture.runtime.connector.Receipt;
import io.suture.runtime.delivery.Delivery.State;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// What follows from the target's answer, as the table in the semantics says: sent, tried again after a while, or held
/// for a person.
public final class RetryPolicy {
    private RetryPolicy() {}

    /// What a Delivery is from now on.
    ///
    /// @param state SENT, HELD, DEAD, or QUEUED again
    /// @param after how long until it is tried again
    record Next(State state, Duration after) {
        private static final Next SENT = new Next(State.SENT, Duration.ZERO);
        private static final Next HELD = new Next(State.HELD, Duration.ZERO);
        static final Next DEAD = new Next(State.DEAD, Duration.ZERO);
    }

    /// @param attempts how many there were, this one included, since a person last had to do with it
    /// @param left     how long it may be tried still; empty for ever
    static Next next(
            Receipt.Outcome outcome, int attempts, Retry retry, Optional<Duration> left, RandomGenerator random) {
        return switch (outcome) {
            case ACCEPTED -> Next.SENT;
            case REFUSED -> Next.HELD;
            case TRY_AGAIN -> again(attempts, retry, left, random);
            case ERRED -> attempts >= retry.rejectedAttempts() ? Next.HELD : again(attempts, retry, left, random);
        };
    }

    private static Next again(int attempts, Retry retry, Optional<Duration> left, RandomGenerator random) {
        Duration pause = backoff(attempts, retry, random);
        return left.filter(time -> time.compareTo(pause) < 0).isPresent() ? Next.DEAD : new Next(State.QUEUED, pause);
    }

    /// Doubles up to the most, then a random half of it off, so that those who failed together do not come back
    /// together.
    public static Duration backoff(int attempts, Retry retry, RandomGenerator random) {
        long doubled = retry.firstMillis() << Math.min(attempts - 1, 20);
        long most = Math.clamp(doubled, 1, Math.max(1, retry.mostMillis()));
        return Duration.ofMillis(most / 2 + random.nextLong(most / 2 + 1));
    }
}
