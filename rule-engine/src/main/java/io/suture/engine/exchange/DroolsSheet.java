package io.suture.engine.exchange;

import io.suture.engine.exchange.Workbook.Cell;
import io.suture.engine.exchange.Workbook.Sheet;
import io.suture.engine.expression.Formula;
import io.suture.engine.report.Problem;
import io.suture.engine.rule.Condition.Quantifier;
import io.suture.engine.rule.DecisionTable;
import io.suture.engine.rule.DecisionTable.Column;
import io.suture.engine.rule.DecisionTable.HitPolicy;
import io.suture.engine.rule.DecisionTable.Outcome;
import io.suture.engine.rule.DecisionTable.Row;
import io.suture.engine.rule.table.ColumnType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Decision tables out of a sheet of Drools: `RuleSet` and its settings, then `RuleTable`s of which five lines say the
/// kinds of columns, what they are matched on, their texts, their headings, and the rest are rows. Drools makes DRL of
/// these texts; here only [DroolsCondition] and [DroolsAction] read them, and what is neither is refused at its cell.
final class DroolsSheet {
    private static final int MOST_COLUMNS = 50;
    private static final String RULE_TABLE = "ruletable";
    private static final int KINDS = 1;
    private static final int MATCHED = 2;
    private static final int TEXTS = 3;
    private static final int HEADINGS = 4;
    private static final int DATA = 5;

    /// Settings that change nothing here.
    private static final Set<String> HARMLESS = Set.of(
            "ruleset",
            "notes",
            "sequentialmaxpriority",
            "sequentialminpriority",
            "escapequotes",
            "ignorenumericformat");

    private static final Set<String> REFUSED =
            Set.of("functions", "queries", "declare", "agenda-group", "activation-group", "ruleflow-group");
    /// `Message`, `$m : Message()`: what a rule is matched on is always the message.
    private static final Pattern MESSAGE =
            Pattern.compile("(?:\\$?[A-Za-z_]\\w*\\s*:\\s*)?([A-Za-z_][\\w.]*)\\s*(?:\\(\\s*\\))?");

    private static final Set<String> WORDS =
            Set.of("eval", "exists", "not", "forall", "accumulate", "collect", "from", "and", "or");
    private static final Pattern CLASSES = Pattern.compile("[\\w.]+(?:\\.\\*)?(?:\\s*,\\s*[\\w.]+(?:\\.\\*)?)*");

    private final Sheet sheet;
    private final List<Problem> problems;
    private boolean sequential;

    private DroolsSheet(Sheet sheet, List<Problem> problems) {
        this.sheet = sheet;
        this.problems = problems;
    }

    /// Whether it holds a `RuleTable`.
    static boolean isOne(Sheet sheet) {
        return sheet.rows().stream()
                .anyMatch(row -> row.stream()
                        .filter(cell -> !cell.isBlank())
                        .findFirst()
                        .filter(DroolsSheet::beginsTable)
                        .isPresent());
    }

    private static boolean beginsTable(Cell cell) {
        return word(cell.text()).startsWith(RULE_TABLE);
    }

    private static String word(String text) {
        return text.strip().toLowerCase(Locale.ROOT);
    }

    /// @param problems hears what is refused, at its cell
    static List<DecisionTable> read(Sheet sheet, List<Problem> problems) {
        return new DroolsSheet(sheet, problems).tables();
    }

    private List<DecisionTable> tables() {
        var tables = new ArrayList<DecisionTable>();
        int row = 0;
        while (row < sheet.rows().size()) {
            int column = first(row);
            if (column < 0) {
                row++;
            } else if (beginsTable(sheet.cell(row, column))) {
                int end = end(row, column);
                tables.add(table(row, column, end));
                row = end;
            } else {
                setting(row, column);
                row++;
            }
        }
        return tables;
    }

    /// The first column in which something stands, or -1.
    private int first(int row) {
        List<Cell> cells = sheet.rows().get(row);
        for (int column = 0; column < cells.size(); column++) {
            if (!cells.get(column).isBlank()) {
                return column;
            }
        }
        return -1;
    }

    private void setting(int row, int column) {
        String key = word(sheet.cell(row, column).text());
        String value = text(row, column + 1).strip();
        if (key.equals("sequential")) {
            sequential = value.equalsIgnoreCase("true");
        } else if (key.equals("import") || key.equals("variables")) {
            if (key.equals("import")
                    && !value.isEmpty()
                    && !CLASSES.matcher(value).matches()) {
                refuse(row, column + 1, "imports are left out, and only names of classes may stand here.");
            } else if (!value.isEmpty()) {
                problems.add(Problem.info(
                        "drools-left-out",
                        sheet.name() + "!" + Workbook.address(row, column + 1),
                        Workbook.address(row, column + 1) + " of “" + sheet.name()
                                + "”: classes and variables mean nothing here and are left out."));
            }
        } else if (REFUSED.contains(key) && !value.isEmpty()) {
            refuse(row, column + 1, "this is code or a group of Drools. Only decision tables are taken.");
        } else if (!HARMLESS.contains(key) && sheet.cell(row, column).strange() != null) {
            text(row, column);
        }
    }

    /// The row behind a table: one that is blank in its columns, or begins another table.
    private int end(int top, int left) {
        int row = Math.min(top + DATA, sheet.rows().size());
        int right = right(top, left);
        while (row < sheet.rows().size()) {
            boolean blank = true;
            for (int column = left; column < right; column++) {
                blank &= sheet.cell(row, column).isBlank();
            }
            if (blank || beginsTable(sheet.cell(row, Math.max(0, first(row))))) {
                return row;
            }
            row++;
        }
        return row;
    }

