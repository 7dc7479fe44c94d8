package io.suture.runtime.message;

import io.suture.db.Database;
import io.suture.db.Vault;
import io.suture.runtime.connector.Inbound;
import io.suture.runtime.delivery.Deliveries;
import io.suture.runtime.delivery.DeliveryStore;
import io.suture.runtime.delivery.Sender;
import io.suture.runtime.deployment.ActiveChannels;
import io.suture.runtime.lane.Leases;
import java.time.InstantSource;

/// The way of Messages through this node: Receiver, lanes, Worker; and the service for people beside them.
public final class Processing {
    private final Receiver receiver;
    private final Lanes lanes;
    private final Worker worker;
    private final Messages messages;
    private final Backlog backlog;

    public Processing(
            Database database,
            Vault vault,
            Leases leases,
            ActiveChannels active,
            DeliveryStore deliveryStore,
            Deliveries deliveries,
            Sender sender,
            InstantSource clock) {
        var waitingSenders = new WaitingSenders();
        sender.onAttempt(waitingSenders::attempted);
        var asking = new Asking(clock, () -> lanes().wake());
        this.lanes = new PostgresLanes(database, vault, deliveryStore, leases, active, asking::isDue, clock);
        this.backlog = new Backlog(new BacklogStore(database), sender, lanes, leases);
        this.receiver = new Receiver(database, vault, deliveryStore, active, lanes, backlog, waitingSenders, clock);
        this.worker = new Worker(database, vault, lanes, deliveryStore, active, sender, waitingSenders, asking, clock);
        this.messages = new Messages(
                database,
                vault,
                worker,
                new MessageStore(database, deliveryStore, vault),
                deliveries,
                active,
                lanes,
                clock);
    }

    private Lanes lanes() {
        return lanes;
    }

    public Inbound inbound(String channel) {
        return receiver.inbound(channel);
    }

    public Messages messages() {
        return messages;
    }

    public void start() {
        worker.start();
        backlog.start();
    }

    /// How many Messages and Deliveries wait, on all nodes.
    public long waiting() {
        return backlog.waiting();
    }

    /// Lets nothing in any more. What was let in is committed and answered.
    public void refuse() {
        backlog.close();
    }

    /// Commits what was received. To be called when nothing listens any more.
    public void stopReceiving() {
        receiver.close();
    }

    /// Ends after the batch that is under way; the rest is in the lanes.
    public void stop() {
        worker.close();
    }
}
