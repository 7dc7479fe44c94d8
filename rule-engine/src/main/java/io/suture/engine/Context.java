package io.suture.engine;

import io.suture.engine.expression.Answers;
import java.time.Instant;
import java.util.Map;

/// What a run depends on besides Channel and Message. It is recorded, so that a replay gives the same bytes.
///
/// @param now        the clock of this run: MSH-7 of outputs, `now()`
/// @param seed       what generated control ids are computed from, unique to the Message
/// @param constants  settings of this runtime that formulas use by name, such as `SENDER_ZONE`
/// @param answers    answers to the Channel's declared queries
/// @param companions further inputs by name, as bytes: the request beside the answer
public record Context(
        Instant now, String seed, Map<String, String> constants, Answers answers, Map<String, byte[]> companions) {
    public Context {
        constants = Map.copyOf(constants);
        companions = Map.copyOf(companions);
    }

    public static Context of(Instant now, String seed) {
        return new Context(now, seed, Map.of(), Answers.NONE, Map.of());
    }

    public static Context of(Instant now, String seed, Answers answers) {
        return new Context(now, seed, Map.of(), answers, Map.of());
    }
}
