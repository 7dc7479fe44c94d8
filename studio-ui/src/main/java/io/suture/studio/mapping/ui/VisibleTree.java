package io.suture.studio.mapping.ui;

import io.suture.engine.value.FieldPath;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// One side's rows that are listed now, flat and in order. What it holds grows with what is open, not with the
/// Schema.
final class VisibleTree {
    /// One listed row.
    ///
    /// @param open     whether it is; null for a leaf
    /// @param position among those listed beneath the same group, from 1
    /// @param siblings how many those are
    /// @param parent   the line of its group, or -1
    record Line(FieldRow row, int depth, @Nullable Boolean open, int position, int siblings, int parent) {}

    /// Where an end of a line is drawn.
    ///
    /// @param at     the line of the field, or of the nearest group above it that is listed; -1 if none is
    /// @param docked whether it is such a group
    /// @param end    the last line beneath the field
    record Anchor(int at, boolean docked, int end) {}

    /// Levels; a type that holds itself alone would have no end.
    private static final int DEPTH_ALONE = 3;
    private static final Anchor NOWHERE = new Anchor(-1, true, -1);

    private final TreeSource source;
    private final Marks marks;
    private final Set<FieldPath> opened = new HashSet<>();
    private final Set<FieldPath> filterClosed = new HashSet<>();
    private final Set<FieldPath> filterOpened = new HashSet<>();
    private Filter filter = Filter.NONE;
    private Set<FieldPath> within = Set.of();
    private Set<FieldPath> hits = Set.of();
    private Set<FieldPath> aboveHits = Set.of();
    private final List<Line> lines = new ArrayList<>();
    private final List<Integer> ends = new ArrayList<>();
    private final Map<FieldPath, Integer> index = new HashMap<>();
    /// The Schema says them, so they stay; every line on the canvas asks for two after each change.
    private final Map<FieldPath, String> names = new HashMap<>();
    private int shape;

    VisibleTree(TreeSource source, Marks marks, int shape) {
        this.source = source;
        this.marks = marks;
        this.shape = shape;
        openWhatIsAlone(FieldPath.ROOT, DEPTH_ALONE);
    }

    /// A group that has nothing beside it, such as the row of a file, says nothing while it is closed.
    private void openWhatIsAlone(FieldPath parent, int depth) {
        List<FieldRow> rows = source.children(parent);
        if (rows.size() == 1 && rows.getFirst().group() && depth > 0) {
            opened.add(rows.getFirst().path());
            openWhatIsAlone(rows.getFirst().path(), depth - 1);
        }
    }

    /// Changes whenever rows come, go or move.
    int shape() {
        return shape;
    }

    int size() {
        return lines.size();
    }

    List<Line> slice(int from, int to) {
        int start = Math.clamp(from, 0, lines.size());
        return lines.subList(start, Math.clamp(to, start, lines.size()));
    }

    /// The line of a field; -1 if it is not listed.
    int indexOf(FieldPath path) {
        return index.getOrDefault(path, -1);
    }

    Set<FieldPath> opened() {
        return Set.copyOf(opened);
    }

    void toggle(FieldPath path, boolean open) {
        if (filter.isNone()) {
            if (open) {
                opened.add(path);
            } else {
                opened.remove(path);
            }
        } else if (aboveHits.contains(path)) {
            if (open) {
                filterClosed.remove(path);
            } else {
                filterClosed.add(path);
            }
        } else if (open) {
            filterOpened.add(path);
        } else {
            filterOpened.remove(path);
        }
        flatten();
    }

    void open(Set<FieldPath> paths) {
        if (opened.addAll(paths)) {
            flatten();
        }
    }

    /// Opens all groups above a field, and lists it even if the filter does not match it.
    void reveal(FieldPath path) {
        if (indexOf(path) >= 0) {
            return;
        }
        Set<FieldPath> above = Search.above(source, Set.of(path));
        opened.addAll(above);
        if (!filter.isNone()) {
            var keep = new HashSet<>(filter.keep());
            keep.add(path);
            filter = new Filter(filter.words(), filter.show(), keep);
            filterClosed.removeAll(above);
            search();
        }
        flatten();
    }

    Filter filter() {
        return filter;
    }

    Set<FieldPath> within() {
        return within;
    }

    /// Lists only these with what stands beneath and above them; all, where there are none.
    void within(Set<FieldPath> paths) {
        within = Set.copyOf(paths);
        opened.addAll(Search.above(source, within));
        opened.addAll(within);
        flatten();
    }

