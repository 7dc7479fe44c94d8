package io.suture.engine.expression;

import io.suture.engine.expression.Expression.Comparison;
import io.suture.engine.expression.Expression.Pick;
import io.suture.engine.expression.Expression.Step;
import io.suture.engine.expression.Sentence.Operator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Reads a formula's tree as a Sentence; empty for what no sentence says.
final class SentenceReader {
    private static final Operator[] OPERATORS = Operator.values();

    private SentenceReader() {}

    static Optional<Sentence> read(Expression tree) {
        return switch (tree) {
            case Expression.And and -> parts(and).map(Sentence.All::new);
            case Expression.Or or -> parts(or).map(Sentence.AnyOf::new);
            case Expression.Not(Expression condition) -> negated(condition);
            case Expression.Compare(var by, var left, var right) ->
                constant(right).flatMap(value -> test(left, operator(by), List.of(value)));
            case Expression.OneOf(var value, var choices) -> oneOf(value, choices, Operator.IS_ONE_OF);
            case Expression.Call(String function, var arguments) -> called(function, arguments, false);
            default -> Optional.empty();
        };
    }

    private static Optional<List<Sentence>> parts(Expression joined) {
        var parts = new ArrayList<Sentence>();
        return collect(joined, joined.getClass(), parts) ? Optional.of(parts) : Optional.empty();
    }

    /// `a and b and c` is one list, however its brackets stand.
    private static boolean collect(Expression tree, Class<?> join, List<Sentence> parts) {
        if (tree.getClass() == join) {
            return switch (tree) {
                case Expression.And(var left, var right) -> collect(left, join, parts) && collect(right, join, parts);
                case Expression.Or(var left, var right) -> collect(left, join, parts) && collect(right, join, parts);
                default -> throw new IllegalStateException("only 'and' and 'or' join");
            };
        }
        Optional<Sentence> part = read(tree);
        part.ifPresent(found -> {
            // `exists(a, b) or c` is one list too; so is `not exists(a, b) and c`.
            if (join == Expression.Or.class && found instanceof Sentence.AnyOf(var several)) {
                parts.addAll(several);
            } else if (join == Expression.And.class && found instanceof Sentence.All(var several)) {
                parts.addAll(several);
            } else {
                parts.add(found);
            }
        });
        return part.isPresent();
    }

    private static Optional<Sentence> negated(Expression condition) {
        return switch (condition) {
            case Expression.OneOf(var value, var choices) -> oneOf(value, choices, Operator.IS_NONE_OF);
            case Expression.Call(String function, var arguments) -> called(function, arguments, true);
            default -> read(condition).map(Sentence.Not::new);
        };
    }

    private static Operator operator(Comparison by) {
        return switch (by) {
            case EQUAL -> Operator.IS;
            case UNEQUAL -> Operator.IS_NOT;
            case LESS -> Operator.LESS_THAN;
            case AT_MOST -> Operator.AT_MOST;
            case GREATER -> Operator.GREATER_THAN;
            case AT_LEAST -> Operator.AT_LEAST;
        };
    }

    private static Optional<Sentence> oneOf(Expression value, List<Expression> choices, Operator operator) {
        return choices.stream().allMatch(choice -> constant(choice).isPresent())
                ? test(value, operator, choices)
                : Optional.empty();
    }

    private static Optional<Sentence> called(String function, List<Expression> arguments, boolean negative) {
        if (function.equals("exists")) {
            return exist(arguments, negative);
        }
        Optional<Operator> operator = Arrays.stream(OPERATORS)
                .filter(one -> function.equals(one.function()) && one.negative() == negative)
                .findFirst();
        if (operator.isEmpty() || arguments.size() != (operator.get().takes(1) ? 2 : 1)) {
            return Optional.empty();
        }
        boolean table = operator.get().takesTable();
        Expression field = arguments.get(table ? 1 : 0);
        return arguments.size() == 1
                ? test(field, operator.get(), List.of())
                : constant(arguments.get(table ? 0 : 1)).flatMap(value -> test(field, operator.get(), List.of(value)));
    }

    /// `exists(a, b)` says that a has a value or b has one.
    private static Optional<Sentence> exist(List<Expression> arguments, boolean negative) {
        var parts = new ArrayList<Sentence>();
        for (Expression argument : arguments) {
            Optional<Sentence> part = one(argument, negative);
            if (part.isEmpty()) {
                return Optional.empty();
            }
            parts.add(part.get());
        }
        Function<List<Sentence>, Sentence> join = negative ? Sentence.All::new : Sentence.AnyOf::new;
        return parts.isEmpty()
                ? Optional.empty()
                : Optional.of(parts.size() == 1 ? parts.getFirst() : join.apply(parts));
    }

    private static Optional<Sentence> one(Expression argument, boolean negative) {
        if (argument instanceof Expression.Path(var base, var steps)
                && steps.getLast().pick() instanceof Pick.Where(Expression condition)) {
            var bare = new ArrayList<>(steps);
            bare.set(bare.size() - 1, Step.of(steps.getLast().name()));
            return read(condition)
                    .map(holds -> (Sentence) new Sentence.There(new Expression.Path(base, bare), holds))
                    .map(there -> negative ? new Sentence.Not(there) : there);
        }
        return test(argument, negative ? Operator.HAS_NO_VALUE : Operator.HAS_A_VALUE, List.of());
    }

    private static Optional<Sentence> test(Expression field, Operator operator, List<Expression> values) {
        return isField(field) ? Optional.of(new Sentence.Test(field, operator, values)) : Optional.empty();
    }

    /// What stands on the left is something of the message, not a constant and not a condition in itself.
    private static boolean isField(Expression tree) {
        return switch (tree) {
            case Expression.Path path -> true;
            case Expression.Call call -> true;
            case Expression.Join join -> true;
            case Expression.Arithmetic arithmetic -> true;
            case Expression.Negative negative -> true;
            case Expression.InTable lookup -> true;
            default -> false;
        };
    }

    private static Optional<Expression> constant(Expression tree) {
        return switch (tree) {
            case Expression.Text text -> Optional.of(text);
            case Expression.Number number -> Optional.of(number);
            case Expression.Truth truth -> Optional.of(truth);
            case Expression.Negative(Expression.Number number) -> Optional.of(tree);
            default -> Optional.empty();
        };
    }
}
