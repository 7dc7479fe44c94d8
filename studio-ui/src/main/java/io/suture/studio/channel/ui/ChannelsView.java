package io.suture.studio.channel.ui;

import static io.suture.studio.kit.Markup.box;
import static io.suture.studio.kit.Markup.button;
import static io.suture.studio.kit.Markup.icon;
import static io.suture.studio.kit.Markup.primary;
import static io.suture.studio.kit.Markup.text;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouteAlias;
import io.suture.runtime.delivery.Delivery;
import io.suture.runtime.message.MessageStatus;
import io.suture.runtime.message.Stats;
import io.suture.studio.channel.ChannelSummary;
import io.suture.studio.channel.Drafts;
import io.suture.studio.channel.SchemaWords;
import io.suture.studio.channel.Version;
import io.suture.studio.channel.frame.ChannelServices;
import io.suture.studio.kit.Dot;
import io.suture.studio.kit.EmptyState;
import io.suture.studio.kit.Rows;
import io.suture.studio.kit.StatusLine;
import io.suture.studio.kit.Tone;
import io.suture.studio.kit.When;
import io.suture.studio.monitor.Monitor;
import io.suture.studio.schema.Schemas;
import io.suture.studio.security.Actor;
import io.suture.studio.security.Right;
import jakarta.annotation.security.PermitAll;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/// All Channels: what runs, what is drafted, what waits for a decision.
@Route("channels")
@RouteAlias("")
@PageTitle("Channels · Suture")
@PermitAll
class ChannelsView extends Div implements BeforeEnterObserver {
    private static final Duration HOUR = Duration.ofHours(1);

    private final transient Drafts drafts;
    private final transient ChannelServices services;
    private final transient Monitor monitor;
    private final transient InstantSource clock;
    private final Span count = text("", "dim");
    private final TextField filter = new TextField();
    private final Rows rows = new Rows(
            "Channels",
            "Channel",
            "From, to:24%",
            "Runs:10%",
            "Last version:14%",
            "Draft:9%",
            "Last hour:7%",
            "Held:5%",
            "Last change:10%");
    private final Div list = box("pane grow");
    private final EmptyState empty;
    private final Button make;
    private final Button blank;
    private final StatusLine foot = new StatusLine();
    private transient List<ChannelSummary> channels = List.of();
    private transient Map<String, Traffic> traffic = Map.of();
    private boolean seesTraffic;

    /// Of the last hour.
    private record Traffic(long messages, long held) {
        static final Traffic NONE = new Traffic(0, 0);

        static Traffic both(Traffic one, Traffic other) {
            return new Traffic(one.messages + other.messages, one.held + other.held);
        }
    }

    ChannelsView(Drafts drafts, ChannelServices services, Monitor monitor, Schemas schemas, InstantSource clock) {
        this.monitor = monitor;
        this.drafts = drafts;
        this.services = services;
        this.clock = clock;
        addClassName("page");
        make = primary(button(
                "New channel from template", "plus", click -> UI.getCurrent().navigate("templates")));
        boolean mayEdit = services.rights().actor().may(Right.EDIT_DRAFTS);
        make.setVisible(mayEdit);
        blank = button("New channel", click -> NewChannelDialog.open(drafts, schemas));
        blank.setVisible(mayEdit);
        var end = new Span(blank, make);
        end.addClassName("end");
        var head = new Div(new H1("Channels"), count, end);
        head.addClassName("head");
        filter.setPlaceholder("Name");
        filter.setAriaLabel("Filter channels");
        filter.setPrefixComponent(icon("search"));
        filter.setClearButtonVisible(true);
        filter.setValueChangeMode(ValueChangeMode.LAZY);
        filter.addValueChangeListener(change -> show());
        var scroll = box("scroll list", rows);
        list.add(box("bar", filter), scroll);
        empty = new EmptyState(
                "No channels yet",
                "A channel takes messages from one system, maps them and delivers them to others. Start from a "
                        + "template: it brings a mapping, rules and samples that already work.",
                mayEdit
                        ? primary(button(
                                "Choose a template", click -> UI.getCurrent().navigate("templates")))
                        : text("An analyst can make one.", "mid"));
        add(head, list, empty, foot);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        channels = drafts.channels();
        Actor actor = services.rights().actor();
        seesTraffic = actor.may(Right.OPERATE) || actor.may(Right.VIEW_PAYLOADS);
        traffic = seesTraffic ? traffic() : Map.of();
        show();
    }

