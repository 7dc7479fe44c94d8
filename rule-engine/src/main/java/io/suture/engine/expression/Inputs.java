package io.suture.engine.expression;

import io.suture.engine.value.Value;
import java.time.Instant;
import java.util.Map;

/// What a run depends on besides the compiled document and the message.
///
/// @param now        the clock of this run
/// @param seed       what generated control ids are computed from, unique to the Message
/// @param constants  settings of this runtime by name, which go before the Channel's own
/// @param answers    answers to declared queries
/// @param companions further sources by name, already read
public record Inputs(
        Instant now, String seed, Map<String, String> constants, Answers answers, Map<String, Value.Group> companions) {
    public Inputs {
        constants = Map.copyOf(constants);
        companions = Map.copyOf(companions);
    }

    public static Inputs of(Instant now, String seed) {
        return new Inputs(now, seed, Map.of(), Answers.NONE, Map.of());
    }

    public Inputs with(Answers others) {
        return new Inputs(now, seed, constants, others, companions);
    }
}
