package io.suture.studio.mapping.ui;

import io.suture.engine.value.FieldPath;
import io.suture.studio.mapping.ui.TableRows.Row;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Which rows of the table are listed, and how.
///
/// @param target words that must stand in a row's path or type
/// @param source words that must stand in what it is made from
/// @param show   which sort of rows
/// @param flat   each row by itself under its whole path, as a sorted table has them
record TableFilter(String target, String source, Show show, boolean flat) {
    static final TableFilter NONE = new TableFilter("", "", Show.ALL, false);

    /// The choice beside the filters' texts.
    enum Show {
        ALL("All"),
        MAPPED("Mapped"),
        /// What could be mapped beside and beneath what is.
        NOT_MAPPED("Not mapped"),
        REQUIRED("Required"),
        WITH_VALUE("With a value"),
        PROBLEM("With a problem");

        final String words;

        Show(String words) {
            this.words = words;
        }
    }

    /// Whether all is listed, in the tree's own order.
    boolean isNone() {
        return target.isBlank() && source.isBlank() && show == Show.ALL && !flat;
    }

    /// Of all rows, in the order of the tree, those to list; with what stands above them unless the list is flat.
    List<Row> of(List<Row> rows) {
        if (isNone()) {
            return rows;
        }
        Set<FieldPath> kept = new LinkedHashSet<>();
        var alone = new ArrayList<Row>();
        for (Row row : rows) {
            if (matches(row)) {
                // Groups stand for their rows, which are listed themselves.
                if (!row.group() || !row.chip().isEmpty() || !row.problem().isEmpty()) {
                    alone.add(row.alone());
                }
                for (FieldPath at = row.path(); !at.isRoot(); at = at.parent()) {
                    kept.add(at);
                }
            }
        }
        return flat
                ? alone
                : rows.stream().filter(row -> kept.contains(row.path())).toList();
    }

    private boolean matches(Row row) {
        return holds(row.path() + " " + row.type(), target)
                && holds(row.chip() + " " + row.words() + " " + row.in(), source)
                && switch (show) {
                    case ALL -> true;
                    case MAPPED -> row.mapped();
                    case NOT_MAPPED -> !row.mapped() && !row.group();
                    case REQUIRED -> row.required();
                    case WITH_VALUE -> !row.out().isEmpty();
                    case PROBLEM -> row.status().isWrong();
                };
    }

    private static boolean holds(String text, String words) {
        String lower = text.toLowerCase(Locale.ROOT);
        for (String word : words.toLowerCase(Locale.ROOT).strip().split("\\s+")) {
            if (!lower.contains(word)) {
                return false;
            }
        }
        return true;
    }
}
