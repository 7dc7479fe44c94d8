package io.suture.studio.rule.ui;

import static io.suture.studio.kit.Markup.box;
import static io.suture.studio.kit.Markup.button;
import static io.suture.studio.kit.Markup.iconButton;
import static io.suture.studio.kit.Markup.quiet;
import static io.suture.studio.kit.Markup.small;
import static io.suture.studio.kit.Markup.text;

import com.vaadin.flow.component.HasEnabled;
import com.vaadin.flow.component.HasValue;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import io.suture.engine.report.Problem;
import io.suture.engine.rule.DecisionTable;
import io.suture.engine.rule.DecisionTable.Column;
import io.suture.engine.rule.DecisionTable.HitPolicy;
import io.suture.engine.rule.DecisionTable.Outcome;
import io.suture.engine.rule.DecisionTable.Row;
import io.suture.engine.rule.analysis.Finding;
import io.suture.engine.rule.analysis.Place;
import io.suture.engine.rule.table.Cell;
import io.suture.studio.kit.sheet.Sheet;
import io.suture.studio.kit.sheet.SheetGrid;
import io.suture.studio.rule.DecisionSheet;
import io.suture.studio.rule.SourceFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A DecisionTable as a spreadsheet below its columns. Stays while its table is edited, so that the place in the grid
/// stays too.
final class DecisionTableForm extends Div implements SheetGrid.Hearer {
    private static final SheetGrid.Words WORDS =
            new SheetGrid.Words("Row", "What traces call the row; empty: its number", "New row", false);

    private final transient Host host;
    private final TextField name = new TextField();
    private final Select<HitPolicy> policy = new Select<>();
    private final Checkbox stop = new Checkbox("Ask no further rule once a row held");
    private final Checkbox enabled = new Checkbox("In use");
    private final Div conditions = box("line gap4");
    private final Div outcomes = box("line gap4");
    private final SheetGrid grid;
    private int part = -1;
    private transient @Nullable DecisionTable shown;
    private transient List<Problem> problems = List.of();
    private transient List<Finding> findings = List.of();
    private boolean showing;

    /// The page that the table is edited on.
    interface Host {
        boolean editable();

        List<SourceFields.Offer> fields();

        /// @param what the change in words, as undo names it
        void changed(DecisionTable table, String what);

        void refused(String why);
    }

    DecisionTableForm(Host host) {
        this.host = host;
        addClassName("decision-table");
        grid = new SheetGrid(WORDS, this, this::marks);
        grid.setEditable(host.editable());
        grid.setSizeFull();
        name.setAriaLabel("Name of the table");
        name.setWidth("240px");
        policy.setItems(HitPolicy.values());
        policy.setItemLabelGenerator(DecisionTableForm::words);
        policy.setAriaLabel("Which rows decide");
        policy.setWidth("248px");
        List.<HasValue<?, ?>>of(name, policy, stop, enabled).forEach(field -> {
            field.setReadOnly(!host.editable());
            field.addValueChangeListener(change -> headChanged());
        });
        var commands = box("line gap4");
        if (host.editable()) {
            commands.add(
                    small(quiet(button("Row", "plus", click -> grid.command("addRow")))),
                    small(quiet(button("Remove rows", click -> grid.command("removeRows")))),
                    small(iconButton("Move rows up (Alt+Up)", "left", click -> grid.command("moveRows", -1))),
                    small(iconButton("Move rows down (Alt+Down)", "right", click -> grid.command("moveRows", 1))),
                    text("Cells can be copied from and pasted into a spreadsheet.", "dim", "s"));
        }
        add(
                box("line gap8 table-head", name, policy, stop, enabled),
                box("line gap8 table-columns", text("When", "mid"), conditions, text("Then", "mid"), outcomes),
                commands,
                grid);
    }

    /// @param number   which part of the RuleSet it is
    /// @param compiled what does not compile
    /// @param analysed what the analysis found
    void show(int number, DecisionTable table, List<Problem> compiled, List<Finding> analysed) {
        DecisionTable before = shown;
        boolean afresh = before == null
                || number != part
                || !before.columns().equals(table.columns())
                || !before.outcomes().equals(table.outcomes());
        part = number;
        shown = table;
        problems = compiled;
        findings = analysed;
        showing = true;
        name.setValue(table.name());
        policy.setValue(table.policy());
        stop.setValue(table.stop());
        enabled.setValue(table.enabled());
        showing = false;
        showColumns(table);
        grid.show(
                "Rows of " + table.name(),
                DecisionSheet.of(table),
                sheet -> DecisionSheet.of(DecisionSheet.table(sheet, table)),
                afresh);
    }

    /// Goes to the cell that a finding is about.
    void go(Place place) {
        Integer row = place.row();
        Integer column = place.column();
        if (row != null) {
            grid.go(row, column == null ? 0 : column + 1);
        }
    }

