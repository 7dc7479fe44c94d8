package io.suture.studio.mapping.ui;

import io.suture.engine.value.FieldPath;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

/// Finds the rows that a Filter matches. Schemas have no end (FHIR's Extension holds Extension), so a search
/// is wide before it is deep, does not look beneath a type that stands above itself, and gives up after so
/// many rows; what is mapped or marked is always found, however deep.
final class Search {
    /// Rows that one search looks at: some 20 ms.
    static final int BUDGET = 20_000;

    private final TreeSource source;
    private final Marks marks;
    private final Filter filter;
    private final Set<FieldPath> hits = new HashSet<>();

    Search(TreeSource source, Marks marks, Filter filter) {
        this.source = source;
        this.marks = marks;
        this.filter = filter;
    }

    /// The rows to list: those that match and those that are kept, without the groups above them.
    ///
    /// @param opened groups that the user has open; searches for what is *not* there look no further
    Set<FieldPath> hits(Set<FieldPath> opened) {
        switch (filter.show()) {
            case ALL -> {
                walk(beneath(known()), row -> true);
                walk(row -> !row.recursive(), row -> true);
            }
            case MAPPED -> among(marks.mapped());
            case USED -> among(marks.used());
            case PROBLEM -> among(marks.toMend());
            case UNMAPPED ->
                walk(
                        row -> opened.contains(row.path()) || marks.lines(row.path(), true) > 0,
                        row -> !row.group() && marks.lines(row.path(), false) == 0);
            case REQUIRED ->
                walk(
                        row -> opened.contains(row.path()) || marks.missing(row.path(), true) > 0,
                        row -> row.cardinality().isRequired());
        }
        hits.addAll(filter.keep());
        return hits;
    }

    private Set<FieldPath> known() {
        var known = new HashSet<>(marks.mapped());
        known.addAll(marks.used());
        known.addAll(marks.toMend());
        return known;
    }

    private void among(Set<FieldPath> paths) {
        walk(beneath(paths), row -> paths.contains(row.path()));
    }

    /// Descends only where some of these paths lie beneath.
    private Predicate<FieldRow> beneath(Collection<FieldPath> paths) {
        Set<FieldPath> above = above(source, paths);
        return row -> above.contains(row.path());
    }

    private void walk(Predicate<FieldRow> descend, Predicate<FieldRow> sort) {
        var queue = new ArrayDeque<FieldPath>();
        queue.add(FieldPath.ROOT);
        int seen = 0;
        while (!queue.isEmpty() && seen < BUDGET) {
            for (FieldRow row : source.children(queue.remove())) {
                seen++;
                if (sort.test(row) && matches(row)) {
                    hits.add(row.path());
                }
                if (row.group() && descend.test(row)) {
                    queue.add(row.path());
                }
            }
        }
    }

    private boolean matches(FieldRow row) {
        if (filter.words().isEmpty()) {
            return true;
        }
        String text = (row.name() + " " + row.friendly() + " " + row.path() + " "
                        + marks.value(row.path()).text())
                .toLowerCase(Locale.ROOT);
        return filter.words().stream().allMatch(text::contains);
    }

    /// All rows above any of these paths.
    static Set<FieldPath> above(TreeSource source, Collection<FieldPath> paths) {
        var above = new HashSet<FieldPath>();
        for (FieldPath path : paths) {
            for (FieldPath at = path; !at.isRoot(); ) {
                at = source.parent(at);
                if (!above.add(at)) {
                    break;
                }
            }
        }
        return above;
    }
}
