package io.suture.engine.expression;

import io.suture.engine.value.Value;
import java.util.Optional;

/// A range as results write it, such as `3.5-5.1` or `>10`. An end that is open is absent.
record NumberRange(Value low, Value high) {
    static Optional<NumberRange> parse(String text) {
        String sign = Comparators.sign(text);
        if (!sign.isEmpty()) {
            String number = Numbers.canonical(Comparators.rest(text));
            return number.isEmpty()
                    ? Optional.empty()
                    : Optional.of(sign.startsWith("<") ? of("", number) : of(number, ""));
        }
        // From the second character on: the first may be the sign of a negative number.
        int minus = text.indexOf('-', 1);
        if (minus < 0) {
            return Optional.empty();
        }
        String low = Numbers.canonical(text.substring(0, minus));
        String high = Numbers.canonical(text.substring(minus + 1));
        return low.isEmpty() && high.isEmpty() || low.isEmpty() != high.isEmpty() && !open(text, minus)
                ? Optional.empty()
                : Optional.of(of(low, high));
    }

    private static NumberRange of(String low, String high) {
        return new NumberRange(Value.text(low), Value.text(high));
    }

    /// `5-` has no upper end; `5-abc` is text.
    private static boolean open(String text, int minus) {
        return text.substring(minus + 1).isBlank() || text.substring(0, minus).isBlank();
    }
}
