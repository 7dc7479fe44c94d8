package io.suture.runtime.delivery;

import io.suture.db.KeyForgotten;
import io.suture.db.SealBroken;
import io.suture.runtime.connector.Consignment;
import io.suture.runtime.connector.Receipt;
import io.suture.runtime.delivery.Delivery.State;
import io.suture.runtime.deployment.WayOut;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings one output to its Destination, once, and says what follows from the answer. Decision 0071.
final class Carrier {
    private static final Logger log = LoggerFactory.getLogger(Carrier.class);

    private final DeliveryStore store;
    private final Outputs outputs;
    private final InstantSource clock;

    Carrier(DeliveryStore store, Outputs outputs, InstantSource clock) {
        this.store = store;
        this.outputs = outputs;
        this.clock = clock;
    }

    /// What came of an attempt.
    ///
    /// @param asked whether the Destination was: otherwise the receipt says nothing of it
    record Carried(Receipt receipt, boolean asked, DeliveryStore.Outcome outcome) {}

    /// @param outdated whether something newer about the same went there already
    /// @param ours     whether its lane is still this node's, asked last: a paused node wakes up anywhere
    Carried carry(Pending pending, WayOut way, boolean outdated, BooleanSupplier ours) {
        Instant from = clock.instant();
        long start = System.nanoTime();
        Receipt receipt;
        boolean asked = false;
        boolean lost = false;
        try {
            Optional<Output> output = outdated ? Optional.empty() : Optional.of(output(pending.delivery()));
            if (output.isEmpty()) {
                receipt = Receipt.of(
                        Receipt.Outcome.REFUSED,
                        "older-than-sent",
                        "Something newer of the same report or order was sent already.");
            } else if (ours.getAsBoolean()) {
                asked = true;
                receipt = send(pending.delivery(), output.get(), way);
            } else {
                receipt = Receipt.of(
                        Receipt.Outcome.TRY_AGAIN, "not-ours", "This node was away; another may have sent it.");
            }
        } catch (SealBroken | KeyForgotten e) {
            lost = true;
            receipt = Receipt.of(
                    Receipt.Outcome.REFUSED,
                    "unreadable",
                    e instanceof KeyForgotten
                            ? "Its time was over: the key of its output was destroyed."
                            : "Its output was changed in the database and cannot be opened.");
        } catch (RuntimeException e) {
            log.warn(
                    "A delivery to {} failed on our side: {}", way.destination().name(), e.toString());
            receipt = Receipt.of(Receipt.Outcome.TRY_AGAIN, "internal", "The delivery failed on our side.");
        }
        pending.attempts++;
        var next = lost
                ? RetryPolicy.Next.DEAD
                : RetryPolicy.next(
                        receipt.outcome(),
                        pending.attempts,
                        way.destination().retry(),
                        left(pending, way),
                        ThreadLocalRandom.current());
        String detail = receipt.detail();
        if (next.state() == State.DEAD) {
            detail += lost ? "" : " Given up: it was tried for as long as giveUpAfter says.";
            log.warn("A delivery to {} is dead: {}", way.destination().name(), detail);
        }
        var attempt = new Attempt(
                next.state(),
                pending.attempts,
                from,
                receipt.code(),
                detail,
                next.state() == State.QUEUED ? clock.instant().plus(next.after()) : null,
                Duration.ofNanos(System.nanoTime() - start),
                null,
                null);
        return new Carried(
                receipt,
                asked,
                new DeliveryStore.Outcome(
                        pending.delivery(),
                        attempt,
                        store.seal(pending.delivery(), receipt.answer()),
                        pending.released));
    }

    /// For how long it may be tried still; empty for ever.
    private Optional<Duration> left(Pending pending, WayOut way) {
        return way.giveUpAfter().isZero()
                ? Optional.empty()
                : Optional.of(Duration.between(clock.instant(), pending.since.plus(way.giveUpAfter())));
    }

    private Output output(Delivery delivery) {
        Output kept = outputs.find(delivery.output());
        return kept == null ? store.output(delivery.output()) : kept;
    }

    private static Receipt send(Delivery delivery, Output output, WayOut way) {
        return way.send(
                new Consignment(delivery.id().toString(), output.bytes(), delivery.mediaType(), output.writes()));
    }
}
