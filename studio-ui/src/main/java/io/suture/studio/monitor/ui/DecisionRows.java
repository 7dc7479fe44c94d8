package io.suture.studio.monitor.ui;

import static io.suture.studio.kit.Markup.box;
import static io.suture.studio.kit.Markup.text;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import io.suture.engine.report.Trace;
import io.suture.runtime.message.RecordedDecision;
import io.suture.runtime.message.Run;
import io.suture.studio.channel.RuleWords;
import io.suture.studio.kit.Masked;
import io.suture.studio.kit.Rows;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What the Rules decided; with a Trace also each Rule's conditions and the values that they saw.
final class DecisionRows extends Div {

    DecisionRows(Run run, @Nullable Trace trace) {
        var decisions = new Rows("Decisions", "Rule:40%", "Decision");
        for (RecordedDecision decision : run.decisions()) {
            decisions.row(
                    decision.rule().isEmpty() ? text("no rule applied", "dim") : text(decision.rule()),
                    text(words(decision)));
        }
        add(decisions);
        if (trace != null && !trace.rules().isEmpty()) {
            add(rules(trace));
        } else if (trace == null && !run.decisions().isEmpty()) {
            add(box("facts line", new Masked(), text("What the conditions saw", "mid")));
        }
    }

    private static Rows rules(Trace trace) {
        var rows = new Rows("Rules", "Rule:26%", "Condition", "Saw:22%", "Held:80px");
        for (Trace.RuleLine rule : trace.rules()) {
            boolean first = true;
            if (rule.conditions().isEmpty()) {
                rows.row(name(rule), outcome(rule), text(""), text(""));
            }
            for (Trace.ConditionLine condition : rule.conditions()) {
                rows.row(
                        first ? name(rule) : text(""),
                        text(condition.condition()),
                        Optional.ofNullable(condition.saw())
                                .map(saw -> text(saw, "mono"))
                                .orElseGet(() -> text("absent", "dim")),
                        condition.held() ? text("yes", "ok") : text("no", "mid"));
                first = false;
            }
        }
        return rows;
    }

    private static Span name(Trace.RuleLine rule) {
        return rule.fired() ? text(rule.rule() + ", applied", "name") : text(rule.rule(), "mid");
    }

    /// Of a rule without conditions that were asked.
    private static Span outcome(Trace.RuleLine rule) {
        return text(rule.fired() ? "always" : RuleWords.outcome(rule.outcome()), "dim");
    }

    static String words(RecordedDecision decision) {
        String to = String.join(", ", decision.destinations());
        return switch (decision.kind()) {
            case "route" -> "Send to " + to;
            case "drop" -> "Drop: " + decision.text();
            case "reject" -> "Reject with " + decision.code() + ": " + decision.text();
            case "hold" -> "Hold: " + decision.text();
            case "redact" -> "Leave out for " + to + ": " + decision.text();
            case "label" -> "Label " + decision.text();
            case "alert" -> "Alert: " + decision.text();
            case "cancel" -> "Given up by " + decision.text();
            default -> decision.kind() + " " + decision.text();
        };
    }
}
