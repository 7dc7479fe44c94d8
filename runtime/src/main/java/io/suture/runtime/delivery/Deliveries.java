package io.suture.runtime.delivery;

import io.suture.db.Database;
import io.suture.runtime.delivery.Delivery.State;
import io.suture.runtime.lane.TimeOrderedId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Deliveries for people: lists them, opens them, and lets persons act on them. Callers check rights and audit.
public final class Deliveries {
    private final DeliveryStore store;
    private final DeliveryQueryStore queries;
    private final Sender sender;
    private final InstantSource clock;

    public Deliveries(Database database, DeliveryStore store, Sender sender, InstantSource clock) {
        this.store = store;
        this.queries = new DeliveryQueryStore(database, store);
        this.sender = sender;
        this.clock = clock;
    }

    /// A Delivery in a list.
    ///
    /// @param code   what its Destination said last, or a person did; empty where it was not tried yet
    /// @param detail the same as a sentence: of a held or dead one, why it is
    public record Summary(Delivery delivery, State state, String code, String detail) {}

    /// What is counted.
    public record Count(String channel, String destination, State state) {}

    /// The newest first. The next page begins before the last of this one.
    public List<Summary> find(DeliveryFilter filter, int most) {
        List<DeliveryQueryStore.Found> found = queries.find(filter, most);
        Map<UUID, Standing> standing = found.isEmpty()
                ? Map.of()
                : store.standing(found.stream().map(one -> one.delivery().id()).toList());
        return found.stream()
                .map(one -> summary(one, standing.get(one.delivery().id())))
                .toList();
    }

    private Summary summary(DeliveryQueryStore.Found found, @Nullable Standing standing) {
        return standing == null
                ? new Summary(found.delivery(), shown(found), "", "")
                : new Summary(
                        found.delivery(),
                        shown(found),
                        standing.last().code(),
                        standing.last().detail());
    }

    private State shown(DeliveryQueryStore.Found found) {
        return found.state() == State.QUEUED
                        && sender.isSending(found.delivery().id())
                ? State.SENDING
                : found.state();
    }

    /// A Delivery with its output and what the target answered: a view of a payload, which callers audit.
    public Optional<DeliveryDetail> open(UUID id) {
        return store.find(id).map(delivery -> {
            State state = queries.find(DeliveryFilter.of(delivery.message()), Integer.MAX_VALUE).stream()
                    .filter(found -> found.delivery().id().equals(id))
                    .map(this::shown)
                    .findFirst()
                    .orElse(State.QUEUED);
            return new DeliveryDetail(
                    delivery, state, store.output(delivery.output()).bytes(), queries.attempts(id));
        });
    }

    /// Tries the same Delivery once more, at once: one that waits for its next attempt, or that was held.
    ///
    /// @return whether there was anything to try
    public boolean retry(UUID id, String by) {
        return act(id, Set.of(State.QUEUED, State.HELD), State.QUEUED, "retry", "Tried again by a person.", by);
    }

    /// Gives a Delivery up: what waits behind it goes on. A dead one is dealt with then.
    public boolean cancel(UUID id, String by) {
        return act(
                id,
                Set.of(State.QUEUED, State.HELD, State.DEAD),
                State.CANCELLED,
                "cancel",
                "Cancelled by a person.",
                by);
    }

    private boolean act(UUID id, Set<State> from, State to, String code, String detail, String by) {
        Optional<Summary> found = store.find(id)
                .flatMap(delivery -> find(DeliveryFilter.of(delivery.message()), Integer.MAX_VALUE).stream()
                        .filter(one -> one.delivery().id().equals(id))
                        .findFirst())
                .filter(one -> from.contains(one.state()));
        found.ifPresent(one -> {
            int attempts = queries.attempts(id).stream()
                    .mapToInt(Attempt::number)
                    .max()
                    .orElse(0);
            store.act(outcome(one.delivery(), to, attempts, code, detail, by));
            sender.acted();
        });
        return found.isPresent();
    }

    private DeliveryStore.Outcome outcome(
            Delivery delivery, State to, int attempts, String code, String detail, String by) {
        return new DeliveryStore.Outcome(
                delivery,
                new Attempt(to, attempts, clock.instant(), code, detail, null, Duration.ZERO, by, null),
                null,
                true);
    }

    /// A new Delivery of the same output, behind what is in line already. A dead one is dealt with by that.
    ///
    /// @return the new one; empty where there is no such Delivery
    public Optional<Delivery> resend(UUID id, String by) {
        return store.find(id).map(old -> {
            Instant now = clock.instant();
            var again = new Delivery(
                    TimeOrderedId.at(now),
                    0,
                    old.bucket(),
                    old.keys(),
                    old.message(),
                    old.run(),
                    old.output(),
                    old.number(),
                    old.channel(),
                    old.destination(),
                    Delivery.Cause.RESENT,
                    by,
                    now,
                    old.businessKey(),
                    old.dataAt(),
                    old.mediaType(),
                    old.size());
            List<Attempt> attempts = queries.attempts(id);
            boolean dead = !attempts.isEmpty() && attempts.getLast().state() == State.DEAD;
            store.resend(
                    again,
                    dead
                            ? outcome(
                                    old,
                                    State.CANCELLED,
                                    attempts.getLast().number(),
                                    "resent",
                                    "Sent again by a person, as another delivery.",
                                    by)
                            : null);
            sender.wake();
            return again;
        });
    }

    /// How many of each Destination are how far, of those made since then; of all where that is null.
    public Map<Count, Long> counts(@Nullable Instant since) {
        return queries.counts(since);
    }
}
