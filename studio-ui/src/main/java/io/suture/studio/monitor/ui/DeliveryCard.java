package io.suture.studio.monitor.ui;

import static io.suture.studio.kit.Markup.box;
import static io.suture.studio.kit.Markup.button;
import static io.suture.studio.kit.Markup.note;
import static io.suture.studio.kit.Markup.small;
import static io.suture.studio.kit.Markup.text;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Pre;
import com.vaadin.flow.component.html.Span;
import io.suture.runtime.delivery.Attempt;
import io.suture.runtime.delivery.Delivery;
import io.suture.runtime.delivery.Delivery.State;
import io.suture.studio.kit.CodeView;
import io.suture.studio.kit.Masked;
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
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// One Delivery: how far it is, every attempt with the target's answer, what it brings, and what may be done.
final class DeliveryCard extends Div {
    private final transient Consumer<UUID> changed;
    private final Div outcome = new Div();
    private final UUID message;

    /// @param changed hears of the Message after an act
    DeliveryCard(OpenedDelivery opened, Actor actor, Monitor monitor, Consumer<UUID> changed) {
        this.changed = changed;
        Delivery delivery = opened.delivery();
        this.message = delivery.message();
        addClassName("delivery");
        setId("delivery-" + delivery.id());
        add(
                box(
                        "line",
                        text(delivery.destination(), "name"),
                        StatusWords.tag(opened.state()),
                        commands(opened, actor, monitor)),
                text(cause(delivery) + ", " + delivery.mediaType() + ", " + delivery.size() + " bytes", "mid", "s"),
                outcome);
        if (!opened.attempts().isEmpty()) {
            add(attempts(opened));
        }
        for (Attempt attempt : opened.attempts()) {
            byte[] answer = attempt.answer();
            if (answer != null) {
                add(text("Answer to attempt " + attempt.number(), "dim", "s"));
                add(new Pre(new String(answer, StandardCharsets.UTF_8).replace('\r', '\n')));
            }
        }
        byte[] output = opened.output();
        if (output == null) {
            add(box("line", new Masked(), text("What it brings", "mid")));
        } else {
            var code = new CodeView(
                    delivery.mediaType().contains("json") ? CodeView.Language.JSON : CodeView.Language.HL7,
                    OutputText.of(output, delivery.mediaType()));
            code.setLabel("Output to " + delivery.destination());
            add(code);
        }
    }

    private Span commands(OpenedDelivery opened, Actor actor, Monitor monitor) {
        var end = text("", "end");
        UUID id = opened.delivery().id();
        boolean waits = opened.state() == State.QUEUED || opened.state() == State.HELD;
        if (waits && actor.may(Right.OPERATE)) {
            end.add(
                    small(button(
                            opened.state() == State.HELD ? "Release" : "Retry now",
                            click -> acted(() -> monitor.retry(id)))),
                    small(button("Give up", click -> acted(() -> monitor.cancelDelivery(id)))));
        }
        return end;
    }

    private void acted(Supplier<Done> act) {
        switch (act.get()) {
            case Done.Yes yes -> changed.accept(message);
            case Done.No no -> {
                outcome.removeAll();
                outcome.add(note(no.why(), Tone.BAD));
            }
            case Done.Missing missing -> changed.accept(message);
        }
    }

    private static Rows attempts(OpenedDelivery opened) {
        var rows = new Rows(
                "Attempts to " + opened.delivery().destination(),
                "No.:40px",
                "At:152px",
                "Answer:80px",
                "What happened");
        for (Attempt attempt : opened.attempts()) {
            String by = attempt.requestedBy();
            rows.row(
                    text(Integer.toString(attempt.number()), "mid"),
                    text(When.exactly(attempt.at()), "mono", "s"),
                    text(attempt.code(), "mono"),
                    text(attempt.detail() + (by == null ? "" : " By " + by + "."), "mid"));
        }
        return rows;
    }

    private static String cause(Delivery delivery) {
        String by = delivery.requestedBy() == null ? "" : " by " + delivery.requestedBy();
        return switch (delivery.cause()) {
            case PROCESSED -> "Processed";
            case REPROCESSED -> "Reprocessed" + by;
            case RESENT -> "Resent" + by;
        };
    }
}
