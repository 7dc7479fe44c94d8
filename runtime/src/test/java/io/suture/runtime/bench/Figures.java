package io.suture.runtime.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What was measured, as a table and as JSON, beside what the project wants to reach.
final class Figures {
    private record Figure(
            String part,
            String what,
            String unit,
            double value,
            @Nullable Double target) {}

    private final List<Figure> all = new ArrayList<>();
    private final double seconds;
    private final double warmSeconds;
    private String part = "";
    private double delivered;
    private double commits;

    Figures(double seconds, double warmSeconds) {
        this.seconds = seconds;
        this.warmSeconds = warmSeconds;
    }

    void begin(String name) {
        part = name;
        delivered = 0;
    }

    void add(String what, String unit, double value) {
        if (unit.equals("rows/s")) {
            commits = value;
        }
        all.add(new Figure(part, what, unit, value, null));
    }

    void add(String what, String unit, double value, double target) {
        all.add(new Figure(part, what, unit, value, target));
    }

    void rates(double acknowledged, double went) {
        delivered = went;
        add("acknowledged", "messages/s", acknowledged);
        switch (part) {
            case "one-lane" -> add("delivered", "messages/s", went, 1_000);
            case "fhir" -> add("delivered", "messages/s", went, 2_500);
            default -> add("delivered", "messages/s", went, 5_000);
        }
    }

    void times(Latencies acks, Latencies ends) {
        boolean lane = part.equals("one-lane");
        for (double at : new double[] {0.5, 0.95, 0.99, 0.999}) {
            String what = "acknowledgement p" + percentile(at);
            if (lane && at == 0.5) {
                add(what, "ms", acks.millis(at), 1.5);
            } else if (part.equals("forward") && at == 0.99) {
                add(what, "ms", acks.millis(at), 25);
            } else {
                add(what, "ms", acks.millis(at));
            }
        }
        for (double at : new double[] {0.5, 0.95, 0.99, 0.999}) {
            String what = "end to end p" + percentile(at);
            if (lane && at == 0.5) {
                add(what, "ms", ends.millis(at), 8);
            } else {
                add(what, "ms", ends.millis(at));
            }
        }
    }

    private static String percentile(double at) {
        return String.format(Locale.ROOT, "%s", at * 100).replaceAll("\\.0$", "");
    }

    void spent(NodeUnderLoad.Used spent, long messages) {
        double thousands = messages / 1_000.0;
        double application = spent.applicationSeconds() / thousands;
        double database = spent.databaseSeconds() / thousands;
        add("processor time of the application, for 1,000", "s", application);
        add("processor time of the database, for 1,000", "s", database);
        add("processor time of both, for 1,000", "s", application + database, 0.3);
        add("rows written, for each", "rows", (double) spent.rows() / messages);
        add("transactions, for each", "", (double) spent.transactions() / messages);
        add("write-ahead log, for each", "bytes", (double) spent.walBytes() / messages);
    }

    /// The rate of a flow over that of single commits.
    void ratio() {
        if (delivered > 0) {
            double ratio = delivered / commits;
            if (part.equals("forward")) {
                add("delivered, over commits of one row", "", ratio, 0.3);
            } else {
                add("delivered, over commits of one row", "", ratio);
            }
        }
    }

    void print() {
        System.out.printf("%-10s %-46s %12s %-11s %10s%n", "part", "what", "figure", "", "target");
        for (Figure figure : all) {
            System.out.printf(
                    Locale.ROOT,
                    "%-10s %-46s %,12.3f %-11s %10s%n",
                    figure.part,
                    figure.what,
                    figure.value,
                    figure.unit,
                    figure.target == null ? "" : String.format(Locale.ROOT, "%,.1f", figure.target));
        }
    }

    String json() {
        JsonMapper mapper = JsonMapper.builder().build();
        ObjectNode root = mapper.createObjectNode();
        root.putObject("machine")
                .put("processors", Runtime.getRuntime().availableProcessors())
                .put("cpu", cpu())
                .put("os", System.getProperty("os.name") + " " + System.getProperty("os.version"))
                .put("jvm", System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"));
        root.put("at", Instant.now().toString());
        root.putObject("settings")
                .put("warmSeconds", warmSeconds)
                .put("seconds", seconds)
                .put("patients", Journal.PATIENTS)
                .put("bytes", Result.size())
                .put("heapLimitMb", 1_024)
                .put("database", "embedded PostgreSQL, fsync and synchronous_commit on, payloads and outputs sealed")
                .put("load", "load and sinks run on the same machine; only the node's processor time is counted");
        ArrayNode list = root.putArray("figures");
        for (Figure figure : all) {
            ObjectNode one = list.addObject()
                    .put("part", figure.part)
                    .put("what", figure.what)
                    .put("value", figure.value)
                    .put("unit", figure.unit);
            if (figure.target != null) {
                one.put("target", figure.target);
            }
        }
        return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(root);
    }

    private static String cpu() {
        try {
            return Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                    .filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("");
        } catch (IOException absent) {
            return "unknown";
        }
    }
}
