package io.suture.engine;

import io.suture.engine.expression.CompiledFormula;
import io.suture.engine.expression.Inputs;
import io.suture.engine.rule.drools.FieldReader;
import io.suture.engine.value.Value;

/// A rule's field. Rules see the Message, the Channel's constants, the run's clock and the answers to its queries, and
/// nothing else of a run.
record RuleField(CompiledFormula formula) implements FieldReader {
    @Override
    public Value read(Value.Group message, Inputs inputs) {
        return formula.read(message, inputs, problem -> {});
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
