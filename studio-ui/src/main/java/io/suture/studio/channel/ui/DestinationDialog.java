package io.suture.studio.channel.ui;

import static io.suture.studio.kit.Markup.box;
import static io.suture.studio.kit.Markup.button;
import static io.suture.studio.kit.Markup.primary;

import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.textfield.TextField;
import io.suture.engine.channel.Channel;
import io.suture.engine.channel.Destination;
import io.suture.engine.replacement.SchemaReplacement.Side;
import io.suture.engine.schema.SchemaRef;
import io.suture.studio.channel.Destinations;
import io.suture.studio.channel.Destinations.Start;
import io.suture.studio.channel.NewChannel;
import io.suture.studio.channel.SchemaWords;
import io.suture.studio.schema.Schemas;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// Asks what one more Destination needs: its name, what goes out, and whether rules alone lead there.
final class DestinationDialog {
    private final Channel channel;
    private final BiConsumer<String, UnaryOperator<Channel>> done;
    private final Dialog dialog = new Dialog();
    private final TextField name = new TextField("Name");
    private final ComboBox<Choice> target = new ComboBox<>("Messages go out as");
    private final Checkbox copy = new Checkbox("Everything as it is, except what is mapped");
    private final Checkbox always = new Checkbox("Every message that no rule decides on goes there too", true);

    /// What its Mapping begins as, in words.
    private record Choice(Start start, String words) {}

    private DestinationDialog(Channel channel, Schemas schemas, BiConsumer<String, UnaryOperator<Channel>> done) {
        this.channel = channel;
        this.done = done;
        dialog.setHeaderTitle("Add destination");
        dialog.setWidth("480px");
        name.setHelperText("What rules call it: lower case letters, digits and hyphens. It cannot be changed later.");
        name.setWidthFull();
        target.setItems(choices(channel, schemas));
        target.setItemLabelGenerator(Choice::words);
        target.setHelperText("Own files, JSON and XML are described under Schemas first.");
        target.setWidthFull();
        target.addValueChangeListener(change -> copy.setVisible(change.getValue() != null
                && change.getValue().start() instanceof Start.Empty(var ref, var as)
                && NewChannel.mayCopy(channel.source().schema(), ref)));
        copy.setVisible(false);
        dialog.add(box("fields", name, target, copy, always));
        dialog.getFooter().add(button("Cancel", click -> dialog.close()), primary(button("Add", click -> add())));
    }

    /// @param done hears the change and its words
    static void open(Channel channel, Schemas schemas, BiConsumer<String, UnaryOperator<Channel>> done) {
        var asking = new DestinationDialog(channel, schemas, done);
        asking.dialog.open();
        asking.name.focus();
    }

    /// What another Destination makes first: most often a second one gets the same with a difference.
    private static List<Choice> choices(Channel channel, Schemas schemas) {
        Stream<Choice> likes = channel.destinations().stream()
                .map(Destination::name)
                .map(other -> new Choice(new Start.Like(other), "The same as " + other));
        Stream<Choice> empty = schemas.choices(channel, new Side.Target("")).stream()
                .map(ref -> new Choice(new Start.Empty(ref, false), SchemaWords.shortly(ref)));
        return Stream.concat(likes, empty).toList();
    }

    private void add() {
        String called = name.getValue().strip();
        var refusal = Destinations.refusal(channel, called);
        name.setInvalid(refusal.isPresent());
        name.setErrorMessage(refusal.orElse(""));
        Choice chosen = target.getValue();
        target.setInvalid(chosen == null);
        target.setErrorMessage("Choose what the messages become.");
        if (refusal.isPresent() || chosen == null) {
            return;
        }
        Start start = switch (chosen.start()) {
            case Start.Empty(SchemaRef ref, boolean as) -> new Start.Empty(ref, copy.isVisible() && copy.getValue());
            case Start.Like like -> like;
        };
        boolean otherwise = always.getValue();
        dialog.close();
        done.accept("Added the destination " + called, one -> Destinations.with(one, called, start, otherwise));
    }
}
