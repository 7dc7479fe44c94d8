package io.suture.runtime.delivery;

import io.suture.runtime.lane.LeaseLost;
import io.suture.runtime.lane.Leases;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads open Deliveries of this node's lanes into the Sender's memory, in order: first what was left open when
/// the lanes were taken over, then what is new.
final class OpenDeliveries {
    private static final Logger log = LoggerFactory.getLogger(OpenDeliveries.class);
    private static final int PAGE = 1_000;
    private static final long POLL_MILLIS = 100;
    private static final Duration CURSORS_EVERY = Duration.ofSeconds(1);
    private static final Duration ACTS_EVERY = Duration.ofMillis(500);
    /// Numbers are not committed in their order: so many back are looked at again.
    private static final long ACTS_OVERLAP = 100_000;

    /// Lanes that were taken over, and what is still to be read of them.
    private static final class Takeover {
        private final Map<Short, Long> cursors;
        private final long to;
        private long at;

        Takeover(Map<Short, Long> cursors, long to) {
            this.cursors = cursors;
            this.to = to;
            this.at = cursors.values().stream().mapToLong(Long::longValue).min().orElse(to);
        }
    }

    private final DeliveryStore store;
    private final Leases leases;
    private final Sender sender;
    private final Semaphore news = new Semaphore(0);
    private final Thread thread = Thread.ofVirtual().name("open-deliveries").unstarted(this::run);
    private final Deque<Takeover> takeovers = new ArrayDeque<>();
    private final AtomicBoolean acted = new AtomicBoolean();
    private final Map<UUID, Long> acts = new HashMap<>();
    private Map<Short, Long> known = Map.of();
    private final Surplus surplus = new Surplus();
    /// Those that were not read yet when a person dealt with them.
    private final Set<UUID> actedUnread = new HashSet<>();
    private volatile long scanned = -1;
    private long readAt;
    /// How far the lanes have come, as stored.
    private final Map<Short, Long> written = new HashMap<>();
    private long cursorsWritten = System.nanoTime();
    private long actsSeen = -1;
    private long actsAsked = System.nanoTime();
    private volatile boolean closing;

    OpenDeliveries(DeliveryStore store, Leases leases, Sender sender) {
        this.store = store;
        this.leases = leases;
        this.sender = sender;
    }

    void start() {
        thread.start();
    }

    void wake() {
        news.release();
    }

    /// A person dealt with a Delivery.
    void acted() {
        acted.set(true);
        news.release();
    }

