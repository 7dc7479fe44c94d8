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
import io.suture.studio.channel.SchemaWords;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// Asks what a Channel without a template needs before anything can be mapped: its name, what comes in and what goes
/// out.
final class NewChannelDialog {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    private final Drafts drafts;
    private final Dialog dialog = new Dialog();
    private final TextField title = new TextField("Name in words");
    private final TextField name = new TextField("Short name");
    private final ComboBox<SchemaRef> source = new ComboBox<>("Messages come in as");
    private final ComboBox<String> zone = new ComboBox<>("Time zone of the sender");
    private final ComboBox<SchemaRef> target = new ComboBox<>("They go out as");
    private final Checkbox copy = new Checkbox("Everything as it is, except what is mapped");

    private NewChannelDialog(Drafts drafts) {
        this.drafts = drafts;
        dialog.setHeaderTitle("New channel");
        dialog.setWidth("480px");
        List<SchemaRef> schemas = ChannelCompiler.standard().schemas().stream()
                .filter(ref -> !ref.isPart())
                .toList();
        title.setWidthFull();
        title.addValueChangeListener(change -> name.setValue(change.getValue()
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-|-$", "")));
        name.setHelperText("Lower case letters, digits and hyphens. It cannot be changed later.");
        name.setWidthFull();
        choice(source, sources(schemas), "ORU^R01 2.5.1");
        choice(target, targets(schemas), "FHIR R4 Bundle");
        target.setHelperText("Delimited files, JSON, XML and a site's own HL7 segments are described under Schemas.");
        zone.setItems(ZoneId.getAvailableZoneIds().stream().sorted().toList());
        zone.setHelperText("For times that come without an offset, such as Europe/Vienna.");
        zone.setWidthFull();
        copy.setVisible(false);
        source.addValueChangeListener(change -> offerCopy());
        target.addValueChangeListener(change -> offerCopy());
        dialog.add(box("fields", title, name, source, zone, target, copy));
        dialog.getFooter()
                .add(button("Cancel", click -> dialog.close()), primary(button("Make channel", click -> make())));
    }

    static void open(Drafts drafts) {
        var asking = new NewChannelDialog(drafts);
        asking.dialog.open();
        asking.title.focus();
    }

    private static void choice(ComboBox<SchemaRef> box, List<SchemaRef> schemas, String example) {
        box.setItems(schemas);
        box.setItemLabelGenerator(SchemaWords::shortly);
        box.setPlaceholder(example);
        box.setWidthFull();
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

    private void offerCopy() {
        copy.setVisible(source.getValue() != null
                && target.getValue() != null
                && NewChannel.mayCopy(source.getValue(), target.getValue()));
    }

    private void make() {
        boolean sound = asks(title, title.getValue().isBlank(), "The channel needs a name.")
                & asks(
                        name,
                        !NAME.matcher(name.getValue()).matches(),
                        "Use lower case letters, digits and hyphens, at most 63.")
                & asks(source, "Choose what the messages are.")
                & asks(zone, "Choose the zone; no zone is ever guessed.")
                & asks(target, "Choose what the messages become.");
        if (!sound) {
            return;
        }
        var wanted = new NewChannel(
                name.getValue(),
                title.getValue().strip(),
                source.getValue(),
                zone.getValue(),
                target.getValue(),
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
