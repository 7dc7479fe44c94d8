package io.suture.studio.channel.ui;

import static io.suture.studio.kit.Markup.box;
import static io.suture.studio.kit.Markup.text;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.Route;
import io.suture.engine.channel.Channel;
import io.suture.engine.channel.Destination;
import io.suture.engine.channel.Endpoint;
import io.suture.engine.channel.Settings;
import io.suture.engine.channel.Source;
import io.suture.studio.channel.Compilation;
import io.suture.studio.channel.Draft;
import io.suture.studio.channel.frame.ChannelPage;
import io.suture.studio.channel.frame.ChannelServices;
import io.suture.studio.channel.frame.ChannelTab;
import io.suture.studio.kit.Rows;
import jakarta.annotation.security.PermitAll;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;

/// Where messages come from and go to, what is taken, when the sender is answered.
@Route("channels/:channel/settings")
@PermitAll
class SettingsView extends ChannelPage {
    private final Div content = box("scroll settings");
    private final Div above = box("");
    private final Div below = box("");
    private final QueriesForm queries;

    SettingsView(ChannelServices services, Compilation compilation) {
        super(services, ChannelTab.SETTINGS);
        this.queries = new QueriesForm(compilation, mayEdit(), this::apply);
        content.add(above, section("Queries", queries), below);
        body().add(content);
    }

    @Override
    protected void show(Draft draft) {
        Channel channel = draft.channel();
        Source source = channel.source();
        above.removeAll();
        below.removeAll();
        above.add(
                section(
                        "Channel",
                        field(
                                "Name in words",
                                channel.title(),
                                title -> apply("Renamed the channel", one -> described(one, title, one.description()))),
                        area(
                                "What it is for",
                                channel.description(),
                                words -> apply("Described the channel", one -> described(one, one.title(), words)))),
                section(
                        "Comes in over " + protocol(source.endpoint()),
                        endpoint(
                                source.endpoint(),
                                changed -> apply(
                                        "Changed where messages come from",
                                        one -> one.withSource(new Source(
                                                changed,
                                                one.source().schema(),
                                                one.source().answer(),
                                                one.source().acceptance(),
                                                one.source().order()))))),
                section("Takes and answers", answering(source)));
        for (Destination destination : channel.destinations()) {
            above.add(section(
                    "Goes to " + destination.name() + " over " + protocol(destination.endpoint()),
                    endpoint(
                            destination.endpoint(),
                            changed -> apply(
                                    "Changed where " + destination.name() + " is",
                                    one -> to(one, destination.name(), changed)))));
        }
        queries.show(channel);
        below.add(section("Set where it runs", environment(channel)));
    }

    private Div answering(Source source) {
        var answer = new Select<Source.Answer>();
        answer.setLabel("The sender is answered");
        answer.setWidth("320px");
        answer.setItems(Source.Answer.values());
        answer.setItemLabelGenerator(one -> switch (one) {
            case STORED -> "as soon as the message is stored";
            case PROCESSED -> "after rules and mapping";
            case DELIVERED -> "after the destination's answer";
        });
        answer.setValue(source.answer());
        answer.setReadOnly(!mayEdit());
        answer.addValueChangeListener(change -> apply(
                "Changed when the sender is answered",
                one -> one.withSource(new Source(
                        one.source().endpoint(),
                        one.source().schema(),
                        change.getValue(),
                        one.source().acceptance(),
                        one.source().order()))));
        var order = new Select<Source.Order>();
        order.setLabel("Order is kept by");
        order.setItems(Source.Order.values());
        order.setItemLabelGenerator(one -> switch (one) {
            case PATIENT -> "patient";
            case ORDER -> "order";
            case CHANNEL -> "the whole channel";
        });
        order.setValue(source.order());
        order.setReadOnly(!mayEdit());
        order.addValueChangeListener(change -> apply(
                "Changed what keeps its order",
                one -> one.withSource(new Source(
                        one.source().endpoint(),
                        one.source().schema(),
                        one.source().answer(),
                        one.source().acceptance(),
                        change.getValue()))));
        var types = field(
                "Message types taken",
                String.join(", ", source.acceptance().types()),
                text -> apply(
                        "Changed which message types are taken",
                        one -> accepting(
                                one,
                                new Source.Acceptance(
                                        list(text),
                                        one.source().acceptance().versions(),
                                        one.source().acceptance().production(),
                                        one.source().acceptance().maximumBytes()))));
        types.setHelperText("Empty for all. ORU^R01, or ORU for all its events.");
        var production = new Checkbox(
                "Only messages of the processing id P", source.acceptance().production());
        production.setReadOnly(!mayEdit());
        production.addValueChangeListener(change -> apply(
                "Changed whether only production messages are taken",
                one -> accepting(
                        one,
                        new Source.Acceptance(
                                one.source().acceptance().types(),
                                one.source().acceptance().versions(),
                                change.getValue(),
                                one.source().acceptance().maximumBytes()))));
        return box("fields", answer, order, types, production);
    }

