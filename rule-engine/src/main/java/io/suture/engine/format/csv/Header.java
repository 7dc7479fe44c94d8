package io.suture.engine.format.csv;

import io.suture.engine.report.Problem;
import io.suture.engine.schema.SchemaDefinition.Column;
import io.suture.engine.schema.SchemaDefinition.Delimited;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which cell of a row is which column. What the definition knows comes in its order, whatever that of the file;
/// columns
/// that it does not know follow by name, so that a file reads the same again after we wrote it.
///
/// @param slots    the cells in the order in which they stand in a row's Value
/// @param width    how many cells a row has
/// @param problems what is wrong with the header, said for each message that it heads
record Header(List<Slot> slots, int width, List<Problem> problems) {
    private static final String NAMELESS = "column ";

    /// `column 4` before `column 12`, and after all that have names.
    static final Comparator<String> EXTRAS =
            Comparator.comparingInt(Header::number).thenComparing(Comparator.naturalOrder());

    /// @param cell   its position in a row
    /// @param column what the definition says of it; null when it knows no such column
    record Slot(int cell, String name, @Nullable Column column) {}

    Header {
        slots = List.copyOf(slots);
        problems = List.copyOf(problems);
    }

    /// What a column without a name is called, by its position from 0.
    static String nameless(int cell) {
        return NAMELESS + (cell + 1);
    }

    /// The number in `column 4`; 0 for every other name.
    static int number(String name) {
        String number = name.startsWith(NAMELESS) ? name.substring(NAMELESS.length()) : "";
        return number.matches("[1-9]\\d{0,5}") ? Integer.parseInt(number) : 0;
    }

    /// A file without header: columns stand as the definition lists them.
    static Header none(Delimited definition) {
        List<Slot> slots = new ArrayList<>();
        for (Column column : definition.columns()) {
            slots.add(new Slot(slots.size(), column.name(), column));
        }
        return new Header(slots, slots.size(), List.of());
    }

    static Header of(List<String> names, Delimited definition) {
        List<Problem> problems = new ArrayList<>();
        Map<String, Column> known = new HashMap<>();
        definition.columns().forEach(column -> known.put(column.name().toLowerCase(Locale.ROOT), column));
        Map<String, Slot> found = new HashMap<>();
        Set<String> taken = new HashSet<>();
        List<Slot> extras = new ArrayList<>();
        for (int cell = 0; cell < names.size(); cell++) {
            String name = SpreadsheetFormula.read(names.get(cell)).strip();
            Column column = known.get(name.toLowerCase(Locale.ROOT));
            if (column != null && !found.containsKey(column.name())) {
                found.put(column.name(), new Slot(cell, column.name(), column));
                taken.add(column.name());
            } else {
                extras.add(extra(cell, name, taken, problems));
            }
        }
        List<Slot> slots = new ArrayList<>();
        for (Column column : definition.columns()) {
            Slot slot = found.get(column.name());
            if (slot != null) {
                slots.add(slot);
            } else if (column.required() && !found.isEmpty()) {
                problems.add(Problem.error(
                        "column-missing",
                        "line 1",
                        "The header has no column “" + column.name() + "”, which each row must fill."));
            }
        }
        if (found.isEmpty()) {
            problems.add(otherColumns(names, definition));
        }
        extras.sort(Comparator.comparing(Slot::name, EXTRAS));
        slots.addAll(extras);
        return new Header(slots, names.size(), problems);
    }

    private static Slot extra(int cell, String written, Set<String> taken, List<Problem> problems) {
        String name = written.isEmpty() ? nameless(cell) : written.replace('`', '\'');
        String place = "line 1, column " + (cell + 1);
        if (!taken.add(name)) {
            int again = 2;
            while (!taken.add(name + " (" + again + ")")) {
                again++;
            }
            name = name + " (" + again + ")";
            problems.add(Problem.warning(
                    "same-column", place, "The header names this column twice. This one is kept under another name."));
        } else {
            problems.add(Problem.info(
                    "unknown-column", place, "The schema has no such column. It is kept, and nothing uses it."));
        }
        return new Slot(cell, name, null);
    }

    private static Problem otherColumns(List<String> names, Delimited definition) {
        String hint = "";
        if (names.size() == 1) {
            for (char separator : new char[] {';', ',', '\t', '|'}) {
                if (names.getFirst().indexOf(separator) >= 0) {
                    hint = " Its cells seem to be separated by "
                            + (separator == '\t' ? "tabs" : "“" + separator + "”") + ", not by “"
                            + definition.dialect().separator() + "”.";
                    break;
                }
            }
        }
        return Problem.error(
                "other-columns", "line 1", "The first line names none of the columns of this schema." + hint);
    }
}
