package io.suture.runtime.deployment;

import io.suture.db.Database;
import io.suture.engine.report.Problem;
import io.suture.runtime.lane.Leases;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Follows what is deployed: listens for notices, and asks every two seconds in case one was lost. On an error the
/// version before goes on running, and the node says why.
public final class DeploymentWatcher implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(DeploymentWatcher.class);
    private static final int POLL_MILLIS = 2_000;

    private final Database database;
    private final Deployments deployments;
    private final ActiveChannels active;
    private final Leases leases;
    private final String name;
    private final boolean unapproved;
    private final InstantSource clock;
    private final Map<String, Long> followed = new HashMap<>();
    private final Map<String, NodeChannel> said = new HashMap<>();
    private final Thread thread = Thread.ofVirtual().name("deployments").unstarted(this::watch);
    private volatile boolean closing;

    /// @param name       this node's
    /// @param unapproved whether documents run that nobody approved
    public DeploymentWatcher(
            Database database,
            Deployments deployments,
            ActiveChannels active,
            Leases leases,
            String name,
            boolean unapproved,
            InstantSource clock) {
        this.database = database;
        this.deployments = deployments;
        this.active = active;
        this.leases = leases;
        this.name = name;
        this.unapproved = unapproved;
        this.clock = clock;
    }

    /// Runs what is deployed before it returns.
    public void start() {
        if (unapproved) {
            log.warn("This node runs documents that nobody approved (--unapproved).");
        }
        follow();
        thread.start();
    }

    /// Looks now. Gives what this node makes of each Channel.
    public synchronized List<NodeChannel> follow() {
        for (Deployment deployment : deployments.current()) {
            if (!Long.valueOf(deployment.number()).equals(followed.get(deployment.channel()))) {
                follow(deployment);
                followed.put(deployment.channel(), deployment.number());
            }
        }
        return List.copyOf(said.values());
    }

    private void follow(Deployment deployment) {
        if (deployment.stopped()) {
            active.stop(deployment.channel());
            report(deployment, NodeChannel.State.STOPPED, "");
        } else if (!unapproved && !deployments.isApproved(deployment.hash())) {
            report(
                    deployment,
                    NodeChannel.State.REFUSED,
                    Deployments.unapproved(deployment.channel(), deployment.version())
                            .message());
        } else {
            List<Problem> errors = active.run(deployment, deployments.document(deployment)).stream()
                    .filter(Problem::isError)
                    .toList();
            if (errors.isEmpty()) {
                report(
                        deployment,
                        NodeChannel.State.RUNNING,
                        active.port(deployment.channel())
                                .map(port -> "port " + port)
                                .orElse(""));
            } else {
                report(
                        deployment,
                        NodeChannel.State.FAILED,
                        errors.stream().map(Problem::message).collect(Collectors.joining(" ")));
            }
        }
    }

    private void report(Deployment deployment, NodeChannel.State state, String text) {
        var now = new NodeChannel(name, deployment.channel(), deployment.version(), state, text, clock.instant());
        said.put(deployment.channel(), now);
        deployments.report(leases.node(), now);
        if (state == NodeChannel.State.RUNNING || state == NodeChannel.State.STOPPED) {
            log.info("Channel {} version {}: {} {}", now.channel(), now.version(), state, text);
        } else {
            log.error("Channel {} version {}: {}", now.channel(), now.version(), text);
        }
    }

    private void watch() {
        while (!closing) {
            try (Connection connection = database.connect();
                    var statement = connection.createStatement()) {
                statement.execute("listen " + DeploymentStore.NOTICE);
                PGConnection notices = connection.unwrap(PGConnection.class);
                while (!closing) {
                    follow();
                    notices.getNotifications(POLL_MILLIS);
                }
            } catch (SQLException | RuntimeException e) {
                if (!closing) {
                    log.warn("Deployments could not be looked for: {}", e.getMessage());
                    pause();
                }
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(POLL_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closing = true;
        thread.interrupt();
    }
}
