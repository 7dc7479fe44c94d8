package io.suture.engine.rule.table;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A constant of an ordering comparison: a number, or a date in digits.
///
/// @param text   as the analyst typed it
/// @param number its value when it is a number, else zero
/// @param digits its date without separators
public record Measure(String text, BigDecimal number, boolean isNumber, String digits) {
    /// Digits of a time to the second; what is finer does not count.
    private static final int SECOND = 14;

    private static final String FIRST = "00000101000000";
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("uuuuMMddHHmmss");

    private static final Pattern NUMBER = Pattern.compile("[-+]?(\\d{1,40}(\\.\\d{0,40})?|\\.\\d{1,40})");
    private static final Pattern DATE =
            Pattern.compile("(\\d{4})(?:-?(\\d{2})(?:-?(\\d{2})(?:[T ]?(\\d{2})(?::?(\\d{2})(?::?(\\d{2}))?)?)?)?)?");

    public static Measure of(String text) {
        String digits = digits(text);
        if (!mayBeNumber(text)) {
            return new Measure(text, BigDecimal.ZERO, false, digits);
        }
        try {
            return new Measure(text, new BigDecimal(text.strip()), true, digits);
        } catch (NumberFormatException notANumber) {
            return new Measure(text, BigDecimal.ZERO, false, digits);
        }
    }

    /// An exception for each text that is none would cost more than all else.
    private static boolean mayBeNumber(String text) {
        boolean digit = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            digit |= Character.isDigit(c);
            if (Character.isLetter(c) && c != 'e' && c != 'E') {
                return false;
            }
        }
        return digit;
    }

    /// Whether it is written as a plain number of no more than forty digits on either side: no exponent, which would
    /// make a few characters a number of a million digits.
    public static boolean isPlainNumber(String text) {
        return NUMBER.matcher(text).matches();
    }

    /// Whether it is a date that exists, as precise as it is said: `2026`, `2026-01`, `20260102`, `2026-01-02T15:30`.
    public static boolean isDate(String text) {
        var parts = DATE.matcher(text);
        return parts.matches()
                && within(parts.group(2), 1, 12)
                && within(parts.group(3), 1, days(parts.group(1), parts.group(2)))
                && within(parts.group(4), 0, 23)
                && within(parts.group(5), 0, 59)
                && within(parts.group(6), 0, 59);
    }

    private static boolean within(@Nullable String part, int least, int most) {
        return part == null || Integer.parseInt(part) >= least && Integer.parseInt(part) <= most;
    }

    private static int days(String year, @Nullable String month) {
        return month == null || !within(month, 1, 12)
                ? 31
                : YearMonth.of(Integer.parseInt(year), Integer.parseInt(month)).lengthOfMonth();
    }

    /// Whether it can be compared with anything: dates have four digits at least.
    public boolean isOrdered(boolean asDate) {
        return asDate ? digits.length() >= 4 : isNumber;
    }

    /// Whether what was seen stands in that order to this: dates at the precision that both have. What is no number,
    /// or no date, stands in no order to anything.
    public boolean holdsFor(Measure seen, boolean asDate, IntPredicate order) {
        if (asDate) {
            int precision = Math.min(seen.digits.length(), digits.length());
            return precision >= 4
                    && order.test(seen.digits.substring(0, precision).compareTo(digits.substring(0, precision)));
        }
        return isNumber && seen.isNumber && order.test(seen.number.compareTo(number));
    }

    /// The date and time digits of an HL7 or ISO time, without its offset: years first, so that texts compare as
    /// times do.
    public static String digits(String time) {
        var digits = new StringBuilder(SECOND);
        for (int i = 0; i < time.length() && digits.length() < SECOND; i++) {
            char c = time.charAt(i);
            if (c >= '0' && c <= '9') {
                digits.append(c);
            } else if (c == '+' || c == 'Z' || c == '.' || (c == '-' && digits.length() > 8)) {
                break;
            }
        }
        return digits.toString();
    }

    /// The earliest second that a date of these digits may mean: `2026` is `20260000000000`. Comparing these as texts
    /// gives what comparing at the common precision gives.
    public static String earliest(String digits) {
        return digits + "0".repeat(SECOND - digits.length());
    }

    /// The latest second that a date of these digits may mean: `2026` is `20269999999999`.
    public static String latest(String digits) {
        return digits + "9".repeat(SECOND - digits.length());
    }

    /// The second with which it begins as a date that exists: `2026-02` with the first of February.
    public LocalDateTime begin() {
        return LocalDateTime.parse(digits + FIRST.substring(digits.length()), SECONDS);
    }

    /// The second with which it is over: of `2026-02` the first of March.
    public LocalDateTime end() {
        LocalDateTime begin = begin();
        return switch (digits.length()) {
            case 4 -> begin.plusYears(1);
            case 6 -> begin.plusMonths(1);
            case 8 -> begin.plusDays(1);
            case 10 -> begin.plusHours(1);
            case 12 -> begin.plusMinutes(1);
            default -> begin.plusSeconds(1);
        };
    }

    /// A moment as people write it: the day alone where it is midnight.
    public static String written(LocalDateTime time) {
        return time.toLocalTime().toSecondOfDay() == 0
                ? time.toLocalDate().toString()
                : DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss").format(time);
    }
}
