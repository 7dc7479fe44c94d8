package io.suture.studio.lookup.ui;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.ClientCallable;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasSize;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JsModule;
import io.suture.engine.document.Read;
import io.suture.engine.document.SpreadsheetText;
import io.suture.engine.lookup.LookupTable;
import io.suture.studio.lookup.Sheet;
import io.suture.studio.lookup.Sheet.Cell;
import java.util.ArrayList;
import java.util.List;

/// A lookup table as a spreadsheet. The browser holds the cells and tells in bursts what was done; the [Sheet] here is
/// what it shows. Decision 0030.
@Tag("lookup-grid")
@JsModule("./lookup/lookup-grid.ts")
final class LookupGrid extends Component implements HasSize {
    private final transient Hearer hearer;
    private transient Sheet sheet = new Sheet(List.of("code"), List.of());
    private boolean editable;
    private int version;

    /// Hears what was done, once for each burst.
    interface Hearer {
        /// @param what in words, as undo names it
        void edited(Sheet sheet, String what);

        /// @param column from 1
        void columnRenamed(int column, String name);

        void columnAdded();

        /// @param column from 1
        void columnRemoved(int column);

        void columnMoved(int column, int to);

        /// Something was not done, and why.
        void refused(String why);

        void findWanted();
    }

    LookupGrid(Hearer hearer) {
        this.hearer = hearer;
        getElement().addEventListener("find-wanted", event -> hearer.findWanted());
    }

    void setEditable(boolean editable) {
        this.editable = editable;
        getElement().setProperty("editable", editable);
    }

    Sheet sheet() {
        return sheet;
    }

    /// Shows a table. Rows that are not saved stay as long as the table is as the grid made it.
    ///
    /// @param afresh whether it is another one than before
    void show(LookupTable table, boolean afresh) {
        getElement().setProperty("label", "Codes of " + table.name());
        Sheet saved = Sheet.of(table);
        if (afresh || !Sheet.of(sheet.on(table)).equals(saved)) {
            sheet = saved;
            load(afresh);
        }
    }

    /// Shows what is not saved yet, rows that no table holds included.
    void become(Sheet changed) {
        sheet = changed;
        load(false);
    }

    void find(String text, int step) {
        call("this.find($0, $1)", text, step);
    }

    void append(String code) {
        call("this.append($0)", code);
    }

    /// One of the grid's own commands: `addRow`, `removeRows`.
    void command(String name, Object... arguments) {
        String places = arguments.length == 0 ? "" : "$0";
        call("this." + name + "(" + places + ")", arguments);
    }

    void focus() {
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
        call("this.mark($0)", sheet.marks());
    }

    /// The element may be attached before its module has arrived.
    private void call(String script, Object... arguments) {
        getElement().executeJs("customElements.whenDefined('lookup-grid').then(() => " + script + ")", arguments);
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
            hearer.refused("A lookup table has at most 50,000 rows; nothing was added.");
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

        void rows(java.util.function.UnaryOperator<Sheet> change) {
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
