package io.suture.engine.expression;

import static io.suture.engine.expression.Function.Category.NUMBER;

import io.suture.engine.value.Value;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;

/// Numbers keep the digits that were sent. Nothing here converts a unit; [UnitFunctions] does.
final class NumberFunctions {
    private NumberFunctions() {}

    static List<Function> all() {
        return List.of(
                Function.texts(
                                "number",
                                NUMBER,
                                ValueType.NUMBER,
                                "text",
                                "The text as a number with all its digits; absent, with a warning, when it is none.",
                                NumberFunctions::number)
                        .giving("number('6.80')", "6.80")
                        .giving("number('+07')", "7"),
                Function.texts(
                                "isNumber",
                                NUMBER,
                                ValueType.BOOLEAN,
                                "text",
                                "Whether the text is a number.",
                                (a, frame) ->
                                        Texts.truth(!Numbers.canonical(a[0]).isEmpty()))
                        .giving("isNumber('6.8')", "true")
                        .giving("isNumber('<6.8')", "false"),
                Function.texts(
                                "round",
                                NUMBER,
                                ValueType.NUMBER,
                                "number digits?",
                                "Rounded half up.",
                                (a, frame) -> Numbers.parse(a[0])
                                        .map(number -> Value.text(number.setScale(
                                                        a.length < 2 ? 0 : Math.min(50, TextFunctions.count(a[1])),
                                                        RoundingMode.HALF_UP)
                                                .toPlainString()))
                                        .orElseGet(() -> none(frame)))
                        .giving("round('2.345', 2)", "2.35"),
                Function.texts(
                                "abs",
                                NUMBER,
                                ValueType.NUMBER,
                                "number",
                                "The number without its sign.",
                                (a, frame) -> Numbers.parse(a[0])
                                        .map(number -> Value.text(number.abs().toPlainString()))
                                        .orElseGet(() -> none(frame)))
                        .giving("abs('-3.50')", "3.50"),
                Function.values(
                                "min",
                                NUMBER,
                                ValueType.NUMBER,
                                "numbers*...",
                                "The smallest.",
                                (a, frame) -> extreme(a, -1, frame))
                        .giving("min(3, 1, 2)", "1"),
                Function.values(
                                "max",
                                NUMBER,
                                ValueType.NUMBER,
                                "numbers*...",
                                "The largest.",
                                (a, frame) -> extreme(a, 1, frame))
                        .giving("max(3, 1, 2)", "3"),
                Function.values(
                                "sum",
                                NUMBER,
                                ValueType.NUMBER,
                                "numbers*...",
                                "All numbers added up.",
                                NumberFunctions::sum)
                        .giving("sum('1.50', '2.25')", "3.75"),
                Function.values(
                                "count",
                                NUMBER,
                                ValueType.NUMBER,
                                "values*...",
                                "How many values there are.",
                                NumberFunctions::count)
                        .giving("count(split('a,b,c', ','))", "3"),
                Function.texts(
                                "comparator",
                                NUMBER,
                                ValueType.CODE,
                                "text",
                                "The sign in front of a number: <, <=, >= or >.",
                                (a, frame) -> Value.text(Comparators.sign(a[0])))
                        .giving("comparator('<=5')", "<=")
                        .giving("comparator('5')", ""),
                Function.texts(
                                "numericPart",
                                NUMBER,
                                ValueType.NUMBER,
                                "text",
                                "The number after a sign such as <.",
                                (a, frame) -> Value.text(Numbers.canonical(Comparators.rest(a[0]))))
                        .giving("numericPart('<=5.0')", "5.0"),
                Function.texts(
                                "low",
                                NUMBER,
                                ValueType.NUMBER,
                                "range",
                                "The lower end of a range such as 3.5-5.1 or >10; absent, with a warning, when it is no range.",
                                (a, frame) -> range(a[0], true, frame))
                        .giving("low('3.5-5.1')", "3.5")
                        .giving("low('>10')", "10"),
                Function.texts(
                                "high",
                                NUMBER,
                                ValueType.NUMBER,
                                "range",
                                "The upper end of a range such as 3.5-5.1 or <5.",
                                (a, frame) -> range(a[0], false, frame))
                        .giving("high('3.5 - 5.1')", "5.1")
                        .giving("high('<5')", "5"),
                Function.texts(
                                "isRange",
                                NUMBER,
                                ValueType.BOOLEAN,
                                "text",
                                "Whether low or high can be read from it.",
                                (a, frame) -> Texts.truth(frame.range(a[0]).isPresent()))
                        .giving("isRange('3.5-5.1')", "true")
                        .giving("isRange('negative')", "false"),
                Function.texts(
                                "numerator",
                                NUMBER,
                                ValueType.NUMBER,
                                "ratio",
                                "The first number of a ratio such as 1:128 or >=1:128.",
                                (a, frame) -> ratio(a[0], 0))
                        .giving("numerator('1:128')", "1")
                        .giving("numerator('>=1:128')", "1"),
                Function.texts(
                                "denominator",
                                NUMBER,
                                ValueType.NUMBER,
                                "ratio",
                                "The second number of a ratio such as 1:128 or >=1:128.",
                                (a, frame) -> ratio(a[0], 1))
                        .giving("denominator('1:128')", "128")
                        .giving("denominator('>=1:128')", "128"));
    }

