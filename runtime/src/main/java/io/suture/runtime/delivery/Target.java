package io.suture.runtime.delivery;

/// A Destination of a Channel, by their names.
record Target(String channel, String destination) {
    static Target of(Delivery delivery) {
        return new Target(delivery.channel(), delivery.destination());
    }
}
