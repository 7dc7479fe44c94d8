package io.suture.studio.monitor.ui;

import static io.suture.studio.kit.Markup.icon;
import static io.suture.studio.kit.Markup.text;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Paragraph;
import io.suture.engine.report.Problem;
import io.suture.engine.report.Trace;
import io.suture.runtime.delivery.Attempt;
import io.suture.runtime.delivery.Delivery;
import io.suture.runtime.message.MessageStatus;
import io.suture.runtime.message.MessageSummary;
import io.suture.runtime.message.RecordedDecision;
import io.suture.runtime.message.Run;
import io.suture.studio.monitor.OpenedDelivery;
import io.suture.studio.monitor.OpenedMessage;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The five steps of a Message from the sender to its Destinations, and where it stands.
final class Journey extends OrderedList {
    private static final Set<String> FATES = Set.of("route", "drop", "reject", "hold", "cancel");

    private enum State {
        DONE,
        FAIL,
        WAIT
    }

    Journey(OpenedMessage message) {
        addClassName("journey");
        getElement().setAttribute("aria-label", "Journey of the message");
        MessageSummary summary = message.summary();
        step(
                "messages",
                "Received",
                State.DONE,
                Quantity.fine(summary.receivedAt()),
                "From " + summary.origin().replaceFirst("^/", ""),
                Quantity.bytes(summary.size()));
        acknowledged(summary);
        Optional<Run> run = message.runs().stream()
                .filter(one -> one.status() != Run.Status.CANCELLED)
                .findFirst();
        decided(message, run.orElse(null));
        mapped(message, run.orElse(null));
        delivered(message);
    }

    private void acknowledged(MessageSummary summary) {
        String answer = summary.answer();
        if (answer.isEmpty()) {
            step("check", "Acknowledged", State.DONE, "", "Not asked for", "The sender wanted no answer");
        } else if (answer.endsWith("A")) {
            step("check", "Acknowledged", State.DONE, "", answer + ", after it was stored", "The sender was told so");
        } else {
            step("stop", "Refused", State.FAIL, "", answer + ", not accepted", "Its bytes are kept");
        }
    }

    private void decided(OpenedMessage message, @org.jspecify.annotations.Nullable Run run) {
        if (run == null) {
            step("split", "Decided", State.WAIT, "", waiting(message), "");
            return;
        }
        // What becomes of it first: that somebody was told besides must not hide where it went.
        Optional<RecordedDecision> first = run.decisions().stream()
                .filter(one -> !one.kind().equals("label") && !one.kind().equals("correlate"))
                .min(Comparator.comparing(one -> FATES.contains(one.kind()) ? 0 : 1));
        State state = switch (run.status()) {
            case REJECTED, HELD -> State.FAIL;
            case ERROR -> first.isEmpty() ? State.WAIT : State.DONE;
            case PROCESSED, DROPPED, CANCELLED -> State.DONE;
        };
        step(
                "split",
                "Decided",
                state,
                Quantity.fine(run.at()),
                first.map(DecisionRows::words).orElse("Nothing was decided"),
                first.map(RecordedDecision::rule)
                        .filter(rule -> !rule.isEmpty())
                        .map(rule -> "Rule “" + rule + "”")
                        .orElse("No rule applied"));
    }

    private static String waiting(OpenedMessage message) {
        return message.summary().status() == MessageStatus.REFUSED ? "Not reached" : "In its turn";
    }

    private void mapped(OpenedMessage message, @org.jspecify.annotations.Nullable Run run) {
        if (run == null || run.status() == Run.Status.DROPPED || run.status() == Run.Status.REJECTED) {
            step("schema", "Mapped", State.WAIT, "", run == null ? waiting(message) : "Not needed", "");
            return;
        }
        long errors = run.problems().stream().filter(Problem::isError).count();
        long warnings = run.problems().stream()
                .filter(problem -> problem.severity() == Problem.Severity.WARNING)
                .count();
        OpenedMessage.Payload payload = message.payload();
        Trace trace = payload == null ? null : payload.trace();
        String values = trace == null ? "" : ", " + Quantity.count(TraceRows.made(trace), "value") + " filled";
        String problems = Stream.of(
                        errors == 0 ? "" : Quantity.count(errors, "error"),
                        warnings == 0 ? "" : Quantity.count(warnings, "warning"))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(", "));
        step(
                "schema",
                "Mapped",
                errors > 0 ? State.FAIL : State.DONE,
                String.format(Locale.ENGLISH, "%.1f ms", run.micros() / 1_000.0),
                "v" + run.version() + values,
                problems.isEmpty() ? "No problems" : problems);
    }

    private void delivered(OpenedMessage message) {
        List<OpenedDelivery> all = message.deliveries();
        if (all.isEmpty()) {
            String why = switch (message.summary().status()) {
                case RECEIVED, WAITING -> "In its turn";
                case PROCESSED, REFUSED, DROPPED, REJECTED, HELD, ERROR, CANCELLED -> "Nothing to deliver";
            };
            step("send", "Delivered", State.WAIT, "", why, "");
            return;
        }
        long sent = of(all, Delivery.State.SENT);
        long stuck = of(all, Delivery.State.HELD) + of(all, Delivery.State.DEAD);
        String words = sent + " of " + all.size() + " sent" + (stuck == 0 ? "" : ", " + stuck + " held");
        Optional<Attempt> last =
                all.stream().flatMap(one -> one.attempts().stream()).max(java.util.Comparator.comparing(Attempt::at));
        step(
                "send",
                "Delivered",
                stuck > 0 ? State.FAIL : sent == all.size() ? State.DONE : State.WAIT,
                last.map(one -> Quantity.clock(one.at())).orElse(""),
                words,
                all.stream().map(one -> one.delivery().destination()).distinct().collect(Collectors.joining(", ")));
    }

    private static long of(List<OpenedDelivery> all, Delivery.State state) {
        return all.stream().filter(one -> one.state() == state).count();
    }

    private void step(String icon, String name, State state, String time, String what, String more) {
        var head = new Paragraph();
        head.addClassName("line");
        head.add(text(name, "name"), text(time, "dim", "xs", "end"));
        var line = new Paragraph(what);
        line.addClassName("cut");
        line.setTitle(what);
        line.getClassNames().set("bad", state == State.FAIL);
        line.getClassNames().set("dim", state == State.WAIT);
        var rest = new Paragraph(more);
        rest.addClassNames("dim", "s", "cut");
        rest.setTitle(more);
        var words = new Div(head, line, rest);
        words.addClassName("grow");
        var item = new ListItem(icon(icon), words);
        item.addClassName(state.name().toLowerCase(Locale.ROOT));
        add(item);
    }
}
