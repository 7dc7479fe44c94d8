package io.suture.studio.channel.ui;

import static io.suture.studio.kit.Markup.box;
import static io.suture.studio.kit.Markup.button;
import static io.suture.studio.kit.Markup.primary;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.textfield.TextField;
import io.suture.engine.ChannelCompiler;
import io.suture.engine.schema.SchemaRef;
import io.suture.studio.channel.Drafts;
import io.suture.studio.channel.NewChannel;
import io.suture.studio.channel.ui.SchemaChoice.Chosen;
import io.suture.studio.schema.Schemas;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Asks what a Channel without a template needs before anything can be mapped: its name, what comes in and what goes
/// out.
final class NewChannelDialog {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    private final Drafts drafts;
    private final Dialog dialog = new Dialog();
    private final TextField title = new TextField("Name in words");
    private final TextField name = new TextField("Short name");
    private final SchemaChoice source;
    private final ComboBox<String> zone = new ComboBox<>("Time zone of the sender");
    private final SchemaChoice target;
    private final Checkbox copy = new Checkbox("Everything as it is, except what is mapped");

    private NewChannelDialog(Drafts drafts, Schemas schemas) {
        this.drafts = drafts;
        dialog.setHeaderTitle("New channel");
        List<SchemaRef> standard = ChannelCompiler.standard().schemas().stream()
                .filter(ref -> !ref.isPart())
                .toList();
        title.setWidthFull();
        title.addValueChangeListener(change -> name.setValue(change.getValue()
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-|-$", "")));
        name.setHelperText("Lower case letters, digits and hyphens. It cannot be changed later.");
        name.setWidthFull();
        source = new SchemaChoice(
                "Messages come in as",
                schemas,
                sources(standard),
                "ORU^R01 2.5.1",
                "Choose what the messages are.",
                this::fit);
        target = new SchemaChoice(
                "They go out as",
                schemas,
                targets(standard),
                "FHIR R4 Bundle",
                "Choose what the messages become.",
                this::fit);
        zone.setItems(ZoneId.getAvailableZoneIds().stream().sorted().toList());
        zone.setHelperText("For times that come without an offset, such as Europe/Vienna.");
        zone.setWidthFull();
        fit();
        dialog.add(box("fields", title, name, source, zone, target, copy));
        dialog.getFooter()
                .add(button("Cancel", click -> dialog.close()), primary(button("Make channel", click -> make())));
    }

    static void open(Drafts drafts, Schemas schemas) {
        var asking = new NewChannelDialog(drafts, schemas);
        asking.dialog.open();
        asking.title.focus();
    }

    /// HL7 v2 messages over MLLP first, then FHIR that is posted.
    private static List<SchemaRef> sources(List<SchemaRef> schemas) {
        return schemas.stream()
                .sorted(Comparator.comparing(ref -> ref.format().equals("hl7v2") ? 0 : 1))
                .toList();
    }

    /// What is written most often first: bundles, then messages, then single resources.
    private static List<SchemaRef> targets(List<SchemaRef> schemas) {
        return schemas.stream()
                .sorted(Comparator.comparing(
                        ref -> ref.name().equals("Bundle") ? 0 : ref.format().equals("hl7v2") ? 1 : 2))
                .toList();
    }

    private void fit() {
        copy.setVisible(source.standard()
                .flatMap(from -> target.standard().filter(to -> NewChannel.mayCopy(from, to)))
                .isPresent());
        dialog.setWidth(source.isOwn() || target.isOwn() ? "760px" : "480px");
    }

    private void make() {
        boolean named = asks(title, title.getValue().isBlank(), "The channel needs a name.")
                & asks(
                        name,
                        !NAME.matcher(name.getValue()).matches(),
                        "Use lower case letters, digits and hyphens, at most 63.")
                & asks(zone, "Choose the zone; no zone is ever guessed.");
        var from = source.chosen(List.of());
        var to = target.chosen(from.map(Chosen::own).orElse(List.of()));
        if (named && from.isPresent() && to.isPresent()) {
            make(from.get(), to.get());
        }
    }

    private void make(Chosen from, Chosen to) {
        var wanted = new NewChannel(
                name.getValue(),
                title.getValue().strip(),
                from.ref(),
                zone.getValue(),
                to.ref(),
                Stream.concat(from.own().stream(), to.own().stream()).toList(),
                copy.isVisible() && copy.getValue());
        drafts.create(wanted.channel(), "Started without a template")
                .ifPresentOrElse(
                        draft -> {
                            dialog.close();
                            UI.getCurrent().navigate("channels/" + draft.id() + "/mapping");
                        },
                        () -> asks(name, true, "There is a channel of that name. Choose another."));
    }

    private static boolean asks(TextField field, boolean wrong, String words) {
        field.setInvalid(wrong);
        field.setErrorMessage(words);
        return !wrong;
    }

    private static boolean asks(ComboBox<?> field, String words) {
        boolean missing = field.getValue() == null;
        field.setInvalid(missing);
        field.setErrorMessage(words);
        return !missing;
    }
}
