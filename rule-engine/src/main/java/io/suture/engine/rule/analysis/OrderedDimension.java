package io.suture.engine.rule.analysis;

import io.suture.engine.rule.table.Cell;
import io.suture.engine.rule.table.Measure;
import io.suture.engine.rule.table.Range;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Numbers or dates, cut wherever a range begins or ends.
///
/// @param <C> a cut: what lies before it and what behind
abstract class OrderedDimension<C extends Comparable<? super C>> extends Dimension {
    private final List<C> cuts;

    OrderedDimension(String field, String heading, List<Leaf> leaves) {
        super(field, heading);
        var found = new TreeSet<C>();
        for (Leaf leaf : leaves) {
            if (leaf.cell() instanceof Cell.Within(List<Range> ranges)) {
                for (Range range : ranges) {
                    C low = low(range);
                    C high = high(range);
                    if (low != null) {
                        found.add(low);
                    }
                    if (high != null) {
                        found.add(high);
                    }
                }
            }
        }
        this.cuts = List.copyOf(found);
    }

    /// The cut behind which a range begins, or null where it has no beginning.
    abstract @Nullable C low(Range range);

    /// The cut before which a range ends, or null where it has no end.
    abstract @Nullable C high(Range range);

    /// The cut just before a value, or null for what is none.
    abstract @Nullable C at(String text);

    /// A value between two cuts that have nothing between them.
    abstract String between(@Nullable C low, @Nullable C high);

    /// The range between two cuts.
    abstract Range range(@Nullable C low, @Nullable C high);

    @Override
    int size() {
        return cuts.size() + 2;
    }

    @Override
    BitSet asked(Cell cell) {
        var found = new BitSet(size());
        if (cell instanceof Cell.Within(List<Range> ranges)) {
            for (Range range : ranges) {
                C low = low(range);
                C high = high(range);
                int from = low == null ? 1 : Collections.binarySearch(cuts, low) + 2;
                int to = high == null ? size() : Collections.binarySearch(cuts, high) + 2;
                if (from < to) {
                    found.set(from, to);
                }
            }
        }
        return found;
    }

    @Override
    String witness(int kind) {
        return between(kind == 1 ? null : cuts.get(kind - 2), kind == size() - 1 ? null : cuts.get(kind - 1));
    }

    @Override
    int kind(String text) {
        C at = at(text);
        if (at == null) {
            return -1;
        }
        int found = Collections.binarySearch(cuts, at);
        return found >= 0 ? found + 2 : -found;
    }

    @Override
    String words(BitSet kinds) {
        List<Range> ranges = new ArrayList<>();
        for (int from = kinds.nextSetBit(1); from >= 0; ) {
            int to = kinds.nextClearBit(from);
            ranges.add(range(from == 1 ? null : cuts.get(from - 2), to >= size() ? null : cuts.get(to - 2)));
            from = kinds.nextSetBit(to);
        }
        return ranges.size() == 1
                        && ranges.getFirst().low() == null
                        && ranges.getFirst().high() == null
                ? "anything"
                : new Cell.Within(ranges).text();
    }

    static Measure measure(String text) {
        return Measure.of(text);
    }
}
