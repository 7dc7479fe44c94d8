package io.suture.engine.format.csv;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.suture.engine.report.Problem;
import io.suture.engine.schema.SchemaDefinition.Dialect;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Consumer;

/// The rows of a text, cell by cell. Ends with a Problem where the text is not sound.
final class Rows {
    /// Stands for the quote in files that know none: a character that no text holds.
    private static final char NONE = '\uFFFF';

    private final Dialect dialect;
    private final Consumer<Problem> problems;
    private final Iterator<CsvRecord> records;
    private final int openQuote;
    private long line = 1;

    Rows(String text, Dialect dialect, int maximumCell, Consumer<Problem> problems) {
        this.dialect = dialect;
        this.problems = problems;
        // The library takes the end of the file for the end of the quoted cell.
        this.openQuote = openQuote(text, separator(dialect), quote(dialect));
        this.records = CsvReader.builder()
                .fieldSeparator(separator(dialect))
                .quoteCharacter(quote(dialect))
                .skipEmptyLines(false)
                .allowExtraFields(true)
                .allowMissingFields(true)
                .maxBufferSize(Math.max(maximumCell, 16))
                .ofCsvRecord(text)
                .iterator();
    }

    static char separator(Dialect dialect) {
        return dialect.separator().charAt(0);
    }

    static char quote(Dialect dialect) {
        return dialect.quote().isEmpty() ? NONE : dialect.quote().charAt(0);
    }

    /// The next row; empty at the end, and where the rest cannot be read, which is a Problem.
    Optional<CsvRecord> next() {
        try {
            CsvRecord record = records.next();
            line = record.getStartingLineNumber() + 1;
            if (openQuote > 0 && !records.hasNext()) {
                problems.accept(Problem.error(
                        "quote-open",
                        "line " + openQuote,
                        "A quoted cell begins here and has no end, so the rest of the file cannot be told apart."));
                return Optional.empty();
            }
            return Optional.of(record);
        } catch (NoSuchElementException end) {
            return Optional.empty();
        } catch (CsvParseException broken) {
            problems.accept(
                    isTooLong(broken)
                            ? Problem.error(
                                    "cell-too-long", "line " + line, "A cell here is longer than this channel takes.")
                            : Problem.error(
                                    "quote-broken",
                                    "line " + line,
                                    "In this line or the row that begins here, a cell goes on after its closing "
                                            + dialect.quote() + ". A quote inside a cell is written twice."));
            return Optional.empty();
        }
    }

    private static boolean isTooLong(Throwable broken) {
        for (Throwable cause = broken; cause != null; cause = cause.getCause()) {
            if (String.valueOf(cause.getMessage()).contains("buffer size")) {
                return true;
            }
        }
        return false;
    }

    /// The line in which a quoted cell begins that never ends; 0 where all do.
    private static int openQuote(String text, char separator, char quote) {
        if (text.indexOf(quote) < 0) {
            return 0;
        }
        int line = 1;
        int opened = 0;
        boolean start = true;
        boolean quoted = false;
        boolean wasQuote = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean end = c == '\n' || c == '\r';
            if (quoted) {
                quoted = c != quote;
                wasQuote = !quoted;
            } else if (c == quote && (start || wasQuote)) {
                opened = start ? line : opened;
                quoted = true;
                start = false;
                wasQuote = false;
            } else {
                start = c == separator || end;
                wasQuote = false;
            }
            if (end && (c == '\n' || i + 1 == text.length() || text.charAt(i + 1) != '\n')) {
                line++;
            }
        }
        return quoted ? opened : 0;
    }
}
