package io.suture.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.engine.document.ChannelDocument;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A whole node as a process of its own, on its embedded database, killed with SIGKILL under load.
@Tag("fault")
class KilledNodeTest {
    private static final int SENDERS = 8;

    /// So many kills of the node, or of its database, spread over so many Messages.
    private enum Killed {
        NODE,
        DATABASE
    }

    @Test
    void nothing_acknowledged_is_lost_when_the_process_is_killed_and_the_files_name_nobody(@TempDir Path folder)
            throws Exception {
        kill(folder, Killed.NODE, 3, 20_000);
        assertThatFilesNameNobody(folder.resolve("data"));
    }

    @Test
    void nothing_acknowledged_is_lost_when_the_database_is_killed(@TempDir Path folder) throws Exception {
        kill(folder, Killed.DATABASE, 3, 20_000);
    }

    @Test
    @Tag("soak")
    void nothing_acknowledged_is_lost_in_fifty_kills_and_a_million_messages(@TempDir Path folder) throws Exception {
        kill(folder, Killed.NODE, 50, 1_000_000);
    }

    @Test
    @Tag("soak")
    void nothing_acknowledged_is_lost_in_fifty_kills_of_the_database_and_a_million_messages(@TempDir Path folder)
            throws Exception {
        kill(folder, Killed.DATABASE, 50, 1_000_000);
    }

    private static void kill(Path folder, Killed killed, int kills, int messages) throws Exception {
        int port = freePort();
        try (var sink = new MllpSink()) {
            Path channels = Files.createDirectory(folder.resolve("channels"));
            Files.write(
                    channels.resolve("results.json"),
                    ChannelDocument.write(TestChannels.forward(
                            "results", sink.port(), "EHR", Map.of("port", Integer.toString(port)))));
            Path data = folder.resolve("data");
            Process node = NodeProcess.start(channels, "--data", data.toString());
            var senders = new Senders(SENDERS, messages / SENDERS);
            senders.start(port);
            for (int kill = 1; kill <= kills; kill++) {
                int enough = (int) ((long) messages * kill / (kills + 1));
                TestNode.until("enough under way", Duration.ofMinutes(10), () -> senders.acknowledged() >= enough);
                switch (killed) {
                    case NODE -> {
                        node.destroyForcibly().waitFor();
                        node = NodeProcess.start(channels, "--data", data.toString());
                    }
                    case DATABASE -> {
                        long server = Long.parseLong(Files.readAllLines(data.resolve("postgres/postmaster.pid"))
                                .getFirst()
                                .strip());
                        ProcessHandle.of(server).orElseThrow().destroyForcibly();
                    }
                }
            }
            senders.join();
            TestNode.until(
                    "all delivered",
                    Duration.ofMinutes(10),
                    () -> sink.count() >= messages && Senders.distinct(sink) >= messages);
            senders.assertThatAllCameInOrder(sink, kills);

            long stopping = System.nanoTime();
            node.destroy();
            assertThat(node.waitFor(15, TimeUnit.SECONDS)).isTrue();
            assertThat(System.nanoTime() - stopping).isLessThan(15_000_000_000L);
        }
    }

    private static void assertThatFilesNameNobody(Path data) throws IOException {
        List<byte[]> planted = new ArrayList<>();
        for (String name : List.of("Quillfeather", "MRN4711", "Mill Ln")) {
            planted.add(name.getBytes(StandardCharsets.UTF_8));
            planted.add(name.getBytes(StandardCharsets.UTF_16LE));
            planted.add(name.getBytes(StandardCharsets.UTF_16BE));
        }
        try (Stream<Path> files = Files.walk(data)) {
            List<Path> all = files.filter(Files::isRegularFile).toList();
            assertThat(all).anyMatch(file -> file.toString().contains("pg_wal"));
            for (Path file : all) {
                byte[] bytes = Files.readAllBytes(file);
                for (byte[] name : planted) {
                    assertThat(contains(bytes, name))
                            .as(file + " holds " + new String(name, StandardCharsets.ISO_8859_1))
                            .isFalse();
                }
            }
        }
    }

    private static boolean contains(byte[] bytes, byte[] sought) {
        for (int at = 0; at <= bytes.length - sought.length; at++) {
            int same = 0;
            while (same < sought.length && bytes[at + same] == sought[same]) {
                same++;
            }
            if (same == sought.length) {
                return true;
            }
        }
        return false;
    }

    private static int freePort() throws IOException {
        try (var probe = new ServerSocket(0)) {
            return probe.getLocalPort();
        }
    }
}
