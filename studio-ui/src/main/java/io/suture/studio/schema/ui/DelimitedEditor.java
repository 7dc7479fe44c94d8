package io.suture.studio.schema.ui;

import static io.suture.studio.kit.Markup.box;
import static io.suture.studio.kit.Markup.button;
import static io.suture.studio.kit.Markup.iconButton;
import static io.suture.studio.kit.Markup.quiet;
import static io.suture.studio.kit.Markup.text;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import io.suture.engine.schema.SchemaDefinition.Batch;
import io.suture.engine.schema.SchemaDefinition.CellType;
import io.suture.engine.schema.SchemaDefinition.Column;
import io.suture.engine.schema.SchemaDefinition.Delimited;
import io.suture.engine.schema.SchemaDefinition.Dialect;
import io.suture.studio.kit.Rows;
import io.suture.studio.schema.start.CellWords;
import io.suture.studio.schema.start.DialectForm;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Columns as a grid, with how the file is written above them. Each change is told whole.
final class DelimitedEditor extends Div {
    private final transient SchemaEdits<Delimited> edits;
    private final boolean editable;
    private final DialectForm dialect;
    private final Rows rows = new Rows(
            "Columns",
            "Column:24%",
            "Name in words:24%",
            "Holds:144px",
            "Required:84px",
            "Example (made up)",
            "Order:148px");
    private transient Delimited shown = new Delimited(List.of(), Dialect.STANDARD, Batch.FILE, "");

    DelimitedEditor(SchemaEdits<Delimited> edits, boolean editable) {
        this.edits = edits;
        this.editable = editable;
        this.dialect = new DialectForm(
                editable,
                changed -> tell(
                        "Changed how cells are told apart",
                        new Delimited(shown.columns(), changed, shown.batch(), shown.key())));
        addClassName("schema-editor");
        rows.addClassNames("in", "dense", "schema-rows");
        var more = quiet(button("Column", "plus", click -> add()));
        more.setVisible(editable);
        add(box("schema-form", dialect, batch()), box("scroll", rows, more));
    }

    private final Select<Batch> message = new Select<>();
    private final Select<String> key = new Select<>();

