package io.suture.studio.schema.ui;

import com.vaadin.flow.component.ItemLabelGenerator;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import java.util.List;
import java.util.function.Consumer;

/// Fields that stand in the cells of a table.
final class Cells {
    private Cells() {}

    /// @param label   for screen readers: the column's head says it to everybody else
    /// @param changed hears what was typed, when the field is left
    static TextField field(String label, String value, boolean editable, Consumer<String> changed) {
        var field = new TextField();
        field.setAriaLabel(label);
        field.setValue(value);
        field.setReadOnly(!editable);
        field.setWidthFull();
        field.setMaxLength(200);
        field.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                changed.accept(change.getValue().strip());
            }
        });
        return field;
    }

    static <T> Select<T> select(
            String label, List<T> items, ItemLabelGenerator<T> words, T value, boolean editable, Consumer<T> changed) {
        var select = new Select<T>();
        select.setAriaLabel(label);
        select.setItems(items);
        select.setItemLabelGenerator(words);
        select.setValue(value);
        select.setReadOnly(!editable);
        select.setWidthFull();
        select.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                changed.accept(change.getValue());
            }
        });
        return select;
    }
}
