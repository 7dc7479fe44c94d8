package io.suture.runtime.message;

import io.suture.engine.rule.Decided;
import io.suture.engine.rule.Decision;
import java.util.List;

/// A Decision as it is kept: what its Rule's author wrote, nothing of the Message.
///
/// @param kind         `route`, `drop`, `reject`, `hold`, `label`, `redact`, `alert`, `correlate`; `batch` where a
///                     batch was parted, `cancel` where a person gave it up
/// @param rule         which Rule; empty for what the RuleSet says otherwise
/// @param destinations of a route or a redaction
/// @param code         of a reject
/// @param text         the author's reason, label or alert
public record RecordedDecision(String kind, String rule, List<String> destinations, String code, String text) {
    public RecordedDecision {
        destinations = List.copyOf(destinations);
    }

    static RecordedDecision batch(int messages) {
        return new RecordedDecision("batch", "", List.of(), "", messages + " messages");
    }

    boolean isBatch() {
        return kind.equals("batch");
    }

    static RecordedDecision of(Decided decided) {
        String rule = decided.rule();
        return switch (decided.decision()) {
            case Decision.RouteTo route -> new RecordedDecision("route", rule, route.destinations(), "", "");
            case Decision.Drop drop -> new RecordedDecision("drop", rule, List.of(), "", drop.reason());
            case Decision.Reject reject ->
                new RecordedDecision("reject", rule, List.of(), reject.code(), reject.text());
            case Decision.Hold hold -> new RecordedDecision("hold", rule, List.of(), "", hold.reason());
            case Decision.Label label -> new RecordedDecision("label", rule, List.of(), "", label.label());
            case Decision.Redact redact ->
                new RecordedDecision(
                        "redact",
                        rule,
                        List.of(redact.destination()),
                        "",
                        redact.paths().toString());
            case Decision.Alert alert -> new RecordedDecision("alert", rule, List.of(), "", alert.text());
            // The key is the Message's own.
            case Decision.Correlate correlate -> new RecordedDecision("correlate", rule, List.of(), "", "");
        };
    }
}
