package io.suture.studio.schema.ui;

import static io.suture.studio.kit.Markup.button;
import static io.suture.studio.kit.Markup.primary;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import io.suture.engine.channel.Channel;
import io.suture.engine.schema.SchemaDefinition;
import io.suture.studio.kit.Segments;
import io.suture.studio.schema.Schemas;
import io.suture.studio.schema.start.SchemaStart;
import io.suture.studio.schema.start.SchemaStart.Sort;
import java.util.List;
import java.util.function.Consumer;

/// Makes a definition of a Channel.
final class NewSchemaDialog {
    private final Dialog dialog = new Dialog();
    private final Schemas schemas;
    private final Channel channel;
    private final Consumer<SchemaDefinition> add;
    private final SchemaStart start;
    private final Button done = primary(button("Add schema", click -> done()));
    private final Segments<Sort> sort = new Segments<>("What it describes", this::choose);

    private NewSchemaDialog(Schemas schemas, Channel channel, List<byte[]> samples, Consumer<SchemaDefinition> add) {
        this.schemas = schemas;
        this.channel = channel;
        this.add = add;
        start = new SchemaStart(schemas, channel.source().schema(), samples, done::setEnabled);
        dialog.setHeaderTitle("New schema");
        dialog.setWidth("760px");
        dialog.addClassName("new-schema");
        for (Sort one : Sort.values()) {
            sort.choice(one, one.words());
        }
        var body = new Div(sort, start);
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
        open.start.focus();
    }

    private void choose(Sort chosen) {
        sort.select(chosen);
        start.choose(chosen);
    }

    private void done() {
        start.definition(channel.schemas()).ifPresent(definition -> {
            switch (schemas.add(channel, definition)) {
                case Schemas.Outcome.Changes changes -> {
                    dialog.close();
                    add.accept(definition);
                }
                case Schemas.Outcome.Refused(String why) -> start.refuse(why);
            }
        });
    }
}
