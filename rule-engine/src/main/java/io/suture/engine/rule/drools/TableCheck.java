package io.suture.engine.rule.drools;

import io.suture.engine.rule.DecisionTable;
import io.suture.engine.rule.DecisionTable.Column;
import io.suture.engine.rule.DecisionTable.Kind;
import io.suture.engine.rule.DecisionTable.Outcome;
import io.suture.engine.rule.DecisionTable.Row;
import io.suture.engine.rule.table.Cell;
import io.suture.engine.rule.table.ColumnType;
import io.suture.engine.rule.table.Words;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// All that is wrong with a DecisionTable, each at its column or cell: `rules[2].rows[7].when[1]`.
record TableCheck(RuleCheck rules) {

    void check(DecisionTable table, String place) {
        if (table.columns().isEmpty()) {
            rules.error("table-empty", place + ".columns", "The table “" + table.name() + "” compares nothing.");
        }
        if (table.outcomes().isEmpty()) {
            rules.error("table-empty", place + ".outcomes", "The table “" + table.name() + "” decides nothing.");
        }
        if (table.rows().isEmpty()) {
            rules.error("table-empty", place + ".rows", "The table “" + table.name() + "” has no rows.");
        }
        for (int c = 0; c < table.columns().size(); c++) {
            checkColumn(table.columns().get(c), place + ".columns[" + c + "]");
        }
        for (int o = 0; o < table.outcomes().size(); o++) {
            checkOutcome(table.outcomes().get(o), place + ".outcomes[" + o + "]");
        }
        Map<String, Integer> names = new HashMap<>();
        for (int r = 0; r < table.rows().size(); r++) {
            Row row = table.rows().get(r);
            String at = place + ".rows[" + r + "]";
            Integer other = row.name().isEmpty() ? null : names.putIfAbsent(row.name(), r);
            if (other != null) {
                rules.error(
                        "row-name",
                        at + ".name",
                        "Rows " + (other + 1) + " and " + (r + 1) + " are both called “" + row.name()
                                + "”. Rename one of them.");
            }
            checkCells(table, row, r, at);
        }
    }

    private void checkColumn(Column column, String place) {
        Optional<FieldReader> reader = rules.field(column.field(), place + ".field");
        if (reader.isPresent() && reader.get().isDate() && column.type() == ColumnType.NUMBER) {
            rules.error(
                    "type-mismatch",
                    place + ".type",
                    "“" + column.heading() + "” compares numbers, but dates stand in " + column.field() + ".");
        }
    }

    private void checkOutcome(Outcome outcome, String place) {
        if (outcome.kind() == Kind.ALERT && outcome.detail().isBlank()) {
            rules.error("no-recipient", place + ".detail", "Say who is alerted.");
        }
    }

    private void checkCells(DecisionTable table, Row row, int number, String place) {
        for (int c = 0; c < table.columns().size(); c++) {
            Column column = table.columns().get(c);
            String at = place + ".when[" + c + "]";
            if (c < row.when().size()) {
                checkCell(column, row.when().get(c), number, at);
            } else {
                missing(column.heading(), number, at);
            }
        }
        if (row.when().size() > table.columns().size()) {
            tooMany(row.when().size(), table.columns().size(), number, place + ".when");
        }
        if (row.then().size() > table.outcomes().size()) {
            tooMany(row.then().size(), table.outcomes().size(), number, place + ".then");
        }
        boolean decides = false;
        for (int o = 0; o < table.outcomes().size() && o < row.then().size(); o++) {
            String text = row.then().get(o).trim();
            decides |= !text.isEmpty();
            checkText(table.outcomes().get(o), text, place + ".then[" + o + "]");
        }
        if (!decides && !table.outcomes().isEmpty()) {
            rules.error("row-empty", place + ".then", "Row " + (number + 1) + " decides nothing.");
        }
        table.rowDecisions(number)
                .forEach((outcome, decisions) ->
                        decisions.forEach(decision -> rules.checkDecision(decision, place + ".then[" + outcome + "]")));
    }

    private void tooMany(int cells, int columns, int row, String place) {
        rules.error(
                "cell-without-column",
                place,
                "Row " + (row + 1) + " has " + cells + " cells where the table has " + columns + " such columns.");
    }

    private void missing(String column, int row, String place) {
        rules.error(
                "cell-missing",
                place,
                "Row " + (row + 1) + " says nothing under “" + column
                        + "”. Write “-” where any value will do, and “has no value” for none.");
    }

    private void checkText(Outcome outcome, String text, String place) {
        boolean words = outcome.kind() == Kind.ROUTE || outcome.kind() == Kind.LABEL;
        if (words && !text.isEmpty() && Words.read(text).isEmpty()) {
            rules.error(
                    "cell-unclear",
                    place,
                    "Names stand with commas between them, and in quotation marks where they hold a comma.");
        }
    }

    private void checkCell(Column column, Cell cell, int row, String place) {
        switch (cell) {
            case Cell.Unclear(String text, String reason) -> {
                if (text.isBlank()) {
                    missing(column.heading(), row, place);
                } else {
                    rules.error("cell-unclear", place, reason);
                }
            }
            case Cell.InTable(List<String> tables, boolean not) -> {
                fits(column, cell, place);
                tables.forEach(table -> rules.checkTable(table, place));
            }
            case Cell.Within within -> {
                fits(column, cell, place);
                within.ranges().stream()
                        .filter(range -> range.isEmpty(column.type() == ColumnType.DATE))
                        .forEach(range -> rules.error(
                                "cell-never", place, "Nothing lies in “" + range.text() + "”. Turn its ends round."));
            }
            case Cell.OneOf texts -> fits(column, cell, place);
            case Cell.StartsWith prefixes -> fits(column, cell, place);
            case Cell.Any any -> {}
            case Cell.HasValue value -> {}
            case Cell.HasNoValue none -> {}
        }
    }

    /// A cell that was made for a column of another type: its text is read anew when the type is changed, so this is
    /// a mistake of whoever made the table without typing it.
    private void fits(Column column, Cell cell, String place) {
        if (!Cell.read(column.type(), cell.text()).equals(cell)) {
            rules.error(
                    "type-mismatch",
                    place,
                    "“" + cell.text() + "” is none of the values that “" + column.heading() + "” compares.");
        }
    }
}
