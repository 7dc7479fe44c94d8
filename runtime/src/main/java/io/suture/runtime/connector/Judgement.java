package io.suture.runtime.connector;

import io.suture.engine.report.Problem;
import java.util.List;
import java.util.UUID;

/// What became of a payload, for Connectors that say so in words of their own protocol.
///
/// @param id       of what was stored: the Message, or the batch that holds the Messages
/// @param messages those of a batch, in order; the one alone where it is none
/// @param refused  how many of them were refused
/// @param problems why; the first of many
public record Judgement(Outcome outcome, UUID id, List<UUID> messages, int refused, List<Problem> problems) {
    public Judgement {
        messages = List.copyOf(messages);
        problems = List.copyOf(problems);
    }

    /// How far it came.
    public enum Outcome {
        /// It is stored, and will be processed in its turn.
        STORED,
        /// It is processed, or delivered where the Channel answers only then.
        DONE,
        /// It cannot be read.
        UNREADABLE,
        /// It is more than the Channel takes at once.
        TOO_LARGE,
        /// A Rule refused it.
        REJECTED,
        /// It is kept, but could not be mapped, or not in time.
        ERRED
    }

    public static Judgement of(Outcome outcome, UUID message, List<Problem> problems) {
        boolean refused = outcome != Outcome.STORED && outcome != Outcome.DONE;
        return new Judgement(outcome, message, List.of(message), refused ? 1 : 0, problems);
    }
}
