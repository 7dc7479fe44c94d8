package io.suture.runtime;

import io.suture.db.Database;
import io.suture.db.Vault;
import io.suture.runtime.connector.Connectors;
import io.suture.runtime.delivery.Deliveries;
import io.suture.runtime.delivery.DeliveryStore;
import io.suture.runtime.delivery.Room;
import io.suture.runtime.delivery.Sender;
import io.suture.runtime.deployment.ActiveChannels;
import io.suture.runtime.deployment.DeploymentWatcher;
import io.suture.runtime.deployment.Deployments;
import io.suture.runtime.deployment.NodeChannel;
import io.suture.runtime.lane.Leases;
import io.suture.runtime.lane.PartitionStore;
import io.suture.runtime.message.Messages;
import io.suture.runtime.message.Processing;
import io.suture.runtime.replay.Replay;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// All of a runtime in one program: put together, started and stopped in the right order.
public final class RuntimeNode implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(RuntimeNode.class);

    private final InstantSource clock;
    private final PartitionStore partitions;
    private final Leases leases;
    private final Deployments deployments;
    private final ActiveChannels active;
    private final Sender sender;
    private final Deliveries deliveries;
    private final Processing processing;
    private final Replay replay;
    private final DeploymentWatcher watcher;
    private final ScheduledExecutorService daily = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("partitions").factory());
    private boolean running;

    /// As the other one, with the usual room for open Deliveries.
    public RuntimeNode(
            Database database,
            Vault vault,
            Connectors connectors,
            Map<String, String> environment,
            String name,
            boolean unapproved,
            InstantSource clock) {
        this(database, vault, connectors, environment, name, unapproved, clock, Room.DEFAULT);
    }

    /// @param connectors  the protocols that it speaks
    /// @param environment values of `${NAME}` in Endpoint settings
    /// @param unapproved  whether documents run that nobody approved
    /// @param room        for open Deliveries in memory
    public RuntimeNode(
            Database database,
            Vault vault,
            Connectors connectors,
            Map<String, String> environment,
            String name,
            boolean unapproved,
            InstantSource clock,
            Room room) {
        this.clock = clock;
        this.partitions = new PartitionStore(database);
        this.leases = new Leases(database, name, clock);
        this.deployments = new Deployments(database, vault, unapproved, clock);
        this.active = new ActiveChannels(connectors, channel -> processing().inbound(channel), environment);
        var store = new DeliveryStore(database, vault);
        this.sender = new Sender(store, active, leases, clock, room);
        this.deliveries = new Deliveries(database, store, sender, clock);
        this.processing = new Processing(database, vault, leases, active, store, deliveries, sender, clock);
        this.replay = new Replay(processing.messages(), deployments, active, store);
        this.watcher = new DeploymentWatcher(database, deployments, active, leases, name, unapproved, clock);
    }

    private Processing processing() {
        return processing;
    }

    /// Runs what is deployed; its listeners are bound when this returns.
    public synchronized void start() {
        partitions.prepare(clock.instant());
        daily.scheduleAtFixedRate(this::prepare, 6, 6, TimeUnit.HOURS);
        leases.start();
        sender.start();
        processing.start();
        watcher.start();
        running = true;
    }

    private void prepare() {
        try {
            partitions.prepare(clock.instant());
        } catch (RuntimeException e) {
            log.warn("Next weeks' partitions could not be made yet: {}", e.getMessage());
        }
    }

    public synchronized boolean isRunning() {
        return running;
    }

    public Deployments deployments() {
        return deployments;
    }

    public ActiveChannels channels() {
        return active;
    }

    public Messages messages() {
        return processing.messages();
    }

    public Deliveries deliveries() {
        return deliveries;
    }

    public Replay replay() {
        return replay;
    }

    /// How many Deliveries this node has still to bring, as far as it knows of them.
    int openDeliveries() {
        return sender.size();
    }

    /// How many Messages and Deliveries wait on all nodes, about.
    long waiting() {
        return processing.waiting();
    }

    /// Looks now for what is deployed. What this node makes of each Channel.
    public List<NodeChannel> follow() {
        return watcher.follow();
    }

    /// Hears nothing more, answers what it heard, lets what is under way end: under fifteen seconds. What is left
    /// lies in the lanes.
    @Override
    public synchronized void close() {
        if (!running) {
            return;
        }
        running = false;
        daily.shutdownNow();
        watcher.close();
        processing.refuse();
        active.stopListening();
        processing.stopReceiving();
        processing.stop();
        sender.close();
        active.close();
        leases.close();
    }
}
