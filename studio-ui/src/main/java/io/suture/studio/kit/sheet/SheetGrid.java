package io.suture.studio.kit.sheet;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.ClientCallable;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasSize;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JsModule;
import io.suture.engine.document.Read;
import io.suture.engine.document.SpreadsheetText;
import io.suture.studio.kit.sheet.Sheet.Cell;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/// A table as a spreadsheet. The browser holds the cells and tells in bursts what was done; the [Sheet] here is what it
/// shows. Decision 0030.
@Tag("sheet-grid")
@JsModule("./sheet/sheet-grid.ts")
public final class SheetGrid extends Component implements HasSize {
    private final transient Hearer hearer;
    private final transient Function<Sheet, List<Sheet.Mark>> marks;
    private transient Sheet sheet = new Sheet(List.of(), List.of());
    private boolean editable;
    private int version;

    /// Hears what was done, once for each burst.
    public interface Hearer {
        /// @param what in words, as undo names it
        void edited(Sheet sheet, String what);

        /// Columns come and go in the grid only where its rows are codes.
        ///
        /// @param column from 1
        default void columnRenamed(int column, String name) {}

        default void columnAdded() {}

        /// @param column from 1
        default void columnRemoved(int column) {}

        /// @param column from 1
        default void columnMoved(int column, int to) {}

        /// Something was not done, and why.
        void refused(String why);

        default void findWanted() {}
    }

    /// @param words how the grid speaks of its rows
    /// @param marks what is to be mended of what it shows
    public SheetGrid(Words words, Hearer hearer, Function<Sheet, List<Sheet.Mark>> marks) {
        this.hearer = hearer;
        this.marks = marks;
        getElement().setProperty("first", words.first());
        getElement().setProperty("help", words.help());
        getElement().setProperty("next", words.next());
        getElement().setProperty("codes", words.codes());
        getElement().addEventListener("find-wanted", event -> hearer.findWanted());
    }

    /// How the grid speaks of its rows.
    ///
    /// @param first the first column
    /// @param help  what stands in it
    /// @param next  what the row after the last one is for
    /// @param codes whether rows are codes: the second column is then taken by default, columns come and go here
    public record Words(String first, String help, String next, boolean codes) {}

    public void setEditable(boolean editable) {
        this.editable = editable;
        getElement().setProperty("editable", editable);
    }

    public Sheet sheet() {
        return sheet;
    }

    /// Shows a table. Rows that are not saved stay as long as what would be saved of them is what is.
    ///
    /// @param label  what the table is called
    /// @param saved  the table as it is saved
    /// @param saving what of a sheet would be saved
    /// @param afresh whether it is another table than before
    public void show(String label, Sheet saved, UnaryOperator<Sheet> saving, boolean afresh) {
        getElement().setProperty("label", label);
        if (afresh || !saving.apply(sheet).equals(saved)) {
            sheet = saved;
            load(afresh);
        } else {
            mark();
        }
    }

    /// Shows what is not saved yet, rows that no table holds included.
    public void become(Sheet changed) {
        sheet = changed;
        load(false);
    }

    /// @param column 0 for the first
    public void go(int row, int column) {
        call("this.reveal($0, $1)", row, column);
    }

    public void find(String text, int step) {
        call("this.find($0, $1)", text, step);
    }

    public void append(String code) {
        call("this.append($0)", code);
    }

    /// One of the grid's own commands: `addRow`, `removeRows`.
    public void command(String name, Object... arguments) {
        String places = arguments.length == 0 ? "" : "$0";
        call("this." + name + "(" + places + ")", arguments);
    }

    public void focus() {
        call("this.focus()");
    }

    @Override
    protected void onAttach(AttachEvent event) {
        load(true);
    }

    private void load(boolean afresh) {
        version++;
        call("this.load($0, $1, $2, $3)", version, sheet.columns(), sheet.rows(), afresh);
        mark();
    }

    private void mark() {
        call("this.mark($0)", marks.apply(sheet));
    }

    /// The element may be attached before its module has arrived.
    private void call(String script, Object... arguments) {
        getElement().executeJs("customElements.whenDefined('sheet-grid').then(() => " + script + ")", arguments);
    }

