package io.suture.engine.expression;

import io.suture.engine.expression.Expression.Operation;
import io.suture.engine.report.Trace.Kind;
import io.suture.engine.value.Value;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Optional;

/// The four calculations, on decimals.
final class Calculation extends Node {
    private final Operation by;
    private final Node left;
    private final Node right;
    private final String shown;

    Calculation(Operation by, Node left, Node right, String shown) {
        this.by = by;
        this.left = left;
        this.right = right;
        this.shown = shown;
    }

    @Override
    Value one(Frame frame) {
        Value result = calculated(left.one(frame), right.one(frame), frame);
        if (frame.tracer != null) {
            frame.tracer.step(Kind.FUNCTION, shown, result);
        }
        return result;
    }

    private Value calculated(Value one, Value other, Frame frame) {
        if (one == Value.Absent.ABSENT || other == Value.Absent.ABSENT) {
            return Value.Absent.ABSENT;
        }
        if (one == Value.Null.NULL || other == Value.Null.NULL) {
            return Value.Null.NULL;
        }
        Optional<BigDecimal> a = Numbers.parse(Texts.of(one));
        Optional<BigDecimal> b = Numbers.parse(Texts.of(other));
        if (a.isEmpty() || b.isEmpty()) {
            frame.warn("not-a-number", "One side of " + shown + " is not a number; the result is left out.");
            return Value.Absent.ABSENT;
        }
        BigDecimal result = switch (by) {
            case ADD -> a.get().add(b.get());
            case SUBTRACT -> a.get().subtract(b.get());
            case MULTIPLY -> a.get().multiply(b.get(), MathContext.DECIMAL128);
            case DIVIDE -> {
                if (b.get().signum() == 0) {
                    frame.warn("division-by-zero", shown + " divides by zero; the result is left out.");
                    yield null;
                }
                yield a.get().divide(b.get(), MathContext.DECIMAL64).stripTrailingZeros();
            }
        };
        return result == null ? Value.Absent.ABSENT : Value.text(result.toPlainString());
    }
}