    private Component batch() {
        message.setLabel("A message is");
        message.setItems(Batch.values());
        message.setItemLabelGenerator(batch -> switch (batch) {
            case FILE -> "the whole file";
            case ROW -> "each row";
            case KEY -> "rows with the same";
        });
        message.setReadOnly(!editable);
        message.setWidth("168px");
        message.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                batch(change.getValue(), key.getOptionalValue());
            }
        });
        key.setLabel("Column");
        key.setReadOnly(!editable);
        key.setWidth("168px");
        key.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                batch(Batch.KEY, key.getOptionalValue());
            }
        });
        var both = new Div(message, key);
        both.addClassName("line");
        return both;
    }

    private void batch(Batch batch, Optional<String> column) {
        String name = batch != Batch.KEY
                ? ""
                : column.orElse(shown.columns().getFirst().name());
        tell("Changed what a message is", new Delimited(shown.columns(), shown.dialect(), batch, name));
    }

    void show(Delimited now) {
        if (now.equals(shown) && rows.getElement().getChildCount() > 0) {
            return;
        }
        shown = now;
        dialect.show(now.dialect());
        message.setValue(now.batch());
        key.setItems(now.columns().stream().map(Column::name).toList());
        key.setVisible(now.batch() == Batch.KEY);
        if (now.batch() == Batch.KEY) {
            key.setValue(now.key());
        }
        rows.clear();
        for (int i = 0; i < now.columns().size(); i++) {
            row(i);
        }
    }

    private void row(int at) {
        Column column = shown.columns().get(at);
        String of = " of column " + (at + 1);
        TextField name = Cells.field("Name" + of, column.name(), editable, now -> rename(at, now));
        TextField label = Cells.field(
                "Name in words" + of,
                column.label(),
                editable,
                now -> put(at, one -> new Column(one.name(), now, one.type(), one.required(), one.example())));
        Select<CellType> type = Cells.select(
                "Type" + of,
                List.of(CellType.values()),
                CellWords::of,
                column.type(),
                editable,
                now -> put(at, one -> new Column(one.name(), one.label(), now, one.required(), one.example())));
        var required = new Checkbox(column.required());
        required.setAriaLabel("Required" + of);
        required.setReadOnly(!editable);
        required.addValueChangeListener(change ->
                put(at, one -> new Column(one.name(), one.label(), one.type(), change.getValue(), one.example())));
        TextField example = Cells.field(
                "Example" + of,
                column.example(),
                editable,
                now -> put(at, one -> new Column(one.name(), one.label(), one.type(), one.required(), now)));
        var order = text("", "line");
        if (editable) {
            var up = iconButton("Move column " + (at + 1) + " up", "left", click -> move(at, at - 1));
            up.setEnabled(at > 0);
            up.addClassName("turned");
            var down = iconButton("Move column " + (at + 1) + " down", "right", click -> move(at, at + 1));
            down.setEnabled(at < shown.columns().size() - 1);
            down.addClassName("turned");
            order.add(up, down, iconButton("Remove column " + (at + 1), "x", click -> remove(at)));
        }
        rows.row(name, label, type, required, example, order);
    }

    private interface Changed {
        Column of(Column column);
    }

    private void put(int at, Changed changed) {
        var columns = new ArrayList<>(shown.columns());
        Column before = columns.get(at);
        Column after = changed.of(before);
        if (!after.equals(before)) {
            columns.set(at, after);
            quietly("Changed the column " + before.name(), with(columns));
        }
    }

    private void rename(int at, String to) {
        Column before = shown.columns().get(at);
        String name = to.replace("`", "").strip();
        if (name.equals(before.name())) {
            return;
        }
        boolean taken =
                shown.columns().stream().anyMatch(column -> column.name().equals(name));
        if (name.isEmpty() || taken) {
            edits.refused(
                    name.isEmpty()
                            ? "A column needs a name. It is still called “" + before.name() + "”."
                            : "There is a column called “" + name + "” already.");
            redraw();
            return;
        }
        var columns = new ArrayList<>(shown.columns());
        columns.set(at, new Column(name, before.label(), before.type(), before.required(), before.example()));
        String group = shown.key().equals(before.name()) ? name : shown.key();
        quietly(
                "Renamed the column " + before.name() + " to " + name,
                new Delimited(columns, shown.dialect(), shown.batch(), group));
    }

    private void add() {
        int number = shown.columns().size() + 1;
        while (isTaken("column " + number)) {
            number++;
        }
        var columns = new ArrayList<>(shown.columns());
        columns.add(new Column("column " + number, "", CellType.TEXT, false, ""));
        tell("Added a column", with(columns));
        getElement()
                .executeJs("requestAnimationFrame(() => { const all = this.querySelectorAll('tbody tr'); "
                        + "all[all.length - 1]?.querySelector('vaadin-text-field')?.focus(); })");
    }

    private boolean isTaken(String name) {
        return shown.columns().stream().anyMatch(column -> column.name().equals(name));
    }

    private void remove(int at) {
        Column column = shown.columns().get(at);
        if (shown.columns().size() == 1) {
            edits.refused("A delimited file has at least one column.");
        } else if (column.name().equals(shown.key())) {
            edits.refused("The column “" + column.name() + "” says which rows are one message. Choose another first.");
        } else {
            var columns = new ArrayList<>(shown.columns());
            columns.remove(at);
            tell("Removed the column " + column.name(), with(columns));
        }
    }

    private void move(int at, int to) {
        var columns = new ArrayList<>(shown.columns());
        columns.add(to, columns.remove(at));
        tell("Moved the column " + shown.columns().get(at).name(), with(columns));
    }

    private Delimited with(List<Column> columns) {
        return new Delimited(columns, shown.dialect(), shown.batch(), shown.key());
    }

    /// What the fields show already; they keep the keyboard.
    private void quietly(String what, Delimited now) {
        shown = now;
        edits.changed(what, now);
    }

    private void tell(String what, Delimited now) {
        edits.changed(what, now);
    }

    private void redraw() {
        Delimited now = shown;
        shown = new Delimited(List.of(), now.dialect(), now.batch(), now.key());
        show(now);
    }
}
