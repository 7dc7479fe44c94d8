package io.suture.engine.rule.drools;

import io.suture.engine.rule.Condition.Quantifier;
import io.suture.engine.rule.DecisionTable.Column;
import io.suture.engine.rule.table.Cell;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// One column of a table: by what stands in the field, the rows that take it.
final class ColumnIndex {
    private final Quantifier quantifier;
    private final BitSet any = new BitSet();
    private final BitSet hasValue = new BitSet();
    private final BitSet hasNoValue = new BitSet();
    /// The rows whose cell asks for certain values.
    private final BitSet asking = new BitSet();
    private final Matches matches;

    /// The rows whose cell one text satisfies.
    interface Matches {
        void add(String text, BitSet rows);
    }

    private ColumnIndex(Quantifier quantifier, Matches matches) {
        this.quantifier = quantifier;
        this.matches = matches;
    }

    static ColumnIndex of(Column column, List<Cell> cells, Map<String, Set<String>> codes) {
        Matches matches = switch (column.type()) {
            case TEXT, PREFIX, TABLE -> new TextMatches(cells, codes);
            case NUMBER -> RangeMatches.ofNumbers(cells);
            case DATE -> RangeMatches.ofDates(cells);
        };
        var index = new ColumnIndex(column.quantifier(), matches);
        for (int row = 0; row < cells.size(); row++) {
            index.set(cells.get(row)).set(row);
        }
        return index;
    }

    private BitSet set(Cell cell) {
        return switch (cell) {
            case Cell.Any one -> any;
            case Cell.HasValue one -> hasValue;
            case Cell.HasNoValue one -> hasNoValue;
            case Cell.OneOf one -> asking;
            case Cell.StartsWith one -> asking;
            case Cell.InTable one -> asking;
            case Cell.Within one -> asking;
            case Cell.Unclear one -> throw new IllegalStateException("a checked table has an unclear cell");
        };
    }

    /// How many rows take whatever comes.
    int always() {
        return any.cardinality();
    }

    BitSet rows(List<String> texts) {
        BitSet found = asked(texts);
        found.or(any);
        boolean there = quantifier == Quantifier.NONE ? texts.isEmpty() : !texts.isEmpty();
        found.or(there ? hasValue : hasNoValue);
        return found;
    }

    private BitSet asked(List<String> texts) {
        BitSet found = new BitSet();
        switch (quantifier) {
            case ANY -> texts.forEach(text -> matches.add(text, found));
            case ALL -> {
                if (!texts.isEmpty()) {
                    found.or(asking);
                    for (String text : texts) {
                        BitSet one = new BitSet();
                        matches.add(text, one);
                        found.and(one);
                    }
                }
            }
            case NONE -> {
                BitSet some = new BitSet();
                texts.forEach(text -> matches.add(text, some));
                found.or(asking);
                found.andNot(some);
            }
        }
        return found;
    }
}
