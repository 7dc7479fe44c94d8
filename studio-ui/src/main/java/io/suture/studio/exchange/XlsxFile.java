package io.suture.studio.exchange;

import io.suture.engine.document.Read;
import io.suture.engine.exchange.Workbook;
import io.suture.engine.exchange.Workbook.Cell;
import io.suture.engine.exchange.Workbook.Sheet;
import io.suture.engine.report.Problem;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.dhatim.fastexcel.Worksheet;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ExcelReaderException;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;
import org.dhatim.fastexcel.reader.Row;

/// A [Workbook] as the bytes of an .xlsx file. Every cell is written as text and formatted as text, so that no
/// spreadsheet runs one that begins with `=`, nor turns a code into a date when somebody edits it.
final class XlsxFile {
    private static final String TEXT = "@";
    private static final String HEAD = "E6ECFB";
    private static final String GREY = "EDEFF4";
    private static final int MOST_ROWS = 50_100;
    private static final int MOST_COLUMNS = 100;
    private static final int MOST_SHEETS = 300;

    /// The file format's own escape, for characters that XML has not: `_x0007_`.
    private static final Pattern ESCAPED = Pattern.compile("_x([0-9A-Fa-f]{4})_");

    private static final Pattern UNWRITABLE =
            Pattern.compile("[\\x00-\\x08\\x0B-\\x1F\\uFFFE\\uFFFF]|_(?=x[0-9A-Fa-f]{4}_)");

    private XlsxFile() {}

    static byte[] write(Workbook book) {
        var bytes = new ByteArrayOutputStream();
        try (var file = new org.dhatim.fastexcel.Workbook(bytes, "Suture", "1.0")) {
            for (Sheet sheet : book.sheets()) {
                write(sheet, file.newWorksheet(sheet.name()));
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private static void write(Sheet sheet, Worksheet to) throws IOException {
        List<Integer> widths = sheet.look().widths();
        int heads = sheet.look().heads();
        for (int column = 0; column < widths.size(); column++) {
            to.width(column, widths.get(column));
        }
        int height = sheet.rows().size() + sheet.look().spare();
        for (int row = 0; row < height; row++) {
            List<Cell> cells = row < sheet.rows().size() ? sheet.rows().get(row) : List.of();
            int width = row < heads - 1 ? cells.size() : Math.max(cells.size(), heads == 0 ? 0 : widths.size());
            for (int column = 0; column < width; column++) {
                Cell cell = column < cells.size() ? cells.get(column) : Cell.of("");
                if (!cell.text().isEmpty()) {
                    to.value(row, column, escaped(cell.text()));
                }
                var style = to.style(row, column).format(TEXT).verticalAlignment("top");
                if (cell.indent() > 0) {
                    style = style.horizontalAlignment("left").indent(cell.indent());
                }
                if (row < heads || heads == 0 && column == 0) {
                    style = style.bold();
                }
                if (heads > 0 && row == heads - 1) {
                    style = style.fillColor(sheet.look().forReading().contains(column) ? GREY : HEAD);
                } else if (row >= heads && sheet.look().forReading().contains(column)) {
                    style = style.fillColor(GREY);
                }
                style.set();
            }
        }
        if (heads > 0) {
            to.freezePane(1, heads);
        }
        to.finish();
    }

    private static String escaped(String text) {
        return UNWRITABLE
                .matcher(text)
                .replaceAll(match -> "_x%04X_".formatted((int) match.group().charAt(0)));
    }

    private static String unescaped(String text) {
        return ESCAPED.matcher(text)
                .replaceAll(match -> java.util.regex.Matcher.quoteReplacement(
                        Character.toString((char) Integer.parseInt(match.group(1), 16))));
    }

    /// A file's sheets; nothing is half read. What is left out of it, a Problem says.
    static Read<Workbook> read(byte[] file) {
        var problems = new ArrayList<Problem>();
        try {
            XlsxParts.Safe safe = XlsxParts.of(file);
            if (safe.leftOut()) {
                problems.add(Problem.info(
                        "left-out", "", "Macros and links to other files are in the workbook; they were not read."));
            }
            return Read.of(sheets(safe.bytes()), problems);
        } catch (XlsxParts.Unsafe unsafe) {
            return refused(unsafe.why());
        } catch (IOException | ExcelReaderException | IllegalArgumentException | IllegalStateException broken) {
            return refused("The workbook cannot be read: a part of it is broken.");
        }
    }

    private static Read<Workbook> refused(String why) {
        return Read.refused(List.of(Problem.error("not-taken", "", why + " Nothing was read.")));
    }

    private static Workbook sheets(byte[] bytes) throws IOException, XlsxParts.Unsafe {
        try (var book = new ReadableWorkbook(new ByteArrayInputStream(bytes), new ReadingOptions(true, false))) {
            List<org.dhatim.fastexcel.reader.Sheet> found = book.getSheets().toList();
            if (found.size() > MOST_SHEETS) {
                throw new XlsxParts.Unsafe("The workbook has more than 300 sheets.");
            }
            var sheets = new ArrayList<Sheet>();
            for (var sheet : found) {
                sheets.add(Workbook.sheet(sheet.getName(), rows(sheet)));
            }
            return new Workbook(sheets);
        }
    }

    private static List<List<Cell>> rows(org.dhatim.fastexcel.reader.Sheet sheet) throws IOException, XlsxParts.Unsafe {
        var rows = new ArrayList<List<Cell>>();
        try (Stream<Row> stream = sheet.openStream()) {
            for (Row row : (Iterable<Row>) stream::iterator) {
                if (row.getRowNum() > MOST_ROWS || row.getCellCount() > MOST_COLUMNS) {
                    throw new XlsxParts.Unsafe("A sheet has more than 50,000 rows or 100 columns.");
                }
                while (rows.size() < row.getRowNum() - 1) {
                    rows.add(List.of());
                }
                var cells = new ArrayList<Cell>();
                for (int column = 0; column < row.getCellCount(); column++) {
                    cells.add(row.hasCell(column) ? cell(row.getCell(column)) : Cell.of(""));
                }
                rows.add(cells);
            }
        }
        return rows;
    }

    private static Cell cell(org.dhatim.fastexcel.reader.Cell cell) {
        return switch (cell.getType()) {
            case STRING -> Cell.of(unescaped(cell.asString()));
            case EMPTY -> Cell.of("");
            case NUMBER -> isDate(cell) ? Cell.strange("a date") : Cell.of(cell.getRawValue());
            case BOOLEAN -> Cell.of(cell.asBoolean() ? "TRUE" : "FALSE");
            case FORMULA -> Cell.strange("a spreadsheet formula");
            case ERROR -> Cell.strange("a spreadsheet error");
        };
    }

    private static boolean isDate(org.dhatim.fastexcel.reader.Cell cell) {
        if (cell.getType() != CellType.NUMBER || cell.getDataFormatString() == null) {
            return false;
        }
        String plain = cell.getDataFormatString()
                .toLowerCase(Locale.ROOT)
                .replaceAll("\"[^\"]*\"|\\[[^]]*]|\\\\.|general", "");
        return plain.matches(".*[dmyhs].*");
    }
}
