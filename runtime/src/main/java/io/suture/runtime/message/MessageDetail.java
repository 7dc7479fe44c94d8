package io.suture.runtime.message;

import io.suture.engine.report.Problem;
import java.util.List;
import java.util.Optional;

/// A Message as its page shows it.
///
/// @param payload   the bytes as they came
/// @param controlId MSH-10, or empty
/// @param patient   the patient's identifier, for the audit trail
/// @param refusal   why it was refused at the door; empty where it was taken
/// @param runs      the newest first
public record MessageDetail(
        MessageSummary summary,
        byte[] payload,
        String controlId,
        Optional<String> patient,
        List<Problem> refusal,
        List<Run> runs) {
    public MessageDetail {
        refusal = List.copyOf(refusal);
        runs = List.copyOf(runs);
    }
}
