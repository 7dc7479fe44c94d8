package io.suture.runtime.delivery;

import java.util.List;

/// A Delivery as its page shows it.
///
/// @param output   what it brings, as it goes over the wire
/// @param attempts and persons' acts, the oldest first, each with the target's answer
public record DeliveryDetail(Delivery delivery, Delivery.State state, byte[] output, List<Attempt> attempts) {
    public DeliveryDetail {
        attempts = List.copyOf(attempts);
    }
}
