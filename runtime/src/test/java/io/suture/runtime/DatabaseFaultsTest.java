package io.suture.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.suture.db.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A database that is away, or has no room.
@Tag("fault")
class DatabaseFaultsTest {

    @Test
    void a_database_that_is_stopped_and_comes_back_lost_nothing_and_all_goes_on_by_itself(@TempDir Path folder)
            throws Exception {
        // Longer than the ten seconds after which lanes are lost and connections are given up.
        away(folder, Duration.ofSeconds(12), 800);
    }

    @Test
    @Tag("soak")
    void a_database_that_is_stopped_for_thirty_seconds_lost_nothing(@TempDir Path folder) throws Exception {
        away(folder, Duration.ofSeconds(30), 50_000);
    }

    private static void away(Path folder, Duration time, int messages) throws Exception {
        Path data = folder.resolve("data");
        var server = new AtomicInteger();
        try (var sink = new MllpSink();
                var relay = new Relay(server::get)) {
            Database running = Database.embedded(data);
            server.set(port(running));
            String password =
                    Files.readString(data.resolve("postgres.password")).strip();
            String user;
            String name;
            try (Connection connection = running.connect()) {
                user = connection.getMetaData().getUserName();
                name = connection.getCatalog();
            }
            var database =
                    Database.external("jdbc:postgresql://127.0.0.1:" + relay.port() + "/" + name, user, password);
            try (var test = new TestNode(database, folder, true, InstantSource.system())) {
                int port = test.deploy(TestChannels.forward("results", sink.port(), "EHR", Map.of()), "1");
                var senders = new Senders(4, messages / 4);
                senders.start(port);
                TestNode.until(
                        "some are under way", Duration.ofMinutes(3), () -> senders.acknowledged() > messages / 4);
                relay.refuse();
                running.close();
                int before = senders.acknowledged();
                long until = System.nanoTime() + time.toNanos();
                TestNode.until("it was away for a while", time.plusSeconds(5), () -> System.nanoTime() > until);
                // Those whose commit was there while its answer was not yet.
                assertThat(senders.acknowledged()).isLessThanOrEqualTo(before + 4);

                running = Database.embedded(data);
                server.set(port(running));
                relay.letThrough();
                senders.join();
                TestNode.until(
                        "all delivered", Duration.ofMinutes(2), () -> Senders.distinct(sink) >= senders.messages());
                // One that was sent while its receipt could not be kept, and the lanes were lost meanwhile.
                senders.assertThatAllCameInOrder(sink, 1);
            } finally {
                running.close();
            }
        }
    }

    private static int port(Database database) throws SQLException {
        try (Connection connection = database.connect();
                var row = connection.createStatement().executeQuery("select inet_server_port()")) {
            row.next();
            return row.getInt(1);
        }
    }

    @Test
    void a_disk_that_is_full_takes_no_message_and_loses_none_and_goes_on_when_there_is_room(@TempDir Path folder)
            throws Exception {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=420m", "tmpfs", disk.toString()),
                "left out: no small disk can be mounted here");
        try (var sink = new MllpSink()) {
            try (var test =
                    new TestNode(Database.embedded(disk.resolve("data")), folder, true, InstantSource.system())) {
                int port = test.deploy(TestChannels.forward("results", sink.port(), "EHR", Map.of()), "1");
                var senders = new Senders(4, 1_000);
                senders.start(port);
                TestNode.until("some are under way", Duration.ofMinutes(3), () -> senders.acknowledged() > 200);
                Path ballast = disk.resolve("ballast");
                fill(ballast);
                // What has its place on the disk already goes on for a while: until nothing does for two seconds.
                var seen = new AtomicInteger(-1);
                long[] since = {System.nanoTime()};
                TestNode.until("nothing more is taken", Duration.ofSeconds(60), () -> {
                    fill(ballast);
                    if (seen.getAndSet(senders.acknowledged()) != senders.acknowledged()) {
                        since[0] = System.nanoTime();
                    }
                    return System.nanoTime() - since[0] > 2_000_000_000L;
                });
                assertThat(senders.acknowledged())
                        .as("taken while the disk is full")
                        .isLessThan(senders.messages());
                Files.delete(ballast);
                senders.join();
                TestNode.until(
                        "all delivered", Duration.ofMinutes(3), () -> Senders.distinct(sink) >= senders.messages());
                senders.assertThatAllCameInOrder(sink, 3);
            }
        } finally {
            for (int turn = 0; turn < 50 && !run("umount", disk.toString()); turn++) {
                LockSupport.parkNanos(100_000_000);
            }
        }
    }

    /// Until nothing more fits.
    private static void fill(Path ballast) {
        try (var out = Files.newOutputStream(
                ballast, java.nio.file.StandardOpenOption.CREATE, java.nio.file.StandardOpenOption.APPEND)) {
            byte[] block = new byte[64 * 1024];
            while (true) {
                out.write(block);
            }
        } catch (IOException full) {
            assertThat(full.getMessage()).contains("space");
        }
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        return process.waitFor() == 0;
    }
}
