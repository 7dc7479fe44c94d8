package io.suture.studio.exchange;

import io.suture.engine.exchange.Workbook;
import io.suture.engine.exchange.Workbook.Cell;
import io.suture.engine.exchange.Workbook.Sheet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// An .xlsx file in an analyst's hands.
public final class EditedWorkbook {
    private static final int NAMES = 2;

    private final Map<String, List<List<String>>> sheets = new LinkedHashMap<>();

    public EditedWorkbook(byte[] file) {
        for (Sheet sheet : XlsxFile.read(file).orThrow().sheets()) {
            var rows = new ArrayList<List<String>>();
            sheet.rows()
                    .forEach(row -> rows.add(
                            new ArrayList<>(row.stream().map(Cell::text).toList())));
            sheets.put(sheet.name(), rows);
        }
    }

    public List<List<String>> rows(String sheet) {
        return Objects.requireNonNull(sheets.get(sheet));
    }

    public String text(String sheet, String row, String column) {
        return rows(sheet).get(number(sheet, row)).get(column(sheet, column));
    }

    public void set(String sheet, String row, String column, String text) {
        List<String> cells = rows(sheet).get(number(sheet, row));
        while (cells.size() <= column(sheet, column)) {
            cells.add("");
        }
        cells.set(column(sheet, column), text);
    }

    public void delete(String sheet, String row) {
        rows(sheet).remove(number(sheet, row));
    }

    public void addBelow(String sheet, String row, Map<String, String> texts) {
        rows(sheet)
                .add(
                        number(sheet, row) + 1,
                        new ArrayList<>(rows(sheet).get(NAMES).stream()
                                .map(label -> texts.getOrDefault(label, ""))
                                .toList()));
    }

    /// The place of the row that begins with this text, from 0.
    public int number(String sheet, String row) {
        List<List<String>> rows = rows(sheet);
        for (int i = 0; i < rows.size(); i++) {
            if (!rows.get(i).isEmpty() && rows.get(i).getFirst().equals(row)) {
                return i;
            }
        }
        throw new AssertionError("no row " + row);
    }

    private int column(String sheet, String column) {
        int found = rows(sheet).get(NAMES).indexOf(column);
        if (found < 0) {
            throw new AssertionError("no column " + column);
        }
        return found;
    }

    public byte[] bytes() {
        return XlsxFile.write(new Workbook(sheets.entrySet().stream()
                .map(sheet -> Workbook.sheet(
                        sheet.getKey(),
                        sheet.getValue().stream()
                                .map(row -> row.stream().map(Cell::of).toList())
                                .toList()))
                .toList()));
    }
}
