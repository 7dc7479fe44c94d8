package io.suture.studio.rule.ui;

import static io.suture.studio.kit.Markup.button;
import static io.suture.studio.kit.Markup.primary;
import static io.suture.studio.kit.Markup.quiet;

import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import io.suture.engine.expression.Formula;
import io.suture.engine.rule.Condition.Quantifier;
import io.suture.engine.rule.DecisionTable.Column;
import io.suture.engine.rule.DecisionTable.Kind;
import io.suture.engine.rule.DecisionTable.Outcome;
import io.suture.engine.rule.table.ColumnType;
import io.suture.studio.rule.DecisionSheet;
import io.suture.studio.rule.SourceFields;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Says what a column of a decision table compares or decides.
final class ColumnDialog {
    private ColumnDialog() {}

    /// @param column  what it is; null for a new one
    /// @param done    hears what it becomes
    /// @param removed takes it away; null where it is new
    static void condition(
            @Nullable Column column,
            List<SourceFields.Offer> fields,
            Consumer<Column> done,
            @Nullable Runnable removed) {
        var field = new FieldChoice(fields, column == null ? "" : column.field().text());
        field.setLabel("Field");
        field.setWidthFull();
        var type = new Select<ColumnType>();
        type.setLabel("Its cells are");
        type.setItems(ColumnType.values());
        type.setItemLabelGenerator(ColumnDialog::words);
        type.setHelperText(example(column == null ? ColumnType.TEXT : column.type()));
        type.setValue(column == null ? ColumnType.TEXT : column.type());
        type.setWidthFull();
        type.addValueChangeListener(change -> type.setHelperText(example(change.getValue())));
        var quantifier = new Select<Quantifier>();
        quantifier.setLabel("Of a field that repeats");
        quantifier.setItems(Quantifier.values());
        quantifier.setItemLabelGenerator(one -> switch (one) {
            case ANY -> "any repeat satisfies the cell";
            case ALL -> "every repeat satisfies the cell";
            case NONE -> "no repeat satisfies the cell";
        });
        quantifier.setValue(column == null ? Quantifier.ANY : column.quantifier());
        quantifier.setWidthFull();
        TextField title = title(column == null ? "" : column.title(), "Empty: the field.");
        Dialog dialog = dialog(column == null ? "New condition" : "Condition", removed);
        var save = primary(button(column == null ? "Add column" : "Save", click -> {
            String chosen = field.getValue();
            if (chosen == null || chosen.isBlank()) {
                field.setInvalid(true);
                field.setErrorMessage("Choose a field.");
                return;
            }
            dialog.close();
            done.accept(
                    new Column(title.getValue().strip(), quantifier.getValue(), new Formula(chosen), type.getValue()));
        }));
        dialog.add(field, type, quantifier, title);
        dialog.getFooter().add(button("Cancel", click -> dialog.close()), save);
        dialog.open();
        field.focus();
    }

    /// The same for a decision.
    static void outcome(@Nullable Outcome outcome, Consumer<Outcome> done, @Nullable Runnable removed) {
        var kind = new Select<Kind>();
        kind.setLabel("Its cells say");
        kind.setItems(Kind.values());
        kind.setItemLabelGenerator(DecisionSheet::words);
        kind.setValue(outcome == null ? Kind.ROUTE : outcome.kind());
        kind.setWidthFull();
        var detail = new TextField();
        detail.setValue(outcome == null ? "" : outcome.detail());
        detail.setWidthFull();
        kind.addValueChangeListener(change -> detail(detail, change.getValue()));
        detail(detail, kind.getValue());
        TextField title = title(outcome == null ? "" : outcome.title(), "Empty: what its cells say.");
        Dialog dialog = dialog(outcome == null ? "New decision" : "Decision", removed);
        var save = primary(button(outcome == null ? "Add column" : "Save", click -> {
            if (kind.getValue() == Kind.ALERT && detail.isEmpty()) {
                detail.setInvalid(true);
                detail.setErrorMessage("Say who is alerted.");
                return;
            }
            dialog.close();
            done.accept(new Outcome(
                    kind.getValue(),
                    title.getValue().strip(),
                    detail.isVisible() ? detail.getValue().strip() : ""));
        }));
        dialog.add(kind, detail, title);
        dialog.getFooter().add(button("Cancel", click -> dialog.close()), save);
        dialog.open();
        kind.focus();
    }

    private static void detail(TextField detail, Kind kind) {
        detail.setVisible(kind == Kind.ALERT || kind == Kind.REJECT);
        detail.setLabel(kind == Kind.ALERT ? "Who is alerted" : "Error code of HL7 table 0357");
        detail.setPlaceholder(kind == Kind.ALERT ? "Lab on call" : "207");
    }

    private static TextField title(String value, String help) {
        var title = new TextField("Heading");
        title.setValue(value);
        title.setHelperText(help);
        title.setWidthFull();
        return title;
    }

    private static Dialog dialog(String title, @Nullable Runnable removed) {
        var dialog = new Dialog();
        dialog.setHeaderTitle(title);
        dialog.setWidth("440px");
        if (removed != null) {
            var remove = quiet(button("Remove column", click -> {
                dialog.close();
                removed.run();
            }));
            remove.addClassName("first");
            dialog.getFooter().add(remove);
        }
        return dialog;
    }

    private static String words(ColumnType type) {
        return switch (type) {
            case TEXT -> "codes and texts";
            case PREFIX -> "beginnings of texts";
            case NUMBER -> "numbers and ranges";
            case DATE -> "dates and ranges";
            case TABLE -> "names of lookup tables";
        };
    }

    private static String example(ColumnType type) {
        return switch (type) {
            case TEXT -> "I, E or not P; “-” for any, “has no value” for none.";
            case PREFIX -> "F1, F2 or not Z; “-” for any.";
            case NUMBER -> "10, < 5, 10..20 or (10..20]; “-” for any.";
            case DATE -> "2026-01-31, < 2026-02 or 2026-01-01..2026-01-31; “-” for any.";
            case TABLE -> "Critical tests or not Critical tests; “-” for any.";
        };
    }
}