    /// Adds a row for what a gap's witness has; what it decides is still to be said.
    void fill(Finding gap) {
        DecisionTable table = table();
        var when = new ArrayList<Cell>();
        for (Column column : table.columns()) {
            when.add(gap.witness().values().stream()
                    .filter(seen -> seen.field().equals(column.field().text()))
                    .findFirst()
                    .map(seen -> seen.value() == null
                            ? (Cell) new Cell.HasNoValue()
                            : Cell.read(column.type(), seen.value()))
                    .orElse(Cell.ANY));
        }
        var rows = new ArrayList<>(table.rows());
        rows.add(new Row("", when, DecisionSheet.blank(table).then(), ""));
        host.changed(table.withRows(rows), "Added a row for a gap of " + table.name());
        grid.go(rows.size() - 1, 1 + table.columns().size());
    }

    private List<Sheet.Mark> marks(Sheet sheet) {
        return shown == null ? List.of() : DecisionSheet.marks(part, shown, problems, findings);
    }

    private DecisionTable table() {
        return Objects.requireNonNull(shown, "no table is shown");
    }

    private void headChanged() {
        if (showing) {
            return;
        }
        DecisionTable table = table();
        String called = name.getValue().strip();
        var changed = new DecisionTable(
                called.isEmpty() ? table.name() : called,
                policy.getValue(),
                table.columns(),
                table.outcomes(),
                table.rows(),
                stop.getValue(),
                enabled.getValue(),
                table.note());
        if (!changed.equals(table)) {
            host.changed(changed, "Changed the table " + changed.name());
        }
    }

    // ---- columns

    private void showColumns(DecisionTable table) {
        conditions.removeAll();
        for (int i = 0; i < table.columns().size(); i++) {
            int number = i;
            Column column = table.columns().get(i);
            conditions.add(small(button(
                    column.heading(),
                    click -> ColumnDialog.condition(
                            column, host.fields(), other -> columns(number, other), () -> columns(number, null)))));
        }
        outcomes.removeAll();
        for (int i = 0; i < table.outcomes().size(); i++) {
            int number = i;
            Outcome outcome = table.outcomes().get(i);
            outcomes.add(small(button(
                    DecisionSheet.heading(outcome),
                    click -> ColumnDialog.outcome(
                            outcome, other -> outcomes(number, other), () -> outcomes(number, null)))));
        }
        if (host.editable()) {
            conditions.add(small(quiet(button(
                    "Condition",
                    "plus",
                    click -> ColumnDialog.condition(
                            null,
                            host.fields(),
                            one -> columns(table().columns().size(), one),
                            null)))));
            outcomes.add(small(quiet(button(
                    "Decision",
                    "plus",
                    click -> ColumnDialog.outcome(
                            null, one -> outcomes(table().outcomes().size(), one), null)))));
        } else {
            conditions.getChildren().forEach(one -> ((HasEnabled) one).setEnabled(false));
            outcomes.getChildren().forEach(one -> ((HasEnabled) one).setEnabled(false));
        }
    }

    /// @param column what stands there then; null to take it away
    private void columns(int number, @Nullable Column column) {
        DecisionTable table = whole();
        List<Row> rows = table.rows().stream()
                .map(row -> new Row(row.name(), cells(table, row, number, column), row.then(), row.note()))
                .toList();
        host.changed(
                table.with(with(table.columns(), number, column), table.outcomes(), rows),
                (column == null ? "Removed a condition of " : "Changed a condition of ") + table.name());
    }

    private static List<Cell> cells(DecisionTable table, Row row, int number, @Nullable Column column) {
        boolean added = number == table.columns().size();
        Cell cell = column == null
                ? null
                : added
                        ? Cell.ANY
                        : Cell.read(column.type(), row.when().get(number).text());
        return with(row.when(), number, cell);
    }

    /// @param outcome what stands there then; null to take it away
    private void outcomes(int number, @Nullable Outcome outcome) {
        DecisionTable table = whole();
        boolean added = number == table.outcomes().size();
        List<Row> rows = table.rows().stream()
                .map(row -> new Row(
                        row.name(),
                        row.when(),
                        with(
                                row.then(),
                                number,
                                outcome == null ? null : added ? "" : row.then().get(number)),
                        row.note()))
                .toList();
        host.changed(
                table.with(table.columns(), with(table.outcomes(), number, outcome), rows),
                (outcome == null ? "Removed a decision of " : "Changed a decision of ") + table.name());
    }

    /// With a cell for each column in every row, as a draft's need not have.
    private DecisionTable whole() {
        return DecisionSheet.table(DecisionSheet.of(table()), table());
    }

    /// One in the place of another, or behind the last; null takes the one there away.
    private static <T> List<T> with(List<T> all, int number, @Nullable T one) {
        var changed = new ArrayList<>(all);
        if (number < changed.size()) {
            changed.remove(number);
        }
        if (one != null) {
            changed.add(number, one);
        }
        return changed;
    }

    // ---- the grid

    @Override
    public void edited(Sheet sheet, String what) {
        DecisionTable table = table();
        host.changed(DecisionSheet.table(sheet, table), what + " of " + table.name());
    }

    @Override
    public void refused(String why) {
        host.refused(why);
    }

    private static String words(HitPolicy policy) {
        return switch (policy) {
            case FIRST -> "The first row that holds decides";
            case UNIQUE -> "Only one row may hold";
            case COLLECT -> "All rows that hold decide";
            case RULE_ORDER -> "All that hold, in their order";
        };
    }
}
