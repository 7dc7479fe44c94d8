package io.suture.engine.document;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import io.suture.engine.lookup.LookupTable;
import io.suture.engine.report.Problem;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Rows of cells as spreadsheets exchange them: comma, semicolon or tab between cells (RFC 4180), at most so many. A
/// spreadsheet takes a cell that begins with one of `= + - @` for a formula and runs it, so such a cell is written with
/// an apostrophe before it, which reading takes away again: what is written reads back the same.
public final class SpreadsheetText {
    public static final int MOST_BYTES = 5 * 1024 * 1024;
    public static final int MOST_ROWS = 50_000;
    public static final int MOST_COLUMNS = 50;
    public static final int LONGEST_CELL = 4_000;

    /// The wide forms too: East Asian spreadsheets take them for the same signs.
    private static final Pattern RUNS = Pattern.compile("'*[=+\\-@\t\r\n＝＋－＠].*", Pattern.DOTALL);

    private SpreadsheetText() {}

    /// A file's cells; its first row tells what separates them. Nothing is half read.
    public static Read<List<List<String>>> read(byte[] bytes) {
        if (bytes.length > MOST_BYTES) {
            return refused(
                    "too-large", "The file has more than 5 MB; nothing was read. Split it, or leave columns out.");
        }
        if (bytes.length > 1 && bytes[0] == 'P' && bytes[1] == 'K') {
            return refused(
                    "not-text",
                    "This is a packed file, such as a spreadsheet's own; nothing was read. Save it as CSV UTF-8 first.");
        }
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException other) {
            return refused(
                    "not-utf8",
                    "The file is not UTF-8 text; nothing was read, so that no letter is lost. Save it as CSV UTF-8.");
        }
        String plain = text.startsWith("\uFEFF") ? text.substring(1) : text;
        return limited(cells(plain, separator(plain)));
    }

    /// What came through the clipboard: cells between tabs as every spreadsheet copies them; CSV where each of several
    /// lines has as many cells; otherwise lines as they are.
    public static Read<List<List<String>>> pasted(String text) {
        if (text.length() > MOST_BYTES) {
            return refused("too-large", "More than 5 MB were pasted; nothing was taken. Paste it in parts.");
        }
        if (text.indexOf('\t') >= 0) {
            Read<List<List<String>>> read = cells(text, '\t');
            // A cell may begin with a quotation mark that means itself.
            return limited(read.value() == null ? Read.of(lines(text, "\t"), List.of()) : read);
        }
        for (char separator : new char[] {',', ';'}) {
            List<List<String>> rows = cells(text, separator).value();
            if (rows != null
                    && rows.size() > 1
                    && rows.getFirst().size() > 1
                    && rows.stream().map(List::size).distinct().count() == 1) {
                return limited(Read.of(rows, List.of()));
            }
        }
        return limited(Read.of(lines(text, "\n"), List.of()));
    }

    /// @param separator a comma for files, a tab for the clipboard
    public static String write(List<List<String>> rows, char separator) {
        var text = new StringWriter();
        try (CsvWriter writer = CsvWriter.builder()
                .fieldSeparator(separator)
                .lineDelimiter(LineDelimiter.CRLF)
                .build(text)) {
            rows.forEach(row ->
                    writer.writeRecord(row.stream().map(SpreadsheetText::safe).toList()));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }

    /// What no spreadsheet runs.
    static String safe(String cell) {
        return RUNS.matcher(cell).matches() ? "'" + cell : cell;
    }

    static String plain(String cell) {
        return cell.startsWith("'") && RUNS.matcher(cell).matches() ? cell.substring(1) : cell;
    }

    private static Read<List<List<String>>> cells(String text, char separator) {
        try (CsvReader<CsvRecord> reader = CsvReader.builder()
                .fieldSeparator(separator)
                .allowExtraFields(true)
                .allowMissingFields(true)
                .ofCsvRecord(text)) {
            var rows = new ArrayList<List<String>>();
            for (CsvRecord row : reader) {
                rows.add(row.getFields().stream().map(SpreadsheetText::plain).toList());
                if (rows.size() > MOST_ROWS + 1) {
                    break;
                }
            }
            return Read.of(rows, List.of());
        } catch (CsvParseException broken) {
            return refused(
                    "not-csv",
                    "A cell that begins with a quotation mark does not end with one; nothing was read. Quotation marks "
                            + "within such a cell are written twice.");
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static List<List<String>> lines(String text, String separator) {
        return text.lines()
                .map(line -> List.of(line.split(separator, -1)).stream()
                        .map(SpreadsheetText::plain)
                        .toList())
                .toList();
    }

    private static char separator(String text) {
        String first = text.lines().findFirst().orElse("");
        char best = ',';
        for (char candidate : new char[] {'\t', ';'}) {
            if (count(first, candidate) > count(first, best)) {
                best = candidate;
            }
        }
        return best;
    }

    private static long count(String text, char sign) {
        boolean quoted = false;
        long count = 0;
        for (int i = 0; i < text.length(); i++) {
            quoted ^= text.charAt(i) == '"';
            count += !quoted && text.charAt(i) == sign ? 1 : 0;
        }
        return count;
    }

    private static Read<List<List<String>>> limited(Read<List<List<String>>> read) {
        List<List<String>> rows = read.value();
        return rows == null
                ? read
                : tooMany(rows)
                        .<Read<List<List<String>>>>map(problem -> Read.refused(List.of(problem)))
                        .orElse(read);
    }

    /// Why so many cells are not taken; empty where they are.
    public static Optional<Problem> tooMany(List<List<String>> rows) {
        if (rows.size() > MOST_ROWS + 1) {
            return Optional.of(Problem.error(
                    "too-many-rows", "", "A lookup table has at most 50,000 rows; nothing was taken of these."));
        }
        for (int i = 0; i < rows.size(); i++) {
            List<String> row = rows.get(i);
            if (row.size() > MOST_COLUMNS) {
                return Optional.of(Problem.error(
                        "too-many-columns",
                        "row " + (i + 1),
                        "Row " + (i + 1) + " has more than 50 cells; nothing was taken."));
            }
            for (String cell : row) {
                if (cell.length() > LONGEST_CELL) {
                    return Optional.of(Problem.error(
                            "too-long",
                            "row " + (i + 1),
                            "A cell in row " + (i + 1) + " has more than 4,000 characters; nothing was taken."));
                }
            }
        }
        return Optional.empty();
    }

    /// Why a table is larger than tables are; empty where it is not.
    static Optional<Problem> tooMany(LookupTable table) {
        var rows = new ArrayList<List<String>>();
        rows.add(table.columns());
        table.rows().forEach((code, cells) -> {
            rows.add(Stream.concat(Stream.of(code), cells.stream()).toList());
        });
        return tooMany(rows);
    }

    private static Read<List<List<String>>> refused(String code, String message) {
        return Read.refused(List.of(Problem.error(code, "", message)));
    }
}
