package io.suture.engine.format.csv;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.suture.engine.schema.SchemaDefinition.Batch;
import io.suture.engine.schema.SchemaDefinition.CellType;
import io.suture.engine.schema.SchemaDefinition.Column;
import io.suture.engine.schema.SchemaDefinition.Delimited;
import io.suture.engine.schema.SchemaDefinition.Dialect;
import io.suture.engine.schema.SchemaDefinition.Formulas;
import io.suture.engine.schema.SchemaDefinition.LineEnd;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/// Columns and their dialect from a sample: its character set, what parts its cells, whether its first line names them,
/// what they hold. No cell of a sample becomes part of what is learned, but the names in its first line.
public final class DelimitedLearner {
    private static final String SEPARATORS = ",;\t|";
    private static final int ROWS = 500;
    private static final int MOST_COLUMNS = 500;

    private DelimitedLearner() {}

    /// How the bytes are to be read, as far as they show it; empty for bytes that are no text.
    public static Optional<Dialect> dialect(byte[] sample) {
        Optional<String> charset = charset(sample);
        if (charset.isEmpty()) {
            return Optional.empty();
        }
        String text = text(sample, charset.get());
        String separator = separator(text);
        var dialect = new Dialect(separator, "\"", true, lineEnd(text), charset.get(), "", Formulas.QUOTED);
        return Optional.of(new Dialect(
                separator,
                "\"",
                isHeader(rows(text, dialect)),
                dialect.lineEnd(),
                dialect.charset(),
                "",
                Formulas.QUOTED));
    }

    /// The columns of a sample that is read so; empty where there is nothing to read, or it cannot be read so.
    public static Optional<Delimited> learn(byte[] sample, Dialect dialect) {
        List<List<String>> rows = rows(text(sample, dialect.charset()), dialect);
        if (rows.isEmpty()) {
            return Optional.empty();
        }
        int width =
                Math.min(MOST_COLUMNS, rows.stream().mapToInt(List::size).max().orElse(0));
        List<List<String>> below = dialect.header() ? rows.subList(1, rows.size()) : rows;
        var columns = new ArrayList<Column>();
        var names = new HashSet<String>();
        for (int i = 0; i < width; i++) {
            String wanted =
                    dialect.header() ? cell(rows.getFirst(), i).replace("`", "").strip() : "";
            String base = wanted.isEmpty() ? "column " + (i + 1) : wanted;
            String name = base;
            for (int again = 2; !names.add(name); again++) {
                name = base + " (" + again + ")";
            }
            int at = i;
            columns.add(new Column(
                    name, "", type(below.stream().map(row -> cell(row, at)).toList()), false, ""));
        }
        return Optional.of(new Delimited(columns, dialect, Batch.FILE, ""));
    }

    private static String cell(List<String> row, int at) {
        return at < row.size() ? row.get(at) : "";
    }

    /// Identifiers are made of digits more often than quantities are, so digits alone stay text.
    private static CellType type(List<String> cells) {
        List<String> filled = cells.stream().filter(cell -> !cell.isBlank()).toList();
        if (filled.isEmpty()) {
            return CellType.TEXT;
        }
        for (CellType type : List.of(CellType.BOOLEAN, CellType.DATE, CellType.DATE_TIME, CellType.NUMBER)) {
            boolean digits = filled.stream().allMatch(cell -> cell.matches("\\d+"));
            if (!digits && filled.stream().allMatch(cell -> CellShape.fits(type, cell))) {
                return type;
            }
        }
        return CellType.TEXT;
    }

    private static Optional<String> charset(byte[] sample) {
        if (starts(sample, 0xEF, 0xBB, 0xBF) || isUtf8(sample)) {
            return sample.length > 0 && contains(sample, (byte) 0) ? Optional.empty() : Optional.of("UTF-8");
        }
        if (starts(sample, 0xFF, 0xFE) || starts(sample, 0xFE, 0xFF)) {
            return Optional.of("UTF-16");
        }
        return contains(sample, (byte) 0) ? Optional.empty() : Optional.of("windows-1252");
    }

    private static boolean starts(byte[] sample, int... marks) {
        for (int i = 0; i < marks.length; i++) {
            if (sample.length <= i || (sample[i] & 0xFF) != marks[i]) {
                return false;
            }
        }
        return true;
    }

    private static boolean contains(byte[] sample, byte wanted) {
        for (byte one : sample) {
            if (one == wanted) {
                return true;
            }
        }
        return false;
    }

    private static boolean isUtf8(byte[] sample) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(sample));
            return true;
        } catch (CharacterCodingException other) {
            return false;
        }
    }

    private static String text(byte[] sample, String charset) {
        String text = new String(sample, Charset.forName(charset));
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private static LineEnd lineEnd(String text) {
        int feed = text.indexOf('\n');
        int carriage = text.indexOf('\r');
        if (feed > 0 && carriage == feed - 1) {
            return LineEnd.CRLF;
        }
        return feed < 0 && carriage >= 0 ? LineEnd.CR : LineEnd.LF;
    }

    /// The sign that parts the first lines into the most cells, the same number in each.
    private static String separator(String text) {
        String best = ",";
        int most = 0;
        for (char sign : SEPARATORS.toCharArray()) {
            List<List<String>> rows = rows(
                    text.substring(0, Math.min(text.length(), 64 * 1024)),
                    new Dialect(String.valueOf(sign), "\"", true, LineEnd.LF, "UTF-8", "", Formulas.QUOTED));
            if (rows.isEmpty()) {
                continue;
            }
            int cells = rows.getFirst().size();
            long alike = rows.stream().filter(row -> row.size() == cells).count();
            int score = cells < 2 ? 0 : (int) (cells * 100 * alike / rows.size());
            if (score > most) {
                most = score;
                best = String.valueOf(sign);
            }
        }
        return best;
    }

    /// Names are words, and no numbers or dates.
    private static boolean isHeader(List<List<String>> rows) {
        if (rows.isEmpty()) {
            return true;
        }
        return rows.getFirst().stream()
                .allMatch(cell -> cell.strip().matches("(?s).*\\p{L}.*") && !CellShape.fits(CellType.DATE_TIME, cell));
    }

    private static List<List<String>> rows(String text, Dialect dialect) {
        var rows = new ArrayList<List<String>>();
        var builder = CsvReader.builder()
                .fieldSeparator(dialect.separator().charAt(0))
                .allowMissingFields(true)
                .allowExtraFields(true);
        if (!dialect.quote().isEmpty()) {
            builder.quoteCharacter(dialect.quote().charAt(0));
        }
        try (CsvReader<CsvRecord> reader = builder.ofCsvRecord(text)) {
            for (CsvRecord record : reader) {
                if (rows.size() == ROWS) {
                    break;
                }
                if (record.getFieldCount() > 1 || !record.getField(0).isBlank()) {
                    rows.add(record.getFields());
                }
            }
        } catch (CsvParseException broken) {
            // What was read before it shows enough.
            return rows;
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return rows;
    }
}
