package io.suture.engine.expression;

import java.math.BigDecimal;
import java.util.Optional;

/// Decimals as text, digits kept.
final class Numbers {
    private Numbers() {}

    static Optional<BigDecimal> parse(String text) {
        String digits = canonical(text);
        return digits.isEmpty() ? Optional.empty() : Optional.of(new BigDecimal(digits));
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