    private int right(int top, int left) {
        int right = left;
        while (right - left < MOST_COLUMNS && !sheet.cell(top + KINDS, right).isBlank()) {
            right++;
        }
        if (right - left == MOST_COLUMNS && !sheet.cell(top + KINDS, right).isBlank()) {
            refuse(top + KINDS, right, "a decision table has at most 50 columns.");
        }
        return right;
    }

    private DecisionTable table(int top, int left, int end) {
        String named = text(top, left).strip().substring(RULE_TABLE.length()).strip();
        String name = named.isEmpty() ? "Table" : named;
        var columns = new ArrayList<Column>();
        var outcomes = new ArrayList<Outcome>();
        int height = Math.max(0, end - top - DATA);
        if (height > DecisionTableSheet.MOST_ROWS) {
            refuse(top + DATA + DecisionTableSheet.MOST_ROWS, left, "a decision table has at most 10,000 rows.");
            height = 0;
        }
        var names = new String[height];
        var notes = new String[height];
        java.util.Arrays.fill(names, "");
        java.util.Arrays.fill(notes, "");
        var when = new ArrayList<List<io.suture.engine.rule.table.Cell>>();
        var then = new ArrayList<List<String>>();
        for (int row = 0; row < height; row++) {
            when.add(new ArrayList<>());
            then.add(new ArrayList<>());
        }
        String matched = "";
        boolean asks = false;
        boolean decides = false;
        for (int column = left; column < right(top, left); column++) {
            String heading = text(top + HEADINGS, column).strip();
            switch (word(text(top + KINDS, column))) {
                case "condition", "c" -> {
                    asks = true;
                    String own = text(top + MATCHED, column).strip();
                    matched = own.isEmpty() ? matched : own;
                    if (!isMessage(matched)) {
                        refuse(top + MATCHED, column, "a condition is on the message, as “m : Message”.");
                    }
                    condition(top, column, heading, height, when).ifPresent(columns::add);
                }
                case "action", "a" -> {
                    decides = true;
                    matched = "";
                    action(top, column, heading, height, then).ifPresent(outcomes::add);
                }
                case "name", "n" -> fill(names, top, column);
                case "description", "d" -> fill(notes, top, column);
                case "no-loop", "u", "lock-on-active", "l", "metadata", "@" -> {}
                default ->
                    refuse(
                            top + KINDS,
                            column,
                            "columns are CONDITION, ACTION, NAME or DESCRIPTION. Rows decide in their order.");
            }
        }
        if (!asks || !decides) {
            refuse(top + KINDS, left, "a decision table has conditions and decisions.");
        }
        var rows = new ArrayList<Row>();
        for (int row = 0; row < height; row++) {
            rows.add(new Row(names[row], when.get(row), then.get(row), notes[row]));
        }
        return new DecisionTable(
                name, sequential ? HitPolicy.RULE_ORDER : HitPolicy.COLLECT, columns, outcomes, rows, false, true, "");
    }

    private static boolean isMessage(String matched) {
        var shape = MESSAGE.matcher(matched);
        return shape.matches() && !WORDS.contains(word(String.valueOf(shape.group(1))));
    }

    private void fill(String[] texts, int top, int column) {
        for (int row = 0; row < texts.length; row++) {
            texts[row] = text(top + DATA + row, column).strip();
        }
    }

    private Optional<Column> condition(
            int top, int column, String heading, int height, List<List<io.suture.engine.rule.table.Cell>> when) {
        Optional<DroolsCondition> read = DroolsCondition.read(text(top + TEXTS, column));
        if (read.isEmpty()) {
            refuse(
                    top + TEXTS,
                    column,
                    "this is none of the conditions that are taken: a field, ==, !=, <, <=, >, >=, in, not in, "
                            + "str[startsWith], and $param.");
            return Optional.empty();
        }
        var said = new ArrayList<String>();
        for (int row = 0; row < height; row++) {
            said.add(text(top + DATA + row, column).strip());
        }
        DroolsCondition condition = read.get();
        ColumnType type = said.stream()
                .filter(text -> !text.isEmpty())
                .flatMap(text -> condition.type(List.of(text)).stream())
                .findFirst()
                .orElse(ColumnType.TEXT);
        for (int row = 0; row < height; row++) {
            var cell = condition.cell(said.get(row), type);
            if (cell.isEmpty()) {
                refuse(
                        top + DATA + row,
                        column,
                        "this is no number, no date and no text in quotation marks, or another sort than the cells "
                                + "above it.");
            }
            when.get(row).add(cell.orElse(io.suture.engine.rule.table.Cell.ANY));
        }
        String field = condition.field();
        return Optional.of(new Column(heading.equals(field) ? "" : heading, Quantifier.ANY, new Formula(field), type));
    }

    private Optional<Outcome> action(int top, int column, String heading, int height, List<List<String>> then) {
        Optional<DroolsAction> read = DroolsAction.read(text(top + TEXTS, column));
        if (read.isEmpty()) {
            refuse(
                    top + TEXTS,
                    column,
                    "this is none of the decisions that are taken: route, label, hold, drop, reject and alert of "
                            + "“$param”.");
            return Optional.empty();
        }
        for (int row = 0; row < height; row++) {
            Optional<String> text = read.get().then(text(top + DATA + row, column));
            if (text.isEmpty()) {
                refuse(top + DATA + row, column, "this is no text, or its names are not parted by commas.");
            }
            then.get(row).add(text.orElse(""));
        }
        return Optional.of(read.get().outcome(heading));
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
        Problem refusal = Refusal.of(sheet, row, column, why + " Nothing was taken.");
        if (!problems.contains(refusal)) {
            problems.add(refusal);
        }
    }
}
