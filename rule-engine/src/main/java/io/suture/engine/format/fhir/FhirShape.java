package io.suture.engine.format.fhir;

/// What FHIR's primitives must look like (R4, section 2.24.0.1, "Primitive Types"; R5 adds `integer64`). Written by
/// hand: this runs for
/// every leaf of every live message, and regular expressions cost ten times as much.
enum FhirShape {
    BOOLEAN,
    INTEGER,
    /// Written as a string in JSON, whose numbers do not reach that far.
    INTEGER_64,
    UNSIGNED_INT,
    POSITIVE_INT,
    DECIMAL,
    DATE,
    DATE_TIME,
    INSTANT,
    TIME,
    CODE,
    ID,
    URI,
    /// Any text.
    TEXT;

    static FhirShape of(String type) {
        return switch (type) {
            case "boolean" -> BOOLEAN;
            case "integer" -> INTEGER;
            case "integer64" -> INTEGER_64;
            case "unsignedInt" -> UNSIGNED_INT;
            case "positiveInt" -> POSITIVE_INT;
            case "decimal" -> DECIMAL;
            case "date" -> DATE;
            case "dateTime" -> DATE_TIME;
            case "instant" -> INSTANT;
            case "time" -> TIME;
            case "code" -> CODE;
            case "id" -> ID;
            case "uri", "url", "canonical", "oid", "uuid" -> URI;
            default -> TEXT;
        };
    }

    /// Whether JSON writes it without quotes.
    boolean isPlain() {
        return switch (this) {
            case BOOLEAN, INTEGER, UNSIGNED_INT, POSITIVE_INT, DECIMAL -> true;
            case INTEGER_64, DATE, DATE_TIME, INSTANT, TIME, CODE, ID, URI, TEXT -> false;
        };
    }

    /// Whether a leaf looks so.
    boolean fits(String text) {
        return switch (this) {
            case BOOLEAN -> text.equals("true") || text.equals("false");
            case INTEGER -> isInteger(text, true, false);
            case INTEGER_64 -> isLong(text);
            case UNSIGNED_INT -> isInteger(text, false, false);
            case POSITIVE_INT -> isInteger(text, false, true);
            case DECIMAL -> isDecimal(text);
            case DATE -> isDate(text, 0, text.length());
            case DATE_TIME -> isDateTime(text);
            case INSTANT -> text.length() > 19 && isDateTime(text);
            case TIME -> isTime(text, 0, text.length());
            case CODE -> isCode(text);
            case ID -> isId(text);
            case URI -> hasNoBlank(text);
            case TEXT -> true;
        };
    }

    private static int days(int year, int month) {
        return switch (month) {
            case 2 -> year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
            case 4, 6, 9, 11 -> 30;
            default -> 31;
        };
    }

    private static boolean isInteger(String text, boolean mayBeNegative, boolean positive) {
        int at = mayBeNegative && text.startsWith("-") ? 1 : 0;
        int digits = text.length() - at;
        if (digits < 1 || digits > 10 || (digits > 1 && text.charAt(at) == '0')) {
            return false;
        }
        long value = 0;
        for (int i = at; i < text.length(); i++) {
            if (!isDigit(text, i)) {
                return false;
            }
            value = value * 10 + text.charAt(i) - '0';
        }
        return value <= Integer.MAX_VALUE && (!positive || value > 0);
    }

    private static boolean isLong(String text) {
        int at = text.startsWith("-") ? 1 : 0;
        int length = text.length() - at;
        if (length < 1 || length > 19 || (length > 1 && text.charAt(at) == '0') || digits(text, at) < text.length()) {
            return false;
        }
        String most = at == 1 ? "9223372036854775808" : "9223372036854775807";
        return length < 19 || text.substring(at).compareTo(most) <= 0;
    }

