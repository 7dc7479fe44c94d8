package io.suture.engine.format.csv;

import de.siegmar.fastcsv.reader.CsvRecord;
import io.suture.engine.format.Format;
import io.suture.engine.report.FirstProblems;
import io.suture.engine.report.Problem;
import io.suture.engine.schema.SchemaDefinition.Batch;
import io.suture.engine.schema.SchemaDefinition.CellType;
import io.suture.engine.schema.SchemaDefinition.Column;
import io.suture.engine.schema.SchemaDefinition.Delimited;
import io.suture.engine.schema.SchemaDefinition.Formulas;
import io.suture.engine.value.Fields;
import io.suture.engine.value.Value;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/// Reads rows to `row` Groups, cells as they were sent. An empty cell says nothing. A row that is too long keeps its
/// further cells under the names `column 4` and so on.
final class DelimitedReader implements Format.Reader {
    private final Delimited definition;
    private final Charset charset;
    private final int maximumCell;
    private final boolean quotesFormulas;
    /// The header of the message before, which mostly is that of the next one too.
    private final AtomicReference<Headed> recent;

    private record Headed(List<String> names, Header header) {}

    DelimitedReader(Delimited definition, Charset charset, int maximumCell) {
        this.definition = definition;
        this.charset = charset;
        this.maximumCell = maximumCell;
        this.quotesFormulas = definition.dialect().formulas() == Formulas.QUOTED;
        this.recent = new AtomicReference<>(new Headed(List.of(), Header.none(definition)));
    }

    @Override
    public Value.Group read(byte[] bytes, Consumer<Problem> problems) {
        var first = new FirstProblems(problems);
        Value.Group message = Text.decode(bytes, charset, first)
                .map(text -> read(text, first))
                .orElseGet(() -> Fields.builder().build());
        first.finish();
        return message;
    }

    private Value.Group read(String text, Consumer<Problem> problems) {
        var rows = new Rows(text, definition.dialect(), maximumCell, problems);
        Header header = Header.none(definition);
        if (definition.dialect().header()) {
            Optional<CsvRecord> line = rows.next();
            if (line.isEmpty()) {
                if (text.isBlank()) {
                    problems.accept(Problem.error(
                            "empty-file", "", "The file is empty: not even the line that names the columns is there."));
                }
                return Fields.builder().build();
            }
            header = header(line.get().getFields());
            header.problems().forEach(problems);
        }
        List<Value> read = new ArrayList<>();
        for (Optional<CsvRecord> row = rows.next(); row.isPresent(); row = rows.next()) {
            CsvRecord record = row.get();
            if (record.getFieldCount() == 1 && record.getField(0).isEmpty() && header.width() > 1) {
                problems.accept(Problem.info("empty-line", line(record), "This line is empty. It was left out."));
                continue;
            }
            read.add(row(record, header, problems));
        }
        if (definition.batch() == Batch.ROW && read.size() > 1) {
            problems.accept(Problem.error(
                    "several-rows",
                    "line 3",
                    "This channel takes each row as a message of its own, and several stand in this one."));
        }
        return Fields.of(DelimitedFormat.ROW, Value.Repeat.of(read));
    }

    private Header header(List<String> names) {
        Headed known = recent.get();
        if (!known.names().equals(names)) {
            known = new Headed(List.copyOf(names), Header.of(names, definition));
            recent.set(known);
        }
        return known.header();
    }

    private static String line(CsvRecord record) {
        return "line " + record.getStartingLineNumber();
    }

    private Value.Group row(CsvRecord record, Header header, Consumer<Problem> problems) {
        int cells = record.getFieldCount();
        int extra = Math.max(0, cells - header.width());
        String[] names = new String[header.slots().size() + extra];
        Value[] values = new Value[names.length];
        int size = 0;
        for (int i = 0; i < header.slots().size(); i++) {
            Header.Slot slot = header.slots().get(i);
            String cell = slot.cell() < cells ? record.getField(slot.cell()) : "";
            Value value = value(cell);
            Column column = slot.column();
            if (column != null) {
                check(column, value, record, slot.cell(), problems);
            }
            if (value != Value.Absent.ABSENT) {
                names[size] = slot.name();
                values[size++] = value;
            }
        }
        for (int cell = header.width(); cell < cells; cell++) {
            Value value = value(record.getField(cell));
            if (value != Value.Absent.ABSENT) {
                names[size] = Header.nameless(cell);
                values[size++] = value;
            }
        }
        if (cells != header.width()) {
            problems.accept(Problem.warning(
                    "ragged-row",
                    line(record),
                    "This row has " + cells + (cells == 1 ? " cell" : " cells") + ", and there are " + header.width()
                            + " columns. What is there was read in order."));
        }
        return Fields.taking(Arrays.copyOf(names, size), Arrays.copyOf(values, size), size);
    }

    private Value value(String cell) {
        String meant = quotesFormulas ? SpreadsheetFormula.read(cell) : cell;
        String erased = definition.dialect().erased();
        return !erased.isEmpty() && meant.equals(erased) ? Value.Null.NULL : Value.text(meant);
    }

    private static void check(Column column, Value value, CsvRecord record, int cell, Consumer<Problem> problems) {
        if (value == Value.Absent.ABSENT) {
            if (column.required()) {
                problems.accept(Problem.warning(
                        "required-empty",
                        line(record) + ", column " + (cell + 1),
                        "“" + column.name() + "” is empty here, and each row should fill it."));
            }
        } else if (column.type() != CellType.TEXT
                && value instanceof Value.Text(String text)
                && !CellShape.fits(column.type(), text)) {
            problems.accept(Problem.warning(
                    "value-shape",
                    line(record) + ", column " + (cell + 1),
                    "“" + column.name() + "” should be " + CellShape.said(column.type())
                            + ". It was read as it stands."));
        }
    }
}
