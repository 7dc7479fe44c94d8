package io.suture.runtime.delivery;

import io.suture.engine.channel.Destination.Retry;
import io.suture.engine.channel.Destination.WhenHeld;
import io.suture.runtime.connector.Receipt;
import io.suture.runtime.delivery.Delivery.State;
import io.suture.runtime.deployment.ActiveChannels;
import io.suture.runtime.deployment.WayOut;
import io.suture.runtime.lane.Leases;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings this node's open Deliveries to their Destinations: those of one ordering key one after the other, those
/// of different keys side by side. The next of a key goes out after the receipt of the one before was committed,
/// so a crash repeats one Delivery for each key at most.
public final class Sender implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Sender.class);
    private static final int READ_AHEAD = 256;
    private static final long READ_AHEAD_BYTES = 16L * 1024 * 1024;
    private static final Duration READ_AGAIN = Duration.ofMillis(500);
    private static final Duration DRAIN = Duration.ofSeconds(5);

    private final DeliveryStore store;
    private final ActiveChannels active;
    private final Leases leases;
    private final InstantSource clock;
    private final Room room;
    private final Carrier carrier;
    private final Receipts receipts;
    private final OpenDeliveries loader;
    private final Queues queues = new Queues();
    private final Map<Target, Gate> gates = new HashMap<>();
    private final NewestSent newest = new NewestSent();
    private final Outputs outputs = new Outputs();
    private final List<BiConsumer<Delivery, Attempt>> listeners = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("retries").factory());
    private final Object lock = new Object();
    private volatile boolean closing;
    private int underWay;

    /// @param room how many open Deliveries it keeps in memory
    public Sender(DeliveryStore store, ActiveChannels active, Leases leases, InstantSource clock, Room room) {
        this.store = store;
        this.active = active;
        this.clock = clock;
        this.room = room;
        this.carrier = new Carrier(store, outputs, clock);
        this.receipts = new Receipts(store, leases, this::stored);
        this.loader = new OpenDeliveries(store, leases, this);
        this.leases = leases;
        active.onChange(this::dispatchAll);
        leases.onChange(this::dispatchAll);
    }

    public void start() {
        loader.start();
    }

    /// Says that there may be something new.
    public void wake() {
        loader.wake();
    }

    /// Says that a person dealt with a Delivery.
    void acted() {
        loader.acted();
    }

    /// Outputs that are about to be stored and sent need not be read again.
    public void keep(UUID delivery, Output output) {
        if (!outputs.isFull()) {
            outputs.keep(delivery, output);
        }
    }

    /// An output was not stored after all.
    public void forget(UUID delivery) {
        outputs.forget(delivery);
    }

    /// Called after the commit of every attempt.
    public void onAttempt(BiConsumer<Delivery, Attempt> listener) {
        listeners.add(listener);
    }

    /// Whether it is being sent at this moment, by this node.
    public boolean isSending(UUID delivery) {
        synchronized (lock) {
            return queues.find(delivery)
                    .filter(pending -> pending.standing == Pending.Standing.SENDING)
                    .isPresent();
        }
    }

    /// How many open Deliveries are in memory.
    public int size() {
        synchronized (lock) {
            return queues.size();
        }
    }

    /// How many open Deliveries there are by Channel, those that lie in the database only about counted.
    public Map<String, Long> waiting() {
        Map<String, Long> waiting = loader.leftOut();
        synchronized (lock) {
            queues.sizes().forEach((target, size) -> waiting.merge(target.channel(), (long) size, Long::sum));
        }
        return waiting;
    }

    /// How many positions of Deliveries this node has not read yet.
    public long unread() {
        return loader.unread();
    }

    /// Whether more of a Destination fit into memory.
    boolean hasRoom(Target target) {
        synchronized (lock) {
            return queues.size() < room.most() || queues.size(target) < room.share();
        }
    }

    /// Whether so many more fit that it is worth to read those that were left out.
    boolean hasMuchRoom(Target target) {
        synchronized (lock) {
            return queues.size() < room.most() / 10 * 9 || queues.size(target) <= room.share() / 2;
        }
    }

    /// Which of these are in memory.
    Set<UUID> known(List<Delivery> deliveries) {
        synchronized (lock) {
            return deliveries.stream()
                    .map(Delivery::id)
                    .filter(id -> queues.find(id).isPresent())
                    .collect(Collectors.toSet());
        }
    }

    /// Takes up what is open, in order.
    ///
    /// @param standing what is known of those that were tried or held before
    /// @param sent     when the data was from that was sent last, by business key
    void add(List<Delivery> deliveries, Map<UUID, Standing> standing, Map<UUID, Instant> sent) {
        synchronized (lock) {
            newest.add(sent);
            for (Delivery delivery : deliveries) {
                if (queues.find(delivery.id()).isEmpty()) {
                    add(delivery, standing.get(delivery.id()));
                }
            }
        }
    }

    private void add(Delivery delivery, @Nullable Standing standing) {
        var pending = new Pending(delivery);
        if (standing != null) {
            Attempt last = standing.last();
            if (last.state().isFinal()) {
                return;
            }
            pending.attempts = last.requestedBy() == null ? last.number() : 0;
            if (standing.actedAt() != null) {
                pending.released = true;
                pending.since = standing.actedAt();
            }
            if (last.state() == State.HELD) {
                pending.standing = Pending.Standing.HELD;
                if (goesOn(delivery)) {
                    return;
                }
            } else if (last.dueAt() != null) {
                pending.dueAt = last.dueAt();
            }
        }
        if (queues.add(pending) && pending.standing == Pending.Standing.WAITING) {
            schedule(pending);
        }
    }

    private boolean goesOn(Delivery delivery) {
        return way(delivery)
                .map(way -> way.destination().whenHeld() == WhenHeld.GO_ON)
                .orElse(false);
    }

    /// Lanes went to others: what is open there is theirs.
    void drop(Set<Short> lost) {
        synchronized (lock) {
            for (Pending pending : queues.all()) {
                if (lost.contains(pending.delivery().bucket())) {
                    gate(pending.delivery()).remove(pending);
                    outputs.forget(pending.delivery().output());
                    queues.remove(pending);
                }
            }
        }
    }

    /// A person's act on a Delivery of these lanes. Whether it is in memory.
    boolean act(UUID id, Attempt act) {
        synchronized (lock) {
            Optional<Pending> found = queues.find(id);
            if (found.isEmpty()) {
                return false;
            }
            Pending pending = found.get();
            if (act.state() == State.CANCELLED) {
                pending.cancelled = true;
                if (pending.standing != Pending.Standing.SENDING) {
                    finish(pending);
                }
            } else if (pending.standing == Pending.Standing.HELD || pending.standing == Pending.Standing.BACKING_OFF) {
                pending.standing = Pending.Standing.WAITING;
                pending.attempts = 0;
                pending.released = true;
                pending.since = act.at();
                pending.dueAt = Instant.MIN;
                if (queues.isFirst(pending)) {
                    schedule(pending);
                }
            }
            return true;
        }
    }

    /// Lets the first of its lines go, now or when it is due. A clock that was set back keeps none waiting for longer
    /// than the longest pause.
    private void schedule(Pending pending) {
        Duration wait =
                Duration.between(clock.instant(), pending.dueAt.equals(Instant.MIN) ? Instant.EPOCH : pending.dueAt);
        if (wait.isPositive()) {
            pending.standing = Pending.Standing.BACKING_OFF;
            long most = way(pending.delivery())
                    .map(way -> way.destination().retry().mostMillis())
                    .orElse(Retry.DEFAULT.mostMillis());
            int pause = ++pending.pauses;
            timer.schedule(() -> due(pending, pause), Math.min(wait.toMillis(), most) + 1, TimeUnit.MILLISECONDS);
        } else {
            pending.standing = Pending.Standing.WAITING;
            Gate gate = gate(pending.delivery());
            gate.waitsNot(pending);
            gate.ready(pending);
            dispatch(gate);
        }
    }

    private void due(Pending pending, int pause) {
        synchronized (lock) {
            if (pending.standing == Pending.Standing.BACKING_OFF
                    && pending.pauses == pause
                    && queues.find(pending.delivery().id()).isPresent()) {
                pending.dueAt = Instant.MIN;
                schedule(pending);
            }
        }
    }

    private void dispatchAll() {
        synchronized (lock) {
            gates.values().forEach(this::dispatch);
        }
    }

    private void dispatch(Gate gate) {
        for (Pending pending = gate.first(); pending != null && !closing && leases.isHeld(); pending = gate.first()) {
            Optional<WayOut> way = way(pending.delivery());
            if (way.isEmpty() || !gate.hasPlace(way.get().parallel())) {
                return;
            }
            long now = System.nanoTime();
            long pause = gate.pause(now);
            if (pause > 0) {
                dispatchAfter(gate, pause);
                return;
            }
            if (!pending.looked && outputs.find(pending.delivery().output()) == null) {
                readAhead(gate);
                return;
            }
            gate.go(now, way.get().perSecond());
            underWay++;
            pending.standing = Pending.Standing.SENDING;
            Pending first = pending;
            UUID node = leases.node();
            Thread.startVirtualThread(() -> send(
                    first,
                    way.get(),
                    gate,
                    () -> leases.isHeld() && leases.node().equals(node)));
        }
    }

    private void dispatchAfter(Gate gate, long nanos) {
        if (gate.beginAwaiting()) {
            timer.schedule(
                    () -> {
                        synchronized (lock) {
                            gate.endAwaiting();
                            dispatch(gate);
                        }
                    },
                    nanos,
                    TimeUnit.NANOSECONDS);
        }
    }

    /// Reads the outputs of those that go next, many at a time.
    private void readAhead(Gate gate) {
        if (!gate.beginReading()) {
            return;
        }
        List<Pending> missing = new ArrayList<>();
        long bytes = 0;
        for (Pending pending : gate.first(READ_AHEAD)) {
            bytes += pending.delivery().size();
            if (bytes > READ_AHEAD_BYTES && !missing.isEmpty()) {
                break;
            }
            if (outputs.find(pending.delivery().output()) == null) {
                missing.add(pending);
            }
        }
        Thread.startVirtualThread(() -> {
            boolean read = false;
            try {
                store.outputs(missing.stream()
                                .map(pending -> pending.delivery().output())
                                .toList())
                        .forEach(outputs::keep);
                read = true;
            } catch (RuntimeException e) {
                log.warn("Outputs could not be read, trying again: {}", e.getMessage());
            }
            synchronized (lock) {
                boolean looked = read;
                missing.forEach(pending -> pending.looked |= looked);
                gate.endReading();
                if (read) {
                    dispatch(gate);
                } else {
                    dispatchAfter(gate, READ_AGAIN.toNanos());
                }
            }
        });
    }

    private void send(Pending pending, WayOut way, Gate gate, BooleanSupplier ours) {
        Carrier.Carried carried = carrier.carry(pending, way, isOutdated(pending), ours);
        Receipt receipt = carried.receipt();
        receipts.keep(new Receipts.Sent(pending, carried.outcome()));
        synchronized (lock) {
            underWay--;
            lock.notifyAll();
            if (carried.asked()) {
                if (receipt.outcome() == Receipt.Outcome.TRY_AGAIN) {
                    gate.waits(pending);
                }
                Retry retry = way.destination().retry();
                tell(gate.came(receipt, System.nanoTime(), retry, ThreadLocalRandom.current()), gate, way, receipt);
            } else {
                gate.cameBack();
            }
            dispatch(gate);
        }
    }

    private boolean isOutdated(Pending pending) {
        if (pending.released || pending.delivery().cause() != Delivery.Cause.PROCESSED) {
            return false;
        }
        synchronized (lock) {
            return newest.isOutdated(pending.delivery());
        }
    }

    private void stored(List<Receipts.Sent> group) {
        synchronized (lock) {
            group.forEach(sent -> settle(sent.pending(), sent.outcome().attempt()));
        }
        group.forEach(sent -> listeners.forEach(listener ->
                listener.accept(sent.outcome().delivery(), sent.outcome().attempt())));
    }

    /// How far these lanes have come, where all up to a position was taken up.
    Map<Short, Long> come(Set<Short> buckets, long scanned) {
        synchronized (lock) {
            Map<Short, Long> come = new HashMap<>();
            buckets.forEach(bucket -> come.put(bucket, Math.min(scanned, queues.done(bucket, scanned))));
            return come;
        }
    }

    private void settle(Pending pending, Attempt attempt) {
        Delivery delivery = pending.delivery();
        if (pending.cancelled || attempt.state().isFinal()) {
            if (attempt.state() == State.SENT) {
                newest.sent(delivery);
            }
            finish(pending);
        } else if (attempt.state() == State.HELD) {
            pending.standing = Pending.Standing.HELD;
            outputs.forget(delivery.output());
            if (goesOn(delivery)) {
                finish(pending);
            }
        } else {
            pending.dueAt = attempt.dueAt() == null ? Instant.MIN : attempt.dueAt();
            pending.standing = Pending.Standing.WAITING;
            schedule(pending);
        }
    }

    private void finish(Pending pending) {
        outputs.forget(pending.delivery().output());
        gate(pending.delivery()).remove(pending);
        for (Pending next : queues.remove(pending)) {
            if (next.standing == Pending.Standing.WAITING) {
                schedule(next);
            }
        }
    }

    /// One line when a Destination begins to fail, one when it is well again.
    private void tell(Gate.Turn turn, Gate gate, WayOut way, Receipt receipt) {
        String name = way.destination().name();
        switch (turn) {
            case NONE -> {}
            case BEGAN_TO_FAIL -> log.warn("Destination {} fails: {}", name, receipt.detail());
            case SHUT -> log.warn("Destination {} is left alone for a while: {}", name, receipt.detail());
            case WELL_AGAIN -> {
                log.info("Destination {} answers again.", name);
                for (Pending waiting : gate.takeUnreachable()) {
                    if (waiting.standing == Pending.Standing.BACKING_OFF) {
                        waiting.dueAt = Instant.MIN;
                        schedule(waiting);
                    }
                }
            }
        }
    }

    private Gate gate(Delivery delivery) {
        return gates.computeIfAbsent(Target.of(delivery), target -> new Gate());
    }

    private Optional<WayOut> way(Delivery delivery) {
        return active.find(delivery.channel()).map(running -> running.ways().get(delivery.destination()));
    }

    /// Lets what is under way end, seconds at most, and starts nothing more.
    @Override
    public void close() {
        closing = true;
        loader.close();
        timer.shutdownNow();
        long until = System.nanoTime() + DRAIN.toNanos();
        synchronized (lock) {
            try {
                while (underWay > 0 && System.nanoTime() < until) {
                    TimeUnit.NANOSECONDS.timedWait(lock, Math.max(until - System.nanoTime(), 1));
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        receipts.close();
    }
}
