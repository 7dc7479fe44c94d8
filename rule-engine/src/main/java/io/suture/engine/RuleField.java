package io.suture.engine;

import io.suture.engine.expression.CompiledFormula;
import io.suture.engine.expression.Frame;
import io.suture.engine.expression.Inputs;
import io.suture.engine.rule.drools.FieldReader;
import io.suture.engine.value.Value;

/// A rule's field. Rules see the Message, the Channel's constants, the run's clock and the answers to its queries, and
/// nothing else of a run.
record RuleField(CompiledFormula formula) implements FieldReader {
    @Override
    public Value read(Value.Group message, Inputs inputs) {
        return formula.read(message, inputs, problem -> {
            if (problem.code().equals(Frame.TOO_MANY)) {
                throw new TooMuch(problem.message());
            }
        });
    }

    /// A rule that asks for too much must not be taken for one that does not hold: its message waits, by its name.
    private static final class TooMuch extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooMuch(String message) {
            super(message, null, false, false);
        }
    }

    @Override
    public boolean isDate() {
        return switch (formula.shape().kind()) {
            case DATE, DATE_TIME, HL7_TIME -> true;
            case ANY, TEXT, NUMBER, TIME, BOOLEAN, CODE, GROUP -> false;
        };
    }

    @Override
    public boolean repeats() {
        return formula.shape().many();
    }
}
