package io.suture.runtime.delivery;

import java.time.Instant;

/// An open Delivery in the Sender's memory.
final class Pending {
    enum Standing {
        /// Behind another one, or first and about to go.
        WAITING,
        SENDING,
        /// Until it is due again.
        BACKING_OFF,
        HELD
    }

    private final Delivery delivery;
    Standing standing = Standing.WAITING;
    /// Since a person last had to do with it.
    int attempts;
    Instant dueAt = Instant.MIN;
    /// From when on it is counted how long it was tried: when it was made, or a person last had it tried.
    Instant since;
    /// How often it backed off: an older pause's end means nothing.
    int pauses;
    /// A person's act that came while it was being sent.
    boolean cancelled;
    /// In its Destination's queue.
    boolean queued;
    /// Its output was looked for; where it is not among the kept ones it cannot be opened.
    boolean looked;
    /// A person let it go although it is older than what was sent.
    boolean released;

    Pending(Delivery delivery) {
        this.delivery = delivery;
        this.since = delivery.createdAt();
    }

    Delivery delivery() {
        return delivery;
    }
}
