package io.suture.runtime.delivery;

import io.suture.engine.channel.Destination.Retry;
import io.suture.runtime.connector.Receipt;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// A Destination's own queue: what may go, how much is under way, and whether anything goes at all. After five failures
/// in a row of whatever was sent there it is shut: nothing goes but one Delivery after a growing while, until one is
/// answered. A limit of Deliveries a second is kept here too. Not thread-safe.
final class Gate {
    private static final int FAILURES = 5;
    private static final Duration MOST_PAUSE = Duration.ofSeconds(30);

    private final PriorityQueue<Pending> ready = new PriorityQueue<>(
            Comparator.comparingLong(pending -> pending.delivery().position()));
    private final Set<Pending> unreachable = new HashSet<>();
    private int underWay;
    private int failures;
    private int pauses;
    private long shutUntil;
    private long next;
    private boolean reading;
    private boolean awaited;

    void ready(Pending pending) {
        if (!pending.queued) {
            pending.queued = true;
            ready.add(pending);
        }
    }

    void remove(Pending pending) {
        unreachable.remove(pending);
        if (pending.queued) {
            pending.queued = false;
            ready.remove(pending);
        }
    }

    @Nullable
    Pending first() {
        return ready.peek();
    }

    /// The next ones, in order, which stay where they are.
    List<Pending> first(int most) {
        List<Pending> taken = new ArrayList<>(most);
        while (taken.size() < most && !ready.isEmpty()) {
            taken.add(ready.remove());
        }
        ready.addAll(taken);
        return taken;
    }

    /// Nanoseconds until the next may go; 0 where it may at once.
    ///
    /// @param now of the running clock, as by [System#nanoTime()]
    long pause(long now) {
        long paced = next == 0 ? 0 : next - now;
        return Math.max(0, failures < FAILURES ? paced : Math.max(paced, shutUntil - now));
    }

    /// Whether so many may be under way that one more goes.
    boolean hasPlace(int parallel) {
        return underWay < (failures < FAILURES ? parallel : 1);
    }

    boolean isShut() {
        return failures >= FAILURES;
    }

    /// The first one goes.
    ///
    /// @param perSecond how many go each second at most; 0 for as many as can
    void go(long now, double perSecond) {
        ready.remove().queued = false;
        underWay++;
        next = perSecond <= 0 ? 0 : Math.max(next, now) + (long) (1e9 / perSecond);
    }

    /// What an answer says of the Destination.
    enum Turn {
        NONE,
        BEGAN_TO_FAIL,
        SHUT,
        WELL_AGAIN
    }

    /// One that went came back without that the Destination was asked: that says nothing of it.
    void cameBack() {
        underWay--;
    }

    Turn came(Receipt receipt, long now, Retry retry, RandomGenerator random) {
        underWay--;
        if (receipt.outcome() != Receipt.Outcome.TRY_AGAIN) {
            boolean failing = failures > 0;
            failures = 0;
            pauses = 0;
            return failing ? Turn.WELL_AGAIN : Turn.NONE;
        }
        failures++;
        if (failures < FAILURES) {
            return failures == 1 ? Turn.BEGAN_TO_FAIL : Turn.NONE;
        }
        if (failures > FAILURES && now < shutUntil) {
            return Turn.NONE;
        }
        Duration pause = RetryPolicy.backoff(++pauses, retry, random);
        shutUntil = now + (pause.compareTo(MOST_PAUSE) > 0 ? MOST_PAUSE : pause).toNanos();
        return failures == FAILURES ? Turn.SHUT : Turn.NONE;
    }

    /// Backs off because the Destination could not be reached: once it is well again there is nothing to wait for.
    void waits(Pending pending) {
        unreachable.add(pending);
    }

    void waitsNot(Pending pending) {
        unreachable.remove(pending);
    }

    List<Pending> takeUnreachable() {
        List<Pending> all = List.copyOf(unreachable);
        unreachable.clear();
        return all;
    }

    /// Whether nobody reads outputs for this queue yet: the caller does from now on.
    boolean beginReading() {
        boolean begins = !reading;
        reading = true;
        return begins;
    }

    void endReading() {
        reading = false;
    }

    /// Whether nobody waits for the end of the pause yet: the caller does from now on.
    boolean beginAwaiting() {
        boolean begins = !awaited;
        awaited = true;
        return begins;
    }

    void endAwaiting() {
        awaited = false;
    }
}
