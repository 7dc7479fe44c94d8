package io.suture.runtime.message;

import io.suture.engine.report.Problem;
import java.util.List;
import java.util.Optional;

/// What a list says of a Message beyond its summary. Nothing in it names a patient.
///
/// @param controlId MSH-10, or empty
/// @param refusal   why it was refused at the door; empty where it was taken
/// @param last      its newest run; empty where it never ran
public record MessageHead(String controlId, List<Problem> refusal, Optional<Run> last) {
    public MessageHead {
        refusal = List.copyOf(refusal);
    }
}
