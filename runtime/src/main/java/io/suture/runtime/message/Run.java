package io.suture.runtime.message;

import io.suture.engine.expression.Answers;
import io.suture.engine.report.Problem;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// How one run of a Message ended, and all that a repetition of it depends on.
///
/// @param number    from 1; reprocessing adds another one
/// @param at        the clock of its Context
/// @param version   the one that made it
/// @param hash      of that version's document
/// @param engine    the program's version
/// @param decisions what the Rules decided
/// @param problems  with paths and codes, without values
/// @param answers   what the Channel's queries were answered
/// @param micros    how long it took
public record Run(
        UUID message,
        int number,
        Instant at,
        String channel,
        String version,
        String hash,
        String engine,
        Status status,
        List<RecordedDecision> decisions,
        List<Problem> problems,
        Answers answers,
        int micros) {
    public Run {
        decisions = List.copyOf(decisions);
        problems = List.copyOf(problems);
    }

    /// How it ended.
    public enum Status {
        /// There is an output for each Destination that it was routed to.
        PROCESSED,
        /// It goes nowhere, on purpose.
        DROPPED,
        /// A Rule refused it.
        REJECTED,
        /// A Rule holds it for a person.
        HELD,
        /// A Problem of severity error parks it.
        ERROR,
        /// A person gave it up.
        CANCELLED
    }

    /// What generated ids are computed from.
    public String seed() {
        return seed(message, number);
    }

    static String seed(UUID message, int number) {
        return number == 1 ? message.toString() : message + "/" + number;
    }
}