    private Div endpoint(Endpoint endpoint, Consumer<Endpoint> changed) {
        var fields = box("fields");
        endpoint.settings().forEach((name, value) -> {
            boolean address = endpoint.connector().equals("http") && name.equals("url");
            TextField field = field(address ? "Address" : label(name), value, text -> {
                var settings = new TreeMap<>(endpoint.settings());
                settings.put(name, text);
                changed.accept(new Endpoint(endpoint.connector(), settings));
            });
            field.setHelperText(hint(name));
            fields.add(field);
        });
        return fields;
    }

    private static String protocol(Endpoint endpoint) {
        return switch (endpoint.connector()) {
            case "mllp" -> "MLLP";
            case "fhir" -> "FHIR";
            case "http" -> "HTTP";
            default -> endpoint.connector();
        };
    }

    /// What connectors call their settings, in words; what this does not know keeps its name.
    static String label(String setting) {
        return switch (setting) {
            case "host" -> "Host";
            case "port" -> "Port";
            case "url" -> "Address of the FHIR server";
            case "path" -> "Path";
            case "method" -> "Method";
            case "token" -> "Bearer token";
            case "charset" -> "Character set";
            case "zone" -> "Time zone";
            default -> setting;
        };
    }

    static String hint(String setting) {
        return switch (setting) {
            case "charset" -> "Of messages that name none in MSH-18.";
            case "zone" -> "Of times without an offset, such as Europe/Vienna.";
            case "path" -> "Where messages are posted to, such as /orders.";
            case "method" -> "POST or PUT.";
            case "token" ->
                "Name a setting such as ${FHIR_TOKEN:}. Empty for none. What is written here stands in every version.";
            default -> "";
        };
    }

    private static Component environment(Channel channel) {
        List<Settings.Setting> settings = Settings.of(channel);
        if (settings.isEmpty()) {
            return text("This channel names no settings of the machine that it runs on.", "mid");
        }
        var rows = new Rows("Settings", "Environment variable:260px", "Unless set");
        for (Settings.Setting setting : settings) {
            String otherwise = setting.otherwise();
            rows.row(
                    text(setting.name(), "mono"),
                    otherwise == null ? text("must be set", "warn") : text(otherwise, "mono"));
        }
        return rows;
    }

    private static Div section(String title, Component... content) {
        var section = box("section", new H2(title));
        section.add(content);
        return section;
    }

    private TextField field(String label, String value, Consumer<String> changed) {
        var field = new TextField(label);
        field.setValue(value);
        field.setWidth("320px");
        field.setReadOnly(!mayEdit());
        field.addValueChangeListener(change -> changed.accept(change.getValue().strip()));
        return field;
    }

    private TextArea area(String label, String value, Consumer<String> changed) {
        var area = new TextArea(label);
        area.setValue(value);
        area.setWidth("640px");
        area.setReadOnly(!mayEdit());
        area.addValueChangeListener(change -> changed.accept(change.getValue().strip()));
        return area;
    }

    private static List<String> list(String text) {
        return Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(one -> !one.isEmpty())
                .toList();
    }

    private static Channel described(Channel one, String title, String description) {
        return one.withWords(title.isBlank() ? one.title() : title, description);
    }

    private static Channel accepting(Channel one, Source.Acceptance acceptance) {
        return one.withSource(new Source(
                one.source().endpoint(),
                one.source().schema(),
                one.source().answer(),
                acceptance,
                one.source().order()));
    }

    private static Channel to(Channel one, String name, Endpoint endpoint) {
        var destinations = new ArrayList<Destination>();
        for (Destination destination : one.destinations()) {
            destinations.add(
                    destination.name().equals(name)
                            ? new Destination(
                                    name, destination.mapping(), endpoint, destination.retry(), destination.whenHeld())
                            : destination);
        }
        return one.withDestinations(destinations);
    }
}
