package io.suture.studio.approval;

import io.suture.engine.document.ChannelDocument;
import io.suture.engine.report.Problem;
import io.suture.runtime.deployment.Deployment;
import io.suture.runtime.deployment.Deployments;
import io.suture.runtime.deployment.NodeChannel;
import io.suture.studio.audit.AuditEvent;
import io.suture.studio.audit.AuditEvent.Outcome;
import io.suture.studio.audit.AuditTrail;
import io.suture.studio.channel.ChannelId;
import io.suture.studio.channel.Version;
import io.suture.studio.channel.Versions;
import io.suture.studio.security.Actor;
import io.suture.studio.security.Right;
import io.suture.studio.security.Rights;
import java.util.List;
import java.util.Optional;

/// Deploying approved Versions, and going back to earlier ones: acts of their own, after the approval.
public final class Releases {
    private final Versions versions;
    private final Deployments deployments;
    private final Rights rights;
    private final AuditTrail audit;

    public Releases(Versions versions, Deployments deployments, Rights rights, AuditTrail audit) {
        this.versions = versions;
        this.deployments = deployments;
        this.rights = rights;
        this.audit = audit;
    }

    /// Deploys an approved Version, a later or an earlier one than runs now.
    ///
    /// @return sentences that say why not; empty when it is deployed
    public List<String> deploy(ChannelId id, int number) {
        Actor actor = rights.require(Right.DEPLOY);
        Version version = versions.find(id, number).orElseThrow();
        var channel = versions.channel(id, number).orElseThrow();
        String entity = "channel " + channel.name() + " v" + number;
        List<String> reasons;
        if (version.state() != Version.State.APPROVED) {
            reasons = List.of("Version " + number + " is not approved, so it cannot be deployed.");
        } else {
            // Said once when it was approved; said again in case that was cut off between the two stores.
            deployments.approve(ChannelDocument.hash(channel), channel.name(), Integer.toString(number));
            reasons = switch (deployments.deploy(channel, Integer.toString(number), actor.name())) {
                case Deployments.Answer.Deployed deployed -> List.of();
                case Deployments.Answer.Refused refused ->
                    refused.problems().stream().map(Problem::message).toList();
            };
        }
        audit.record(new AuditEvent(
                "deploy",
                reasons.isEmpty() ? Outcome.SUCCESS : Outcome.REFUSED,
                entity,
                null,
                String.join(" ", reasons)));
        return reasons;
    }

    /// The number of the Version that a Channel runs; empty when it runs none.
    public Optional<Integer> running(String channel) {
        return deployments
                .current(channel)
                .filter(current -> !current.stopped())
                .flatMap(Releases::number);
    }

    /// What runs, in words, with the nodes that run it: `v7 running`, `v7 on 1 of 2 nodes`, `v7 failed: port 2575 is
    /// taken`.
    public Optional<String> words(String channel) {
        return deployments
                .current(channel)
                .filter(current -> !current.stopped())
                .map(current -> {
                    List<NodeChannel> nodes = deployments.nodes().stream()
                            .filter(node -> node.channel().equals(channel))
                            .toList();
                    long running = nodes.stream()
                            .filter(node -> node.state() == NodeChannel.State.RUNNING
                                    && node.version().equals(current.version()))
                            .count();
                    String version = "v" + current.version();
                    Optional<NodeChannel> failed = nodes.stream()
                            .filter(node -> node.state() == NodeChannel.State.FAILED
                                    || node.state() == NodeChannel.State.REFUSED)
                            .findFirst();
                    if (running == nodes.size() && running > 0) {
                        return version + " running";
                    }
                    return failed.map(node -> version + " failed: " + node.said())
                            .orElse(
                                    nodes.isEmpty()
                                            ? version + " starting"
                                            : version + " on " + running + " of " + nodes.size() + " nodes");
                });
    }

    private static Optional<Integer> number(Deployment deployment) {
        try {
            return Optional.of(Integer.parseInt(deployment.version()));
        } catch (NumberFormatException notAVersionOfOurs) {
            return Optional.empty();
        }
    }
}