    private void run() {
        while (!closing) {
            try {
                lanes();
                acts();
                cursors();
                if (!read()) {
                    if (news.tryAcquire(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                        news.drainPermits();
                    }
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                if (!closing) {
                    log.warn("Open deliveries could not be read: {}", e.getMessage());
                    rest();
                }
            }
        }
    }

    private static void rest() {
        try {
            Thread.sleep(5 * POLL_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void lanes() {
        Map<Short, Long> owned = leases.owned();
        if (owned.equals(known)) {
            return;
        }
        Set<Short> lost = changed(known, owned);
        Set<Short> gained = changed(owned, known);
        if (scanned < 0) {
            scanned = store.newest();
        }
        Takeover takeover = gained.isEmpty() ? null : new Takeover(store.cursors(gained), scanned);
        List<Delivery> held = store.held(gained);
        Map<UUID, Standing> standing = standing(held);
        known = owned;
        written.keySet().removeAll(lost);
        sender.drop(lost);
        takeovers.forEach(earlier -> earlier.cursors.keySet().removeAll(lost));
        if (takeover != null) {
            takeovers.add(takeover);
            // Those that were set aside behind the cursor; the others come again with their lane, in order.
            sender.add(
                    held.stream()
                            .filter(delivery ->
                                    delivery.position() <= takeover.cursors.getOrDefault(delivery.bucket(), 0L))
                            .toList(),
                    standing,
                    Map.of());
        }
    }

    /// Writes how far lanes have come, now and then: it is only where a takeover begins to read.
    private void cursors() {
        long now = System.nanoTime();
        if (!takeovers.isEmpty() || now - cursorsWritten < CURSORS_EVERY.toNanos()) {
            return;
        }
        cursorsWritten = now;
        Map<Short, Long> come = sender.come(known.keySet(), Math.min(scanned, surplus.first() - 1));
        come.entrySet().removeIf(lane -> lane.getValue().equals(written.get(lane.getKey())));
        if (come.isEmpty()) {
            return;
        }
        Map<Short, Long> epochs = new HashMap<>(known);
        epochs.keySet().retainAll(come.keySet());
        try {
            store.advance(leases.node(), epochs, come);
            written.putAll(come);
        } catch (LeaseLost e) {
            log.debug("Cursors wait until it is known which lanes went to another node");
        }
    }

    /// Lanes of one that are not the same in the other.
    private static Set<Short> changed(Map<Short, Long> one, Map<Short, Long> other) {
        return one.entrySet().stream()
                .filter(lane -> !Objects.equals(other.get(lane.getKey()), lane.getValue()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(HashSet::new));
    }

    /// Whether there may be more at once.
    private boolean read() {
        if (known.isEmpty()) {
            return false;
        }
        Takeover takeover = takeovers.peekFirst();
        if (takeover != null) {
            readOn(takeover);
            return true;
        }
        boolean more = readSurplus();
        List<Delivery> handed = store.handed(scanned, PAGE);
        if (!handed.isEmpty()) {
            take(handed);
            return true;
        }
        if (!isReadingDue()) {
            return more;
        }
        List<Delivery> page = store.after(scanned, known.keySet(), PAGE);
        if (page.isEmpty()) {
            return more;
        }
        take(page);
        return more || page.size() == PAGE;
    }

    private void readOn(Takeover takeover) {
        List<Delivery> page = store.after(takeover.at, takeover.cursors.keySet(), PAGE).stream()
                .filter(delivery -> delivery.position() <= takeover.to)
                .toList();
        addOnce(withRoom(page.stream()
                .filter(delivery -> delivery.position() > takeover.cursors.getOrDefault(delivery.bucket(), 0L))
                .toList()));
        if (page.size() < PAGE) {
            takeovers.removeFirst();
        } else {
            takeover.at = page.getLast().position();
        }
    }

    /// What must be asked comes first: were these counted as read and the question failed, nobody would send them.
    private void take(List<Delivery> page) {
        List<Delivery> ours = page.stream()
                .filter(delivery -> known.containsKey(delivery.bucket()))
                .toList();
        List<Delivery> fitting = withRoom(ours);
        Map<UUID, Standing> standing = actedUnread.isEmpty()
                ? Map.of()
                : standing(fitting.stream()
                        .filter(delivery -> actedUnread.remove(delivery.id()))
                        .toList());
        sender.add(fitting, standing, newestSent(fitting));
        scanned = page.getLast().position();
    }

    /// Leaves those of Destinations out that have no room in memory.
    private List<Delivery> withRoom(List<Delivery> page) {
        Map<Target, Boolean> room = new HashMap<>();
        List<Delivery> fitting = new ArrayList<>(page.size());
        for (Delivery delivery : page) {
            if (room.computeIfAbsent(Target.of(delivery), target -> !surplus.has(target) && sender.hasRoom(target))) {
                fitting.add(delivery);
            } else {
                surplus.leave(delivery);
            }
        }
        return fitting;
    }

    /// Reads those that were left out, as far as they fit now. Whether there may be more at once.
    private boolean readSurplus() {
        boolean more = false;
        for (Target target : surplus.targets()) {
            if (sender.hasMuchRoom(target)) {
                List<Delivery> page = store.after(surplus.after(target), scanned, known.keySet(), target, PAGE);
                addOnce(page);
                if (page.size() < PAGE) {
                    surplus.end(target);
                } else {
                    surplus.taken(target, page.getLast().position(), page.size());
                    more = true;
                }
            }
        }
        return more;
    }

    /// Takes those up that are not in memory and not finished. Who is in memory is asked first: one that ends
    /// meanwhile would look unsent.
    private void addOnce(List<Delivery> page) {
        Set<UUID> there = sender.known(page);
        List<Delivery> fresh =
                page.stream().filter(delivery -> !there.contains(delivery.id())).toList();
        fresh.forEach(delivery -> actedUnread.remove(delivery.id()));
        sender.add(fresh, standing(fresh), newestSent(fresh));
    }

    /// Whether it was not read yet, so that it will be, in its turn.
    private boolean isUnread(Delivery delivery) {
        return delivery.position() > Math.min(scanned, surplus.after(Target.of(delivery)))
                || takeovers.stream()
                        .anyMatch(takeover -> takeover.cursors.containsKey(delivery.bucket())
                                && delivery.position() > takeover.at
                                && delivery.position() <= takeover.to);
    }

    Map<String, Long> leftOut() {
        return surplus.counts();
    }

    long unread() {
        return scanned < 0 ? 0 : Math.max(0, store.newest() - scanned);
    }

    /// What this node stores is handed over; what others do is looked for ten times a second.
    private boolean isReadingDue() {
        long now = System.nanoTime();
        boolean due = store.hasBeyond(scanned) || now - readAt >= POLL_MILLIS * 1_000_000;
        if (due) {
            readAt = now;
        }
        return due;
    }

    private Map<UUID, Standing> standing(List<Delivery> deliveries) {
        return deliveries.isEmpty()
                ? Map.of()
                : store.standing(deliveries.stream().map(Delivery::id).toList());
    }

    private Map<UUID, Instant> newestSent(List<Delivery> deliveries) {
        return store.newestSent(deliveries.stream()
                .filter(delivery -> delivery.dataAt() != null)
                .map(Delivery::businessKey)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet()));
    }

    private void acts() {
        long now = System.nanoTime();
        if (!acted.get() && now - actsAsked < ACTS_EVERY.toNanos()) {
            return;
        }
        acted.set(false);
        actsAsked = now;
        if (actsSeen < 0) {
            // What was done before is in the receipts that are read with the lanes.
            actsSeen = store.newestReceipt();
        }
        Map<UUID, DeliveryStore.Act> found = store.acts(actsSeen - ACTS_OVERLAP);
        found.forEach((delivery, act) -> {
            if (!Long.valueOf(act.number()).equals(acts.put(delivery, act.number()))) {
                act(delivery, act.attempt());
            }
        });
        acts.keySet().retainAll(found.keySet());
        actsSeen = found.values().stream().mapToLong(DeliveryStore.Act::number).reduce(actsSeen, Math::max);
    }

    private void act(UUID id, Attempt act) {
        if (!sender.act(id, act)) {
            store.find(id)
                    .filter(delivery -> known.containsKey(delivery.bucket()))
                    .ifPresent(delivery -> {
                        if (isUnread(delivery)) {
                            actedUnread.add(id);
                        } else {
                            sender.add(List.of(delivery), Map.of(id, new Standing(act, act.at())), Map.of());
                        }
                    });
        }
    }

    void close() {
        closing = true;
        thread.interrupt();
    }
}
