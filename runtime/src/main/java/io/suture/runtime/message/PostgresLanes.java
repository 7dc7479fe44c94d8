package io.suture.runtime.message;

import io.suture.db.Database;
import io.suture.db.Vault;
import io.suture.runtime.delivery.DeliveryStore;
import io.suture.runtime.deployment.ActiveChannels;
import io.suture.runtime.lane.Handover;
import io.suture.runtime.lane.Leases;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/// Lanes on PostgreSQL: rows that are only appended, and a cursor for each lane. One thread takes and completes;
/// any may accept. Cursors are written behind, since what became of a Message is a row of its own; whoever takes a lane
/// over asks for those rows until it has come to what is new. Decisions 0001 and 0003.
final class PostgresLanes implements Lanes {
    private static final long POLL_MILLIS = 100;
    private static final long POLL_NANOS = POLL_MILLIS * 1_000_000;
    private static final int HANDED_OVER = 8_192;
    private static final long WAITING_EVERY_NANOS = 500_000_000L;
    private static final int WAITING_PAGE = 5_000;
    private static final int FREE_AT_ONCE = 1_000;
    /// What is processed at once: each Message is in memory several times until its batch is stored.
    private static final long MOST_BYTES = 16L * 1024 * 1024;
    private static final long TIDY_EVERY_NANOS = 10_000_000_000L;
    private static final long CURSORS_EVERY_NANOS = 1_000_000_000L;

    private final MessageStore store;
    private final Leases leases;
    private final Predicate<String> runs;
    private final Predicate<UUID> due;
    private final InstantSource clock;
    private final Semaphore news = new Semaphore(0);
    private final Handover<LaneMessage> handover = new Handover<>(HANDED_OVER);

    private volatile Map<Short, Long> owned = Map.of();
    private final Map<Short, Long> cursors = new HashMap<>();
    /// How far the lanes have come that were not written yet.
    private final Map<Short, Long> unwritten = new HashMap<>();
    private long cursorsWritten = System.nanoTime();
    private long readAt = System.nanoTime() - POLL_NANOS;
    private volatile long scanned;
    /// Up to here a Message may be dealt with although its lane's cursor says nothing of it.
    private long unsure;
    private volatile Set<UUID> blocked = Set.of();
    private long waitingEvery = WAITING_EVERY_NANOS;
    private long waitingSeen = System.nanoTime() - WAITING_EVERY_NANOS;
    private long tidied = System.nanoTime();
    private volatile boolean changed = true;
    private volatile boolean released;

    PostgresLanes(
            Database database,
            Vault vault,
            DeliveryStore deliveries,
            Leases leases,
            ActiveChannels active,
            Predicate<UUID> due,
            InstantSource clock) {
        this(
                new MessageStore(database, deliveries, vault),
                leases,
                channel -> active.find(channel).isPresent(),
                due,
                clock);
        active.onChange(this::wake);
    }

    /// @param runs whether a Channel runs here
    /// @param due  whether a Message that waits for answers is worth to be taken again
    PostgresLanes(MessageStore store, Leases leases, Predicate<String> runs, Predicate<UUID> due, InstantSource clock) {
        this.store = store;
        this.leases = leases;
        this.runs = runs;
        this.due = due;
        this.clock = clock;
        leases.onChange(() -> {
            changed = true;
            news.release();
        });
    }

    @Override
    public List<Arrival.Stored> accept(List<Arrival> arrivals) {
        MessageStore.Accepted accepted = store.accept(arrivals);
        handover.offer(accepted.from(), accepted.to(), accepted.taken());
        news.release();
        return accepted.stored();
    }

