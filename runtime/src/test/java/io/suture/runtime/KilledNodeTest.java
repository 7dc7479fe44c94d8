package io.suture.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.engine.document.ChannelDocument;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A whole node as a process of its own, on its embedded database, killed with SIGKILL under load.
@Tag("fault")
class KilledNodeTest {
    private static final int SENDERS = 4;
    private static final int EACH = 500;
    private static final int PATIENTS = 10;
    private static final int KILLS = 2;

    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();

    @Test
    void nothing_acknowledged_is_lost_when_the_process_is_killed_twice_and_the_files_name_nobody(@TempDir Path folder)
            throws Exception {
        int port = freePort();
        try (var sink = new MllpSink()) {
            Path channels = Files.createDirectory(folder.resolve("channels"));
            Files.write(
                    channels.resolve("results.json"),
                    ChannelDocument.write(TestChannels.forward(
                            "results", sink.port(), "EHR", Map.of("port", Integer.toString(port)))));
            Path data = folder.resolve("data");
            Process node = start(channels, data);
            List<Thread> senders = new ArrayList<>();
            for (int sender = 0; sender < SENDERS; sender++) {
                int number = sender;
                senders.add(Thread.ofVirtual().start(() -> send(number, port)));
            }
            for (int kill = 1; kill <= KILLS; kill++) {
                int enough = SENDERS * EACH * kill / (KILLS + 1);
                TestNode.until("enough under way", Duration.ofMinutes(2), () -> acknowledged.size() >= enough);
                node.destroyForcibly().waitFor();
                node = start(channels, data);
            }
            for (Thread sender : senders) {
                sender.join();
            }
            assertThat(acknowledged).hasSize(SENDERS * EACH);
            TestNode.until("all delivered", Duration.ofMinutes(2), () -> distinct(sink) >= SENDERS * EACH);

            assertThat(ids(sink)).containsAll(acknowledged);
            assertThatOrderWasKept(sink);

            long stopping = System.nanoTime();
            node.destroy();
            assertThat(node.waitFor(15, TimeUnit.SECONDS)).isTrue();
            assertThat(System.nanoTime() - stopping).isLessThan(15_000_000_000L);
            assertThatFilesNameNobody(data);
        }
    }

    @Test
    void nothing_acknowledged_is_lost_when_the_database_is_killed_twice(@TempDir Path folder) throws Exception {
        int port = freePort();
        try (var sink = new MllpSink()) {
            Path channels = Files.createDirectory(folder.resolve("channels"));
            Files.write(
                    channels.resolve("results.json"),
                    ChannelDocument.write(TestChannels.forward(
                            "results", sink.port(), "EHR", Map.of("port", Integer.toString(port)))));
            Path data = folder.resolve("data");
            Process node = start(channels, data);
            List<Thread> senders = new ArrayList<>();
            for (int sender = 0; sender < SENDERS; sender++) {
                int number = sender;
                senders.add(Thread.ofVirtual().start(() -> send(number, port)));
            }
            for (int kill = 1; kill <= KILLS; kill++) {
                int enough = SENDERS * EACH * kill / (KILLS + 1);
                TestNode.until("enough under way", Duration.ofMinutes(2), () -> acknowledged.size() >= enough);
                long server = Long.parseLong(Files.readAllLines(data.resolve("postgres/postmaster.pid"))
                        .getFirst()
                        .strip());
                ProcessHandle.of(server).orElseThrow().destroyForcibly();
            }
            for (Thread sender : senders) {
                sender.join();
            }
            assertThat(acknowledged).hasSize(SENDERS * EACH);
            TestNode.until("all delivered", Duration.ofMinutes(2), () -> distinct(sink) >= SENDERS * EACH);

            assertThat(ids(sink)).containsAll(acknowledged);
            assertThatOrderWasKept(sink);
            node.destroy();
            assertThat(node.waitFor(15, TimeUnit.SECONDS)).isTrue();
        }
    }

    /// Sends its Messages one after the other, each until it is acknowledged.
    private void send(int sender, int port) {
        int turn = 0;
        while (turn < EACH) {
            try (var client = new MllpClient(port)) {
                while (turn < EACH) {
                    String id = "K" + sender + "-" + turn;
                    String answer = client.ask(Load.result(id, sender * PATIENTS + turn % PATIENTS, turn));
                    if (!MllpClient.field(answer, "MSA", 1).equals("AA")
                            || !MllpClient.field(answer, "MSA", 2).equals(id)) {
                        throw new AssertionError("Not acknowledged: " + answer);
                    }
                    acknowledged.add(id);
                    turn++;
                }
            } catch (IOException killed) {
                Thread.onSpinWait();
                java.util.concurrent.locks.LockSupport.parkNanos(50_000_000);
            }
        }
    }

    private static List<String> ids(MllpSink sink) {
        return sink.received().stream()
                .map(message -> MllpClient.field(message, "MSH", 10))
                .toList();
    }

    private static long distinct(MllpSink sink) {
        return ids(sink).stream().distinct().count();
    }

    /// Within a patient each comes after the one before it, or is that one again; and that no oftener than there were
    /// kills.
    private static void assertThatOrderWasKept(MllpSink sink) {
        Map<String, Integer> last = new HashMap<>();
        Map<String, Integer> repeats = new HashMap<>();
        for (String message : sink.received()) {
            String patient = MllpClient.field(message, "PID", 3);
            String id = MllpClient.field(message, "MSH", 10);
            int turn = Integer.parseInt(id.substring(id.indexOf('-') + 1));
            Integer before = last.put(patient, turn);
            if (before != null && before == turn) {
                repeats.merge(patient, 1, Integer::sum);
            } else {
                assertThat(turn)
                        .as("the next of " + patient)
                        .isEqualTo(before == null ? turn % PATIENTS : before + PATIENTS);
            }
        }
        assertThat(last).hasSize(SENDERS * PATIENTS);
        assertThat(repeats.values()).allMatch(count -> count <= KILLS);
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

    private static Process start(Path channels, Path data) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        RuntimeApplication.class.getName(),
                        "--channels",
                        channels.toString(),
                        "--data",
                        data.toString(),
                        "--port",
                        "0",
                        "--unapproved")
                .redirectErrorStream(true)
                .start();
        var lines = new ArrayList<String>();
        var out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            lines.add(line);
            if (line.startsWith("Ready in ")) {
                Thread.ofVirtual().start(() -> drain(out));
                return process;
            }
        }
        throw new AssertionError("It did not start: " + String.join("\n", lines));
    }

    private static void drain(BufferedReader out) {
        try {
            while (out.readLine() != null) {
                Thread.onSpinWait();
            }
        } catch (IOException e) {
            if (!"Stream closed".equals(e.getMessage())) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
