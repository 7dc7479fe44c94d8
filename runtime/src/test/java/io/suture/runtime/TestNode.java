package io.suture.runtime;

import io.suture.db.Database;
import io.suture.db.Vault;
import io.suture.engine.channel.Channel;
import io.suture.runtime.delivery.Room;
import io.suture.runtime.deployment.Deployments;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.assertj.core.api.Assertions;

/// A runtime on a database of its own.
final class TestNode implements AutoCloseable {
    final Database database;
    final Vault vault;
    private final InstantSource clock;
    RuntimeNode node;

    TestNode(Path folder, boolean unapproved) {
        this(Database.temporary(), folder, unapproved, InstantSource.system());
    }

    TestNode(Database database, Path folder, boolean unapproved, InstantSource clock) {
        this.database = database;
        this.clock = clock;
        vault = Vault.open(database, folder, Map.of(), clock);
        node = fresh("node-1", unapproved);
        node.start();
    }

    RuntimeNode fresh(String name, boolean unapproved) {
        return fresh(name, unapproved, Room.DEFAULT);
    }

    RuntimeNode fresh(String name, boolean unapproved, Room room) {
        return new RuntimeNode(
                database, vault, RuntimeConfiguration.connectors(), Map.of(), name, unapproved, clock, room);
    }

    /// Deploys and gives the port that it listens on.
    int deploy(Channel channel, String version) {
        Assertions.assertThat(node.deployments().deploy(channel, version, "test"))
                .isInstanceOf(Deployments.Answer.Deployed.class);
        var states = node.follow();
        return node.channels()
                .port(channel.name())
                .orElseThrow(() -> new AssertionError("It does not listen: " + states));
    }

    static void until(String what, BooleanSupplier condition) {
        until(what, Duration.ofSeconds(20), condition);
    }

    static void until(String what, Duration within, BooleanSupplier condition) {
        long end = System.nanoTime() + within.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("Not within " + within.toSeconds() + " s: " + what);
            }
            LockSupport.parkNanos(5_000_000);
        }
    }

    @Override
    public void close() {
        node.close();
        database.close();
    }
}
