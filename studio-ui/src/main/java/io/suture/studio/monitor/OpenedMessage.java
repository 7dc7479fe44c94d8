package io.suture.studio.monitor;

import io.suture.engine.report.Problem;
import io.suture.engine.report.Trace;
import io.suture.runtime.message.MessageSummary;
import io.suture.runtime.message.Run;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A Message as its page shows it.
///
/// @param line       as the list shows it
/// @param refusal    why it was refused at the door; empty where it was taken
/// @param runs       the newest first
/// @param deliveries the newest first
/// @param payload    what names the patient; null for those who may not see it
public record OpenedMessage(
        MessageLine line,
        List<Problem> refusal,
        List<Run> runs,
        List<OpenedDelivery> deliveries,
        @Nullable Payload payload) {
    public OpenedMessage {
        refusal = List.copyOf(refusal);
        runs = List.copyOf(runs);
        deliveries = List.copyOf(deliveries);
    }

    public MessageSummary summary() {
        return line.summary();
    }

    public String controlId() {
        return line.controlId();
    }

    /// The Message's own values.
    ///
    /// @param raw   as it came
    /// @param trace of its newest run, repeated on the version that made it; null where it never ran or where
    ///              that version is not known here
    /// @param same  whether that repetition made byte for byte what was stored
    public record Payload(byte[] raw, @Nullable Trace trace, boolean same) {}
}
