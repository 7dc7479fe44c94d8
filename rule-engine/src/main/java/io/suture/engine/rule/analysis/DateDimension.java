package io.suture.engine.rule.analysis;

import io.suture.engine.rule.table.Measure;
import io.suture.engine.rule.table.Range;
import java.time.LocalDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Dates to the second. A day or a month is all its seconds, so `<= 2026-01` and `>= 2026-02` leave nothing between
/// them.
final class DateDimension extends OrderedDimension<LocalDateTime> {
    DateDimension(String field, String heading, List<Leaf> leaves) {
        super(field, heading, leaves);
    }

    @Override
    @Nullable
    LocalDateTime low(Range range) {
        Measure low = range.low();
        return low == null ? null : range.lowIncluded() ? low.begin() : low.end();
    }

    @Override
    @Nullable
    LocalDateTime high(Range range) {
        Measure high = range.high();
        return high == null ? null : range.highIncluded() ? high.end() : high.begin();
    }

    @Override
    @Nullable
    LocalDateTime at(String text) {
        String digits = Measure.digits(text);
        return Measure.isDate(digits) ? measure(digits).begin() : null;
    }

    @Override
    String between(@Nullable LocalDateTime low, @Nullable LocalDateTime high) {
        if (low != null) {
            return Measure.written(low);
        }
        return Measure.written(high == null ? LocalDateTime.of(2000, 1, 1, 0, 0) : high.minusDays(1));
    }

    @Override
    Range range(@Nullable LocalDateTime low, @Nullable LocalDateTime high) {
        return new Range(
                low == null ? null : measure(Measure.written(low)),
                low != null,
                high == null ? null : measure(Measure.written(high)),
                false);
    }
}
