package io.suture.studio.monitor;

import io.suture.runtime.delivery.Attempt;
import io.suture.runtime.delivery.Delivery;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A Delivery on its Message's page.
///
/// @param attempts the oldest first; without the target's answers for those who may not see payloads
/// @param output   what it brings; null for those who may not see payloads
public record OpenedDelivery(
        Delivery delivery, Delivery.State state, List<Attempt> attempts, byte @Nullable [] output) {
    public OpenedDelivery {
        attempts = List.copyOf(attempts);
    }
}
