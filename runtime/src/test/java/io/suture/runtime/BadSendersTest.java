package io.suture.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Senders that do all that a sender should not, while another one goes on with its work.
@Tag("fault")
class BadSendersTest extends WalkTest {
    private static final int STORM = 200;
    private static final int GOOD = 200;

    private int port;

    @BeforeEach
    void start() {
        port = test.deploy(TestChannels.forward("results", sink.port(), "EHR", Map.of()), "1");
    }

    /// Every one is answered within the twenty seconds that the client has patience for.
    private int goodTraffic() throws IOException {
        return traffic("GOOD");
    }

    private int traffic(String prefix) throws IOException {
        int answered = 0;
        try (var client = new MllpClient(port)) {
            for (int turn = 0; turn < GOOD; turn++) {
                String answer = client.ask(Load.result(prefix + turn, turn % 10, turn));
                assertThat(MllpClient.field(answer, "MSA", 1)).isEqualTo("AA");
                answered++;
            }
        }
        return answered;
    }

    private long delivered() {
        return sink.received().stream()
                .filter(message -> MllpClient.field(message, "MSH", 10).startsWith("GOOD"))
                .count();
    }

    @Test
    void two_hundred_sockets_that_send_half_a_message_and_nothing_more_hinder_nobody() throws Exception {
        storm(STORM);
    }

