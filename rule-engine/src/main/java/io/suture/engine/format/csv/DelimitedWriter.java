package io.suture.engine.format.csv;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import de.siegmar.fastcsv.writer.QuoteStrategies;
import io.suture.engine.format.Format;
import io.suture.engine.report.FirstProblems;
import io.suture.engine.report.Problem;
import io.suture.engine.schema.SchemaDefinition.CellType;
import io.suture.engine.schema.SchemaDefinition.Column;
import io.suture.engine.schema.SchemaDefinition.Delimited;
import io.suture.engine.schema.SchemaDefinition.Dialect;
import io.suture.engine.schema.SchemaDefinition.Formulas;
import io.suture.engine.value.Value;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Writes rows by the definition's columns, then by those that it does not know. Cells that a spreadsheet would run are
/// kept text by an apostrophe, as the dialect says.
final class DelimitedWriter implements Format.Writer {
    private final Delimited definition;
    private final Charset charset;

    DelimitedWriter(Delimited definition, Charset charset) {
        this.definition = definition;
        this.charset = charset;
    }

    @Override
    public String mediaType() {
        return definition.dialect().separator().equals("\t") ? "text/tab-separated-values" : "text/csv";
    }

    @Override
    public String extension() {
        return "csv";
    }

    @Override
    public byte[] write(Value.Group message, Consumer<Problem> problems) {
        var first = new FirstProblems(problems);
        var text = new StringWriter();
        try (CsvWriter out = writer(text)) {
            new Writing(message, out, first).write();
        } catch (IOException broken) {
            throw new UncheckedIOException("a text in memory takes everything", broken);
        }
        byte[] bytes = encode(text.toString(), first);
        first.finish();
        return bytes;
    }

    private CsvWriter writer(StringWriter text) {
        Dialect dialect = definition.dialect();
        LineDelimiter end = switch (dialect.lineEnd()) {
            case CRLF -> LineDelimiter.CRLF;
            case LF -> LineDelimiter.LF;
            case CR -> LineDelimiter.CR;
        };
        return CsvWriter.builder()
                .fieldSeparator(Rows.separator(dialect))
                .quoteCharacter(Rows.quote(dialect))
                .lineDelimiter(end)
                .quoteStrategy(QuoteStrategies.EMPTY)
                .build(text);
    }

    private byte[] encode(String text, Consumer<Problem> problems) {
        try {
            ByteBuffer bytes = charset.newEncoder().encode(CharBuffer.wrap(text));
            return Arrays.copyOfRange(bytes.array(), bytes.position(), bytes.limit());
        } catch (CharacterCodingException unmappable) {
            problems.accept(Problem.error(
                    "not-encoded",
                    "",
                    "The rows hold characters that " + charset.name()
                            + " does not have. Nothing is sent in their place; choose UTF-8 for this file."));
            return new byte[0];
        }
    }

    /// One message while it is written.
    private final class Writing {
        private final List<Value> rows;
        private final CsvWriter out;
        private final Consumer<Problem> problems;
        private final List<@Nullable Column> columns = new ArrayList<>();
        private final List<String> names = new ArrayList<>();
        private final Map<String, Integer> cells = new HashMap<>();
        private int row;

        Writing(Value.Group message, CsvWriter out, Consumer<Problem> problems) {
            this.rows = Value.items(message.get(DelimitedFormat.ROW));
            this.out = out;
            this.problems = problems;
            for (Column column : definition.columns()) {
                add(column.name(), column);
            }
            extras();
        }

        private void add(String name, @Nullable Column column) {
            cells.put(name, names.size());
            names.add(name);
            columns.add(column);
        }

        /// `column 6` stands at the sixth place, though nothing may stand at the fifth.
        private void extras() {
            var extras = new TreeSet<>(Header.EXTRAS);
            for (Value value : rows) {
                if (value instanceof Value.Group group) {
                    for (int i = 0; i < group.size(); i++) {
                        if (!cells.containsKey(group.name(i))) {
                            extras.add(group.name(i));
                        }
                    }
                }
            }
            for (String extra : extras) {
                while (names.size() + 1 < Header.number(extra)) {
                    add(Header.nameless(names.size()), null);
                }
                add(extra, null);
            }
        }

        void write() {
            if (definition.dialect().header()) {
                line(names.toArray(String[]::new));
            }
            for (Value value : rows) {
                row++;
                if (value instanceof Value.Group group) {
                    line(group);
                } else {
                    problems.accept(Problem.warning(
                            "value-shape", "row[" + row + "]", "A row has columns, and here is one text; left out."));
                }
            }
        }

        private void line(Value.Group group) {
            @Nullable String[] line = new @Nullable String[names.size()];
            for (int i = 0; i < group.size(); i++) {
                Integer cell = cells.get(group.name(i));
                if (cell != null) {
                    line[cell] = cell(group.value(i), names.get(cell), columns.get(cell));
                }
            }
            line(line);
        }

        /// A line of one empty cell would be no row when it is read again.
        private void line(@Nullable String[] line) {
            for (int i = 0; i < line.length; i++) {
                String cell = line[i];
                if (cell == null) {
                    line[i] = line.length == 1 ? "" : null;
                    continue;
                }
                if (definition.dialect().formulas() == Formulas.QUOTED && SpreadsheetFormula.isOne(cell)) {
                    problems.accept(Problem.info(
                            "formula-quoted",
                            place(names.get(i)),
                            "A spreadsheet would take this for a formula. An apostrophe stands before it."));
                    line[i] = SpreadsheetFormula.quoted(cell);
                }
                if (definition.dialect().quote().isEmpty() && breaks(cell)) {
                    problems.accept(Problem.error(
                            "cell-breaks",
                            place(names.get(i)),
                            "The value holds a separator or a line end, and this file knows no quotes to keep it in."));
                    line[i] = null;
                }
            }
            out.writeRecord(line);
        }

        private boolean breaks(String cell) {
            return cell.indexOf('\n') >= 0
                    || cell.indexOf('\r') >= 0
                    || cell.contains(definition.dialect().separator());
        }

        private String place(String name) {
            return row == 0 ? "header" : "row[" + row + "]." + name;
        }

        private @Nullable String cell(Value value, String name, @Nullable Column column) {
            return switch (value) {
                case Value.Text(String text) -> {
                    if (column != null && column.type() != CellType.TEXT && !CellShape.fits(column.type(), text)) {
                        problems.accept(Problem.warning(
                                "value-shape",
                                place(name),
                                "“" + name + "” should be " + CellShape.said(column.type())
                                        + ". It was written as it is."));
                    }
                    yield text;
                }
                case Value.Null erase -> erased(name);
                case Value.Repeat(List<Value> items) -> {
                    problems.accept(Problem.warning(
                            "too-many",
                            place(name),
                            "A cell takes one value and several were made; the first is kept."));
                    yield cell(items.getFirst(), name, column);
                }
                case Value.Group group -> {
                    problems.accept(Problem.warning(
                            "value-shape", place(name), "A cell is one text, and this has parts; name one of them."));
                    yield null;
                }
                case Value.Binary binary -> binary.handle();
                case Value.Absent absent -> null;
            };
        }

        private @Nullable String erased(String name) {
            String erased = definition.dialect().erased();
            if (erased.isEmpty()) {
                problems.accept(Problem.warning(
                        "erased-unsaid",
                        place(name),
                        "The value is to be erased, and this file has no way to say so. The cell is empty."));
                return null;
            }
            return erased;
        }
    }
}
