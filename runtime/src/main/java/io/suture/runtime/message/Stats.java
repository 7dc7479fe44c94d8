package io.suture.runtime.message;

import io.suture.runtime.delivery.Delivery;
import java.util.List;

/// Counts by Channel, Destination and status.
public record Stats(List<MessageCount> messages, List<DeliveryCount> deliveries) {
    public Stats {
        messages = List.copyOf(messages);
        deliveries = List.copyOf(deliveries);
    }

    public record MessageCount(String channel, MessageStatus status, long count) {}

    public record DeliveryCount(String channel, String destination, Delivery.State state, long count) {}
}
