package io.suture.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.db.Database;
import io.suture.engine.document.ChannelDocument;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two nodes on one database, of which one is paused for longer than its lease and wakes up in the middle of it all.
@Tag("fault")
class PausedNodeTest {

    @Test
    void a_node_that_wakes_up_after_its_lease_ended_does_no_harm_and_the_other_took_over_within_fifteen_seconds(
            @TempDir Path folder) throws Exception {
        try (var sink = new MllpSink();
                Database database = Database.embedded(folder.resolve("data"))) {
            String[] paused = options(folder, "paused", database);
            String[] awake = options(folder, "awake", database);
            Path channels = channels(folder, sink.port());
            Process first = NodeProcess.start(listensOn(freePort()), channels, paused);
            int port = freePort();
            Process second = NodeProcess.start(listensOn(port), channels, awake);
            try {
                var senders = new Senders(4, 400);
                senders.start(port);
                TestNode.until("some are under way", Duration.ofMinutes(2), () -> senders.acknowledged() > 400);
                signal(first, "STOP");
                long since = System.nanoTime();
                TestNode.until("its lanes are the other's", Duration.ofSeconds(15), () -> owners(database) == 1);
                assertThat(Duration.ofNanos(System.nanoTime() - since)).isLessThan(Duration.ofSeconds(15));
                senders.join();
                TestNode.until(
                        "all delivered", Duration.ofMinutes(2), () -> Senders.distinct(sink) >= senders.messages());

                int before = sink.count();
                signal(first, "CONT");
                TestNode.until("it is back", Duration.ofSeconds(30), () -> nodes(database) == 2);
                senders.assertThatAllCameInOrder(sink, 1);
                // What was on its four connections when it was paused.
                assertThat(sink.count()).isLessThanOrEqualTo(before + 4);
            } finally {
                signal(first, "CONT");
                first.destroy();
                second.destroy();
                assertThat(first.waitFor(20, TimeUnit.SECONDS)).isTrue();
                assertThat(second.waitFor(20, TimeUnit.SECONDS)).isTrue();
            }
        }
    }

    private static long owners(Database database) {
        return count(database, "select count(distinct owner) from runtime.lane where owner is not null");
    }

    private static long nodes(Database database) {
        return count(
                database, "select count(*) from runtime.node where seen_at > clock_timestamp() - interval '5 seconds'");
    }

    private static long count(Database database, String query) {
        return database.sql().resultQuery(query).fetchSingle().get(0, Long.class);
    }

    private static String[] options(Path folder, String name, Database database) throws Exception {
        try (Connection connection = database.connect();
                var row = connection.createStatement().executeQuery("select inet_server_port()")) {
            row.next();
            String password =
                    Files.readString(folder.resolve("data/postgres.password")).strip();
            return new String[] {
                "--data",
                folder.resolve("keys").toString(),
                "--database-url",
                "jdbc:postgresql://127.0.0.1:" + row.getInt(1) + "/" + connection.getCatalog() + "?user="
                        + connection.getMetaData().getUserName() + "&password=" + password + "&ApplicationName=" + name
            };
        }
    }

    /// The same document for both, as they follow the same deployments; each listens on a port of its own, for they
    /// share a machine here.
    private static Path channels(Path folder, int sinkPort) throws IOException {
        Path channels = Files.createDirectory(folder.resolve("channels"));
        Files.write(
                channels.resolve("results.json"),
                ChannelDocument.write(
                        TestChannels.forward("results", sinkPort, "EHR", Map.of("port", "${RESULTS_PORT}"))));
        return channels;
    }

    private static Map<String, String> listensOn(int port) {
        return Map.of("RESULTS_PORT", Integer.toString(port));
    }

    private static void signal(Process process, String name) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                        .start()
                        .waitFor())
                .isZero();
    }

    private static int freePort() throws IOException {
        try (var probe = new ServerSocket(0)) {
            return probe.getLocalPort();
        }
    }
}
