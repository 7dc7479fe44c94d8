package io.suture.studio.channel.ui;

import static io.suture.studio.kit.Markup.box;
import static io.suture.studio.kit.Markup.button;
import static io.suture.studio.kit.Markup.note;
import static io.suture.studio.kit.Markup.small;
import static io.suture.studio.kit.Markup.text;

import com.vaadin.flow.component.AbstractField;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasSize;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.Route;
import io.suture.engine.channel.Channel;
import io.suture.engine.channel.Destination;
import io.suture.engine.channel.Settings;
import io.suture.engine.channel.Source;
import io.suture.engine.report.Problem;
import io.suture.runtime.connector.Connector.Direction;
import io.suture.studio.channel.Compilation;
import io.suture.studio.channel.Destinations;
import io.suture.studio.channel.Draft;
import io.suture.studio.channel.Endpoints;
import io.suture.studio.channel.frame.ChannelPage;
import io.suture.studio.channel.frame.ChannelServices;
import io.suture.studio.channel.frame.ChannelTab;
import io.suture.studio.kit.Rows;
import io.suture.studio.kit.Tone;
import io.suture.studio.schema.Schemas;
import jakarta.annotation.security.PermitAll;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Where messages come from and go to, what is taken, when the sender is answered. Its fields stay while the draft
/// changes, so that what is typed in one outlives the saving of another.
@Route("channels/:channel/settings")
@PermitAll
class SettingsView extends ChannelPage {
    private final transient Endpoints endpoints;
    private final transient Schemas schemas;
    private final Div above = box("");
    private final Div below = box("");
    private final Div removal = box("");
    private final QueriesForm queries;
    private final List<Consumer<Channel>> fields = new ArrayList<>();
    private final List<DestinationForm> destinations = new ArrayList<>();
    private @Nullable EndpointForm source;
    private transient @Nullable Layout layout;

    /// What fields there are follows from this: where it is another, they are made anew.
    private record Layout(List<String> ends) {
        static Layout of(Channel channel) {
            var ends = new ArrayList<String>();
            ends.add(channel.source().endpoint().connector() + " "
                    + channel.source().schema().format());
            channel.destinations()
                    .forEach(one -> ends.add(one.name() + " " + one.endpoint().connector() + " "
                            + one.mapping().target()));
            return new Layout(ends);
        }
    }

    SettingsView(ChannelServices services, Compilation compilation, Endpoints endpoints, Schemas schemas) {
        super(services, ChannelTab.SETTINGS);
        this.endpoints = endpoints;
        this.schemas = schemas;
        this.queries = new QueriesForm(compilation, mayEdit(), this::apply);
        body().add(box("scroll settings", above, section("Queries", queries), below));
    }

    @Override
    protected void show(Draft draft) {
        Channel channel = draft.channel();
        Layout now = Layout.of(channel);
        if (!now.equals(layout)) {
            layout = now;
            lay(channel);
        }
        removal.removeAll();
        List<Problem> problems = endpoints.problems(channel);
        fields.forEach(field -> field.accept(channel));
        if (source != null) {
            source.show(channel.source().endpoint(), under("source.endpoint.", problems));
        }
        for (int i = 0; i < channel.destinations().size(); i++) {
            Destination one = channel.destinations().get(i);
            destinations
                    .get(i)
                    .show(
                            one,
                            under("destinations[" + i + "].endpoint.", problems),
                            channel.destinations().size() == 1);
        }
        queries.show(channel);
        below.removeAll();
        below.add(section("Set where it runs", environment(channel)));
    }

    private static List<Problem> under(String place, List<Problem> problems) {
        return problems.stream()
                .filter(problem -> problem.path().startsWith(place))
                .map(problem ->
                        Problem.error(problem.code(), problem.path().substring(place.length()), problem.message()))
                .toList();
    }

    private void lay(Channel channel) {
        above.removeAll();
        fields.clear();
        destinations.clear();
        var from = new EndpointForm(
                endpoints.settings(
                        channel.source().endpoint(),
                        Direction.IN,
                        channel.source().schema()),
                Direction.IN,
                mayEdit(),
                (setting, value) -> change(
                        "Changed where messages come from",
                        one -> one.at(one.endpoint().with(setting.name(), value))));
        source = from;
        above.add(
                section("Channel", title(), description()),
                section("Comes in over " + Protocol.words(channel.source().endpoint()), from),
                section("Takes and answers", box("fields", answer(), order(), types(), production())));
        for (Destination destination : channel.destinations()) {
            String name = destination.name();
            var form = new DestinationForm(
                    destination,
                    endpoints.settings(
                            destination.endpoint(),
                            Direction.OUT,
                            destination.mapping().target()),
                    mayEdit(),
                    (what, change) -> apply(what, one -> changed(one, name, change)),
                    () -> remove(name));
            destinations.add(form);
            above.add(form);
        }
        above.add(removal);
        if (mayEdit()) {
            above.add(section(
                    "",
                    box(
                            "line",
                            small(button(
                                    "Add destination",
                                    "plus",
                                    click -> DestinationDialog.open(draft().channel(), schemas, this::apply))))));
        }
    }

