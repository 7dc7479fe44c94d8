package io.suture.studio.lookup.ui;

import static io.suture.studio.kit.Markup.button;
import static io.suture.studio.kit.Markup.primary;
import static io.suture.studio.kit.Markup.text;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import io.suture.engine.channel.Channel;
import io.suture.engine.document.LookupTableCsv;
import io.suture.engine.document.Read;
import io.suture.engine.document.SpreadsheetText;
import io.suture.engine.lookup.LookupTable;
import io.suture.engine.lookup.LookupTable.Unknown;
import io.suture.studio.kit.Segments;
import io.suture.studio.lookup.Lookups;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Makes a table: empty, from what was pasted, from a file, from the guide's maps. What comes of it is seen before it
/// is
/// added.
final class NewTableDialog {
    private enum From {
        EMPTY,
        PASTE,
        FILE,
        HL7
    }

    private final Dialog dialog = new Dialog();
    private final Lookups lookups;
    private final Channel channel;
    private final Consumer<LookupTable> add;
    private final TextField name = new TextField("Name");
    private final Segments<From> from = new Segments<>("Start from", this::choose);
    private final Div content = new Div();
    private final TablePreview preview = new TablePreview();
    private final Button done = primary(button("Add table", click -> done()));
    private final TextArea pasted = new TextArea("Rows");
    private final Checkbox named = new Checkbox("The first row names the columns", true);
    private @Nullable LookupTable made;
    private boolean ownName;

    private NewTableDialog(Lookups lookups, Channel channel, Consumer<LookupTable> add) {
        this.lookups = lookups;
        this.channel = channel;
        this.add = add;
        dialog.setHeaderTitle("New lookup table");
        dialog.setWidth("760px");
        dialog.addClassName("new-table");
        from.choice(From.EMPTY, "Empty")
                .choice(From.PASTE, "Paste")
                .choice(From.FILE, "CSV or ConceptMap")
                .choice(From.HL7, "HL7 map");
        name.setWidthFull();
        name.setMaxLength(100);
        name.setHelperText("Formulas call it so: PID-8 in 'Administrative sex'.");
        name.addValueChangeListener(change -> {
            name.setInvalid(false);
            ownName |= change.isFromClient();
        });
        pasted.setWidthFull();
        pasted.setMinRows(5);
        pasted.setMaxRows(8);
        pasted.setValueChangeMode(ValueChangeMode.LAZY);
        pasted.setHelperText("From a spreadsheet, codes in the first column; or CSV.");
        pasted.addValueChangeListener(change -> paste());
        named.addValueChangeListener(change -> paste());
        content.addClassName("start");
        var body = new Div(from, name, content, preview);
        body.addClassName("new-table-body");
        dialog.add(body);
        dialog.getFooter().add(button("Cancel", click -> dialog.close()), done);
    }

    /// @param add hears the new table, whose name is free
    static void open(Lookups lookups, Channel channel, Consumer<LookupTable> add) {
        var open = new NewTableDialog(lookups, channel, add);
        open.choose(From.EMPTY);
        open.dialog.open();
        open.name.focus();
    }

    private void choose(From chosen) {
        from.select(chosen);
        content.removeAll();
        preview.clear();
        take(null, "");
        switch (chosen) {
            case EMPTY -> {
                content.add(text("It has one column, for the code that another becomes. More can be added.", "mid"));
                take(new LookupTable("", 1, List.of("code"), Map.of(), new Unknown.Keep()), "");
            }
            case PASTE -> {
                content.add(pasted, named);
                paste();
                pasted.focus();
            }
            case FILE -> content.add(new TableUpload(this::show));
            case HL7 -> {
                var maps = new Hl7MapChoice((map, remarks) -> {
                    LookupTable table = map.lookupTable(map.title());
                    take(table, map.title());
                    preview.show(table, remarks);
                });
                content.add(maps);
                maps.focus();
            }
        }
    }

    private void paste() {
        preview.clear();
        take(null, "");
        if (pasted.getValue().isBlank()) {
            return;
        }
        Read<List<List<String>>> cells = SpreadsheetText.pasted(pasted.getValue());
        show(
                cells.value() == null
                        ? Read.refused(cells.problems())
                        : LookupTableCsv.table(cells.value(), named.getValue(), ""));
    }

    private void show(Read<LookupTable> read) {
        LookupTable table = read.value();
        take(table, table == null ? "" : table.name());
        if (table == null) {
            preview.refuse(read.problems());
        } else {
            preview.show(table, read.problems());
        }
    }

    /// @param proposed a name for it, which one that was typed goes before
    private void take(@Nullable LookupTable table, String proposed) {
        made = table;
        done.setEnabled(table != null);
        if (!ownName) {
            name.setValue(proposed.isEmpty() ? "" : lookups.freeName(channel, proposed));
        }
    }

    private void done() {
        LookupTable table = made;
        if (table == null) {
            return;
        }
        var called = new LookupTable(
                name.getValue().strip(), table.version(), table.columns(), table.rows(), table.unknown());
        switch (lookups.add(channel, called)) {
            case Lookups.Outcome.Changes changes -> {
                dialog.close();
                add.accept(called);
            }
            case Lookups.Outcome.Refused(String why) -> {
                name.setInvalid(true);
                name.setErrorMessage(why);
                name.focus();
            }
        }
    }
}
