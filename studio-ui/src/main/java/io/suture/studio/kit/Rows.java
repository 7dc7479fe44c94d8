package io.suture.studio.kit;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableBody;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableHeader;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Span;
import java.util.List;

/// A table of some dozens of rows in the theme's dense style. Longer ones are paged by whoever fills it.
@Tag("table")
public final class Rows extends NativeTable {
    /// The arrows, and J and K, lead from row to row, as in any list.
    private static final String ARROWS = """
            this.addEventListener('keydown', event => {
              const letters = localStorage.getItem('%s') === 'off' ? {} : { j: 1, k: -1 };
              const step = { ArrowDown: 1, ArrowUp: -1, ...letters }[event.key];
              if (!step || event.ctrlKey || event.altKey || event.metaKey || !event.target.matches('tr.opens')) return;
              const rows = [...this.querySelectorAll('tr.opens')];
              rows[rows.indexOf(event.target) + step]?.focus();
              event.preventDefault();
            });
            """.formatted(PageKeys.LETTERS);

    private final NativeTableBody body = new NativeTableBody();

    /// @param label   what the table is, for screen readers
    /// @param columns heads, each with an optional width after a colon: `Sample:240px`; the rest share what is left
    public Rows(String label, String... columns) {
        getElement().setAttribute("aria-label", label);
        var head = new NativeTableRow();
        for (String column : columns) {
            int colon = column.indexOf(':');
            var cell = new NativeTableHeaderCell(colon < 0 ? column : column.substring(0, colon));
            cell.getElement().setAttribute("scope", "col");
            if (colon >= 0) {
                cell.setWidth(column.substring(colon + 1));
            }
            head.add(cell);
        }
        var header = new NativeTableHeader();
        header.add(head);
        add(header, body);
        getElement().executeJs(ARROWS);
    }

    public void clear() {
        body.removeAll();
    }

    /// A row of components, one a column.
    public NativeTableRow row(Component... cells) {
        var row = new NativeTableRow();
        for (Component cell : cells) {
            row.add(new NativeTableCell(cell));
        }
        body.add(row);
        return row;
    }

    /// A row that opens something when clicked or when Enter is pressed on it.
    public NativeTableRow row(Runnable open, Component... cells) {
        NativeTableRow row = row(cells);
        row.addClassName("opens");
        row.getElement().setAttribute("tabindex", "0");
        row.getElement().addEventListener("click", event -> open.run());
        row.getElement().addEventListener("keydown", event -> open.run()).setFilter("event.key === 'Enter'");
        return row;
    }

    /// A line between groups of rows.
    public void group(String words, int columns) {
        var row = new NativeTableRow();
        row.addClassName("group");
        var cell = new NativeTableCell(new Span(words));
        cell.getElement().setAttribute("colspan", Integer.toString(columns));
        row.add(cell);
        body.add(row);
    }

    /// Marks one row as the chosen one among these.
    public static void choose(NativeTableRow chosen, List<NativeTableRow> all) {
        for (NativeTableRow row : all) {
            row.getClassNames().set("sel", row == chosen);
            row.getElement().setAttribute("aria-selected", Boolean.toString(row == chosen));
        }
    }
}