    private static Channel changed(Channel channel, String name, UnaryOperator<Destination> change) {
        return channel.destinations().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .map(one -> Destinations.changed(channel, change.apply(one)))
                .orElse(channel);
    }

    private void remove(String name) {
        List<String> uses = Destinations.uses(draft().channel(), name);
        if (uses.isEmpty()) {
            apply("Removed the destination " + name, one -> Destinations.without(one, name));
            return;
        }
        removal.removeAll();
        removal.add(note(
                name + " is still named by " + String.join(", ", uses) + ". Let them name another first.", Tone.WARN));
    }

    private void change(String what, UnaryOperator<Source> change) {
        apply(what, one -> one.withSource(change.apply(one.source())));
    }

    private TextField title() {
        return field(
                new TextField("Name in words"),
                "320px",
                Channel::title,
                "Renamed the channel",
                (one, title) -> title.isBlank() ? one : one.withWords(title.strip(), one.description()));
    }

    private TextArea description() {
        return field(
                new TextArea("What it is for"),
                "640px",
                Channel::description,
                "Described the channel",
                (one, words) -> one.withWords(one.title(), words.strip()));
    }

    private Select<Source.Answer> answer() {
        var answer = new Select<Source.Answer>();
        answer.setLabel("The sender is answered");
        answer.setItems(Source.Answer.values());
        answer.setItemLabelGenerator(one -> switch (one) {
            case STORED -> "as soon as the message is stored";
            case PROCESSED -> "after rules and mapping";
            case DELIVERED -> "after the destination's answer";
        });
        return field(
                answer,
                "320px",
                one -> one.source().answer(),
                "Changed when the sender is answered",
                (one, chosen) -> one.withSource(one.source().withAnswer(chosen)));
    }

    private Select<Source.Order> order() {
        var order = new Select<Source.Order>();
        order.setLabel("Order is kept by");
        order.setItems(Source.Order.values());
        order.setItemLabelGenerator(one -> switch (one) {
            case PATIENT -> "patient";
            case ORDER -> "order";
            case CHANNEL -> "the whole channel";
        });
        return field(
                order,
                "232px",
                one -> one.source().order(),
                "Changed what keeps its order",
                (one, chosen) -> one.withSource(one.source().withOrder(chosen)));
    }

    private TextField types() {
        var types = field(
                new TextField("Message types taken"),
                "320px",
                one -> String.join(", ", one.source().acceptance().types()),
                "Changed which message types are taken",
                (one, text) -> accepting(one, one.source().acceptance().withTypes(list(text))));
        types.setHelperText("Empty for all. ORU^R01, or ORU for all its events.");
        return types;
    }

    private Checkbox production() {
        return field(
                new Checkbox("Only messages of the processing id P"),
                "",
                one -> one.source().acceptance().production(),
                "Changed whether only production messages are taken",
                (one, only) -> accepting(one, one.source().acceptance().withProduction(only)));
    }

    private static Channel accepting(Channel one, Source.Acceptance acceptance) {
        return one.withSource(one.source().withAcceptance(acceptance));
    }

    /// Shows what a draft says, and saves what is typed or chosen.
    private <V, F extends AbstractField<?, V> & HasSize> F field(
            F field, String width, Function<Channel, V> now, String what, BiFunction<Channel, V, Channel> change) {
        if (!width.isEmpty()) {
            field.setWidth(width);
        }
        field.setReadOnly(!mayEdit());
        field.addValueChangeListener(typed -> {
            if (typed.isFromClient()) {
                apply(what, one -> change.apply(one, typed.getValue()));
            }
        });
        fields.add(channel -> field.setValue(now.apply(channel)));
        return field;
    }

    private static Component environment(Channel channel) {
        List<Settings.Setting> settings = Settings.of(channel);
        if (settings.isEmpty()) {
            return text("This channel names no settings of the machine that it runs on.", "mid");
        }
        var rows = new Rows("Settings", "Environment variable:400px", "Unless set");
        for (Settings.Setting setting : settings) {
            String otherwise = setting.otherwise();
            rows.row(
                    text(setting.name(), "mono"),
                    otherwise == null ? text("must be set", "warn") : text(otherwise, "mono"));
        }
        return rows;
    }

    private static Div section(String title, Component... content) {
        var section = box("section");
        if (!title.isEmpty()) {
            section.add(new H2(title));
        }
        section.add(content);
        return section;
    }

    private static List<String> list(String text) {
        return Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(one -> !one.isEmpty())
                .toList();
    }
}