    private Map<String, Traffic> traffic() {
        Stats stats = monitor.stats(clock.instant().minus(HOUR));
        Map<String, Traffic> found = new HashMap<>();
        for (Stats.MessageCount count : stats.messages()) {
            boolean held = count.status() == MessageStatus.HELD || count.status() == MessageStatus.ERROR;
            found.merge(count.channel(), new Traffic(count.count(), held ? count.count() : 0), Traffic::both);
        }
        for (Stats.DeliveryCount count : stats.deliveries()) {
            if (count.state() == Delivery.State.HELD) {
                found.merge(count.channel(), new Traffic(0, count.count()), Traffic::both);
            }
        }
        return found;
    }

    private void show() {
        String wanted = filter.getValue().toLowerCase(Locale.ROOT).strip();
        count.setText(channels.isEmpty() ? "" : Integer.toString(channels.size()));
        list.setVisible(!channels.isEmpty());
        empty.setVisible(channels.isEmpty());
        make.setVisible(!channels.isEmpty() && services.rights().actor().may(Right.EDIT_DRAFTS));
        long running = channels.stream()
                .filter(one -> services.runs().apply(one.name()).isPresent())
                .count();
        foot.setVisible(!channels.isEmpty());
        foot.say(text(running + " of " + channels.size() + " running"));
        rows.clear();
        for (ChannelSummary channel : channels) {
            if ((channel.title() + " " + channel.name())
                    .toLowerCase(Locale.ROOT)
                    .contains(wanted)) {
                show(channel);
            }
        }
    }

    private void show(ChannelSummary channel) {
        String path = "channels/" + channel.id() + "/mapping";
        Optional<String> running = services.runs().apply(channel.name());
        rows.row(
                () -> UI.getCurrent().navigate(path),
                box("line", running.isPresent() ? new Dot(Tone.OK) : Dot.off(), new Anchor(path, channel.title())),
                ways(channel),
                text(running.orElse("Not deployed"), running.isPresent() ? "mid" : "dim"),
                version(channel),
                channel.draftChanges() == 0
                        ? text("no changes", "dim")
                        : text(channel.draftChanges() + (channel.draftChanges() == 1 ? " change" : " changes"), "acc"),
                figure(channel, Traffic::messages, "mid"),
                figure(channel, Traffic::held, "warn"),
                text(When.shortly(channel.changedAt(), clock.instant()), "dim"));
    }

    private Span figure(ChannelSummary channel, ToLongFunction<Traffic> of, String tone) {
        if (!seesTraffic) {
            return text("");
        }
        long count = of.applyAsLong(traffic.getOrDefault(channel.name(), Traffic.NONE));
        return text(String.format(Locale.ROOT, "%,d", count), count == 0 ? "dim" : tone, "num");
    }

    private static Span ways(ChannelSummary channel) {
        String to = channel.to().stream().map(SchemaWords::shortly).collect(Collectors.joining(", "));
        var words = text("", "mid", "s", "ways");
        words.add(text(SchemaWords.shortly(channel.from())), icon("arrow"), text(to));
        return words;
    }

    private static Span version(ChannelSummary channel) {
        Integer number = channel.lastVersion();
        Version.State state = channel.state();
        if (number == null || state == null) {
            return text("none", "dim");
        }
        return switch (state) {
            case SUBMITTED -> text("v" + number + " waits for approval", "warn");
            case APPROVED -> text("v" + number + " approved", "mid");
            case SENT_BACK -> text("v" + number + " was sent back", "warn");
        };
    }
}