    private boolean concerns(FieldPath path) {
        return within.isEmpty() || within.stream().anyMatch(one -> path.startsWith(one) || one.startsWith(path));
    }

    void filter(Filter wanted) {
        filter = wanted;
        filterClosed.clear();
        filterOpened.clear();
        search();
        flatten();
    }

    private void search() {
        hits = filter.isNone() ? Set.of() : new Search(source, marks, filter).hits(opened);
        aboveHits = Search.above(source, hits);
    }

    void flatten() {
        lines.clear();
        ends.clear();
        index.clear();
        shape++;
        flatten(FieldPath.ROOT, 0, -1, !filter.isNone());
    }

    private void flatten(FieldPath parent, int depth, int parentAt, boolean onlyHits) {
        List<FieldRow> rows = source.children(parent);
        if (!within.isEmpty()) {
            rows = rows.stream().filter(row -> concerns(row.path())).toList();
        }
        if (onlyHits) {
            rows = rows.stream()
                    .filter(row -> hits.contains(row.path()) || aboveHits.contains(row.path()))
                    .toList();
        }
        int position = 0;
        for (FieldRow row : rows) {
            boolean hitsBeneath = onlyHits && aboveHits.contains(row.path());
            boolean open = row.group() && isOpen(row.path(), hitsBeneath);
            int at = lines.size();
            lines.add(new Line(row, depth, row.group() ? open : null, ++position, rows.size(), parentAt));
            ends.add(at);
            index.put(row.path(), at);
            if (open) {
                flatten(row.path(), depth + 1, at, hitsBeneath);
                ends.set(at, lines.size() - 1);
            }
        }
    }

    private boolean isOpen(FieldPath path, boolean hitsBeneath) {
        if (filter.isNone()) {
            return opened.contains(path);
        }
        return hitsBeneath ? !filterClosed.contains(path) : filterOpened.contains(path);
    }

    boolean isKept(FieldPath path) {
        return filter.keep().contains(path);
    }

    /// Where a line that ends at a field is drawn.
    Anchor anchor(FieldPath path) {
        for (FieldPath at = path; !at.isRoot(); at = source.parent(at)) {
            Integer line = index.get(at);
            if (line != null) {
                return new Anchor(line, !at.equals(path), ends.get(line));
            }
        }
        return NOWHERE;
    }

    /// The first listed row from a line on, and round, whose name or label starts so; -1 if none does.
    int find(String prefix, int from) {
        String wanted = prefix.toLowerCase(Locale.ROOT);
        // `gender` is the field of that name, wherever it stands, before another whose label begins so.
        int named = find(from, row -> row.name().toLowerCase(Locale.ROOT).startsWith(wanted));
        return named >= 0
                ? named
                : find(from, row -> row.friendly().toLowerCase(Locale.ROOT).startsWith(wanted));
    }

    private int find(int from, Predicate<FieldRow> wanted) {
        int n = lines.size();
        for (int k = 0; k < n; k++) {
            int at = Math.floorMod(from + k, n);
            if (wanted.test(lines.get(at).row())) {
                return at;
            }
        }
        return -1;
    }

    /// The next field to mend after (or, with -1, before) a line, and round; its groups are opened. Null if
    /// there is none.
    @Nullable
    FieldPath nextToMend(int from, int step) {
        FieldPath best = null;
        int least = Integer.MAX_VALUE;
        for (FieldPath path : marks.toMend()) {
            if (!concerns(path)) {
                continue;
            }
            Anchor anchor = anchor(path);
            int at = anchor.at() < 0 ? lines.size() : anchor.at();
            // Going on, what is folded into this very line comes first.
            int ahead = step * (at - from);
            int far = ahead > 0 || (ahead == 0 && step > 0 && anchor.docked()) ? ahead : ahead + lines.size() + 1;
            if (far < least || (far == least && best != null && path.toString().compareTo(best.toString()) < 0)) {
                least = far;
                best = path;
            }
        }
        return best;
    }

    /// What people call a field here: its row's name, or its last name if the Schema has no such place.
    String name(FieldPath path) {
        return names.computeIfAbsent(path, this::nameInSchema);
    }

    private String nameInSchema(FieldPath path) {
        return source.children(source.parent(path)).stream()
                .filter(row -> row.path().equals(path))
                .map(FieldRow::name)
                .findFirst()
                .orElse(path.last());
    }
}