    /// What the browser tells of one thing that was done.
    record Edit(String kind, int row, int column, int count, int to, String text) {}

    @ClientCallable
    private void edited(int on, Edit[] edits) {
        if (!editable) {
            return;
        }
        if (on != version) {
            load(false);
            hearer.refused("The table was changed elsewhere at the same time, so what you typed last was not taken.");
            return;
        }
        var burst = new Burst(sheet);
        boolean reload = false;
        for (Edit edit : edits) {
            switch (edit.kind()) {
                case "cell" -> burst.cell(edit);
                case "insert" -> burst.rows(one -> one.insert(edit.row(), Math.clamp(edit.count(), 0, 1)));
                case "remove" -> burst.rows(one -> one.remove(edit.row(), edit.count()));
                case "move" -> burst.rows(one -> one.move(edit.row(), edit.count(), edit.to()));
                case "paste" -> reload |= paste(edit, burst);
                default -> {
                    flush(burst, false);
                    burst = new Burst(sheet);
                    column(edit);
                }
            }
        }
        flush(burst, reload);
    }

    private void flush(Burst burst, boolean reload) {
        Sheet changed = burst.sheet();
        if (changed.isFull()) {
            load(false);
            hearer.refused("A table has at most 50,000 rows; nothing was added.");
            return;
        }
        if (changed.equals(sheet)) {
            return;
        }
        sheet = changed;
        if (reload) {
            become(changed);
        } else {
            mark();
        }
        hearer.edited(changed, burst.words());
    }

    private boolean paste(Edit edit, Burst burst) {
        Read<List<List<String>>> read = SpreadsheetText.pasted(edit.text());
        List<List<String>> cells = read.value();
        if (cells == null) {
            hearer.refused(read.problems().getFirst().message());
            return false;
        }
        int column = Math.clamp(edit.column(), 0, sheet.columns().size());
        int lacking = burst.sheet().lacking(column, cells);
        if (lacking > 0) {
            hearer.refused(
                    "What was pasted has " + (lacking == 1 ? "one column" : lacking + " columns")
                            + " more than the table has from here on; nothing was taken. Add columns first, or paste further left.");
            return false;
        }
        burst.pasted(edit.row(), column, cells);
        return true;
    }

    private void column(Edit edit) {
        boolean known = edit.column() >= 1 && edit.column() <= sheet.columns().size();
        switch (edit.kind()) {
            case "add-column" -> hearer.columnAdded();
            case "column" -> {
                if (known) {
                    hearer.columnRenamed(edit.column(), edit.text());
                }
            }
            case "remove-column" -> {
                if (known) {
                    hearer.columnRemoved(edit.column());
                }
            }
            case "move-column" -> {
                if (known && edit.to() >= 1 && edit.to() <= sheet.columns().size()) {
                    hearer.columnMoved(edit.column(), edit.to());
                }
            }
            default -> throw new IllegalArgumentException("no gesture of our grid: " + edit.kind());
        }
    }

    @ClientCallable
    private void refused(String why) {
        hearer.refused(why);
    }

    /// What was done since the last pause, and how undo calls it.
    private static final class Burst {
        private Sheet sheet;
        private final List<Cell> cells = new ArrayList<>();
        private int changed;
        private int pasted;
        private boolean rows;

        Burst(Sheet sheet) {
            this.sheet = sheet;
        }

        /// Cells are set together, as a table of 50,000 rows is copied for each change.
        void cell(Edit edit) {
            cells.add(new Cell(edit.row(), edit.column(), edit.text()));
            changed++;
        }

        void rows(UnaryOperator<Sheet> change) {
            sheet = change.apply(sheet());
            rows = true;
        }

        void pasted(int row, int column, List<List<String>> lines) {
            sheet = sheet().paste(row, column, lines);
            pasted += lines.size();
        }

        Sheet sheet() {
            if (!cells.isEmpty()) {
                sheet = sheet.with(cells);
                cells.clear();
            }
            return sheet;
        }

        String words() {
            if (pasted > 0) {
                return pasted == 1 ? "Pasted a row" : "Pasted " + pasted + " rows";
            }
            if (rows) {
                return "Changed the rows";
            }
            return changed == 1 ? "Changed a cell" : "Changed " + changed + " cells";
        }
    }
}
