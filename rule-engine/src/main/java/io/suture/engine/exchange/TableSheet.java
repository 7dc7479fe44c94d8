package io.suture.engine.exchange;

import io.suture.engine.document.SpreadsheetText;
import io.suture.engine.exchange.Workbook.Cell;
import io.suture.engine.exchange.Workbook.Look;
import io.suture.engine.exchange.Workbook.Sheet;
import io.suture.engine.lookup.LookupTable;
import io.suture.engine.lookup.LookupTable.Unknown;
import io.suture.engine.report.Problem;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A LookupTable as a sheet: what becomes of unknown codes, the columns, a row for each code.
final class TableSheet {
    static final String KIND = "Lookup table";
    private static final int HEADS = 3;
    private static final int SPARE = 500;
    private static final String BECOME = "become ";

    private final Sheet sheet;
    private final @Nullable LookupTable before;
    private final List<Problem> problems;

    private TableSheet(Sheet sheet, @Nullable LookupTable before, List<Problem> problems) {
        this.sheet = sheet;
        this.before = before;
        this.problems = problems;
    }

    static Sheet of(LookupTable table, String tab) {
        var rows = new ArrayList<List<Cell>>();
        rows.add(Workbook.row(KIND, table.name()));
        rows.add(Workbook.row(
                "Unknown codes", written(table.unknown()), "keep, refuse, leave out, or become and a code"));
        rows.add(line("Code", table.columns()));
        table.rows().forEach((code, cells) -> rows.add(line(code, cells)));
        List<Integer> widths =
                new ArrayList<>(Collections.nCopies(table.columns().size() + 1, 28));
        return new Sheet(tab, rows, new Look(HEADS, widths, java.util.Set.of(), SPARE));
    }

    private static List<Cell> line(String first, List<String> rest) {
        var line = new ArrayList<Cell>();
        line.add(Cell.of(first));
        rest.forEach(text -> line.add(Cell.of(text)));
        return line;
    }

    private static String written(Unknown unknown) {
        return switch (unknown) {
            case Unknown.Keep keep -> "keep";
            case Unknown.Refuse refuse -> "refuse";
            case Unknown.Omit omit -> "leave out";
            case Unknown.Become(String code) -> BECOME + code;
        };
    }

    /// The table as the sheet has it, less what is refused.
    ///
    /// @param before   the table of that name, or null where it is a new one
    /// @param problems hears what is refused, and why
    /// @return null where nothing of it can be taken
    static @Nullable LookupTable read(Sheet sheet, @Nullable LookupTable before, List<Problem> problems) {
        return new TableSheet(sheet, before, problems).read();
    }

    private @Nullable LookupTable read() {
        List<String> columns = columns();
        if (columns.isEmpty() || before != null && !columns.equals(before.columns())) {
            return refuseColumns(columns);
        }
        Unknown kept = before == null ? new Unknown.Keep() : before.unknown();
        var read = new LinkedHashMap<String, List<String>>();
        boolean unreadable = false;
        for (int row = HEADS; row < sheet.rows().size(); row++) {
            if (sheet.rows().get(row).stream().allMatch(Cell::isBlank)) {
                continue;
            }
            if (sheet.cell(row, 0).strange() != null) {
                unreadable = true;
            }
            row(row, columns.size(), read);
        }
        Map<String, List<String>> was = before == null ? Map.of() : before.rows();
        var now = new LinkedHashMap<String, List<String>>();
        for (Map.Entry<String, List<String>> known : was.entrySet()) {
            List<String> cells = read.get(known.getKey());
            if (cells != null) {
                now.put(known.getKey(), cells);
            } else if (unreadable) {
                now.put(known.getKey(), known.getValue());
            }
        }
        if (unreadable && !now.keySet().equals(read.keySet())) {
            problems.add(Problem.warning(
                    "nothing-removed",
                    sheet.name(),
                    "A code in “" + sheet.name() + "” cannot be read, so no code is removed from this table."));
        }
        read.forEach(now::putIfAbsent);
        if (now.size() > SpreadsheetText.MOST_ROWS) {
            problems.add(Problem.error(
                    "too-many-rows", sheet.name(), "A lookup table has at most 50,000 rows; it stays as it is."));
            return null;
        }
        String name = before == null ? sheet.cell(0, 1).text().strip() : before.name();
        return new LookupTable(name, before == null ? 1 : before.version(), columns, now, unknown(kept));
    }

    private List<String> columns() {
        var columns = new ArrayList<String>();
        List<Cell> head = sheet.rows().size() < HEADS ? List.of() : sheet.rows().get(HEADS - 1);
        for (int i = 1; i < head.size(); i++) {
            columns.add(head.get(i).text());
        }
        while (!columns.isEmpty() && columns.getLast().isBlank()) {
            columns.removeLast();
        }
        return columns;
    }

    private @Nullable LookupTable refuseColumns(List<String> columns) {
        int first = 0;
        if (before != null) {
            while (first < columns.size()
                    && first < before.columns().size()
                    && columns.get(first).equals(before.columns().get(first))) {
                first++;
            }
        }
        refuse(
                HEADS - 1,
                first + 1,
                "columns are added and renamed in the studio, where the formulas that name them are changed too. "
                        + "The table stays as it is.");
        return null;
    }

    private void row(int row, int columns, Map<String, List<String>> read) {
        var texts = new ArrayList<String>();
        for (int column = 0;
                column < Math.max(columns + 1, sheet.rows().get(row).size());
                column++) {
            Cell cell = sheet.cell(row, column);
            String wrong = cell.strange() != null
                    ? "it holds " + cell.strange() + "; format the cell as text and type it again"
                    : cell.text().length() > SpreadsheetText.LONGEST_CELL
                            ? "it has more than 4,000 characters"
                            : column > columns && !cell.isBlank() ? "it stands beside the table’s columns" : null;
            if (wrong != null) {
                refuse(row, column, wrong + ". The row is left out.");
                keep(sheet.cell(row, 0).text(), read);
                return;
            }
            if (column <= columns) {
                texts.add(cell.text());
            }
        }
        String code = texts.removeFirst();
        if (code.isEmpty()) {
            refuse(row, 0, "the row has no code. It is left out.");
        } else if (read.containsKey(code)) {
            refuse(row, 0, "“" + code + "” stands in this table already. The second row is left out.");
        } else {
            read.put(code, texts);
        }
    }

    /// What a refused row says stays as it was.
    private void keep(String code, Map<String, List<String>> read) {
        if (before != null) {
            before.row(code).ifPresent(cells -> read.putIfAbsent(code, cells));
        }
    }

    private Unknown unknown(Unknown kept) {
        String text = sheet.cell(1, 1).text().strip();
        if (text.equals(written(kept).strip())) {
            return kept;
        }
        if (text.startsWith(BECOME) && !text.substring(BECOME.length()).isBlank()) {
            return new Unknown.Become(text.substring(BECOME.length()).strip());
        }
        return switch (text) {
            case "keep" -> new Unknown.Keep();
            case "refuse" -> new Unknown.Refuse();
            case "leave out" -> new Unknown.Omit();
            default -> {
                refuse(1, 1, "it says keep, refuse, leave out, or become and a code. It stays as it is.");
                yield kept;
            }
        };
    }

    private void refuse(int row, int column, String why) {
        problems.add(Refusal.of(sheet, row, column, why));
    }
}
