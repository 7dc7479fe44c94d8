package io.suture.engine.expression;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A date or time as far as somebody said it, read from HL7's or ISO's form. What was not said is -1.
///
/// @param precision how many of year, month, day, hour, minute, second were said: 1 to 6
/// @param fraction  digits after the second's point, as sent; or empty
/// @param offset    `Z`, `+01:00`; empty when none was said
record PartialTime(
        int year, int month, int day, int hour, int minute, int second, int precision, String fraction, String offset)
        implements Comparable<PartialTime> {
    /// No place on earth is farther from UTC, in minutes.
    private static final int FARTHEST = 14 * 60;
    /// Offsets as ISO shows them, by their minutes, each made when first met: the world has few.
    private static final @Nullable String[] EAST = new String[FARTHEST + 1];

    private static final @Nullable String[] WEST = new String[FARTHEST + 1];
    static final int DAY = 3;
    static final int HOUR = 4;
    static final int MINUTE = 5;
    static final int SECOND = 6;

    /// Reads `YYYY[MM[DD[HH[MM[SS[.S…]]]]]][+-ZZZZ]` or `YYYY[-MM[-DD[THH:MM[:SS[.S…]]]]][Z|+-HH:MM]`; empty for
    /// what is no date of the calendar.
    static Optional<PartialTime> parse(String text) {
        int length = text.length();
        int zone = zoneStart(text);
        String offset = "";
        int end = length;
        if (zone >= 0) {
            String read = offset(text, zone);
            if (read.isEmpty()) {
                return Optional.empty();
            }
            offset = read;
            end = zone;
        }
        boolean iso = end > 4 && text.charAt(4) == '-';
        String fraction = "";
        int point = text.indexOf('.');
        if (point >= 0 && point < end) {
            fraction = text.substring(point + 1, end);
            if (fraction.isEmpty() || fraction.length() > 9 || !fraction.chars().allMatch(c -> c >= '0' && c <= '9')) {
                return Optional.empty();
            }
            end = point;
        }
        int[] parts = {-1, -1, -1, -1, -1, -1};
        int count = 0;
        int at = 0;
        while (at < end) {
            if (count == 6) {
                return Optional.empty();
            }
            if (iso && count > 0) {
                char separator = text.charAt(at);
                char wanted = count < 3 ? '-' : count == 3 ? 'T' : ':';
                if (separator != wanted && !(count == 3 && separator == ' ')) {
                    return Optional.empty();
                }
                at++;
            }
            int width = count == 0 ? 4 : 2;
            if (at + width > end) {
                return Optional.empty();
            }
            int number = 0;
            for (int i = 0; i < width; i++) {
                char c = text.charAt(at++);
                if (c < '0' || c > '9') {
                    return Optional.empty();
                }
                number = number * 10 + c - '0';
            }
            parts[count++] = number;
        }
        if (count == 0 || !fraction.isEmpty() && count < SECOND || iso && count == HOUR) {
            return Optional.empty();
        }
        var time = new PartialTime(parts[0], parts[1], parts[2], parts[3], parts[4], parts[5], count, fraction, offset);
        return time.exists() ? Optional.of(time) : Optional.empty();
    }

    private static int zoneStart(String text) {
        for (int i = text.length() - 1; i >= 4; i--) {
            char c = text.charAt(i);
            if (c == 'Z' || c == '+') {
                return i;
            }
            if (c == '-') {
                // In ISO dates a minus also stands between year, month and day.
                return text.charAt(4) == '-' && i <= 7 ? -1 : i;
            }
        }
        return -1;
    }

    private static String offset(String text, int from) {
        int length = text.length() - from;
        char sign = text.charAt(from);
        if (sign == 'Z') {
            return length == 1 ? "Z" : "";
        }
        boolean iso = length == 6 && text.charAt(from + 3) == ':';
        if (length != 5 && !iso) {
            return "";
        }
        int hours = two(text, from + 1);
        int minutes = two(text, text.length() - 2);
        if (hours < 0 || minutes < 0 || minutes > 59 || hours * 60 + minutes > FARTHEST) {
            return "";
        }
        @Nullable String[] shown = sign == '-' ? WEST : EAST;
        @Nullable String known = shown[hours * 60 + minutes];
        if (known == null) {
            var out = new StringBuilder(6).append(sign);
            two(out, hours);
            two(out.append(':'), minutes);
            known = out.toString();
            shown[hours * 60 + minutes] = known;
        }
        return known;
    }

    /// Two digits as a number; -1 for other characters.
    private static int two(String text, int at) {
        int tens = text.charAt(at) - '0';
        int ones = text.charAt(at + 1) - '0';
        return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? -1 : tens * 10 + ones;
    }

    private boolean exists() {
        return year > 0
                && (precision < 2 || month >= 1 && month <= 12)
                && (precision < 3 || day >= 1 && day <= lastDay())
                && (precision < 4 || hour <= 23)
                && (precision < 5 || minute <= 59)
                && (precision < 6 || second <= 59);
    }

    private int lastDay() {
        return switch (month) {
            case 2 -> YearMonth.of(year, month).lengthOfMonth();
            case 4, 6, 9, 11 -> 30;
            default -> 31;
        };
    }

    /// `2026-01-02`, as far as it goes and no further than the day.
    String date() {
        var out = new StringBuilder(10);
        date(out);
        return out.toString();
    }

    void date(StringBuilder out) {
        out.append((char) ('0' + year / 1000)).append((char) ('0' + year / 100 % 10));
        two(out, year % 100);
        if (precision > 1) {
            two(out.append('-'), month);
        }
        if (precision > 2) {
            two(out.append('-'), day);
        }
    }

    /// `15:30:00.123`; seconds that were not said are zero, as FHIR allows.
    void time(StringBuilder out) {
        two(out, hour);
        two(out.append(':'), Math.max(0, minute));
        two(out.append(':'), Math.max(0, second));
        if (!fraction.isEmpty()) {
            out.append('.').append(fraction);
        }
    }

    /// HL7's form, to the precision said, with the offset said.
    String hl7(int most) {
        var out = new StringBuilder(24);
        out.append((char) ('0' + year / 1000)).append((char) ('0' + year / 100 % 10));
        two(out, year % 100);
        int[] parts = {month, day, hour, minute, second};
        for (int i = 0; i < Math.min(precision, most) - 1; i++) {
            two(out, parts[i]);
        }
        if (most >= SECOND && !fraction.isEmpty()) {
            out.append('.').append(fraction, 0, Math.min(4, fraction.length()));
        }
        if (most >= HOUR && precision >= HOUR && !offset.isEmpty()) {
            out.append(offset.equals("Z") ? "+0000" : offset.replace(":", ""));
        }
        return out.toString();
    }

    static void two(StringBuilder out, int number) {
        out.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
    }

    /// The local time; what was not said is the beginning.
    LocalDateTime local() {
        return LocalDateTime.of(
                year,
                Math.max(1, month),
                Math.max(1, day),
                Math.max(0, hour),
                Math.max(0, minute),
                Math.max(0, second));
    }

    Optional<LocalDate> day3() {
        return precision >= DAY ? Optional.of(LocalDate.of(year, month, day)) : Optional.empty();
    }

    /// By what both said; instants where both have an offset.
    @Override
    public int compareTo(PartialTime other) {
        if (precision >= MINUTE && other.precision >= MINUTE && !offset.isEmpty() && !other.offset.isEmpty()) {
            try {
                return local().atOffset(java.time.ZoneOffset.of(offset))
                        .toInstant()
                        .compareTo(other.local()
                                .atOffset(java.time.ZoneOffset.of(other.offset))
                                .toInstant());
            } catch (DateTimeException outOfRange) {
                return Integer.compare(year, other.year);
            }
        }
        int[] these = {year, month, day, hour, minute, second};
        int[] those = {other.year, other.month, other.day, other.hour, other.minute, other.second};
        for (int i = 0; i < Math.min(precision, other.precision); i++) {
            if (these[i] != those[i]) {
                return Integer.compare(these[i], those[i]);
            }
        }
        if (precision == SECOND && other.precision == SECOND) {
            String one = fraction + "000000000".substring(Math.min(9, fraction.length()));
            String two = other.fraction + "000000000".substring(Math.min(9, other.fraction.length()));
            return one.compareTo(two);
        }
        return 0;
    }
}
