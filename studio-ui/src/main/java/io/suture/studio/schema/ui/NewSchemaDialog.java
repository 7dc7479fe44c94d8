package io.suture.studio.schema.ui;

import static io.suture.studio.kit.Markup.button;
import static io.suture.studio.kit.Markup.primary;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.TextField;
import io.suture.engine.channel.Channel;
import io.suture.engine.schema.SchemaDefinition;
import io.suture.engine.schema.SchemaDefinition.Content;
import io.suture.studio.kit.Segments;
import io.suture.studio.schema.Schemas;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Makes a definition: columns from a sample, JSON and XML from a schema or from samples, a profile from what the
/// Channel's samples hold. What comes of it is seen before it is added.
final class NewSchemaDialog {
    private enum Sort {
        DELIMITED,
        HL7,
        JSON,
        XML
    }

    private final Dialog dialog = new Dialog();
    private final Schemas schemas;
    private final Channel channel;
    private final List<byte[]> samples;
    private final Consumer<SchemaDefinition> add;
    private final TextField title = new TextField("Name");
    private final Div content = new Div();
    private final Button done = primary(button("Add schema", click -> done()));
    private final Segments<Sort> sort = new Segments<>("What it describes", this::choose);
    private @Nullable Content made;
    private boolean ownName;

    private NewSchemaDialog(Schemas schemas, Channel channel, List<byte[]> samples, Consumer<SchemaDefinition> add) {
        this.schemas = schemas;
        this.channel = channel;
        this.samples = samples;
        this.add = add;
        dialog.setHeaderTitle("New schema");
        dialog.setWidth("760px");
        dialog.addClassName("new-schema");
        sort.choice(Sort.DELIMITED, "Delimited file")
                .choice(Sort.HL7, "HL7 profile")
                .choice(Sort.JSON, "JSON")
                .choice(Sort.XML, "XML");
        title.setWidthFull();
        title.setMaxLength(60);
        title.addValueChangeListener(change -> {
            title.setInvalid(false);
            ownName |= change.isFromClient();
        });
        content.addClassName("start");
        var body = new Div(sort, title, content);
        body.addClassName("new-table-body");
        dialog.add(body);
        dialog.getFooter().add(button("Cancel", click -> dialog.close()), done);
    }

    /// @param samples the payloads of the Channel's Samples
    /// @param add     hears the new definition, whose name is free
    static void open(Schemas schemas, Channel channel, List<byte[]> samples, Consumer<SchemaDefinition> add) {
        var open = new NewSchemaDialog(schemas, channel, samples, add);
        open.choose(Sort.DELIMITED);
        open.dialog.open();
        open.title.focus();
    }

    private void choose(Sort chosen) {
        sort.select(chosen);
        content.removeAll();
        take(null, "");
        content.add(
                switch (chosen) {
                    case DELIMITED -> new DelimitedStart(this::take);
                    case HL7 -> new ProfileStart(schemas, channel, samples, this::take);
                    case JSON -> new NotationStart(NotationStart.Notation.JSON, schemas, this::take);
                    case XML -> new NotationStart(NotationStart.Notation.XML, schemas, this::take);
                });
    }

    /// @param now      what the definition says, or null while there is nothing to add
    /// @param proposed a name for it, which one that was typed goes before
    private void take(@Nullable Content now, String proposed) {
        made = now;
        done.setEnabled(now != null);
        if (!ownName && !proposed.isEmpty()) {
            title.setValue(proposed);
        }
    }

    private void done() {
        Content now = made;
        if (now == null) {
            return;
        }
        String words = title.getValue().strip();
        if (words.isEmpty()) {
            title.setInvalid(true);
            title.setErrorMessage("The schema needs a name.");
            title.focus();
            return;
        }
        var definition = new SchemaDefinition(schemas.freeName(channel, words), 1, words, now);
        switch (schemas.add(channel, definition)) {
            case Schemas.Outcome.Changes changes -> {
                dialog.close();
                add.accept(definition);
            }
            case Schemas.Outcome.Refused(String why) -> {
                title.setInvalid(true);
                title.setErrorMessage(why);
            }
        }
    }
}
