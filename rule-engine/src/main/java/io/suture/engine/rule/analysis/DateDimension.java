package io.suture.engine.rule.analysis;

import io.suture.engine.rule.table.Measure;
import io.suture.engine.rule.table.Range;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Dates to the second. A day or a month is all its seconds, so `<= 2026-01` and `>= 2026-02` leave nothing between
/// them.
final class DateDimension extends OrderedDimension<LocalDateTime> {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("uuuu-MM-dd");
    private static final DateTimeFormatter SECOND = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss");
    private static final String FIRST = "00000101000000";

    DateDimension(String field, String heading, List<Leaf> leaves) {
        super(field, heading, leaves);
    }

    private static LocalDateTime begin(Measure measure) {
        String digits = measure.digits() + FIRST.substring(measure.digits().length());
        return LocalDateTime.parse(digits, DateTimeFormatter.ofPattern("uuuuMMddHHmmss"));
    }

    private static LocalDateTime end(Measure measure) {
        LocalDateTime begin = begin(measure);
        return switch (measure.digits().length()) {
            case 4 -> begin.plusYears(1);
            case 6 -> begin.plusMonths(1);
            case 8 -> begin.plusDays(1);
            case 10 -> begin.plusHours(1);
            case 12 -> begin.plusMinutes(1);
            default -> begin.plusSeconds(1);
        };
    }

    @Override
    @Nullable
    LocalDateTime low(Range range) {
        Measure low = range.low();
        return low == null ? null : range.lowIncluded() ? begin(low) : end(low);
    }

    @Override
    @Nullable
    LocalDateTime high(Range range) {
        Measure high = range.high();
        return high == null ? null : range.highIncluded() ? end(high) : begin(high);
    }

    @Override
    @Nullable
    LocalDateTime at(String text) {
        String digits = Measure.digits(text);
        return Measure.isDate(digits) ? begin(measure(digits)) : null;
    }

    @Override
    String between(@Nullable LocalDateTime low, @Nullable LocalDateTime high) {
        if (low != null) {
            return written(low);
        }
        return written(high == null ? LocalDateTime.of(2000, 1, 1, 0, 0) : high.minusDays(1));
    }

    @Override
    Range range(@Nullable LocalDateTime low, @Nullable LocalDateTime high) {
        return new Range(
                low == null ? null : measure(written(low)),
                low != null,
                high == null ? null : measure(written(high)),
                false);
    }

    private static String written(LocalDateTime time) {
        return time.toLocalTime().toSecondOfDay() == 0 ? DAY.format(time) : SECOND.format(time);
    }
}
