package io.suture.engine.rule.drools;

import io.suture.engine.rule.Condition.Quantifier;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/// What a condition sees at its field: every text that stands there, under a quantifier. Its methods are the operators
/// that generated DRL calls; there are no others. Nothing is true of a field without a value but [#hasNoValue()] and
/// what no repeat satisfies; decision 0005.
public final class Seen {
    private final Quantifier quantifier;
    private final List<String> texts;
    private final boolean date;

    Seen(Quantifier quantifier, List<String> texts, boolean date) {
        this.quantifier = quantifier;
        this.texts = texts;
        this.date = date;
    }

    public boolean is(String constant) {
        return holds(constant::equals);
    }

    public boolean isNot(String constant) {
        return holds(text -> !text.equals(constant));
    }

    public boolean isOneOf(Set<String> constants) {
        return holds(constants::contains);
    }

    public boolean isNoneOf(Set<String> constants) {
        return holds(text -> !constants.contains(text));
    }

    public boolean startsWith(String constant) {
        return holds(text -> text.startsWith(constant));
    }

    public boolean endsWith(String constant) {
        return holds(text -> text.endsWith(constant));
    }

    public boolean contains(String constant) {
        return holds(text -> text.contains(constant));
    }

    public boolean lessThan(Measure constant) {
        return holds(text -> constant.holdsFor(text, date, order -> order < 0));
    }

    public boolean atMost(Measure constant) {
        return holds(text -> constant.holdsFor(text, date, order -> order <= 0));
    }

    public boolean greaterThan(Measure constant) {
        return holds(text -> constant.holdsFor(text, date, order -> order > 0));
    }

    public boolean atLeast(Measure constant) {
        return holds(text -> constant.holdsFor(text, date, order -> order >= 0));
    }

    public boolean between(Measure low, Measure high) {
        return holds(text ->
                low.holdsFor(text, date, order -> order >= 0) && high.holdsFor(text, date, order -> order <= 0));
    }

    public boolean hasAValue() {
        return quantifier == Quantifier.NONE ? texts.isEmpty() : !texts.isEmpty();
    }

    public boolean hasNoValue() {
        return quantifier == Quantifier.NONE ? !texts.isEmpty() : texts.isEmpty();
    }

    private boolean holds(Predicate<String> test) {
        return switch (quantifier) {
            case ANY -> texts.stream().anyMatch(test);
            case ALL -> !texts.isEmpty() && texts.stream().allMatch(test);
            case NONE -> texts.stream().noneMatch(test);
        };
    }

    /// A constant of an ordering operator: a number, or a date in digits.
    ///
    /// @param text   as the analyst typed it
    /// @param number its value when it is a number, else zero
    /// @param digits its date without separators
    public record Measure(String text, BigDecimal number, boolean isNumber, String digits) {
        static Measure of(String text) {
            String digits = digits(text);
            try {
                return new Measure(text, new BigDecimal(text.strip()), true, digits);
            } catch (NumberFormatException notANumber) {
                return new Measure(text, BigDecimal.ZERO, false, digits);
            }
        }

        /// Whether it can be compared with anything: dates have four digits at least.
        boolean isOrdered(boolean asDate) {
            return asDate ? digits.length() >= 4 : isNumber;
        }

        private boolean holdsFor(String seen, boolean asDate, java.util.function.IntPredicate order) {
            if (asDate) {
                String other = digits(seen);
                int precision = Math.min(other.length(), digits.length());
                return precision >= 4
                        && order.test(other.substring(0, precision).compareTo(digits.substring(0, precision)));
            }
            try {
                return isNumber && order.test(new BigDecimal(seen.strip()).compareTo(number));
            } catch (NumberFormatException notANumber) {
                return false;
            }
        }

        /// The date and time digits of an HL7 or ISO time, without its offset: years first, so that texts compare as
        /// times do.
        private static String digits(String time) {
            var digits = new StringBuilder(14);
            for (int i = 0; i < time.length(); i++) {
                char c = time.charAt(i);
                if (c >= '0' && c <= '9') {
                    digits.append(c);
                } else if (c == '+' || c == 'Z' || c == '.' || (c == '-' && digits.length() > 8)) {
                    break;
                }
            }
            return digits.toString();
        }
    }
}
