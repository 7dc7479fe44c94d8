package io.suture.studio.schema.start;

import static io.suture.studio.kit.Markup.counted;
import static io.suture.studio.kit.Markup.note;
import static io.suture.studio.kit.Markup.text;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.data.value.ValueChangeMode;
import io.suture.engine.format.csv.DelimitedLearner;
import io.suture.engine.schema.SchemaDefinition.Delimited;
import io.suture.engine.schema.SchemaDefinition.Dialect;
import io.suture.studio.kit.Rows;
import io.suture.studio.kit.Tone;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Columns from a file or from lines that were pasted; what was seen of its signs may be corrected.
final class DelimitedStart extends Div {
    private final transient Start start;
    private final DialectForm dialect = new DialectForm(true, this::read);
    private final Div found = new Div();
    private byte[] sample = {};
    private String title = "";

    DelimitedStart(Start start) {
        this.start = start;
        addClassName("start");
        var pasted = new TextArea("Some lines of the file");
        pasted.setWidthFull();
        pasted.setMinRows(4);
        pasted.setMaxRows(7);
        pasted.setValueChangeMode(ValueChangeMode.LAZY);
        pasted.setHelperText("Only the column names become part of the schema, no value of a patient.");
        pasted.addValueChangeListener(change -> take(change.getValue().getBytes(StandardCharsets.UTF_8), ""));
        dialect.setVisible(false);
        found.addClassName("table-preview");
        add(
                pasted,
                new SchemaUpload(
                        "A delimited file: CSV, TSV or text",
                        file -> take(file.bytes(), file.title()),
                        this::refuse,
                        ".csv",
                        ".tsv",
                        ".txt"),
                dialect,
                found);
    }

    private void take(byte[] bytes, String name) {
        sample = bytes;
        title = name;
        Optional<Dialect> seen = bytes.length == 0 ? Optional.empty() : DelimitedLearner.dialect(bytes);
        dialect.setVisible(seen.isPresent());
        if (seen.isPresent()) {
            read(seen.get());
        } else {
            start.take(null, "");
            found.removeAll();
            if (bytes.length > 0) {
                refuse("This is no text, such as a spreadsheet's own file. Save it as CSV first.");
            }
        }
    }

    private void read(Dialect as) {
        dialect.show(as);
        found.removeAll();
        Optional<Delimited> learned = DelimitedLearner.learn(sample, as);
        start.take(learned.orElse(null), title);
        if (learned.isEmpty()) {
            refuse("No line could be read so.");
            return;
        }
        found.add(text(counted(learned.get().columns().size(), "column"), "mid", "s"));
        var rows = new Rows("Columns found", "Column", "Holds");
        rows.addClassNames("in", "dense");
        learned.get()
                .columns()
                .forEach(column -> rows.row(text(column.name(), "mono"), text(CellWords.of(column.type()))));
        found.add(rows);
    }

    private void refuse(String why) {
        found.removeAll();
        found.add(note(why, Tone.BAD));
    }
}
