package io.suture.engine.exchange;

import io.suture.engine.exchange.Workbook.Cell;
import io.suture.engine.exchange.Workbook.Look;
import io.suture.engine.exchange.Workbook.Sheet;
import io.suture.engine.expression.Formula;
import io.suture.engine.report.Problem;
import io.suture.engine.rule.Condition.Quantifier;
import io.suture.engine.rule.DecisionTable;
import io.suture.engine.rule.DecisionTable.Column;
import io.suture.engine.rule.DecisionTable.HitPolicy;
import io.suture.engine.rule.DecisionTable.Kind;
import io.suture.engine.rule.DecisionTable.Outcome;
import io.suture.engine.rule.DecisionTable.Row;
import io.suture.engine.rule.table.ColumnType;
import io.suture.engine.rule.table.Words;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A DecisionTable as a sheet: what it is, what its columns ask and decide, a line for each row. Cells read as they do
/// in the studio: `I, E`, `10..20`, `-`.
final class DecisionTableSheet {
    static final String KIND = "Decision table";
    static final int MOST_ROWS = 10_000;
    private static final int MOST_COLUMNS = 50;

    private static final int POLICY = 1;
    private static final int STOP = 2;
    private static final int ENABLED = 3;
    private static final int NOTE = 4;
    private static final int PART = 5;
    private static final int FIELD = 6;
    private static final int DETAIL = 7;
    private static final int REPEATS = 8;
    private static final int HEAD = 9;
    private static final int HEADS = 10;
    private static final int SPARE = 200;
    private static final String WHEN = "when";
    private static final String THEN = "then";

    private final Sheet sheet;
    private final List<Problem> problems;
    private boolean sound = true;

    private DecisionTableSheet(Sheet sheet, List<Problem> problems) {
        this.sheet = sheet;
        this.problems = problems;
    }

    static Sheet of(DecisionTable table, String tab) {
        var rows = new ArrayList<List<Cell>>();
        rows.add(Workbook.row(KIND, table.name()));
        rows.add(Workbook.row("Rows that decide", written(table.policy()), "first, unique, collect, or rule order"));
        rows.add(Workbook.row("Ask no further rule once a row held", written(table.stop()), "yes or no"));
        rows.add(Workbook.row("In use", written(table.enabled()), "yes or no"));
        rows.add(Workbook.row("Note", table.note()));
        var part = line("When or then");
        var field = line("Field or decision");
        var detail = line("Kind of cells, recipient or code");
        var repeats = line("Repeats");
        var head = line("Row");
        for (Column column : table.columns()) {
            part.add(Cell.of(WHEN));
            field.add(Cell.of(column.field().text()));
            detail.add(Cell.of(written(column.type())));
            repeats.add(Cell.of(written(column.quantifier())));
            head.add(Cell.of(column.heading()));
        }
        for (Outcome outcome : table.outcomes()) {
            part.add(Cell.of(THEN));
            field.add(Cell.of(written(outcome.kind())));
            detail.add(Cell.of(outcome.detail()));
            repeats.add(Cell.of(""));
            head.add(Cell.of(outcome.title().isEmpty() ? written(outcome.kind()) : outcome.title()));
        }
        head.add(Cell.of("Note"));
        rows.addAll(List.of(part, field, detail, repeats, head));
        table.rows().forEach(row -> rows.add(line(table, row)));
        var widths = new ArrayList<>(Collections.nCopies(head.size(), 20));
        widths.set(0, 34);
        return new Sheet(tab, rows, new Look(HEADS, widths, Set.of(), SPARE));
    }

    private static List<Cell> line(String first) {
        return new ArrayList<>(List.of(Cell.of(first)));
    }

    private static List<Cell> line(DecisionTable table, Row row) {
        List<Cell> line = line(row.name());
        for (int i = 0; i < table.columns().size(); i++) {
            line.add(Cell.of(i < row.when().size() ? row.when().get(i).text() : ""));
        }
        for (int i = 0; i < table.outcomes().size(); i++) {
            line.add(Cell.of(i < row.then().size() ? row.then().get(i) : ""));
        }
        line.add(Cell.of(row.note()));
        return line;
    }

