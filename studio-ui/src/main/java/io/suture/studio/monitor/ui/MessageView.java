package io.suture.studio.monitor.ui;

import static io.suture.studio.kit.Markup.box;
import static io.suture.studio.kit.Markup.button;
import static io.suture.studio.kit.Markup.icon;
import static io.suture.studio.kit.Markup.note;
import static io.suture.studio.kit.Markup.primary;
import static io.suture.studio.kit.Markup.text;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.dependency.CssImport;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.Route;
import io.suture.engine.report.Trace;
import io.suture.runtime.message.MessageStatus;
import io.suture.runtime.message.MessageSummary;
import io.suture.runtime.message.Run;
import io.suture.studio.kit.CodeView;
import io.suture.studio.kit.Masked;
import io.suture.studio.kit.ProblemList;
import io.suture.studio.kit.Segments;
import io.suture.studio.kit.Toast;
import io.suture.studio.kit.Tone;
import io.suture.studio.kit.When;
import io.suture.studio.monitor.Done;
import io.suture.studio.monitor.Monitor;
import io.suture.studio.monitor.OpenedMessage;
import io.suture.studio.security.Actor;
import io.suture.studio.security.Right;
import io.suture.studio.security.Rights;
import jakarta.annotation.security.RolesAllowed;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.function.Function;

/// One Message: as it came, what decided, how each value was made, where it went. Opening it is a view of a payload
/// for those who may see it; others see everything but the values.
@Route("messages/:id")
@RolesAllowed({"OPERATE", "VIEW_PAYLOADS"})
@CssImport("./monitor/monitor.css")
class MessageView extends Div implements BeforeEnterObserver, HasDynamicTitle {
    private final transient Monitor monitor;
    private final transient Rights rights;
    private String title = "Message";

    MessageView(Monitor monitor, Rights rights) {
        this.monitor = monitor;
        this.rights = rights;
        addClassName("page");
    }

    @Override
    public String getPageTitle() {
        return title + " · Suture";
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        UUID id;
        try {
            id = UUID.fromString(event.getRouteParameters().get("id").orElse(""));
        } catch (IllegalArgumentException notAnId) {
            throw new NotFoundException();
        }
        show(monitor.open(id).orElseThrow(NotFoundException::new));
    }

    private void show(OpenedMessage message) {
        MessageSummary summary = message.summary();
        title = message.controlId().isEmpty() ? "Message" : message.controlId();
        var crumb = icon("right");
        crumb.addClassNames("i12", "dim");
        var list = new Anchor("messages", "Messages");
        list.setRouterIgnore(false);
        var head = new Div(
                new H1(list, crumb, new Span(title)),
                text(summary.type().replace('^', ' '), "tag"),
                StatusWords.tag(summary.status()),
                text(
                        summary.channel() + (summary.version().isEmpty() ? "" : ", made by v" + summary.version()),
                        "mid",
                        "s"),
                commands(message));
        head.addClassName("head");
        var left = box("column");
        received(message, left);
        decided(message, left);
        OpenedMessage.Payload payload = message.payload();
        Trace trace = payload == null ? null : payload.trace();
        if (payload != null && trace != null) {
            left.add(part(
                    "Trace",
                    trace.fields().size() + " rows, computed now on the version that made it; "
                            + (payload.same()
                                    ? "the output is byte for byte what was stored"
                                    : "the output differs from what was stored: the program or a setting changed")));
            left.add(new TraceRows(trace));
        }
        var right = box(
                "column",
                part("Deliveries", Integer.toString(message.deliveries().size())));
        Actor actor = rights.actor();
        message.deliveries().forEach(delivery -> right.add(new DeliveryCard(delivery, actor, monitor, this::again)));
        if (message.deliveries().isEmpty()) {
            right.add(box("facts", text("Nothing was made of this message for any destination.", "mid")));
        }
        removeAll();
        add(
                head,
                box("panes message", left, right),
                box(
                        "foot",
                        text(
                                payload == null
                                        ? "Patient data is masked: your roles do not include seeing payloads."
                                        : "This view is kept in the audit trail.")));
    }

    private void again(UUID message) {
        show(monitor.open(message).orElseThrow());
    }

