package io.suture.engine;

import io.suture.engine.expression.Answers;
import io.suture.engine.expression.CompiledFormula;
import io.suture.engine.expression.Inputs;
import io.suture.engine.rule.drools.FieldReader;
import io.suture.engine.value.Value;
import java.time.Instant;

/// A rule's field. Rules see the Message, the Channel's constants and the answers to its queries, and nothing else
/// of a run.
record RuleField(CompiledFormula formula) implements FieldReader {
    private static final Inputs NONE = Inputs.of(Instant.EPOCH, "");

    @Override
    public Value read(Value.Group message, Answers answers) {
        Inputs inputs = answers.isEmpty() ? NONE : NONE.with(answers);
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
