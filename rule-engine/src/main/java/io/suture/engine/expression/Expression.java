package io.suture.engine.expression;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The tree of a formula: closed, so that nothing can be said but what stands here. Decision 0002 has the language.
public sealed interface Expression {

    /// A constant text.
    record Text(String text) implements Expression {}

    /// A constant number, with the digits that were typed.
    record Number(String digits) implements Expression {}

    /// `true` or `false`.
    record Truth(boolean value) implements Expression {}

    /// `null`: erase what the target has.
    record Erase() implements Expression {}

    /// `absent`: say nothing.
    record Silence() implements Expression {}

    /// Names from a scope downward, or beneath the value of another expression.
    ///
    /// @param base  what the steps start at; null when the first name is looked for in the scopes
    /// @param steps at least one
    record Path(@Nullable Expression base, List<Step> steps) implements Expression {
        public Path {
            steps = List.copyOf(steps);
            if (steps.isEmpty()) {
                throw new IllegalArgumentException("a path has a name");
            }
        }
    }

    /// Two values compared: as numbers, times or text, by their types.
    record Compare(Comparison by, Expression left, Expression right) implements Expression {}

    /// Both hold.
    record And(Expression left, Expression right) implements Expression {}

    /// At least one holds.
    record Or(Expression left, Expression right) implements Expression {}

    /// It does not hold.
    record Not(Expression condition) implements Expression {}

    /// `a in ('X', 'D')`: equal to one of these.
    record OneOf(Expression value, List<Expression> choices) implements Expression {
        public OneOf {
            choices = List.copyOf(choices);
        }
    }

    /// `PID-8 in 'Administrative sex'`: what a LookupTable has for a code.
    record InTable(Expression value, String table) implements Expression {}

    /// `a & b`: joined text.
    record Join(Expression left, Expression right) implements Expression {}

    /// A calculation on numbers.
    record Arithmetic(Operation by, Expression left, Expression right) implements Expression {}

    /// `-a`.
    record Negative(Expression value) implements Expression {}

    /// A function of the set in [Functions], or `if`.
    record Call(String function, List<Expression> arguments) implements Expression {
        public Call {
            arguments = List.copyOf(arguments);
        }
    }

    /// One name of a path, with the choice among its repeats where one is made.
    record Step(String name, @Nullable Pick pick) {
        public static Step of(String name) {
            return new Step(name, null);
        }
    }

    /// Which repeats of a step are meant.
    sealed interface Pick {
        /// Those for which this holds.
        record Where(Expression condition) implements Pick {}

        /// The one at this position, from 1.
        record Nth(int position) implements Pick {}

        /// The last one.
        record Last() implements Pick {}
    }

    /// The six comparisons.
    enum Comparison {
        EQUAL("="),
        UNEQUAL("!="),
        LESS("<"),
        AT_MOST("<="),
        GREATER(">"),
        AT_LEAST(">=");

        private final String sign;

        Comparison(String sign) {
            this.sign = sign;
        }

        public String sign() {
            return sign;
        }
    }

    /// The four calculations.
    enum Operation {
        ADD("+"),
        SUBTRACT("-"),
        MULTIPLY("*"),
        DIVIDE("/");

        private final String sign;

        Operation(String sign) {
            this.sign = sign;
        }

        public String sign() {
            return sign;
        }
    }

    /// The text of this tree in the formula language; parsing it gives an equal tree.
    default String print() {
        return Printer.print(this);
    }
}
