package io.suture.engine.exchange;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Sheets of text cells, of whichever file format. Nothing in it is ever calculated.
///
/// @param sheets in the order of their tabs
public record Workbook(List<Sheet> sheets) {
    public static final int LONGEST_NAME = 31;

    public Workbook {
        sheets = List.copyOf(sheets);
    }

    /// One sheet.
    ///
    /// @param name what its tab says
    /// @param rows cells from the first column on; rows may be of different lengths
    /// @param look how it is shown where it is written
    public record Sheet(String name, List<List<Cell>> rows, Look look) {
        public Sheet {
            rows = rows.stream().map(List::copyOf).toList();
        }

        /// The cell at a place counted from 0; an empty one where there is none.
        Cell cell(int row, int column) {
            return row < rows.size() && column < rows.get(row).size()
                    ? rows.get(row).get(column)
                    : Cell.EMPTY;
        }
    }

    /// What stands in a cell.
    ///
    /// @param text   without the spreadsheet's own marks; lines end with `\n`
    /// @param indent how far its text is moved in
    /// @param strange why its text cannot be trusted, as `a date`; null where it can
    public record Cell(String text, int indent, @Nullable String strange) {
        static final Cell EMPTY = new Cell("", 0, null);

        public Cell {
            text = text.replace("\r\n", "\n").replace('\r', '\n');
        }

        public static Cell of(String text) {
            return text.isEmpty() ? EMPTY : new Cell(text, 0, null);
        }

        /// A cell that holds something else than text or a plain number.
        public static Cell strange(String what) {
            return new Cell("", 0, what);
        }

        boolean isBlank() {
            return strange == null && text.isBlank();
        }
    }

    /// How a sheet is shown.
    ///
    /// @param heads      the rows above the data, the last of which names the columns
    /// @param widths     of the columns, in characters
    /// @param forReading columns whose changes are not taken
    /// @param spare      empty rows beneath in which text may be typed
    public record Look(int heads, List<Integer> widths, Set<Integer> forReading, int spare) {
        static final Look NONE = new Look(0, List.of(), Set.of(), 0);

        public Look {
            widths = List.copyOf(widths);
            forReading = Set.copyOf(forReading);
        }
    }

    /// A sheet as somebody sent it.
    public static Sheet sheet(String name, List<List<Cell>> rows) {
        return new Sheet(name, rows, Look.NONE);
    }

    static List<Cell> row(String... texts) {
        return java.util.Arrays.stream(texts).map(Cell::of).toList();
    }

    /// `K7`, from a row and a column counted from 0.
    static String address(int row, int column) {
        var letters = new StringBuilder();
        for (int rest = column; rest >= 0; rest = rest / 26 - 1) {
            letters.insert(0, (char) ('A' + rest % 26));
        }
        return letters.append(row + 1).toString();
    }
}
