package io.suture.studio.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// What was measured, as a table for people and as JSON for programs.
final class Figures {
    private final List<Figure> figures = new ArrayList<>();

    /// @param target what the project wants to reach: no more than that; null where there is no such wish
    private record Figure(
            String part,
            String what,
            String unit,
            double value,
            @Nullable Double target,
            String detail) {}

    void add(String part, String what, String unit, double value, @Nullable Double target, String detail) {
        figures.add(new Figure(part, what, unit, value, target, detail));
    }

    /// Median, 95th percentile and largest of these, of which the 95th percentile has a target.
    void spread(String part, String what, List<Double> millis, @Nullable Double target) {
        List<Double> sorted = millis.stream().sorted().toList();
        String detail = String.format(
                Locale.ROOT, "median %.1f, largest %.1f, of %d", at(sorted, 50), at(sorted, 100), sorted.size());
        add(part, what + ", 95th percentile", "ms", at(sorted, 95), target, detail);
    }

    private static double at(List<Double> sorted, int percent) {
        return sorted.get(Math.min(sorted.size() - 1, sorted.size() * percent / 100));
    }

    void print() {
        System.out.printf("%-10s %-56s %10s %-5s %8s  %s%n", "part", "what", "figure", "", "target", "");
        for (Figure figure : figures) {
            System.out.printf(
                    Locale.ROOT,
                    "%-10s %-56s %,10.1f %-5s %8s  %s%n",
                    figure.part(),
                    figure.what(),
                    figure.value(),
                    figure.unit(),
                    figure.target() == null ? "" : String.format(Locale.ROOT, "%,.0f", figure.target()),
                    figure.detail());
        }
    }

    /// @param settings how it was measured, by name
    void write(Path file, Map<String, Object> settings) throws IOException {
        JsonMapper mapper = JsonMapper.builder().build();
        ObjectNode root = mapper.createObjectNode();
        root.putObject("machine")
                .put("processors", Runtime.getRuntime().availableProcessors())
                .put("os", System.getProperty("os.name") + " " + System.getProperty("os.version"))
                .put("jvm", System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"));
        root.put("version", String.valueOf(Figures.class.getPackage().getImplementationVersion()));
        root.put("at", Instant.now().toString());
        root.set("settings", mapper.valueToTree(settings));
        root.set("figures", mapper.valueToTree(figures));
        Files.writeString(file, mapper.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n");
    }
}
