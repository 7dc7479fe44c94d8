package io.suture.engine;

import java.time.Instant;
import java.util.Map;

/// What a run depends on besides Channel and Message. It is recorded, so that a replay gives the same bytes.
///
/// @param now        the clock of this run: MSH-7 of outputs, `now()`
/// @param seed       what generated control ids are computed from, unique to the Message
/// @param constants  settings of this runtime that formulas use by name, such as `SENDER_ZONE`
/// @param answers    answers to the Channel's declared queries, by query
/// @param companions further inputs by name, as bytes: the request beside the answer
public record Context(
        Instant now,
        String seed,
        Map<String, String> constants,
        Map<String, String> answers,
        Map<String, byte[]> companions) {
    public Context {
        constants = Map.copyOf(constants);
        answers = Map.copyOf(answers);
        companions = Map.copyOf(companions);
    }

    public static Context of(Instant now, String seed) {
        return new Context(now, seed, Map.of(), Map.of(), Map.of());
    }
}