    @Override
    public List<LaneMessage> take(int most) throws InterruptedException {
        follow();
        List<LaneMessage> waited = waited();
        if (!waited.isEmpty()) {
            return waited;
        }
        List<LaneMessage> next = next(most);
        if (next.isEmpty()) {
            tidy();
            if (news.tryAcquire(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                news.drainPermits();
            }
        }
        return next;
    }

    private void follow() {
        if (!changed) {
            return;
        }
        changed = false;
        Map<Short, Long> now = leases.owned();
        Set<Short> gained = new HashSet<>(now.keySet());
        gained.removeIf(bucket -> Objects.equals(now.get(bucket), owned.get(bucket)));
        cursors.keySet().retainAll(now.keySet());
        unwritten.keySet().retainAll(now.keySet());
        unwritten.keySet().removeAll(gained);
        cursors.putAll(store.cursors(gained));
        unsure = store.newest();
        owned = now;
        rewind();
        waitingSeen -= waitingEvery;
    }

    @Override
    public void rewind() {
        unsure = Math.max(unsure, scanned);
        readAt = System.nanoTime() - POLL_NANOS;
        scanned = cursors.values().stream().mapToLong(Long::longValue).min().orElse(0);
        released = true;
    }

    private List<LaneMessage> next(int most) {
        if (owned.isEmpty()) {
            return List.of();
        }
        while (true) {
            Handover.Range<LaneMessage> handed = handover.after(scanned, most);
            boolean read = handed.items().isEmpty();
            if (read && !isReadingDue()) {
                return List.of();
            }
            List<LaneMessage> page = read ? store.after(scanned, owned.keySet(), most) : ours(handed.items());
            Set<UUID> known = known(page);
            List<LaneMessage> batch = new ArrayList<>(page.size());
            long bytes = 0;
            for (LaneMessage message : page) {
                bytes += message.size();
                if (bytes > MOST_BYTES && !batch.isEmpty()) {
                    return batch;
                }
                boolean shared =
                        !owned.containsKey(message.bucket()) || !owned.keySet().containsAll(message.barriers());
                if (shared && (!batch.isEmpty() || !isReached(message))) {
                    return batch;
                }
                scanned = message.position();
                if (owned.containsKey(message.bucket())
                        && message.position() > cursors.getOrDefault(message.bucket(), 0L)
                        && !known.contains(message.id())) {
                    batch.add(message);
                }
                if (shared) {
                    return batch;
                }
            }
            if (!read) {
                scanned = handed.to();
            }
            if (!batch.isEmpty() || (read && page.size() < most)) {
                return batch;
            }
        }
    }

    /// What this node stores is handed over; what others do is looked for ten times a second.
    private boolean isReadingDue() {
        long now = System.nanoTime();
        boolean due = handover.isBeyond(scanned) || now - readAt >= POLL_NANOS;
        if (due) {
            readAt = now;
        }
        return due;
    }

    /// Those that lie in a lane of this node, by their first key or another.
    private List<LaneMessage> ours(List<LaneMessage> messages) {
        return messages.stream()
                .filter(message -> owned.containsKey(message.bucket())
                        || message.barriers().stream().anyMatch(owned::containsKey))
                .toList();
    }

    private Set<UUID> known(List<LaneMessage> page) {
        return page.isEmpty() || page.getFirst().position() > unsure
                ? Set.of()
                : store.known(page.stream().map(LaneMessage::id).toList());
    }

    /// Whether a barrier that lies in lanes of several nodes may be passed. Where its first lane is ours, it goes
    /// as soon as the others have come to it; where another one is, that lane says that it has come, and goes on
    /// when the barrier is done.
    private boolean isReached(LaneMessage barrier) {
        long before = barrier.position() - 1;
        if (owned.containsKey(barrier.bucket())) {
            Set<Short> foreign = new HashSet<>(barrier.barriers());
            foreign.removeAll(owned.keySet());
            return barrier.position() <= cursors.getOrDefault(barrier.bucket(), 0L)
                    || store.cursors(foreign).values().stream().allMatch(come -> come >= before);
        }
        Map<Short, Long> come = new HashMap<>();
        Map<Short, Long> epochs = new HashMap<>();
        for (Short bucket : barrier.barriers()) {
            Long epoch = owned.get(bucket);
            if (epoch != null) {
                come.put(bucket, before);
                epochs.put(bucket, epoch);
            }
        }
        store.advance(leases.node(), epochs, come);
        return store.hasOutcome(barrier.id());
    }

    /// Messages that waited and need not any more, in order; learns which keys still wait.
    private List<LaneMessage> waited() {
        long now = System.nanoTime();
        if (owned.isEmpty() || (!released && now - waitingSeen < waitingEvery)) {
            return List.of();
        }
        released = false;
        Set<UUID> behind = new HashSet<>();
        Set<UUID> free = new LinkedHashSet<>();
        List<MessageStore.Waiting> page = store.waiting(0, owned.keySet(), WAITING_PAGE);
        while (!page.isEmpty()) {
            page.forEach(waiting -> sort(waiting, behind, free));
            page = page.size() < WAITING_PAGE
                    ? List.of()
                    : store.waiting(page.getLast().position(), owned.keySet(), WAITING_PAGE);
        }
        blocked = Set.copyOf(behind);
        waitingSeen = System.nanoTime();
        // Many of them take a while to read: no more than a twentieth of the time.
        waitingEvery = Math.max(WAITING_EVERY_NANOS, 20 * (waitingSeen - now));
        if (free.size() >= FREE_AT_ONCE) {
            released = true;
        }
        return free.isEmpty() ? List.of() : fitting(store.waited(free));
    }

    /// As many as are processed at once; the others come in the next turn.
    private List<LaneMessage> fitting(List<LaneMessage> all) {
        long bytes = 0;
        for (int count = 0; count < all.size(); count++) {
            bytes += all.get(count).size();
            if (bytes > MOST_BYTES && count > 0) {
                released = true;
                return all.subList(0, count);
            }
        }
        return all;
    }

    private void sort(MessageStore.Waiting waiting, Set<UUID> behind, Set<UUID> free) {
        boolean waits = switch (waiting.why()) {
            case ERROR -> true;
            case BEHIND, NOT_DEPLOYED -> !runs.test(waiting.channel());
            case UNANSWERED -> !runs.test(waiting.channel()) || !due.test(waiting.message());
        };
        if (waits || free.size() >= FREE_AT_ONCE || waiting.keys().stream().anyMatch(behind::contains)) {
            behind.addAll(waiting.keys());
            return;
        }
        free.add(waiting.message());
        if (waiting.why() == Done.Why.UNANSWERED) {
            // It may have to wait on, and what is behind it need not be read for that.
            behind.addAll(waiting.keys());
        }
    }

    @Override
    public long unread() {
        return owned.isEmpty() ? 0 : Math.max(0, store.newest() - scanned);
    }

    @Override
    public Set<UUID> blocked() {
        return blocked;
    }

    @Override
    public void complete(List<Done> batch) {
        Map<Short, Long> epochs = new HashMap<>();
        Map<Short, Long> done = new HashMap<>();
        boolean parked = false;
        for (Done one : batch) {
            short bucket = one.message().bucket();
            Long epoch = owned.get(bucket);
            epochs.put(bucket, epoch == null ? -1L : epoch);
            if (!one.message().waited()) {
                done.merge(bucket, one.message().position(), Math::max);
            }
            parked |= isParked(one);
            released |= one.message().waited() && !isParked(one);
        }
        long now = System.nanoTime();
        boolean due = now - cursorsWritten > CURSORS_EVERY_NANOS;
        Map<Short, Long> come = new HashMap<>();
        if (due) {
            come.putAll(unwritten);
            come.putAll(done);
            come.keySet().forEach(bucket -> epochs.putIfAbsent(bucket, owned.getOrDefault(bucket, -1L)));
        }
        store.complete(leases.node(), epochs, batch, come, clock.instant());
        cursors.putAll(done);
        if (due) {
            cursorsWritten = now;
            unwritten.clear();
        } else {
            unwritten.putAll(done);
        }
        if (parked) {
            block(batch);
        }
    }

    private static boolean isParked(Done done) {
        return switch (done) {
            case Done.Ran ran -> ran.blocks();
            case Done.Parked parked -> true;
        };
    }

    private void block(List<Done> batch) {
        Set<UUID> more = new HashSet<>(blocked);
        batch.stream()
                .filter(PostgresLanes::isParked)
                .forEach(one -> more.addAll(one.message().keys()));
        blocked = Set.copyOf(more);
    }

    /// Lanes without traffic follow too, so that a takeover need not read what was never theirs.
    private void tidy() {
        long now = System.nanoTime();
        if (now - tidied < TIDY_EVERY_NANOS || owned.isEmpty()) {
            return;
        }
        tidied = now;
        Map<Short, Long> done = new HashMap<>();
        owned.keySet().forEach(bucket -> {
            if (cursors.getOrDefault(bucket, 0L) < scanned || unwritten.containsKey(bucket)) {
                done.put(bucket, scanned);
            }
        });
        if (!done.isEmpty()) {
            Map<Short, Long> epochs = new HashMap<>(owned);
            epochs.keySet().retainAll(done.keySet());
            store.advance(leases.node(), epochs, done);
            cursors.putAll(done);
            unwritten.clear();
        }
    }

    @Override
    public void wake() {
        released = true;
        news.release();
    }

    @Override
    public void close() {
        news.release();
    }
}
