package io.suture.engine.format.hl7v2;

import org.jspecify.annotations.Nullable;

/// Whether a Text is what a leaf's data type wants. Codes and free text are not looked at: tables are the
/// mapping's.
final class LeafCheck {
    private static final int LONGEST_DATE = 8;

    private LeafCheck() {}

    /// The code of the Problem with a Text in a leaf of that type, or null for none.
    static @Nullable String problem(String type, String text) {
        return switch (type) {
            case "NM" -> isNumber(text) ? null : "not-a-number";
            case "SI" -> isDigits(text, 0, text.length()) ? null : "not-a-number";
            case "DT" -> text.length() <= LONGEST_DATE && isMoment(text) ? null : "not-a-date";
            case "DTM", "TS" -> isMoment(text) ? null : "not-a-date";
            case "TM" -> isTime(text) ? null : "not-a-time";
            default -> null;
        };
    }

    private static boolean isNumber(String text) {
        int at = text.startsWith("-") || text.startsWith("+") ? 1 : 0;
        int point = text.indexOf('.');
        return point < 0
                ? isDigits(text, at, text.length())
                : (point == at || isDigits(text, at, point))
                        && (point + 1 == text.length() ? point > at : isDigits(text, point + 1, text.length()));
    }

    private static boolean isDigits(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return to > from;
    }

    /// `YYYY[MM[DD[HH[MM[SS[.S[S[S[S]]]]]]]]][+/-ZZZZ]`, with months, days and hours that exist.
    private static boolean isMoment(String text) {
        int zone = Math.max(text.indexOf('+'), text.indexOf('-'));
        int end = zone < 0 ? text.length() : zone;
        int point = text.indexOf('.');
        int digits = point < 0 ? end : point;
        if (digits < 4 || digits > 14 || digits % 2 != 0 || !isDigits(text, 0, digits)) {
            return false;
        }
        return (point < 0 || (digits == 14 && end - point <= 5 && isDigits(text, point + 1, end)))
                && (zone < 0 || (text.length() == zone + 5 && isDigits(text, zone + 1, text.length())))
                && within(text, 4, digits, 1, 12)
                && within(text, 6, digits, 1, 31)
                && within(text, 8, digits, 0, 23)
                && within(text, 10, digits, 0, 59)
                && within(text, 12, digits, 0, 60);
    }

    /// `HH[MM[SS[.S[S[S[S]]]]]][+/-ZZZZ]`.
    private static boolean isTime(String text) {
        return text.length() >= 2 && isMoment("20000101" + text);
    }

    private static boolean within(String text, int at, int digits, int least, int most) {
        if (digits < at + 2) {
            return true;
        }
        int number = (text.charAt(at) - '0') * 10 + text.charAt(at + 1) - '0';
        return number >= least && number <= most;
    }
}