    private void storm(int sockets) throws Exception {
        List<Socket> storm = new ArrayList<>();
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Socket>> calls = new ArrayList<>();
            byte[] half = new String(Load.result("HALF", 99, 1), StandardCharsets.UTF_8)
                    .substring(0, 150)
                    .getBytes(StandardCharsets.UTF_8);
            for (int one = 0; one < sockets; one++) {
                boolean silent = one % 2 == 0;
                calls.add(() -> {
                    var socket = new Socket("127.0.0.1", port);
                    if (!silent) {
                        socket.getOutputStream().write(0x0B);
                        socket.getOutputStream().write(half);
                    }
                    return socket;
                });
            }
            Future<Integer> good = pool.submit(this::goodTraffic);
            for (Future<Socket> open : pool.invokeAll(calls)) {
                storm.add(open.get());
            }
            assertThat(good.get()).isEqualTo(GOOD);
        } finally {
            for (Socket socket : storm) {
                socket.close();
            }
        }
        assertThat(storm).hasSize(sockets);
        TestNode.until("all delivered", () -> delivered() == GOOD);
        assertThat(test.node.messages().stats(null).messages())
                .singleElement()
                .satisfies(count -> assertThat(count.count()).isEqualTo(GOOD));
    }

    @Test
    @Tag("soak")
    void two_thousand_sockets_that_send_half_a_message_hinder_nobody() throws Exception {
        test.deploy(
                TestChannels.forward("results", sink.port(), "EHR", Map.of("port", "" + port, "connections", "2500")),
                "2");
        storm(2_000);
    }

    @Test
    void one_that_reads_no_answers_is_soon_not_read_from_and_gets_them_all_when_it_reads() throws Exception {
        try (var deaf = new Socket()) {
            deaf.setReceiveBufferSize(4 * 1024);
            deaf.connect(new InetSocketAddress("127.0.0.1", port));
            int messages = 5_000;
            Thread writing = Thread.ofVirtual().start(() -> pour(deaf, messages));
            assertThat(goodTraffic()).isEqualTo(GOOD);
            TestNode.until("it is read from no more", Duration.ofSeconds(60), () -> isSteady());
            assertThat(stored).as("read from it, with the good ones").isLessThan(messages);
            assertThat(traffic("AFTER")).isEqualTo(GOOD);

            var in = new BufferedInputStream(deaf.getInputStream());
            for (int turn = 0; turn < messages; turn++) {
                assertThat(MllpClient.field(MllpClient.read(in), "MSA", 2)).isEqualTo("DEAF" + turn);
            }
            writing.join();
        }
    }

    private long stored = -1;
    private long since;

    /// Whether nothing was stored for a second.
    private boolean isSteady() {
        long now = test.node.messages().stats(null).messages().stream()
                .mapToLong(count -> count.count())
                .sum();
        if (now != stored) {
            stored = now;
            since = System.nanoTime();
        }
        return System.nanoTime() - since > 1_000_000_000L;
    }

    private static void pour(Socket socket, int messages) {
        try {
            var out = new BufferedOutputStream(socket.getOutputStream());
            for (int turn = 0; turn < messages; turn++) {
                out.write(0x0B);
                out.write(Load.result("DEAF" + turn, 50 + turn % 10, turn));
                out.write(0x1C);
                out.write(0x0D);
            }
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void one_whose_path_is_cut_connects_anew_sends_again_and_is_answered_and_nothing_comes_twice() throws Exception {
        try (var relay = new Relay(() -> port)) {
            var lost = new MllpClient(relay.port());
            lost.ask(Load.result("GOOD-A", 1, 1));
            relay.cut();
            lost.send(Load.result("GOOD-B", 1, 2));
            try (var again = new MllpClient(relay.port())) {
                assertThat(MllpClient.field(again.ask(Load.result("GOOD-A", 1, 1)), "MSA", 1))
                        .isEqualTo("AA");
                assertThat(MllpClient.field(again.ask(Load.result("GOOD-B", 1, 2)), "MSA", 1))
                        .isEqualTo("AA");
            }
            TestNode.until("both delivered", () -> delivered() == 2);
            assertThat(goodTraffic()).isEqualTo(GOOD);
            TestNode.until("all delivered", () -> delivered() == GOOD + 2);
            lost.close();
        }
    }

    @Test
    void what_the_fixtures_hold_of_bad_input_neither_stops_the_listener_nor_gets_among_the_good_ones(
            @TempDir Path folder) throws Exception {
        List<Path> bad = badInput(folder);
        assertThat(bad).hasSizeGreaterThan(30);
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Integer> good = pool.submit(this::goodTraffic);
            for (Path file : bad) {
                send(Files.readAllBytes(file));
            }
            assertThat(good.get()).isEqualTo(GOOD);
        }
        // After all of them the next one is still taken.
        try (var client = new MllpClient(port)) {
            assertThat(MllpClient.field(client.ask(Load.result("GOODLAST", 1, 999)), "MSA", 1))
                    .isEqualTo("AA");
        }
        TestNode.until("all delivered", Duration.ofSeconds(60), () -> delivered() == GOOD + 1);
    }

    /// As it is, then a moment for whatever is answered. Being hung up on is as good an answer as any.
    private void send(byte[] bytes) {
        try (var socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(100);
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
            MllpClient.read(socket.getInputStream());
        } catch (IOException unansweredOrClosed) {
            return;
        }
    }

    private static List<Path> badInput(Path folder) throws IOException, InterruptedException {
        String named = System.getenv("STUDIO_FIXTURES");
        String project = System.getenv("SUTURE_ROOT");
        Path script = (named != null && !named.isBlank()
                        ? Path.of(named)
                        : Path.of(project == null ? ".." : project, "..", "shared", "fixtures"))
                .resolve("bad/badload.py");
        if (!Files.exists(script)) {
            return leftOut("bad/badload.py is not among the fixtures");
        }
        try {
            Process python = new ProcessBuilder("python3", script.toString(), "-o", folder.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("log").toFile())
                    .start();
            assertThat(python.waitFor()).isZero();
        } catch (IOException absent) {
            return leftOut("there is no python3 to make the bad input");
        }
        return Files.readAllLines(folder.resolve("INDEX.csv")).stream()
                .filter(line -> line.contains(",mllp,"))
                .map(line -> folder.resolve(line.substring(0, line.indexOf(','))))
                .toList();
    }

    private static List<Path> leftOut(String why) {
        if ("true".equals(System.getenv("CI"))) {
            return fail(why);
        }
        return abort("left out: " + why);
    }
}
