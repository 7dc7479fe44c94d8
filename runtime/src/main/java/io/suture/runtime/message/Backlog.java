package io.suture.runtime.message;

import io.suture.runtime.delivery.Sender;
import io.suture.runtime.lane.Leases;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How much of each Channel was accepted and is not at its Destinations yet, on all nodes together. Where that is as
/// much
/// as the Channel's `backlogLimit` says, its senders wait: nothing more is read from them until a tenth is delivered.
/// It is counted twice a second, so it is a measure and no promise to the last Message. Decision 0070.
final class Backlog implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Backlog.class);
    private static final long COUNT_MILLIS = 500;
    /// What waits on a node is told to others where it is more than this.
    private static final long WORTH_TELLING = 1_000;

    private record Counted(Map<String, Long> waiting, long ahead) {
        long of(String channel) {
            return ahead + waiting.getOrDefault(channel, 0L);
        }
    }

    private final BacklogStore store;
    private final Sender sender;
    private final Lanes lanes;
    private final Leases leases;
    private final Thread thread = Thread.ofVirtual().name("backlog").unstarted(this::watch);
    private final Object turn = new Object();
    private final Set<String> full = ConcurrentHashMap.newKeySet();
    private volatile Counted counted = new Counted(Map.of(), 0);
    /// What was taken since it was counted, and since counting began.
    private volatile Map<String, LongAdder> before = Map.of();

    private volatile Map<String, LongAdder> since = new ConcurrentHashMap<>();
    private Map<String, Long> told = Map.of();
    private @Nullable UUID toldAs;
    private volatile boolean closing;

    Backlog(BacklogStore store, Sender sender, Lanes lanes, Leases leases) {
        this.store = store;
        this.sender = sender;
        this.lanes = lanes;
        this.leases = leases;
    }

    void start() {
        thread.start();
    }

    /// How much waits of a Channel.
    long waiting(String channel) {
        LongAdder one = before.get(channel);
        LongAdder other = since.get(channel);
        return counted.of(channel) + (one == null ? 0 : one.sum()) + (other == null ? 0 : other.sum());
    }

    boolean isFull(String channel, long limit) {
        return waiting(channel) >= limit;
    }

    /// One more Message is let in.
    void add(String channel) {
        since.computeIfAbsent(channel, name -> new LongAdder()).increment();
    }

    /// Waits until there is room for more.
    ///
    /// @return false where this node stops meanwhile
    boolean awaitRoom(String channel, long limit) throws InterruptedException {
        if (!isFull(channel, limit)) {
            return true;
        }
        if (full.add(channel)) {
            log.warn("Channel {} has {} messages and deliveries waiting: its senders wait too.", channel, limit);
        }
        synchronized (turn) {
            while (!closing && waiting(channel) > limit / 10 * 9) {
                turn.wait();
            }
        }
        if (!closing && full.remove(channel)) {
            log.info("Channel {} takes messages again.", channel);
        }
        return !closing;
    }

    private void watch() {
        while (!closing) {
            try {
                Thread.sleep(COUNT_MILLIS);
                count();
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                if (!closing) {
                    log.debug("What waits could not be counted: {}", e.getMessage());
                }
            }
        }
    }

    private void count() {
        Map<String, LongAdder> earlier = new ConcurrentHashMap<>(before);
        since.forEach((channel, more) ->
                earlier.computeIfAbsent(channel, name -> new LongAdder()).add(more.sum()));
        Map<String, LongAdder> fresh = new ConcurrentHashMap<>();
        before = earlier;
        since = fresh;
        Map<String, Long> here = sender.waiting();
        long ahead = lanes.unread() + sender.unread();
        Map<String, Long> all = store.elsewhere(leases.node());
        here.forEach((channel, waiting) -> all.merge(channel, waiting, Long::sum));
        tell(here);
        counted = new Counted(all, ahead);
        before = Map.of();
        synchronized (turn) {
            turn.notifyAll();
        }
    }

    private void tell(Map<String, Long> here) {
        Map<String, Long> much = new HashMap<>(here);
        much.values().removeIf(waiting -> waiting < WORTH_TELLING);
        UUID node = leases.node();
        if (!much.equals(told) || !node.equals(toldAs)) {
            store.tell(node, much);
            told = Map.copyOf(much);
            toldAs = node;
        }
    }

    /// How much waits in all.
    long waiting() {
        Counted now = counted;
        return now.ahead
                + now.waiting.values().stream().mapToLong(Long::longValue).sum();
    }

    /// Lets nobody in any more: who waits is told so.
    @Override
    public void close() {
        closing = true;
        thread.interrupt();
        synchronized (turn) {
            turn.notifyAll();
        }
    }
}