    /// JSON's numbers: no leading zeros or plus, digits on both sides of the point, an exponent allowed.
    private static boolean isDecimal(String text) {
        int at = text.startsWith("-") ? 1 : 0;
        int whole = digits(text, at);
        if (whole == at || (whole - at > 1 && text.charAt(at) == '0')) {
            return false;
        }
        at = whole;
        if (at < text.length() && text.charAt(at) == '.') {
            int fraction = digits(text, at + 1);
            if (fraction == at + 1) {
                return false;
            }
            at = fraction;
        }
        if (at < text.length() && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
            at++;
            if (at < text.length() && (text.charAt(at) == '+' || text.charAt(at) == '-')) {
                at++;
            }
            int exponent = digits(text, at);
            if (exponent == at) {
                return false;
            }
            at = exponent;
        }
        return at == text.length();
    }

    private static int digits(String text, int from) {
        int at = from;
        while (at < text.length() && isDigit(text, at)) {
            at++;
        }
        return at;
    }

    private static boolean isDateTime(String text) {
        int split = text.indexOf('T');
        if (split < 0) {
            return isDate(text, 0, text.length());
        }
        if (split != 10 || !isDate(text, 0, 10)) {
            return false;
        }
        int zone = text.length();
        if (text.endsWith("Z")) {
            zone--;
        } else {
            zone -= 6;
            if (zone < 12
                    || (text.charAt(zone) != '+' && text.charAt(zone) != '-')
                    || text.charAt(zone + 3) != ':'
                    || !isNumber(text, zone + 1, 2, 0, 14)
                    || !isNumber(text, zone + 4, 2, 0, 59)) {
                return false;
            }
        }
        return isTime(text, 11, zone);
    }

    private static boolean isTime(String text, int from, int to) {
        if (to - from < 8
                || text.charAt(from + 2) != ':'
                || text.charAt(from + 5) != ':'
                || !isNumber(text, from, 2, 0, 23)
                || !isNumber(text, from + 3, 2, 0, 59)
                || !isNumber(text, from + 6, 2, 0, 60)) {
            return false;
        }
        return to - from == 8 || (text.charAt(from + 8) == '.' && to > from + 9 && digits(text, from + 9) == to);
    }

    /// `2026`, `2026-01`, `2026-01-02`, with days that the month has.
    private static boolean isDate(String text, int from, int to) {
        int length = to - from;
        if ((length != 4 && length != 7 && length != 10) || !isNumber(text, from, 4, 1, 9999)) {
            return false;
        }
        if (length == 4) {
            return true;
        }
        if (text.charAt(from + 4) != '-' || !isNumber(text, from + 5, 2, 1, 12)) {
            return false;
        }
        if (length == 7) {
            return true;
        }
        int year = Integer.parseInt(text, from, from + 4, 10);
        int month = Integer.parseInt(text, from + 5, from + 7, 10);
        return text.charAt(from + 7) == '-' && isNumber(text, from + 8, 2, 1, days(year, month));
    }

    private static boolean isNumber(String text, int from, int length, int least, int most) {
        int value = 0;
        for (int i = from; i < from + length; i++) {
            if (i >= text.length() || !isDigit(text, i)) {
                return false;
            }
            value = value * 10 + text.charAt(i) - '0';
        }
        return value >= least && value <= most;
    }

    private static boolean isCode(String text) {
        if (text.isEmpty() || text.charAt(0) <= ' ' || text.charAt(text.length() - 1) <= ' ') {
            return false;
        }
        for (int i = 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || (c == ' ' && text.charAt(i - 1) == ' ')) {
                return false;
            }
        }
        return true;
    }

    private static boolean isId(String text) {
        if (text.isEmpty() || text.length() > 64) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            if (!letter && !isDigit(text, i) && c != '-' && c != '.') {
                return false;
            }
        }
        return true;
    }

    private static boolean hasNoBlank(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) <= ' ') {
                return false;
            }
        }
        return !text.isEmpty();
    }

    private static boolean isDigit(String text, int at) {
        char c = text.charAt(at);
        return c >= '0' && c <= '9';
    }
}
