package io.suture.studio.mapping.ui;

import static io.suture.studio.kit.Markup.text;

import com.vaadin.flow.component.select.Select;
import io.suture.engine.expression.Formula;
import io.suture.engine.mapping.Entry;
import io.suture.engine.mapping.FieldMapping;
import io.suture.engine.value.FieldPath;

/// What makes a row an entry of a Bundle: its resource, what it is known by, what becomes of what the server has.
final class EntryForm {
    private final FieldPath target;
    private final Inspector.Hearer hearer;

    EntryForm(FieldPath target, Inspector.Hearer hearer) {
        this.target = target;
        this.hearer = hearer;
    }

    /// @return the formula of the key
    FormulaField addTo(FormLines lines, Entry entry) {
        lines.line("Entry", text(entry.resource()));
        FormulaField key = hearer.field(
                target,
                "Known by",
                entry.key().text(),
                (row, typed) -> with(row, typed == null ? new Formula("") : typed, entry.write()));
        lines.line("Known by", key);
        var mode = new Select<Entry.WriteMode>();
        mode.setAriaLabel("Written");
        mode.setItems(Entry.WriteMode.values());
        mode.setItemLabelGenerator(EntryForm::written);
        mode.setValue(entry.write());
        mode.setWidthFull();
        mode.setReadOnly(!hearer.editable());
        mode.addValueChangeListener(change -> hearer.changed(
                target,
                "Changed how " + target + " is written",
                row -> with(row, row.entry() == null ? entry.key() : row.entry().key(), change.getValue())));
        lines.line("Written", mode);
        return key;
    }

    private static FieldMapping with(FieldMapping row, Formula key, Entry.WriteMode mode) {
        Entry before = row.entry();
        return before == null ? row : row.withEntry(new Entry(before.resource(), key, mode, before.search()));
    }

    private static String written(Entry.WriteMode mode) {
        return switch (mode) {
            case REPLACE -> "in the place of what the server has";
            case MERGE -> "merged with what the server has";
            case CREATE_IF_ABSENT -> "only where the server has none";
        };
    }
}