    private static String written(Enum<?> one) {
        return one.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String written(boolean yes) {
        return yes ? "yes" : "no";
    }

    /// The table as the sheet has it; null where something of it is refused, which is then said at its cell.
    ///
    /// @param before the table that it was, or null where it is a new one
    static @Nullable DecisionTable read(Sheet sheet, @Nullable DecisionTable before, List<Problem> problems) {
        var found = new ArrayList<Problem>();
        var reading = new DecisionTableSheet(sheet, found);
        DecisionTable read = reading.table();
        if (before != null && read.equals(whole(before))) {
            // What nobody touched is not complained about.
            return before;
        }
        problems.addAll(found);
        return reading.sound ? read : null;
    }

    /// With a cell for each column in every row, as a draft's need not have.
    private static DecisionTable whole(DecisionTable table) {
        return table.withRows(table.rows().stream()
                .map(row -> {
                    var when = new ArrayList<>(row.when());
                    while (when.size() < table.columns().size()) {
                        when.add(io.suture.engine.rule.table.Cell.read(
                                table.columns().get(when.size()).type(), ""));
                    }
                    var then = new ArrayList<>(row.then());
                    while (then.size() < table.outcomes().size()) {
                        then.add("");
                    }
                    return new Row(row.name(), when, then, row.note());
                })
                .toList());
    }

    private DecisionTable table() {
        String name = text(0, 1).strip();
        if (name.isEmpty() || name.length() > 100) {
            refuse(0, 1, "a decision table has a name of at most 100 letters.");
        }
        var columns = new ArrayList<Column>();
        var outcomes = new ArrayList<Outcome>();
        int column = 1;
        for (; !sheet.cell(PART, column).isBlank(); column++) {
            switch (text(PART, column).strip().toLowerCase(Locale.ROOT)) {
                case WHEN -> {
                    if (!outcomes.isEmpty()) {
                        refuse(PART, column, "conditions stand before decisions.");
                    }
                    columns.add(column(column));
                }
                case THEN -> outcomes.add(outcome(column));
                default -> refuse(PART, column, "this is “when” or “then”.");
            }
        }
        int notes = text(HEAD, column).strip().equalsIgnoreCase("Note") ? column : -1;
        if (columns.isEmpty() || outcomes.isEmpty() || columns.size() + outcomes.size() > MOST_COLUMNS) {
            refuse(PART, 1, "a decision table has conditions and decisions, of at most 50 columns in all.");
        }
        var rows = new ArrayList<Row>();
        int last = sheet.rows().size();
        while (last > HEADS && sheet.rows().get(last - 1).stream().allMatch(Cell::isBlank)) {
            last--;
        }
        if (last - HEADS > MOST_ROWS) {
            refuse(HEADS + MOST_ROWS, 0, "a decision table has at most 10,000 rows.");
            last = HEADS;
        }
        for (int row = HEADS; row < last; row++) {
            if (!sheet.rows().get(row).stream().allMatch(Cell::isBlank)) {
                rows.add(row(row, columns, outcomes.size(), notes));
            }
        }
        return new DecisionTable(
                name,
                choice(POLICY, 1, HitPolicy.class, HitPolicy.FIRST),
                columns,
                outcomes,
                rows,
                yes(STOP),
                yes(ENABLED),
                text(NOTE, 1));
    }

    private Column column(int column) {
        String field = text(FIELD, column).strip();
        if (field.isEmpty()) {
            refuse(FIELD, column, "a condition asks for a field, as OBX-8.");
        }
        String title = text(HEAD, column).strip();
        return new Column(
                title.equals(field) ? "" : title,
                choice(REPEATS, column, Quantifier.class, Quantifier.ANY),
                new Formula(field),
                choice(DETAIL, column, ColumnType.class, ColumnType.TEXT));
    }

    private Outcome outcome(int column) {
        Kind kind = choice(FIELD, column, Kind.class, Kind.LABEL);
        String title = text(HEAD, column).strip();
        return new Outcome(
                kind,
                title.equals(written(kind)) ? "" : title,
                text(DETAIL, column).strip());
    }

    private Row row(int row, List<Column> columns, int outcomes, int notes) {
        var when = new ArrayList<io.suture.engine.rule.table.Cell>();
        for (int c = 0; c < columns.size(); c++) {
            var cell = io.suture.engine.rule.table.Cell.read(columns.get(c).type(), text(row, 1 + c));
            if (cell instanceof io.suture.engine.rule.table.Cell.Unclear(String typed, String reason)
                    && sheet.cell(row, 1 + c).strange() == null) {
                refuse(row, 1 + c, reason);
            }
            when.add(cell);
        }
        var then = new ArrayList<String>();
        for (int o = 0; o < outcomes; o++) {
            int column = 1 + columns.size() + o;
            String text = text(row, column);
            boolean names = text(FIELD, column).strip().equals(written(Kind.ROUTE))
                    || text(FIELD, column).strip().equals(written(Kind.LABEL));
            if (names && !text.isBlank() && Words.read(text.trim()).isEmpty()) {
                refuse(row, column, "names stand with commas between them: ehr, archive.");
            }
            then.add(text);
        }
        return new Row(text(row, 0).strip(), when, then, notes < 0 ? "" : text(row, notes));
    }

    private boolean yes(int row) {
        return switch (text(row, 1).strip().toLowerCase(Locale.ROOT)) {
            case "yes", "true" -> true;
            case "no", "false" -> false;
            default -> {
                refuse(row, 1, "this is “yes” or “no”.");
                yield true;
            }
        };
    }

    private <E extends Enum<E>> E choice(int row, int column, Class<E> type, E otherwise) {
        String said = text(row, column).strip();
        for (E one : type.getEnumConstants()) {
            if (written(one).equalsIgnoreCase(said)) {
                return one;
            }
        }
        var words = new ArrayList<String>();
        for (E one : type.getEnumConstants()) {
            words.add(written(one));
        }
        refuse(row, column, "this is one of " + String.join(", ", words) + ".");
        return otherwise;
    }

    /// The text of a cell; what a spreadsheet calculates is refused and no text.
    private String text(int row, int column) {
        Cell cell = sheet.cell(row, column);
        if (cell.strange() != null) {
            refuse(row, column, "it holds " + cell.strange() + ", not a text.");
        }
        return cell.text();
    }

    private void refuse(int row, int column, String why) {
        sound = false;
        Problem refusal = Refusal.of(sheet, row, column, why + " The table stays as it is.");
        if (!problems.contains(refusal)) {
            problems.add(refusal);
        }
    }
}
