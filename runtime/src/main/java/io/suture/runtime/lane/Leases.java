package io.suture.runtime.lane;

import io.suture.db.Database;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// This node's lanes: says that it lives, takes over those of who does not, and gives its own back at the end.
public final class Leases implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Leases.class);
    private static final long BEAT_MILLIS = 2_000;
    /// A little less than after how long others fence a node off.
    private static final long HELD_NANOS = 8_000_000_000L;

    private final LaneStore store;
    private final InstantSource clock;
    private final String name;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private volatile UUID node;
    private volatile Map<Short, Long> owned = Map.of();
    private volatile long seenAt = System.nanoTime() - HELD_NANOS;
    private volatile boolean closing;
    private final Thread thread = Thread.ofVirtual().name("leases").unstarted(this::beat);

    public Leases(Database database, String name, InstantSource clock) {
        this.store = new LaneStore(database);
        this.name = name;
        this.clock = clock;
        this.node = TimeOrderedId.at(clock.instant());
    }

    /// Takes what is free before it returns.
    public void start() {
        store.register(node, name, clock.instant());
        refresh();
        thread.start();
    }

    /// Who this node is: another one after it was fenced off.
    public UUID node() {
        return node;
    }

    /// The lanes with their epochs.
    public Map<Short, Long> owned() {
        return owned;
    }

    /// Whether nobody else can have taken the lanes yet. One that was paused, or cannot reach the database, does not
    /// know
    /// and must not act for them.
    public boolean isHeld() {
        return System.nanoTime() - seenAt < HELD_NANOS;
    }

    /// Called whenever [#owned()] has changed, or is known again.
    public void onChange(Runnable listener) {
        listeners.add(listener);
    }

    private void beat() {
        while (!closing) {
            try {
                Thread.sleep(BEAT_MILLIS);
                refresh();
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                log.warn("The lanes could not be looked after: {}", e.getMessage());
            }
        }
    }

    private synchronized void refresh() {
        boolean wasHeld = isHeld();
        long asked = System.nanoTime();
        if (!store.seen(node)) {
            Instant now = clock.instant();
            log.warn("This node was not seen for a while and lost its lanes. It goes on with others.");
            node = TimeOrderedId.at(now);
            store.register(node, name, now);
        }
        Map<Short, Long> now = store.takeOver(node);
        boolean changed = !now.equals(owned);
        owned = Map.copyOf(now);
        seenAt = asked;
        if (changed || !wasHeld) {
            listeners.forEach(Runnable::run);
        }
    }

    /// To be called when nothing of this node is under way any more.
    @Override
    public void close() {
        closing = true;
        thread.interrupt();
        try {
            thread.join();
            store.leave(node);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            log.warn("The lanes could not be given back: {}", e.getMessage());
        }
    }
}
