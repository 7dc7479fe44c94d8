package io.suture.studio.monitor.ui;

import static io.suture.studio.kit.Markup.box;
import static io.suture.studio.kit.Markup.button;
import static io.suture.studio.kit.Markup.note;
import static io.suture.studio.kit.Markup.quiet;
import static io.suture.studio.kit.Markup.small;
import static io.suture.studio.kit.Markup.text;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Pre;
import com.vaadin.flow.component.html.Span;
import io.suture.runtime.delivery.Attempt;
import io.suture.runtime.delivery.Delivery;
import io.suture.runtime.delivery.Delivery.State;
import io.suture.studio.kit.Dot;
import io.suture.studio.kit.OutputText;
import io.suture.studio.kit.Rows;
import io.suture.studio.kit.Tone;
import io.suture.studio.kit.When;
import io.suture.studio.monitor.Done;
import io.suture.studio.monitor.Monitor;
import io.suture.studio.monitor.OpenedDelivery;
import io.suture.studio.security.Actor;
import io.suture.studio.security.Right;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// One Delivery: how far it is, every attempt, what the target answered to the chosen one, and what may be done.
final class DeliveryCard extends ListItem {
    private final transient Runnable changed;
    private final transient OpenedDelivery opened;
    private final Div outcome = new Div();
    private final Div answer = new Div();

    /// @param changed hears of an act
    /// @param output  hears that its output is to be shown
    DeliveryCard(
            OpenedDelivery opened, Actor actor, Monitor monitor, Runnable changed, Consumer<OpenedDelivery> output) {
        this.changed = changed;
        this.opened = opened;
        Delivery delivery = opened.delivery();
        addClassName("delivery");
        setId("delivery-" + delivery.id());
        add(
                box(
                        "line",
                        new Dot(tone(opened.state())),
                        text(delivery.destination(), "name", "grow", "cut"),
                        StatusWords.tag(opened.state())),
                text(about(delivery), "mid", "s"));
        if (!opened.attempts().isEmpty()) {
            add(attempts());
        }
        add(answer, outcome);
        List<Component> acts = acts(actor, monitor, output);
        if (!acts.isEmpty()) {
            add(box("line gap4 acts", acts.toArray(Component[]::new)));
        }
    }

    private static Tone tone(State state) {
        return switch (state) {
            case QUEUED, CANCELLED -> Tone.NEUTRAL;
            case SENDING -> Tone.ACCENT;
            case SENT -> Tone.OK;
            case HELD -> Tone.WARN;
            case DEAD -> Tone.BAD;
        };
    }

    private static String about(Delivery delivery) {
        String by = delivery.requestedBy() == null ? "" : " by " + delivery.requestedBy();
        String cause = switch (delivery.cause()) {
            case PROCESSED -> "processed";
            case REPROCESSED -> "reprocessed" + by;
            case RESENT -> "resent" + by;
        };
        return Quantity.media(delivery.mediaType()) + ", " + Quantity.bytes(delivery.size()) + ", " + cause + " "
                + Quantity.clock(delivery.createdAt());
    }

    private List<Component> acts(Actor actor, Monitor monitor, Consumer<OpenedDelivery> output) {
        List<Component> acts = new ArrayList<>();
        UUID id = opened.delivery().id();
        if (opened.output() != null) {
            acts.add(quiet(small(button("Show output", click -> output.accept(opened)))));
        }
        boolean open = opened.state() == State.QUEUED || opened.state() == State.HELD;
        if (open && actor.may(Right.OPERATE)) {
            acts.add(small(button(
                    opened.state() == State.HELD ? "Release" : "Retry now", click -> acted(() -> monitor.retry(id)))));
        }
        if ((open || opened.state() == State.DEAD) && actor.may(Right.OPERATE)) {
            acts.add(small(button("Give up", click -> acted(() -> monitor.cancelDelivery(id)))));
        }
        return acts;
    }

    private void acted(Supplier<Done> act) {
        switch (act.get()) {
            case Done.Yes yes -> changed.run();
            case Done.No no -> {
                outcome.removeAll();
                outcome.add(note(no.why(), Tone.BAD));
            }
            case Done.Missing missing -> changed.run();
        }
    }

    private Rows attempts() {
        var rows = new Rows(
                "Attempts to " + opened.delivery().destination(), "No.:24px", "At:76px", "Answer", "Took:56px");
        rows.addClassNames("dense", "in", "attempts");
        List<NativeTableRow> all = new ArrayList<>();
        for (Attempt attempt : opened.attempts()) {
            String by = attempt.requestedBy();
            String words = attempt.detail() + (by == null ? "" : " By " + by + ".");
            var what = new Span(text(attempt.code(), "mono"), text(" " + words, "mid", "s"));
            what.setTitle(attempt.code() + " " + words);
            var at = text(Quantity.clock(attempt.at()), "mono");
            at.setTitle(When.exactly(attempt.at()));
            Component[] cells = {
                text(Integer.toString(attempt.number()), "dim", "num"),
                at,
                what,
                text(attempt.took().equals(Duration.ZERO) ? "" : Quantity.took(attempt.took()), "dim", "s")
            };
            if (attempt.answer() == null || attempt.answer().length == 0) {
                rows.row(cells);
                continue;
            }
            var row = new NativeTableRow[1];
            row[0] = rows.row(() -> choose(row[0], attempt, all), cells);
            all.add(row[0]);
        }
        // What went well needs no reading; what did not does.
        if (opened.state() != State.SENT && !all.isEmpty()) {
            Attempt last = opened.attempts().stream()
                    .filter(one -> one.answer() != null && one.answer().length > 0)
                    .reduce((first, second) -> second)
                    .orElseThrow();
            choose(all.getLast(), last, all);
        }
        return rows;
    }

    private void choose(NativeTableRow row, Attempt attempt, List<NativeTableRow> all) {
        boolean close = row.hasClassName("sel");
        answer.removeAll();
        if (close) {
            row.removeClassName("sel");
            return;
        }
        Rows.choose(row, all);
        byte[] bytes = attempt.answer();
        if (bytes != null) {
            String type = bytes.length > 0 && bytes[0] == '{' ? "application/json" : "";
            var words = new Pre(
                    type.isEmpty()
                            ? new String(bytes, StandardCharsets.UTF_8)
                                    .replace('\r', '\n')
                                    .strip()
                            : OutputText.of(bytes, type));
            words.addClassNames("answer", "mono");
            words.getElement().setAttribute("tabindex", "0");
            words.getElement().setAttribute("aria-label", "Answer to attempt " + attempt.number());
            answer.add(words);
        }
    }
}