    private static Value number(String[] a, Frame frame) {
        String digits = Numbers.canonical(a[0]);
        return digits.isEmpty() ? none(frame) : new Value.Text(digits);
    }

    private static Value none(Frame frame) {
        frame.warn("not-a-number", "What was sent is not a number; it is left out here.");
        return Value.Absent.ABSENT;
    }

    private static Value extreme(Value[] values, int sign, Frame frame) {
        BigDecimal found = null;
        for (Value value : values) {
            for (Value item : Value.items(value)) {
                Optional<BigDecimal> number = Numbers.parse(Texts.of(item));
                if (number.isPresent()
                        && (found == null || Integer.signum(number.get().compareTo(found)) == sign)) {
                    found = number.get();
                }
            }
        }
        return found == null ? Value.Absent.ABSENT : Value.text(found.toPlainString());
    }

    private static Value sum(Value[] values, Frame frame) {
        BigDecimal sum = null;
        for (Value value : values) {
            for (Value item : Value.items(value)) {
                String text = Texts.of(item);
                if (text.isEmpty()) {
                    continue;
                }
                Optional<BigDecimal> number = Numbers.parse(text);
                if (number.isEmpty()) {
                    // A sum without one of its parts would look like a sum.
                    return none(frame);
                }
                sum = sum == null ? number.get() : sum.add(number.get());
            }
        }
        return sum == null ? Value.Absent.ABSENT : Value.text(sum.toPlainString());
    }

    private static Value count(Value[] values, Frame frame) {
        int count = 0;
        for (Value value : values) {
            for (Value item : Value.items(value)) {
                count += item == Value.Null.NULL ? 0 : 1;
            }
        }
        return new Value.Text(Integer.toString(count));
    }

    private static Value range(String text, boolean low, Frame frame) {
        Optional<NumberRange> range = frame.range(text);
        if (range.isEmpty()) {
            // Both ends are asked for; one of the two says so.
            if (low) {
                frame.warn("range-unreadable", "What was sent is no range of two numbers; it stays text.");
            }
            return Value.Absent.ABSENT;
        }
        return low ? range.get().low() : range.get().high();
    }

    private static Value ratio(String sent, int part) {
        String text = Comparators.rest(sent);
        int colon = text.indexOf(':');
        if (colon < 0) {
            return Value.Absent.ABSENT;
        }
        String one = Numbers.canonical(text.substring(0, colon));
        String other = Numbers.canonical(text.substring(colon + 1));
        return one.isEmpty() || other.isEmpty() ? Value.Absent.ABSENT : Value.text(part == 0 ? one : other);
    }
}
