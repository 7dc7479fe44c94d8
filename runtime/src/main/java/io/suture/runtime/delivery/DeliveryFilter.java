package io.suture.runtime.delivery;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Which Deliveries are wanted; null or empty for all.
///
/// @param before only those made before this one: the last of the page before
public record DeliveryFilter(
        @Nullable UUID message,
        @Nullable String channel,
        @Nullable String destination,
        Set<Delivery.State> states,
        @Nullable Instant since,
        @Nullable UUID before) {
    public static final DeliveryFilter ALL = new DeliveryFilter(null, null, null, Set.of(), null, null);

    public DeliveryFilter {
        states = Set.copyOf(states);
    }

    public static DeliveryFilter of(UUID message) {
        return new DeliveryFilter(message, null, null, Set.of(), null, null);
    }
}
