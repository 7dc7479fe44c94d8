package io.suture.studio.mapping.ui;

import io.suture.engine.value.FieldPath;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// What is known of one side's fields beside the Schema: lines, values, gaps, problems. A closed group shows
/// the counts of what is beneath it, so counts are kept for every path above a marked one.
final class Marks {
    private final TreeSource source;
    private final Map<FieldPath, Integer> lines = new HashMap<>();
    private final Map<FieldPath, Integer> linesWithin = new HashMap<>();
    private final Map<FieldPath, Integer> missingWithin = new HashMap<>();
    private Set<FieldPath> missing = Set.of();
    private Map<FieldPath, SampleValue> values = Map.of();
    private Map<FieldPath, String> problems = Map.of();
    private Set<FieldPath> warnings = Set.of();

    Marks(TreeSource source) {
        this.source = source;
    }

    /// One path for each end of a line.
    void lines(Collection<FieldPath> ends) {
        lines.clear();
        linesWithin.clear();
        for (FieldPath end : ends) {
            lines.merge(end, 1, Integer::sum);
            countAbove(end, linesWithin);
        }
    }

    void missing(Set<FieldPath> paths) {
        missing = Set.copyOf(paths);
        missingWithin.clear();
        for (FieldPath path : missing) {
            countAbove(path, missingWithin);
        }
    }

    void values(Map<FieldPath, SampleValue> shown) {
        values = Map.copyOf(shown);
    }

    /// @param onlyWarnings which of them travel with the output rather than stop it
    void problems(Map<FieldPath, String> sentences, Set<FieldPath> onlyWarnings) {
        problems = Map.copyOf(sentences);
        warnings = Set.copyOf(onlyWarnings);
    }

    private void countAbove(FieldPath path, Map<FieldPath, Integer> counts) {
        for (FieldPath at = path; !at.isRoot(); ) {
            at = source.parent(at);
            counts.merge(at, 1, Integer::sum);
        }
    }

    int lines(FieldPath path, boolean within) {
        return lines.getOrDefault(path, 0) + (within ? linesWithin.getOrDefault(path, 0) : 0);
    }

    int missing(FieldPath path, boolean within) {
        return (missing.contains(path) ? 1 : 0) + (within ? missingWithin.getOrDefault(path, 0) : 0);
    }

    String problem(FieldPath path) {
        return problems.getOrDefault(path, "");
    }

    boolean isWarning(FieldPath path) {
        return warnings.contains(path);
    }

    SampleValue value(FieldPath path) {
        return values.getOrDefault(path, SampleValue.of(""));
    }

    Set<FieldPath> mapped() {
        return lines.keySet();
    }

    Set<FieldPath> used() {
        return values.keySet();
    }

    /// Fields to mend: with a problem, or required and empty.
    Set<FieldPath> toMend() {
        var paths = new HashSet<>(problems.keySet());
        paths.addAll(missing);
        return paths;
    }
}
