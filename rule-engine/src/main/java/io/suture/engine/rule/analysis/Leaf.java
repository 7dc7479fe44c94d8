package io.suture.engine.rule.analysis;

import io.suture.engine.expression.Formula;
import io.suture.engine.rule.Condition;
import io.suture.engine.rule.Condition.Quantifier;
import io.suture.engine.rule.DecisionTable.Column;
import io.suture.engine.rule.table.Cell;
import io.suture.engine.rule.table.ColumnType;
import io.suture.engine.rule.table.Measure;
import io.suture.engine.rule.table.Range;
import java.util.List;
import java.util.Optional;

/// One test, of a table's cell or of a guided Rule, in the same words.
record Leaf(Column column, Cell cell) {

    /// The domain in which tests of a field can be compared: texts, numbers, dates.
    enum Domain {
        TEXT,
        NUMBER,
        DATE
    }

    Formula field() {
        return column.field();
    }

    Domain domain() {
        return switch (column.type()) {
            case TEXT, PREFIX, TABLE -> Domain.TEXT;
            case NUMBER -> Domain.NUMBER;
            case DATE -> Domain.DATE;
        };
    }

    /// A test of a guided Rule; empty where its operator compares with nothing else: `contains`, `ends with`.
    static Optional<Leaf> of(Condition.Test test, boolean date) {
        ColumnType ordered = date ? ColumnType.DATE : ColumnType.NUMBER;
        List<String> values = test.values();
        return switch (test.operator()) {
            case IS, IS_ONE_OF -> leaf(test, ColumnType.TEXT, new Cell.OneOf(values, false));
            case IS_NOT, IS_NONE_OF -> leaf(test, ColumnType.TEXT, new Cell.OneOf(values, true));
            case STARTS_WITH -> leaf(test, ColumnType.PREFIX, new Cell.StartsWith(values, false));
            case HAS_A_VALUE -> leaf(test, ColumnType.TEXT, new Cell.HasValue());
            case HAS_NO_VALUE -> leaf(test, ColumnType.TEXT, new Cell.HasNoValue());
            case IN_TABLE -> leaf(test, ColumnType.TABLE, new Cell.InTable(values, false));
            case NOT_IN_TABLE -> leaf(test, ColumnType.TABLE, new Cell.InTable(values, true));
            case LESS_THAN -> leaf(test, ordered, null, values, false);
            case AT_MOST -> leaf(test, ordered, null, values, true);
            case GREATER_THAN -> leaf(test, ordered, values, null, false);
            case AT_LEAST -> leaf(test, ordered, values, null, true);
            case BETWEEN ->
                values.size() == 2
                        ? leaf(test, ordered, values.subList(0, 1), values.subList(1, 2), true)
                        : Optional.empty();
            case CONTAINS, ENDS_WITH -> Optional.empty();
        };
    }

    private static Optional<Leaf> leaf(
            Condition.Test test,
            ColumnType type,
            @org.jspecify.annotations.Nullable List<String> low,
            @org.jspecify.annotations.Nullable List<String> high,
            boolean included) {
        for (List<String> end : java.util.Arrays.asList(low, high)) {
            if (end != null && (end.size() != 1 || !readable(type, end.getFirst()))) {
                return Optional.empty();
            }
        }
        var range = new Range(
                low == null ? null : Measure.of(low.getFirst()),
                included && low != null,
                high == null ? null : Measure.of(high.getFirst()),
                included && high != null);
        return leaf(test, type, new Cell.Within(List.of(range)));
    }

    private static boolean readable(ColumnType type, String text) {
        return type == ColumnType.DATE ? Measure.isDate(text) : Measure.isPlainNumber(text);
    }

    private static Optional<Leaf> leaf(Condition.Test test, ColumnType type, Cell cell) {
        return Optional.of(new Leaf(new Column("", test.quantifier(), test.field(), type), cell));
    }

    boolean isNegated() {
        return column.quantifier() == Quantifier.NONE;
    }
}