    private Span commands(OpenedMessage message) {
        var end = new Span();
        end.addClassName("end");
        UUID id = message.summary().id();
        Actor actor = rights.actor();
        MessageStatus status = message.summary().status();
        if (actor.may(Right.OPERATE) && (status == MessageStatus.ERROR || status == MessageStatus.HELD)) {
            end.add(button(
                    "Give up",
                    click -> confirm(
                            "Give up this message?",
                            "It goes nowhere, and what waits behind it goes on. It stays in the list.",
                            "Give up message",
                            id,
                            monitor::cancel)));
        }
        if (actor.may(Right.RESEND)) {
            var resend = button(
                    "Resend",
                    "send",
                    click -> confirm(
                            "Resend this message?",
                            "The stored outputs are sent once more, unchanged, to every destination that they went to.",
                            "Resend message",
                            id,
                            monitor::resend));
            resend.setEnabled(!message.deliveries().isEmpty());
            end.add(
                    resend,
                    primary(button(
                            "Reprocess",
                            "loop",
                            click -> confirm(
                                    "Reprocess this message?",
                                    "It runs through the version that is deployed now, and what comes of it is delivered.",
                                    "Reprocess message",
                                    id,
                                    monitor::reprocess))));
        }
        return end;
    }

    private void confirm(String question, String sentence, String verb, UUID id, Function<UUID, Done> act) {
        var dialog = new Dialog();
        dialog.setHeaderTitle(question);
        dialog.setWidth("440px");
        var outcome = new Div();
        dialog.add(new Paragraph(sentence + " This is kept in the audit trail."), outcome);
        dialog.getFooter().add(button("Cancel", click -> dialog.close()), primary(button(verb, click -> {
            switch (act.apply(id)) {
                case Done.Yes yes -> {
                    dialog.close();
                    Toast.finished("Done.");
                    again(id);
                }
                case Done.No no -> {
                    outcome.removeAll();
                    outcome.add(note(no.why(), Tone.BAD));
                }
                case Done.Missing missing -> throw new NotFoundException();
            }
        })));
        dialog.open();
    }

    static H2 part(String title, String about) {
        var head = new H2(new Span(title), text(about, "dim", "s"));
        head.addClassName("part");
        return head;
    }

    private static void received(OpenedMessage message, Div into) {
        MessageSummary summary = message.summary();
        H2 head = part(
                "As received",
                When.exactly(summary.receivedAt()) + " from " + summary.origin() + ", " + summary.size() + " bytes"
                        + (summary.answer().isEmpty() ? "" : ", answered " + summary.answer()));
        into.add(head);
        if (!message.refusal().isEmpty()) {
            into.add(note("It was refused at the door, so nothing was made of it.", Tone.BAD));
            into.add(new ProblemList(message.refusal()));
        }
        OpenedMessage.Payload payload = message.payload();
        if (payload == null) {
            into.add(box("facts line", new Masked(), text("The message as it came", "mid")));
            return;
        }
        String words = new String(payload.raw(), StandardCharsets.UTF_8);
        // What is not UTF-8 is shown byte for byte.
        String raw = words.indexOf('\uFFFD') < 0 ? words : new String(payload.raw(), StandardCharsets.ISO_8859_1);
        var code = new CodeView(CodeView.Language.HL7, raw);
        code.setLabel("Message as received");
        var fields = new FieldRows(raw);
        fields.setVisible(false);
        head.add(new Segments<Component>("How the message is shown", shown -> {
                    code.setVisible(shown == code);
                    fields.setVisible(shown == fields);
                })
                .choice(code, "Raw")
                .choice(fields, "Fields"));
        into.add(code, fields);
    }

    private static void decided(OpenedMessage message, Div into) {
        if (message.runs().isEmpty()) {
            return;
        }
        Run run = message.runs().getFirst();
        into.add(part(
                "Decided",
                run.version().isEmpty()
                        ? ""
                        : "by v" + run.version() + " at " + When.exactly(run.at()) + ", run " + run.number() + " of "
                                + message.runs().size()));
        into.add(new DecisionRows(
                run, message.payload() == null ? null : message.payload().trace()));
        if (!run.problems().isEmpty()) {
            into.add(new ProblemList(run.problems()));
        }
    }
}
