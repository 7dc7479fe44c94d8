package io.suture.studio.monitor.ui;

import static io.suture.studio.kit.Markup.box;
import static io.suture.studio.kit.Markup.button;
import static io.suture.studio.kit.Markup.icon;
import static io.suture.studio.kit.Markup.note;
import static io.suture.studio.kit.Markup.primary;
import static io.suture.studio.kit.Markup.text;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Header;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.shared.Registration;
import io.suture.runtime.message.MessageStatus;
import io.suture.runtime.message.MessageSummary;
import io.suture.studio.kit.Badge;
import io.suture.studio.kit.Pane;
import io.suture.studio.kit.StatusLine;
import io.suture.studio.kit.Tag;
import io.suture.studio.kit.Toast;
import io.suture.studio.kit.Tone;
import io.suture.studio.monitor.Done;
import io.suture.studio.monitor.Monitor;
import io.suture.studio.monitor.OpenedMessage;
import io.suture.studio.security.Actor;
import io.suture.studio.security.Right;
import io.suture.studio.security.Rights;
import jakarta.annotation.security.RolesAllowed;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// One Message: as it came, what decided, how each value was made, where it went. Opening it is a view of a payload
/// for those who may see it; others see everything but the values.
@Route("messages/:id")
@RolesAllowed({"OPERATE", "VIEW_PAYLOADS"})
class MessageView extends Main implements BeforeEnterObserver, HasDynamicTitle {
    private static final int MILLISECONDS = 1_500;

    private final transient Monitor monitor;
    private final transient Rights rights;
    private final Header head = new Header();
    private final Div journey = new Div();
    private final Pane deliveries = new Pane("Deliveries");
    private final Div panes = box("panes message");
    private final StatusLine foot = new StatusLine();
    private String title = "Message";
    private long pulse = Long.MIN_VALUE;
    private transient @Nullable OpenedMessage shown;
    private transient @Nullable WorkPane work;
    private transient @Nullable Registration polling;

    MessageView(Monitor monitor, Rights rights) {
        this.monitor = monitor;
        this.rights = rights;
        addClassName("page");
        head.addClassName("head");
        add(head, journey, panes, foot);
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
        shown = message;
        MessageSummary summary = message.summary();
        title = message.controlId().isEmpty() ? "Message" : message.controlId();
        var crumb = icon("right");
        crumb.addClassNames("i12", "dim");
        var list = new Anchor("messages", "Messages");
        list.setRouterIgnore(false);
        var channel = text(
                summary.channel() + (summary.version().isEmpty() ? "" : ", v" + summary.version()), "mid", "s", "cut");
        head.removeAll();
        head.add(new H1(list, crumb, new Span(title.equals("Message") ? "Without control id" : title)));
        if (!summary.type().isEmpty()) {
            head.add(text(summary.type().replace('^', ' '), "tag"));
        }
        head.add(StatusWords.tag(summary.status()));
        if (summary.held() > 0) {
            head.add(new Tag(summary.held() + " held", Tone.WARN));
        }
        head.add(channel, commands(message));
        var received = new ReceivedPane(message);
        var made = new WorkPane(message, received::mark);
        work = made;
        journey.removeAll();
        journey.add(new Journey(message));
        showDeliveries(message, made);
        panes.removeAll();
        panes.add(received, deliveries, made);
        foot.say(
                icon("lock"),
                text(
                        message.payload() == null
                                ? "Patient data is masked: your roles do not include seeing payloads."
                                : "You see patient data. This view is kept in the audit trail."));
        if (message.payload() != null && message.payload().trace() != null) {
            foot.end(StatusLine.key("↑ ↓", "next row"), StatusLine.key("Enter", "where a value came from"));
        } else {
            foot.end();
        }
    }

    private void showDeliveries(OpenedMessage message, WorkPane made) {
        Actor actor = rights.actor();
        var cards = new UnorderedList();
        message.deliveries()
                .forEach(one -> cards.add(new DeliveryCard(one, actor, monitor, this::follow, made::showOutput)));
        deliveries.state(new Badge(message.deliveries().size()));
        if (message.deliveries().isEmpty()) {
            deliveries.show(box("facts", text("Nothing was made of this message for any destination.", "mid")));
        } else {
            deliveries.show(cards);
        }
    }

    /// Brings up to date what goes on while somebody looks; what they opened stays open.
    private void follow() {
        OpenedMessage before = shown;
        WorkPane made = work;
        if (before == null || made == null) {
            return;
        }
        OpenedMessage now = monitor.follow(before).orElse(before);
        if (now.runs().size() != before.runs().size()
                || now.summary().status() != before.summary().status()
                || now.summary().held() != before.summary().held()) {
            show(now);
            return;
        }
        shown = now;
        journey.removeAll();
        journey.add(new Journey(now));
        showDeliveries(now, made);
    }

    private void poll() {
        long now = monitor.pulse();
        if (now != pulse) {
            pulse = now;
            OpenedMessage before = shown;
            boolean moves = before != null
                    && (before.deliveries().stream().anyMatch(one -> StatusWords.moves(one.state()))
                            || StatusWords.moves(before.summary().status()));
            if (moves) {
                follow();
            }
        }
    }

    @Override
    protected void onAttach(AttachEvent event) {
        event.getUI().setPollInterval(MILLISECONDS);
        polling = event.getUI().addPollListener(poll -> poll());
    }

    @Override
    protected void onDetach(DetachEvent event) {
        event.getUI().setPollInterval(-1);
        if (polling != null) {
            polling.remove();
        }
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
                    Toast.finished(
                            yes.deliveries().isEmpty()
                                    ? "Done."
                                    : "Done. "
                                            + Quantity.count(yes.deliveries().size(), "new delivery", "new deliveries")
                                            + " made.");
                    follow();
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
}
