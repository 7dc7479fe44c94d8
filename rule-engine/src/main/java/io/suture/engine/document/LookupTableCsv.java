package io.suture.engine.document;

import io.suture.engine.lookup.LookupTable;
import io.suture.engine.lookup.LookupTable.Unknown;
import io.suture.engine.report.Problem;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A [LookupTable] as a spreadsheet's rows: the first names the columns, the first column holds the codes. What becomes
/// of unknown codes is not said in it.
public final class LookupTableCsv {
    /// Of each kind of mistake so many are named, and the rest counted.
    private static final int NAMED = 20;

    private LookupTableCsv() {}

    /// UTF-8 with the mark by which spreadsheets know it.
    public static byte[] write(LookupTable table) {
        var rows = new ArrayList<List<String>>();
        rows.add(line("source code", table.columns()));
        table.rows().forEach((code, cells) -> rows.add(line(code, cells)));
        return ("\uFEFF" + SpreadsheetText.write(rows, ',')).getBytes(StandardCharsets.UTF_8);
    }

    private static List<String> line(String first, List<String> rest) {
        var line = new ArrayList<String>();
        line.add(first);
        line.addAll(rest);
        return line;
    }

    /// A file, whose first row names the columns. Unknown codes are kept and flagged.
    public static Read<LookupTable> read(byte[] bytes, String name) {
        Read<List<List<String>>> read = SpreadsheetText.read(bytes);
        List<List<String>> rows = read.value();
        return rows == null ? Read.refused(read.problems()) : table(rows, true, name);
    }

    /// Cells that were pasted.
    ///
    /// @param named whether the first row names the columns
    public static Read<LookupTable> table(List<List<String>> cells, boolean named, String name) {
        List<List<String>> rows = cells.stream()
                .filter(row -> row.stream().anyMatch(cell -> !cell.isBlank()))
                .toList();
        int width = rows.stream().mapToInt(List::size).max().orElse(0);
        if (width == 0) {
            return Read.refused(List.of(Problem.error("empty", "", "There is no row in it.")));
        }
        var problems = new ArrayList<Problem>();
        List<String> columns = columns(named ? rows.getFirst() : List.of(), Math.max(width, 2), problems);
        var byCode = new LinkedHashMap<String, List<String>>();
        Map<String, Integer> first = new HashMap<>();
        var repeated = new ArrayList<String>();
        var nameless = new ArrayList<String>();
        for (int i = named ? 1 : 0; i < rows.size(); i++) {
            List<String> row = rows.get(i);
            String code = row.getFirst();
            if (code.isEmpty()) {
                nameless.add(Integer.toString(i + 1));
            } else if (first.putIfAbsent(code, i + 1) != null) {
                repeated.add((i + 1) + " (“" + code + "”, as in row " + first.get(code) + ")");
            } else {
                byCode.put(code, padded(row, columns.size()));
            }
        }
        if (!repeated.isEmpty()) {
            problems.add(Problem.warning(
                    "repeated-code",
                    "",
                    "A code stands once in a table. These rows repeat one and were left out: " + few(repeated) + "."));
        }
        if (!nameless.isEmpty()) {
            problems.add(Problem.warning(
                    "no-code", "", "These rows have no code and were left out: " + few(nameless) + "."));
        }
        return Read.of(new LookupTable(name, 1, columns, byCode, new Unknown.Keep()), problems);
    }

    private static List<String> columns(List<String> head, int width, List<Problem> problems) {
        var columns = new ArrayList<String>();
        for (int i = 1; i < width; i++) {
            String given = i < head.size() ? head.get(i).strip() : "";
            String column = given.isEmpty() ? i == 1 ? "code" : "column " + i : given;
            if (columns.contains(column)) {
                String other = column + " " + i;
                problems.add(Problem.warning(
                        "repeated-column", "", "Two columns are called “" + column + "”; one is “" + other + "” now."));
                column = other;
            }
            columns.add(column);
        }
        return columns;
    }

    private static List<String> padded(List<String> row, int columns) {
        var cells = new ArrayList<>(row.subList(1, row.size()));
        while (cells.size() < columns) {
            cells.add("");
        }
        return cells;
    }

    /// The first of a list, and how many more there are.
    static String few(List<String> all) {
        String shown = String.join(", ", all.subList(0, Math.min(NAMED, all.size())));
        return all.size() <= NAMED ? shown : shown + " and " + (all.size() - NAMED) + " more";
    }
}
