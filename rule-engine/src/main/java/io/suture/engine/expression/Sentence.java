package io.suture.engine.expression;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A condition in the form in which people say it: a field, a comparison and constants, joined by 'and' and 'or'.
/// It is another view of a [Formula], which stays what is kept: [#of] reads a formula as a sentence where it is one,
/// [#formula] writes it back as a formula that holds for the same messages. Decision 0060 says which are.
public sealed interface Sentence {
    /// All of them hold.
    record All(List<Sentence> parts) implements Sentence {
        public All {
            parts = List.copyOf(parts);
        }
    }

    /// At least one of them holds.
    record AnyOf(List<Sentence> parts) implements Sentence {
        public AnyOf {
            parts = List.copyOf(parts);
        }
    }

    /// It does not hold.
    record Not(Sentence part) implements Sentence {}

    /// Among the repeats of a field there is one for which something holds: `exists(OBX[OBX-8 = 'HH'])`.
    ///
    /// @param repeats what repeats, without a choice among it
    /// @param holds   a condition whose fields are those of one repeat
    record There(Expression.Path repeats, Sentence holds) implements Sentence {}

    /// A field compared with constants.
    ///
    /// @param field    a field, or what is calculated from fields: `OBX-2`, `count(OBX)`
    /// @param operator the comparison
    /// @param values   constants; as many as the operator takes
    record Test(Expression field, Operator operator, List<Expression> values) implements Sentence {
        public Test {
            values = List.copyOf(values);
            if (!operator.takes(values.size())) {
                throw new IllegalArgumentException(operator + " does not take " + values.size() + " values");
            }
        }
    }

    /// The comparisons of a sentence. None but the last of a pair holds for a field without a value.
    enum Operator {
        IS(1, null, false),
        IS_NOT(1, null, false),
        IS_ONE_OF(Integer.MAX_VALUE, null, false),
        IS_NONE_OF(Integer.MAX_VALUE, null, true),
        LESS_THAN(1, null, false),
        AT_MOST(1, null, false),
        GREATER_THAN(1, null, false),
        AT_LEAST(1, null, false),
        STARTS_WITH(1, "startsWith", false),
        DOES_NOT_START_WITH(1, "startsWith", true),
        ENDS_WITH(1, "endsWith", false),
        DOES_NOT_END_WITH(1, "endsWith", true),
        CONTAINS(1, "contains", false),
        DOES_NOT_CONTAIN(1, "contains", true),
        HAS_A_VALUE(0, "exists", false),
        HAS_NO_VALUE(0, "exists", true),
        IS_TO_BE_ERASED(0, "isNull", false),
        IS_NOT_TO_BE_ERASED(0, "isNull", true),
        IN_TABLE(1, "isIn", false),
        NOT_IN_TABLE(1, "isIn", true),
        IS_A_NUMBER(0, "isNumber", false),
        IS_NO_NUMBER(0, "isNumber", true),
        IS_A_RANGE(0, "isRange", false),
        IS_NO_RANGE(0, "isRange", true),
        IS_A_DATE(0, "isDate", false),
        IS_NO_DATE(0, "isDate", true),
        IS_A_TIME(0, "isTime", false),
        IS_NO_TIME(0, "isTime", true),
        IS_A_UCUM_UNIT(0, "isUcum", false),
        IS_NO_UCUM_UNIT(0, "isUcum", true);

        private final int most;
        private final @Nullable String function;
        private final boolean negative;

        Operator(int most, @Nullable String function, boolean negative) {
            this.most = most;
            this.function = function;
            this.negative = negative;
        }

        /// Whether it takes this many constants.
        public boolean takes(int constants) {
            return most == Integer.MAX_VALUE ? constants > 0 : constants == most;
        }

        /// Whether its constants are a list of any length.
        public boolean takesSeveral() {
            return most == Integer.MAX_VALUE;
        }

        /// Whether its constant is the name of a LookupTable.
        public boolean takesTable() {
            return this == IN_TABLE || this == NOT_IN_TABLE;
        }

        /// Whether it asks for more and less.
        public boolean isOrder() {
            return this == LESS_THAN || this == AT_MOST || this == GREATER_THAN || this == AT_LEAST;
        }

        @Nullable
        String function() {
            return function;
        }

        boolean negative() {
            return negative;
        }
    }

    /// The sentence that a formula says; empty for one that says more than a sentence can, and for a broken one.
    static Optional<Sentence> of(Formula formula) {
        return formula.parse().tree().flatMap(SentenceReader::read);
    }

    /// The formula that says this.
    default Formula formula() {
        return Formula.of(SentenceWriter.write(this));
    }
}
