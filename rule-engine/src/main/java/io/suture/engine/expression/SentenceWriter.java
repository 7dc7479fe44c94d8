package io.suture.engine.expression;

import io.suture.engine.expression.Expression.Comparison;
import io.suture.engine.expression.Expression.Pick;
import io.suture.engine.expression.Expression.Step;
import io.suture.engine.expression.Sentence.Operator;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BinaryOperator;

/// Writes a Sentence as the tree of a formula.
final class SentenceWriter {
    private SentenceWriter() {}

    static Expression write(Sentence sentence) {
        return switch (sentence) {
            case Sentence.All(var parts) ->
                joined(parts, Operator.HAS_NO_VALUE, Expression.And::new, new Expression.Truth(true));
            case Sentence.AnyOf(var parts) ->
                joined(parts, Operator.HAS_A_VALUE, Expression.Or::new, new Expression.Truth(false));
            case Sentence.Not(var part) -> new Expression.Not(write(part));
            case Sentence.There(var repeats, var holds) ->
                new Expression.Call("exists", List.of(where(repeats, holds)));
            case Sentence.Test test -> test(test);
        };
    }

    /// Neighbours that ask for a value become one `exists` of several.
    private static Expression joined(
            List<Sentence> parts, Operator merged, BinaryOperator<Expression> join, Expression none) {
        var written = new ArrayList<Expression>();
        var fields = new ArrayList<Expression>();
        for (Sentence part : parts) {
            if (part instanceof Sentence.Test(var field, var operator, var values) && operator == merged) {
                fields.add(field);
            } else {
                exists(fields, merged, written);
                written.add(write(part));
            }
        }
        exists(fields, merged, written);
        return written.stream().reduce(join).orElse(none);
    }

    private static void exists(List<Expression> fields, Operator operator, List<Expression> written) {
        if (!fields.isEmpty()) {
            written.add(signed(operator, new Expression.Call("exists", fields)));
            fields.clear();
        }
    }

    private static Expression where(Expression.Path repeats, Sentence holds) {
        var steps = new ArrayList<>(repeats.steps());
        steps.set(steps.size() - 1, new Step(steps.getLast().name(), new Pick.Where(write(holds))));
        return new Expression.Path(repeats.base(), steps);
    }

    private static Expression test(Sentence.Test test) {
        Expression field = test.field();
        return switch (test.operator()) {
            case IS -> compare(Comparison.EQUAL, test);
            case IS_NOT -> compare(Comparison.UNEQUAL, test);
            case LESS_THAN -> compare(Comparison.LESS, test);
            case AT_MOST -> compare(Comparison.AT_MOST, test);
            case GREATER_THAN -> compare(Comparison.GREATER, test);
            case AT_LEAST -> compare(Comparison.AT_LEAST, test);
            case IS_ONE_OF, IS_NONE_OF -> signed(test.operator(), new Expression.OneOf(field, test.values()));
            case IN_TABLE, NOT_IN_TABLE ->
                call(test.operator(), List.of(test.values().getFirst(), field));
            default -> {
                var arguments = new ArrayList<Expression>();
                arguments.add(field);
                arguments.addAll(test.values());
                yield call(test.operator(), arguments);
            }
        };
    }

    private static Expression compare(Comparison by, Sentence.Test test) {
        return new Expression.Compare(by, test.field(), test.values().getFirst());
    }

    private static Expression call(Operator operator, List<Expression> arguments) {
        return signed(operator, new Expression.Call(Objects.requireNonNull(operator.function()), arguments));
    }

    private static Expression signed(Operator operator, Expression holds) {
        return operator.negative() ? new Expression.Not(holds) : holds;
    }
}
