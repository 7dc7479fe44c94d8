package io.suture.studio.kit.sheet;

import io.suture.engine.document.SpreadsheetText;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// A table as a grid while somebody edits it: texts in rows of equal width. What they mean, and whether a row may be
/// saved, whoever shows the table says by marks.
///
/// @param columns names of the columns after the first
/// @param rows    a cell for the first column, then one for each of the others
public record Sheet(List<String> columns, List<List<String>> rows) {

    public Sheet {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }

    /// Something about one cell, in a sentence.
    ///
    /// @param column   0 for the first
    /// @param unsaved  whether the row is left out of the table
    /// @param sentence what is to be mended
    public record Mark(int row, int column, boolean unsaved, String sentence) {}

    /// What a cell becomes.
    public record Cell(int row, int column, String text) {}

    /// Cells set one after another; one in the row after the last makes that row.
    public Sheet with(List<Cell> cells) {
        var now = new ArrayList<>(rows);
        for (Cell cell : cells) {
            if (cell.row() == now.size()) {
                now.add(blank());
            }
            if (cell.row() >= 0 && cell.row() < now.size() && cell.column() >= 0 && cell.column() <= columns.size()) {
                var row = new ArrayList<>(now.get(cell.row()));
                row.set(cell.column(), cell.text());
                now.set(cell.row(), List.copyOf(row));
            }
        }
        return new Sheet(columns, now);
    }

    public Sheet insert(int at, int count) {
        var now = new ArrayList<>(rows);
        now.addAll(Math.clamp(at, 0, rows.size()), Collections.nCopies(Math.max(0, count), blank()));
        return new Sheet(columns, now);
    }

    public Sheet remove(int from, int count) {
        var now = new ArrayList<>(rows);
        int begin = Math.clamp(from, 0, rows.size());
        now.subList(begin, Math.clamp((long) begin + count, begin, rows.size())).clear();
        return new Sheet(columns, now);
    }

    /// Rows taken out and put before the one that stands at `to` then.
    public Sheet move(int from, int count, int to) {
        int begin = Math.clamp(from, 0, rows.size());
        int end = Math.clamp((long) begin + count, begin, rows.size());
        var now = new ArrayList<>(rows);
        var moved = List.copyOf(now.subList(begin, end));
        now.subList(begin, end).clear();
        now.addAll(Math.clamp(to, 0, now.size()), moved);
        return new Sheet(columns, now);
    }

    /// Cells laid over those from there on; rows are added as needed, columns are not.
    public Sheet paste(int row, int column, List<List<String>> cells) {
        var now = new ArrayList<>(rows);
        int at = Math.clamp(row, 0, rows.size());
        for (List<String> line : cells) {
            var into = new ArrayList<>(at < now.size() ? now.get(at) : blank());
            for (int i = 0; i < line.size() && column + i <= columns.size(); i++) {
                into.set(column + i, line.get(i));
            }
            if (at < now.size()) {
                now.set(at, List.copyOf(into));
            } else {
                now.add(List.copyOf(into));
            }
            at++;
        }
        return new Sheet(columns, now);
    }

    /// How many columns more than there are a paste at that column would need.
    public int lacking(int column, List<List<String>> cells) {
        int width = cells.stream().mapToInt(List::size).max().orElse(0);
        return Math.max(0, column + width - 1 - columns.size());
    }

    public boolean isFull() {
        return rows.size() > SpreadsheetText.MOST_ROWS;
    }

    public Sheet addColumn(String name) {
        var names = new ArrayList<>(columns);
        names.add(name);
        return new Sheet(
                names,
                rows.stream()
                        .map(row -> {
                            var cells = new ArrayList<>(row);
                            cells.add("");
                            return List.copyOf(cells);
                        })
                        .toList());
    }

    /// @param column from 1, as the first cannot go
    public Sheet removeColumn(int column) {
        return new Sheet(
                without(columns, column - 1),
                rows.stream().map(row -> without(row, column)).toList());
    }

    /// @param column from 1
    public Sheet moveColumn(int column, int to) {
        return new Sheet(
                moved(columns, column - 1, to - 1),
                rows.stream().map(row -> moved(row, column, to)).toList());
    }

    public Sheet renameColumn(int column, String name) {
        var names = new ArrayList<>(columns);
        names.set(column - 1, name);
        return new Sheet(names, rows);
    }

    private static List<String> without(List<String> texts, int at) {
        var rest = new ArrayList<>(texts);
        rest.remove(at);
        return List.copyOf(rest);
    }

    private static List<String> moved(List<String> texts, int from, int to) {
        var now = new ArrayList<>(texts);
        now.add(to, now.remove(from));
        return List.copyOf(now);
    }

    private List<String> blank() {
        return Collections.nCopies(columns.size() + 1, "");
    }
}
