package io.suture.runtime.bench;

import io.suture.runtime.bench.Traffic.Plan;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// How much a whole node takes, keeps, maps and delivers, from socket to socket, on a database of its own that waits
/// for the disk. `./studio bench runtime [--part forward|pipelined|one-lane|fhir|backlog] [--json FILE]`.
public final class RuntimeBenchmark {
    private static final int CONNECTIONS = 8;
    private static final double SECONDS = Double.parseDouble(System.getProperty("bench.seconds", "60"));
    private static final double WARM_SECONDS = Double.parseDouble(System.getProperty("bench.warm", "20"));
    private static final int BACKLOG = Integer.getInteger("bench.backlog", 100_000);
    private static final List<String> PARTS = List.of("forward", "pipelined", "one-lane", "fhir", "backlog");

    private final Figures figures = new Figures(SECONDS, WARM_SECONDS);

    public static void main(String[] arguments) throws Exception {
        String part = option(arguments, "--part", "all");
        String json = option(arguments, "--json", "");
        if (!part.equals("all") && !PARTS.contains(part)) {
            System.err.println("There is no part " + part + "; there are " + String.join(", ", PARTS));
            System.exit(2);
        }
        var benchmark = new RuntimeBenchmark();
        for (String one : PARTS) {
            if (part.equals("all") || part.equals(one)) {
                System.err.println("Measuring " + one + "…");
                benchmark.measure(one);
            }
        }
        benchmark.figures.print();
        if (!json.isEmpty()) {
            Files.writeString(Path.of(json), benchmark.figures.json() + "\n");
        }
    }

    private static String option(String[] arguments, String name, String otherwise) {
        int at = Arrays.asList(arguments).indexOf(name);
        return at >= 0 && at + 1 < arguments.length ? arguments[at + 1] : otherwise;
    }

    private void measure(String part) throws Exception {
        Path folder = Files.createTempDirectory("suture-bench-");
        var journal = new Journal();
        boolean fhir = part.equals("fhir");
        int lanes = part.equals("one-lane") ? 1 : CONNECTIONS;
        int port = freePort();
        try (Sink sink = fhir ? new Sink.Http(journal) : new Sink.Mllp(journal)) {
            Path channels = folder.resolve("channels");
            if (fhir) {
                BenchChannels.fhir(channels, lanes);
            } else {
                BenchChannels.forward(channels, lanes);
            }
            var environment = Map.of(
                    "LAB_MLLP_PORT",
                    Integer.toString(port),
                    "LAB_FORWARD_HOST",
                    "127.0.0.1",
                    "LAB_FORWARD_PORT",
                    Integer.toString(sink.port()),
                    "FHIR_BASE_URL",
                    "http://127.0.0.1:" + sink.port() + "/fhir");
            try (var node = new NodeUnderLoad(folder, channels, environment)) {
                double before = CommitRate.measure(node, 4);
                figures.begin(part);
                switch (part) {
                    case "forward", "fhir" -> flow(node, journal, port, new Plan(lanes, 1, Journal.PATIENTS, 0, 0));
                    case "pipelined" -> flow(node, journal, port, new Plan(lanes, 16, Journal.PATIENTS, 0, 0));
                    case "one-lane" -> flow(node, journal, port, new Plan(1, 1, 1, 0, 0));
                    case "backlog" -> backlog(node, journal, sink, port);
                    default -> throw new IllegalArgumentException(part);
                }
                figures.add("commits of one row of 1 KB", "rows/s", (before + CommitRate.measure(node, 4)) / 2);
                figures.ratio();
                figures.add("largest memory of the application", "MB", node.peakMemory());
                if (System.getProperty("bench.log") != null) {
                    System.err.println(node.log());
                }
            } catch (IllegalStateException e) {
                System.err.println(Files.readString(folder.resolve("node.log")));
                throw e;
            }
        } finally {
            NodeUnderLoad.delete(folder);
        }
    }

    /// Everybody sends as fast as answers come; what counts is what was delivered while they did.
    private void flow(NodeUnderLoad node, Journal journal, int port, Plan plan) throws Exception {
        try (var traffic = new Traffic(journal, port, plan)) {
            sleep(WARM_SECONDS);
            journal.beginTimes();
            var used = node.used();
            long acknowledged = journal.acknowledged();
            long delivered = journal.delivered();
            long start = System.nanoTime();
            sleep(SECONDS);
            double seconds = (System.nanoTime() - start) / 1e9;
            long came = journal.acknowledged() - acknowledged;
            long went = journal.delivered() - delivered;
            var spent = node.used().since(used);
            figures.rates(came / seconds, went / seconds);
            figures.times(journal.acks(), journal.ends());
            figures.spent(spent, went);
        }
        rest(journal);
    }

    /// A receiver is away while many messages come; then it is back while half the usual traffic goes on.
    private void backlog(NodeUnderLoad node, Journal journal, Sink sink, int port) throws Exception {
        double measured;
        try (var traffic = new Traffic(journal, port, new Plan(CONNECTIONS, 16, Journal.PATIENTS, 0, 0))) {
            sleep(WARM_SECONDS);
            long before = journal.delivered();
            long start = System.nanoTime();
            sleep(SECONDS / 3);
            measured = (journal.delivered() - before) * 1e9 / (System.nanoTime() - start);
        }
        rest(journal);
        sink.away(true);
        new Traffic(journal, port, new Plan(CONNECTIONS, 16, Journal.PATIENTS, 0, BACKLOG)).await();
        long waiting = journal.acknowledged() - journal.delivered();
        try (var traffic = new Traffic(journal, port, new Plan(CONNECTIONS, 16, Journal.PATIENTS, measured / 2, 0))) {
            sink.away(false);
            long before = journal.delivered();
            long start = System.nanoTime();
            while (journal.acknowledged() - journal.delivered() > measured / 10
                    && System.nanoTime() - start < 300_000_000_000L) {
                Thread.sleep(10);
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            double rate = (journal.delivered() - before) / seconds;
            figures.add("delivered without a backlog", "messages/s", measured);
            figures.add("backlog", "messages", waiting);
            figures.add("until it was gone", "s", seconds);
            figures.add("delivered while it was there", "messages/s", rate, measured * 0.8);
        }
        rest(journal);
    }

    /// Waits for the rest and says whether anything is missing.
    private void rest(Journal journal) throws InterruptedException {
        long start = System.nanoTime();
        while (journal.delivered() < journal.acknowledged() && System.nanoTime() - start < 60_000_000_000L) {
            Thread.sleep(5);
        }
        figures.add("until all was delivered after the last", "s", (System.nanoTime() - start) / 1e9);
        figures.add("not delivered", "messages", journal.acknowledged() - journal.delivered(), 0);
        figures.add("delivered more than once", "messages", journal.repeats(), 0);
        figures.add("out of order within a patient", "messages", journal.disordered(), 0);
    }

    private static void sleep(double seconds) throws InterruptedException {
        Thread.sleep((long) (seconds * 1_000));
    }

    private static int freePort() throws IOException {
        try (var probe = new ServerSocket(0)) {
            return probe.getLocalPort();
        }
    }
}
