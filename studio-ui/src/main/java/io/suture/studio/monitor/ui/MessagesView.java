package io.suture.studio.monitor.ui;

import static io.suture.studio.kit.Markup.box;
import static io.suture.studio.kit.Markup.button;
import static io.suture.studio.kit.Markup.icon;
import static io.suture.studio.kit.Markup.primary;
import static io.suture.studio.kit.Markup.quiet;
import static io.suture.studio.kit.Markup.small;
import static io.suture.studio.kit.Markup.text;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.datetimepicker.DateTimePicker;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.shared.Registration;
import io.suture.runtime.message.MessageFilter;
import io.suture.runtime.message.MessageStatus;
import io.suture.runtime.message.MessageSummary;
import io.suture.studio.channel.ChannelSummary;
import io.suture.studio.channel.Drafts;
import io.suture.studio.kit.Dot;
import io.suture.studio.kit.EmptyState;
import io.suture.studio.kit.Rows;
import io.suture.studio.kit.StatusLine;
import io.suture.studio.kit.Tone;
import io.suture.studio.kit.When;
import io.suture.studio.monitor.MessageLine;
import io.suture.studio.monitor.Monitor;
import io.suture.studio.security.Right;
import io.suture.studio.security.Rights;
import jakarta.annotation.security.RolesAllowed;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Messages as they come in, the newest first. The list follows by itself while its first page is shown; a search is
/// made once, since each one is audited.
@Route("messages")
@PageTitle("Messages · Suture")
@RolesAllowed({"OPERATE", "VIEW_PAYLOADS"})
class MessagesView extends Main {
    private static final int PAGE = 50;
    private static final int MILLISECONDS = 1_500;

    private final transient Monitor monitor;
    private final Span live = text("", "dim", "s", "live");
    private final ComboBox<String> channel = new ComboBox<>();
    private final ComboBox<MessageStatus> status = new ComboBox<>();
    private final DateTimePicker since = new DateTimePicker();
    private final TextField search = new TextField();
    private final Rows rows = new Rows(
            "Messages",
            "Received:136px",
            "Channel:18%",
            "Type:88px",
            "Control id:14%",
            "Status:96px",
            "Deliveries:120px",
            "Problem");
    private final Div list = box("pane grow");
    private final StatusLine foot = new StatusLine();
    private final EmptyState empty = new EmptyState(
            "No messages yet",
            "Every message that a running channel receives stands here within two seconds, refused ones too. "
                    + "Deploy an approved version, then point the sender at its port.",
            primary(button("Go to the channels", click -> UI.getCurrent().navigate("channels"))));
    private final Div nothing;
    private final Button newer;
    private final Button older;
    private final transient Deque<UUID> pages = new ArrayDeque<>();
    private transient @Nullable UUID last;
    private long pulse = Long.MIN_VALUE;
    private transient @Nullable Registration polling;

    MessagesView(Monitor monitor, Drafts drafts, Rights rights) {
        this.monitor = monitor;
        addClassName("page");
        var head = new Div(new H1("Messages"), live);
        head.addClassName("head");
        newer = quiet(small(button("Newer", click -> newer())));
        older = quiet(small(button("Older", click -> older())));
        nothing = box(
                "line none",
                text("No message matches these filters.", "mid"),
                small(button("Clear filters", click -> clear())));
        nothing.getElement().setAttribute("role", "status");
        list.add(filters(drafts, rights.actor().may(Right.VIEW_PAYLOADS)), box("messages-list", rows, nothing));
        add(head, list, empty, foot);
        show();
    }

    private Div filters(Drafts drafts, boolean searching) {
        channel.setPlaceholder("All channels");
        channel.setAriaLabel("Channel");
        channel.setItems(drafts.channels().stream().map(ChannelSummary::name).toList());
        channel.setClearButtonVisible(true);
        status.setPlaceholder("Any status");
        status.setAriaLabel("Status");
        status.setItems(MessageStatus.values());
        status.setItemLabelGenerator(StatusWords::of);
        status.setClearButtonVisible(true);
        status.setWidth("144px");
        since.setAriaLabel("Received since");
        since.setDatePlaceholder("Since");
        since.setTimePlaceholder("Time");
        since.setWidth("224px");
        search.setPlaceholder("Control id, patient, order");
        search.setAriaLabel("Search messages");
        search.setPrefixComponent(icon("search"));
        search.setClearButtonVisible(true);
        search.setWidth("240px");
        search.setVisible(searching);
        channel.addValueChangeListener(change -> first());
        status.addValueChangeListener(change -> first());
        since.addValueChangeListener(change -> first());
        search.addValueChangeListener(change -> first());
        return box("bar", search, channel, status, since);
    }

