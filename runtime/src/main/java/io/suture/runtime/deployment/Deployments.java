package io.suture.runtime.deployment;

import io.suture.db.Database;
import io.suture.db.Vault;
import io.suture.engine.channel.Channel;
import io.suture.engine.document.ChannelDocument;
import io.suture.engine.report.Problem;
import io.suture.runtime.lane.TimeOrderedId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Says which frozen document each Channel runs. Nodes follow by themselves. Callers check rights and audit.
public final class Deployments {
    private final DeploymentStore store;
    private final boolean unapproved;
    private final InstantSource clock;

    /// @param unapproved whether documents are deployed that nobody approved
    public Deployments(Database database, Vault vault, boolean unapproved, InstantSource clock) {
        this.store = new DeploymentStore(database, vault);
        this.unapproved = unapproved;
        this.clock = clock;
    }

    /// What became of a wish to deploy.
    public sealed interface Answer {
        record Deployed(Deployment deployment) implements Answer {}

        record Refused(List<Problem> problems) implements Answer {}
    }

    /// Records that a document was approved. To be called by approvals alone: whatever is named here may run.
    public void approve(String hash, String channel, String version) {
        store.approve(hash, channel, version, clock.instant());
    }

    public boolean isApproved(String hash) {
        return store.isApproved(hash);
    }

    /// Deploys a document as it stands, settings unfilled. What runs already stays as it is.
    ///
    /// @param version as people call it
    /// @param by      who wants it, for the records
    public Answer deploy(Channel channel, String version, String by) {
        String hash = ChannelDocument.hash(channel);
        boolean approved = store.isApproved(hash);
        if (!approved && !unapproved) {
            return new Answer.Refused(List.of(unapproved(channel.name(), version)));
        }
        Optional<Deployment> running = current(channel.name());
        if (running.isPresent()
                && !running.get().stopped()
                && running.get().hash().equals(hash)
                && running.get().version().equals(version)) {
            return new Answer.Deployed(running.get());
        }
        return new Answer.Deployed(insert(channel, version, hash, approved, false, by));
    }

    static Problem unapproved(String channel, String version) {
        return Problem.error(
                "not-approved",
                channel,
                "Version " + version + " of " + channel + " was not approved, so it does not run here.");
    }

    /// Deploys what ran before the version that runs now; empty where there is none.
    public Optional<Answer> rollBack(String channel, String by) {
        List<Deployment> history = store.history(channel);
        return history.stream()
                .filter(earlier -> !earlier.hash().equals(history.getFirst().hash()))
                .findFirst()
                .map(earlier -> deploy(document(earlier), earlier.version(), by));
    }

    /// Stops a Channel: its listener is closed, what was received waits.
    public void stop(String channel, String by) {
        current(channel).filter(running -> !running.stopped()).ifPresent(running -> {
            insert(document(running), running.version(), running.hash(), running.approved(), true, by);
        });
    }

    private Deployment insert(
            Channel channel, String version, String hash, boolean approved, boolean stopped, String by) {
        Instant now = clock.instant();
        return store.insert(
                new Deployment(TimeOrderedId.at(now), 0, channel.name(), version, hash, approved, stopped, by, now),
                ChannelDocument.write(channel));
    }

    /// What is deployed now, stopped Channels included.
    public List<Deployment> current() {
        return store.current();
    }

    public Optional<Deployment> current(String channel) {
        return store.history(channel).stream().findFirst();
    }

    /// All Deployments of a Channel, the newest first.
    public List<Deployment> history(String channel) {
        return store.history(channel);
    }

    /// The Deployment whose document has this hash, for tracing what it made.
    public Optional<Deployment> find(String channel, String hash) {
        return store.find(channel, hash);
    }

    /// The frozen document.
    public Channel document(Deployment deployment) {
        var read = ChannelDocument.read(store.document(deployment.id()));
        Channel channel = read.value();
        if (channel == null) {
            throw new IllegalStateException("The document of a deployment cannot be read: " + read.problems());
        }
        return channel;
    }

    /// What each node makes of what is deployed.
    public List<NodeChannel> nodes() {
        return store.nodes();
    }

    void report(UUID node, NodeChannel state) {
        store.report(node, state);
    }
}
