package io.suture.runtime.delivery;

import io.suture.runtime.connector.Consignment;
import io.suture.runtime.connector.Receipt;
import io.suture.runtime.delivery.Delivery.State;
import io.suture.runtime.deployment.WayOut;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings one output to its Destination, once, and says what follows from the answer.
final class Carrier {
    /// The code of failures that say nothing of the Destination.
    static final String INTERNAL = "internal";

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
    record Carried(Receipt receipt, DeliveryStore.Outcome outcome) {}

    /// @param outdated whether something newer about the same went there already
    Carried carry(Pending pending, WayOut way, boolean outdated) {
        Instant from = clock.instant();
        long start = System.nanoTime();
        Receipt receipt;
        try {
            receipt = outdated
                    ? Receipt.of(
                            Receipt.Outcome.REFUSED,
                            "older-than-sent",
                            "Something newer of the same report or order was sent already.")
                    : send(pending.delivery(), way);
        } catch (RuntimeException e) {
            log.warn(
                    "A delivery to {} failed on our side: {}", way.destination().name(), e.toString());
            receipt = Receipt.of(Receipt.Outcome.TRY_AGAIN, INTERNAL, "The delivery failed on our side.");
        }
        pending.attempts++;
        RetryPolicy.Next next = RetryPolicy.next(
                receipt.outcome(), pending.attempts, way.destination().retry(), ThreadLocalRandom.current());
        var attempt = new Attempt(
                next.state(),
                pending.attempts,
                from,
                receipt.code(),
                receipt.detail(),
                next.state() == State.QUEUED ? clock.instant().plus(next.after()) : null,
                Duration.ofNanos(System.nanoTime() - start),
                null,
                null);
        return new Carried(
                receipt,
                new DeliveryStore.Outcome(
                        pending.delivery(),
                        attempt,
                        store.seal(pending.delivery(), receipt.answer()),
                        pending.released));
    }

    private Receipt send(Delivery delivery, WayOut way) {
        Output kept = outputs.find(delivery.output());
        Output output = kept == null ? store.output(delivery.output()) : kept;
        return way.send(
                new Consignment(delivery.id().toString(), output.bytes(), delivery.mediaType(), output.writes()));
    }
}