    @Override
    protected void onAttach(AttachEvent event) {
        event.getUI().setPollInterval(MILLISECONDS);
        polling = event.getUI().addPollListener(poll -> follow());
    }

    @Override
    protected void onDetach(DetachEvent event) {
        event.getUI().setPollInterval(-1);
        if (polling != null) {
            polling.remove();
        }
    }

    private boolean isLive() {
        return pages.isEmpty() && search.getValue().isBlank();
    }

    private void follow() {
        if (isLive() && monitor.pulse() != pulse) {
            show();
        }
    }

    private void clear() {
        channel.clear();
        status.clear();
        since.clear();
        search.clear();
    }

    private void first() {
        pages.clear();
        show();
    }

    private void older() {
        if (last != null) {
            pages.push(last);
            show();
        }
    }

    private void newer() {
        pages.poll();
        show();
    }

    private MessageFilter filter() {
        MessageStatus wanted = status.getValue();
        LocalDateTime from = since.getValue();
        Instant start =
                from == null ? null : from.atZone(ZoneId.systemDefault()).toInstant();
        return new MessageFilter(
                channel.getValue(),
                wanted == null ? Set.of() : Set.of(wanted),
                start,
                null,
                search.getValue().strip(),
                pages.peek());
    }

    private void show() {
        pulse = monitor.pulse();
        MessageFilter filter = filter();
        List<MessageLine> found = monitor.messages(filter, PAGE);
        rows.clear();
        found.forEach(this::show);
        last = found.isEmpty() ? null : found.getLast().summary().id();
        boolean unfiltered = filter.equals(MessageFilter.ALL);
        empty.setVisible(found.isEmpty() && unfiltered);
        list.setVisible(!empty.isVisible());
        rows.setVisible(!found.isEmpty());
        nothing.setVisible(found.isEmpty());
        newer.setVisible(!pages.isEmpty());
        older.setVisible(found.size() == PAGE);
        foot.setVisible(!empty.isVisible());
        foot.say(text(words(found.size())), newer, older);
        foot.end(StatusLine.key("↑ ↓", "next message"), StatusLine.key("Enter", "open"));
        live.removeAll();
        if (!empty.isVisible()) {
            live.add(isLive() ? new Dot(Tone.OK) : Dot.off(), new Span(isLive() ? "Live" : "Standing still"));
            live.setTitle(
                    isLive()
                            ? "New messages appear by themselves"
                            : "The list follows new messages on its first page, without a search");
        }
    }

    private String words(int found) {
        String from = pages.isEmpty() ? "" : ", from " + (pages.size() * PAGE + 1) + " on";
        return found == PAGE
                ? PAGE + " messages a page" + from + ", the newest first"
                : Quantity.count(found, "message") + from + ", the newest first";
    }

    private void show(MessageLine line) {
        MessageSummary message = line.summary();
        String path = "messages/" + message.id();
        var received = new Anchor(path, Quantity.day(message.receivedAt()));
        received.setRouterIgnore(false);
        received.setTitle(When.exactly(message.receivedAt()));
        var problem = text(line.problem(), message.held() > 0 ? "warn" : "bad");
        problem.setTitle(line.problem());
        var made = new Span(text(message.channel()));
        made.setTitle(message.channel() + (message.version().isEmpty() ? "" : ", version " + message.version()));
        if (!message.version().isEmpty()) {
            made.add(text(" v" + message.version(), "dim"));
        }
        rows.row(
                        () -> UI.getCurrent().navigate(path),
                        received,
                        made,
                        text(message.type().replace('^', ' '), "mono"),
                        text(line.controlId(), "mono"),
                        // Colour means look: what went well is said quietly.
                        message.status() == MessageStatus.PROCESSED
                                ? text(StatusWords.of(message.status()), "mid", "s")
                                : StatusWords.tag(message.status()),
                        text(deliveries(message), message.held() > 0 ? "warn" : "mid"),
                        problem)
                .setId("message-" + message.id());
    }

    private static String deliveries(MessageSummary message) {
        StringBuilder words = new StringBuilder();
        if (message.sent() > 0) {
            words.append(message.sent()).append(" sent");
        }
        if (message.open() > 0) {
            words.append(words.isEmpty() ? "" : ", ").append(message.open()).append(" open");
        }
        if (message.held() > 0) {
            words.append(words.isEmpty() ? "" : ", ").append(message.held()).append(" held");
        }
        return words.toString();
    }
}
