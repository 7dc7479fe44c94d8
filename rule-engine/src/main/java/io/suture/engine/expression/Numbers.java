package io.suture.engine.expression;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.OptionalInt;

/// Decimals as text, digits kept.
final class Numbers {
    private Numbers() {}

    static Optional<BigDecimal> parse(String text) {
        String digits = canonical(text);
        return digits.isEmpty() ? Optional.empty() : Optional.of(new BigDecimal(digits));
    }

    /// Which of two is greater, as [Comparable] says it; empty when one of them is no number.
    static OptionalInt compare(String one, String other) {
        long a = whole(one);
        long b = whole(other);
        if (a >= 0 && b >= 0) {
            return OptionalInt.of(Long.compare(a, b));
        }
        Optional<BigDecimal> first = parse(one);
        Optional<BigDecimal> second = parse(other);
        return first.isEmpty() || second.isEmpty()
                ? OptionalInt.empty()
                : OptionalInt.of(first.get().compareTo(second.get()));
    }

    /// A number of digits alone, which most are, such as counts; -1 for any other text.
    private static long whole(String text) {
        int length = text.length();
        if (length == 0 || length > 18) {
            return -1;
        }
        long number = 0;
        for (int i = 0; i < length; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = number * 10 + digit;
        }
        return number;
    }

    /// The number as JSON writes it, with all its digits: `+06.80` is `6.80`; empty when the text is no number. No
    /// exponents: HL7's NM has none.
    static String canonical(String text) {
        int at = 0;
        int end = text.length();
        while (at < end && text.charAt(at) == ' ') {
            at++;
        }
        while (end > at && text.charAt(end - 1) == ' ') {
            end--;
        }
        boolean minus = false;
        if (at < end && (text.charAt(at) == '-' || text.charAt(at) == '+')) {
            minus = text.charAt(at) == '-';
            at++;
        }
        int start = at;
        int point = -1;
        int digits = 0;
        for (; at < end; at++) {
            char c = text.charAt(at);
            if (c == '.') {
                if (point >= 0) {
                    return "";
                }
                point = at;
            } else if (c >= '0' && c <= '9') {
                digits++;
            } else {
                return "";
            }
        }
        if (digits == 0 || digits > 200) {
            return "";
        }
        int whole = point < 0 ? end : point;
        while (start < whole - 1 && text.charAt(start) == '0') {
            start++;
        }
        boolean plain = !minus && start < whole && point != end - 1;
        if (plain) {
            return start == 0 && end == text.length() ? text : text.substring(start, end);
        }
        String body = text.substring(start, point == end - 1 ? end - 1 : end);
        return (minus ? "-" : "") + (body.startsWith(".") ? "0" + body : body);
    }
}
