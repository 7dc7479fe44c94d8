package io.suture.engine.expression;

import io.suture.engine.value.Value;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// The age at a date, as far as two dates that may be partial allow. Decision 0070.
///
/// @param least the youngest that the person can have been, in whole units
/// @param most  the oldest
record Ages(long least, long most) {
    static Function function() {
        return Function.texts(
                        "age",
                        Function.Category.TIME,
                        ValueType.NUMBER,
                        "birth at unit?",
                        "Whole years from birth to another date, or a, mo, wk or d (UCUM); absent, with a warning, when"
                                + " partial dates leave it open.",
                        Ages::age)
                .giving("age('19800615', '20260101')", "45")
                .giving("age('1980-06', '20260701')", "46")
                .giving("age('20251215', '20260114', 'd')", "30")
                .giving("age('20240229', '20250228', 'mo')", "11");
    }

    private static Value age(String[] a, Frame frame) {
        Optional<ChronoUnit> unit = unit(a.length < 3 || a[2].isEmpty() ? "a" : a[2].strip());
        if (unit.isEmpty()) {
            frame.warn("age-unit", "An age is counted in a, mo, wk or d; it is left out.");
            return Value.Absent.ABSENT;
        }
        Optional<Ages> ages = between(a[0], a[1], unit.get(), frame);
        if (ages.isPresent() && ages.get().least != ages.get().most) {
            frame.warn("time-partial", "The dates are too partial for an age in this unit; it is left out.");
            return Value.Absent.ABSENT;
        }
        return ages.map(age -> Value.text(Long.toString(age.most))).orElse(Value.Absent.ABSENT);
    }

    /// UCUM's units, as FHIR's Age has them, and their names.
    private static Optional<ChronoUnit> unit(String name) {
        return switch (name) {
            case "a", "years", "year" -> Optional.of(ChronoUnit.YEARS);
            case "mo", "months", "month" -> Optional.of(ChronoUnit.MONTHS);
            case "wk", "weeks", "week" -> Optional.of(ChronoUnit.WEEKS);
            case "d", "days", "day" -> Optional.of(ChronoUnit.DAYS);
            default -> Optional.empty();
        };
    }

    /// Empty, with a Problem, when one of them is no date or the birth comes after. The dates are those of the clocks
    /// that wrote them: nobody turns a year older at another time for being treated abroad.
    static Optional<Ages> between(String birth, String at, ChronoUnit unit, Frame frame) {
        Optional<PartialTime> born = TimeFunctions.read(birth, frame);
        Optional<PartialTime> then = TimeFunctions.read(at, frame);
        if (born.isEmpty() || then.isEmpty()) {
            return Optional.empty();
        }
        LocalDate latest = last(then.get());
        LocalDate earliest = first(born.get());
        if (earliest.isAfter(latest)) {
            frame.warn("age-before-birth", "The birth comes after the date; there is no age.");
            return Optional.empty();
        }
        long least = Math.max(0, unit.between(last(born.get()), first(then.get())));
        return Optional.of(new Ages(least, unit.between(earliest, latest)));
    }

    private static LocalDate first(PartialTime time) {
        return time.local().toLocalDate();
    }

    private static LocalDate last(PartialTime time) {
        return time.day3()
                .orElseGet(() -> YearMonth.of(time.year(), time.precision() > 1 ? time.month() : 12)
                        .atEndOfMonth());
    }
}
