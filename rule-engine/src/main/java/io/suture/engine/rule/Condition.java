package io.suture.engine.rule;

import io.suture.engine.expression.Formula;
import java.util.List;

/// When a Rule holds. A tree of sentences, never code.
public sealed interface Condition {
    /// All of them hold; true for none.
    record All(List<Condition> conditions) implements Condition {
        public All {
            conditions = List.copyOf(conditions);
        }
    }

    /// At least one of them holds.
    record AnyOf(List<Condition> conditions) implements Condition {
        public AnyOf {
            conditions = List.copyOf(conditions);
        }
    }

    /// It does not hold.
    record Not(Condition condition) implements Condition {}

    /// A field compared with constants.
    ///
    /// @param quantifier how many of the field's repeats must satisfy it
    /// @param field      a path of the source Schema, or a formula over it: `OBX-8`, `count(OBX)`
    /// @param operator   the comparison
    /// @param values     constants as typed; as many as the operator takes
    record Test(Quantifier quantifier, Formula field, Operator operator, List<String> values) implements Condition {
        public Test {
            values = List.copyOf(values);
        }
    }

    /// How many of a field's repeats must satisfy a test.
    enum Quantifier {
        ANY,
        ALL,
        NONE
    }

    /// The comparisons that there are; no other reaches DRL.
    enum Operator {
        IS(1, 1),
        IS_NOT(1, 1),
        IS_ONE_OF(1, Integer.MAX_VALUE),
        IS_NONE_OF(1, Integer.MAX_VALUE),
        STARTS_WITH(1, 1),
        ENDS_WITH(1, 1),
        CONTAINS(1, 1),
        LESS_THAN(1, 1),
        AT_MOST(1, 1),
        GREATER_THAN(1, 1),
        AT_LEAST(1, 1),
        BETWEEN(2, 2),
        HAS_A_VALUE(0, 0),
        HAS_NO_VALUE(0, 0),
        IN_TABLE(1, 1),
        NOT_IN_TABLE(1, 1);

        private final int least;
        private final int most;

        Operator(int least, int most) {
            this.least = least;
            this.most = most;
        }

        /// Whether it takes this many constants.
        public boolean takes(int constants) {
            return constants >= least && constants <= most;
        }
    }
}
