package io.suture.studio.rule.ui;

import static io.suture.studio.kit.Markup.box;
import static io.suture.studio.kit.Markup.button;
import static io.suture.studio.kit.Markup.iconButton;
import static io.suture.studio.kit.Markup.note;
import static io.suture.studio.kit.Markup.small;

import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import io.suture.engine.channel.Channel;
import io.suture.engine.channel.Destination;
import io.suture.engine.channel.Source.Answer;
import io.suture.engine.rule.Decision;
import io.suture.engine.value.FieldPath;
import io.suture.studio.kit.Tone;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/// What follows when a Rule holds, a line for each Decision.
final class DecisionsForm extends Div {
    private enum Kind {
        ROUTE("route to"),
        DROP("drop"),
        REJECT("reject"),
        HOLD("hold for a person"),
        LABEL("label"),
        REDACT("leave out"),
        ALERT("alert"),
        CORRELATE("correlate by");

        private final String words;

        Kind(String words) {
            this.words = words;
        }
    }

    private final transient Channel channel;
    private final boolean mayEdit;

    DecisionsForm(List<Decision> decisions, Channel channel, boolean mayEdit, Consumer<List<Decision>> changed) {
        this.channel = channel;
        this.mayEdit = mayEdit;
        addClassName("decisions");
        for (int i = 0; i < decisions.size(); i++) {
            int number = i;
            add(line(
                    decisions.get(i),
                    decision -> {
                        var others = new ArrayList<>(decisions);
                        others.set(number, decision);
                        changed.accept(others);
                    },
                    () -> {
                        var others = new ArrayList<>(decisions);
                        others.remove(number);
                        changed.accept(others);
                    }));
        }
        if (decisions.stream().anyMatch(Decision.Reject.class::isInstance)
                && channel.source().answer() == Answer.STORED) {
            add(note(
                    "This channel answers as soon as a message is stored, so the sender does not learn of the reject. "
                            + "Under Settings, let it answer after processing.",
                    Tone.WARN));
        }
        if (mayEdit) {
            add(small(button("Decision", "plus", click -> {
                var others = new ArrayList<>(decisions);
                others.add(new Decision.Hold("To be reviewed"));
                changed.accept(others);
            })));
        }
    }

    private Div line(Decision decision, Consumer<Decision> changed, Runnable removed) {
        var kind = new Select<Kind>();
        kind.setItems(Kind.values());
        kind.setItemLabelGenerator(one -> one.words);
        kind.setValue(kind(decision));
        kind.setAriaLabel("Decision");
        kind.setWidth("168px");
        kind.setReadOnly(!mayEdit);
        kind.addValueChangeListener(change -> changed.accept(fresh(change.getValue())));
        var line = box("line condition-line", kind);
        switch (decision) {
            case Decision.RouteTo route ->
                line.add(destinations(route.destinations(), names -> changed.accept(new Decision.RouteTo(names))));
            case Decision.Drop drop ->
                line.add(field("Reason", drop.reason(), text -> changed.accept(new Decision.Drop(text))));
            case Decision.Hold hold ->
                line.add(field("Reason", hold.reason(), text -> changed.accept(new Decision.Hold(text))));
            case Decision.Reject reject ->
                line.add(
                        field(
                                "Code of table 0357",
                                reject.code(),
                                text -> changed.accept(new Decision.Reject(text, reject.text()))),
                        field(
                                "Text to the sender",
                                reject.text(),
                                text -> changed.accept(new Decision.Reject(reject.code(), text))));
            case Decision.Label label ->
                line.add(
                        field("Label", label.label(), text -> changed.accept(new Decision.Label(text, label.paths()))),
                        field(
                                "Fields that carry it",
                                paths(label.paths()),
                                text -> changed.accept(new Decision.Label(label.label(), paths(text)))));
            case Decision.Redact redact ->
                line.add(
                        field(
                                "Fields",
                                paths(redact.paths()),
                                text -> changed.accept(new Decision.Redact(paths(text), redact.destination()))),
                        destination(
                                redact.destination(),
                                name -> changed.accept(new Decision.Redact(redact.paths(), name))));
            case Decision.Alert alert ->
                line.add(
                        field("Who", alert.recipient(), text -> changed.accept(new Decision.Alert(text, alert.text()))),
                        field(
                                "Text",
                                alert.text(),
                                text -> changed.accept(new Decision.Alert(alert.recipient(), text))));
            case Decision.Correlate correlate ->
                line.add(field("Key", correlate.key(), text -> changed.accept(new Decision.Correlate(text))));
        }
        if (mayEdit) {
            line.add(iconButton("Remove this decision", "x", click -> removed.run()));
        }
        return line;
    }

    private Decision fresh(Kind kind) {
        String first = channel.destinations().stream()
                .map(Destination::name)
                .findFirst()
                .orElse("");
        return switch (kind) {
            case ROUTE -> new Decision.RouteTo(List.of(first));
            case DROP -> new Decision.Drop("Not wanted here");
            case REJECT -> new Decision.Reject("207", "Not accepted");
            case HOLD -> new Decision.Hold("To be reviewed");
            case LABEL -> new Decision.Label("sensitive", List.of());
            case REDACT -> new Decision.Redact(List.of(), first);
            case ALERT -> new Decision.Alert("on call", "Look at this message");
            case CORRELATE -> new Decision.Correlate("ORC-3");
        };
    }

    private static Kind kind(Decision decision) {
        return switch (decision) {
            case Decision.RouteTo route -> Kind.ROUTE;
            case Decision.Drop drop -> Kind.DROP;
            case Decision.Reject reject -> Kind.REJECT;
            case Decision.Hold hold -> Kind.HOLD;
            case Decision.Label label -> Kind.LABEL;
            case Decision.Redact redact -> Kind.REDACT;
            case Decision.Alert alert -> Kind.ALERT;
            case Decision.Correlate correlate -> Kind.CORRELATE;
        };
    }

    private MultiSelectComboBox<String> destinations(List<String> chosen, Consumer<List<String>> changed) {
        var box = new MultiSelectComboBox<String>();
        box.setItems(channel.destinations().stream().map(Destination::name).toList());
        box.setValue(Set.copyOf(chosen));
        box.setAriaLabel("Destinations");
        box.setReadOnly(!mayEdit);
        box.setWidth("320px");
        box.addValueChangeListener(change -> changed.accept(List.copyOf(change.getValue())));
        return box;
    }

    private Select<String> destination(String chosen, Consumer<String> changed) {
        var select = new Select<String>();
        select.setItems(channel.destinations().stream().map(Destination::name).toList());
        select.setValue(chosen);
        select.setAriaLabel("For the destination");
        select.setReadOnly(!mayEdit);
        select.addValueChangeListener(change -> {
            if (change.getValue() != null) {
                changed.accept(change.getValue());
            }
        });
        return select;
    }

    private TextField field(String label, String value, Consumer<String> changed) {
        var field = new TextField();
        field.setAriaLabel(label);
        field.setPlaceholder(label);
        field.setValue(value);
        field.setReadOnly(!mayEdit);
        field.setWidth("240px");
        field.addValueChangeListener(change -> changed.accept(change.getValue().strip()));
        return field;
    }

    private static String paths(List<FieldPath> paths) {
        return String.join(", ", paths.stream().map(FieldPath::toString).toList());
    }

    /// What does not read as a path is left out; the field shows what was taken.
    private static List<FieldPath> paths(String text) {
        return Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(one -> !one.isEmpty())
                .flatMap(one -> FieldPath.parse(one).stream())
                .toList();
    }
}
