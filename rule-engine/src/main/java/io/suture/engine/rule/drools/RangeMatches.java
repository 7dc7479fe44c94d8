package io.suture.engine.rule.drools;

import io.suture.engine.rule.table.Cell;
import io.suture.engine.rule.table.Measure;
import io.suture.engine.rule.table.Range;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The rows of ranges by where a value lies: of ranges that have begun those that have not ended.
///
/// A date may be said by the day or by the month, so it is a stretch from its first to its last second, and so is a
/// range's end. `at least 2026-03` takes what ends behind the beginning of March, `after 2026-03` what begins behind
/// its
/// end: just what comparing at the common precision gives.
final class RangeMatches<K extends Comparable<K>> implements ColumnIndex.Matches {
    private final Function<Measure, @Nullable Stretch<K>> stretch;
    private final int rows;
    /// The row of each range that is not its row's first.
    private final List<Integer> further = new ArrayList<>();

    private final BitSet endlessLow = new BitSet();
    private final SortedEnds<K> from;
    private final SortedEnds<K> after;
    private final SortedEnds<K> upTo;
    private final SortedEnds<K> before;

    private record Stretch<K>(K first, K last) {}

    static RangeMatches<BigDecimal> ofNumbers(List<Cell> cells) {
        return new RangeMatches<>(
                cells, measure -> measure.isNumber() ? new Stretch<>(measure.number(), measure.number()) : null);
    }

    static RangeMatches<String> ofDates(List<Cell> cells) {
        return new RangeMatches<>(
                cells,
                measure -> measure.isOrdered(true)
                        ? new Stretch<>(Measure.earliest(measure.digits()), Measure.latest(measure.digits()))
                        : null);
    }

    private RangeMatches(List<Cell> cells, Function<Measure, @Nullable Stretch<K>> stretch) {
        this.stretch = stretch;
        this.rows = cells.size();
        List<SortedEnds.End<K>> froms = new ArrayList<>();
        List<SortedEnds.End<K>> afters = new ArrayList<>();
        List<SortedEnds.End<K>> upTos = new ArrayList<>();
        List<SortedEnds.End<K>> befores = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            if (cells.get(row) instanceof Cell.Within(List<Range> ranges)) {
                for (int i = 0; i < ranges.size(); i++) {
                    int number = i == 0 ? row : rows + further.size();
                    if (i > 0) {
                        further.add(row);
                    }
                    Range range = ranges.get(i);
                    Stretch<K> low = range.low() == null ? null : stretch.apply(range.low());
                    Stretch<K> high = range.high() == null ? null : stretch.apply(range.high());
                    if (low == null) {
                        endlessLow.set(number);
                    } else if (range.lowIncluded()) {
                        froms.add(new SortedEnds.End<>(low.first(), number));
                    } else {
                        afters.add(new SortedEnds.End<>(low.last(), number));
                    }
                    if (high != null && range.highIncluded()) {
                        upTos.add(new SortedEnds.End<>(high.last(), number));
                    } else if (high != null) {
                        befores.add(new SortedEnds.End<>(high.first(), number));
                    }
                }
            }
        }
        this.from = new SortedEnds<>(froms);
        this.after = new SortedEnds<>(afters);
        this.upTo = new SortedEnds<>(upTos);
        this.before = new SortedEnds<>(befores);
    }

    @Override
    public void add(String text, BitSet found) {
        Stretch<K> seen = stretch.apply(Measure.of(text));
        if (seen == null) {
            return;
        }
        var begun = (BitSet) endlessLow.clone();
        from.before(seen.last(), true, begun);
        after.before(seen.first(), false, begun);
        upTo.withoutBefore(seen.first(), false, begun);
        before.withoutBefore(seen.last(), true, begun);
        for (int range = begun.nextSetBit(rows); range >= 0; range = begun.nextSetBit(range + 1)) {
            begun.set(further.get(range - rows));
            begun.clear(range);
        }
        found.or(begun);
    }
}
