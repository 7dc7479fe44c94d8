package io.suture.engine.rule.analysis;

import io.suture.engine.rule.table.Measure;
import io.suture.engine.rule.table.Range;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Numbers: each that a range names may be told from all others.
final class NumberDimension extends OrderedDimension<NumberDimension.Cut> {
    private static final BigDecimal TWO = new BigDecimal(2);

    /// Just before a number, or just behind it.
    record Cut(BigDecimal number, boolean behind) implements Comparable<Cut> {
        @Override
        public int compareTo(Cut other) {
            int order = number.compareTo(other.number);
            return order != 0 ? order : Boolean.compare(behind, other.behind);
        }
    }

    NumberDimension(String field, String heading, List<Leaf> leaves) {
        super(field, heading, leaves);
    }

    @Override
    @Nullable
    Cut low(Range range) {
        Measure low = range.low();
        return low == null ? null : new Cut(low.number(), !range.lowIncluded());
    }

    @Override
    @Nullable
    Cut high(Range range) {
        Measure high = range.high();
        return high == null ? null : new Cut(high.number(), range.highIncluded());
    }

    @Override
    @Nullable
    Cut at(String text) {
        Measure measure = measure(text);
        return measure.isNumber() ? new Cut(measure.number(), false) : null;
    }

    @Override
    String between(@Nullable Cut low, @Nullable Cut high) {
        if (low == null) {
            return high == null
                    ? "0"
                    : (high.behind() ? high.number() : high.number().subtract(BigDecimal.ONE)).toPlainString();
        }
        if (!low.behind()) {
            return low.number().toPlainString();
        }
        return (high == null
                        ? low.number().add(BigDecimal.ONE)
                        : high.behind()
                                ? high.number()
                                : low.number().add(high.number()).divide(TWO))
                .toPlainString();
    }

    @Override
    Range range(@Nullable Cut low, @Nullable Cut high) {
        return new Range(
                low == null ? null : measure(low.number().toPlainString()),
                low != null && !low.behind(),
                high == null ? null : measure(high.number().toPlainString()),
                high != null && high.behind());
    }
}
