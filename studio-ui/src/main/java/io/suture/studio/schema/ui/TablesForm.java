package io.suture.studio.schema.ui;

import static io.suture.studio.kit.Markup.button;
import static io.suture.studio.kit.Markup.iconButton;
import static io.suture.studio.kit.Markup.quiet;
import static io.suture.studio.kit.Markup.text;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Section;
import io.suture.studio.kit.Rows;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// The codes that a site has in a table; any other is a warning.
final class TablesForm extends Section {
    private final boolean editable;
    private final transient Consumer<Map<String, List<String>>> changed;
    private final Rows rows =
            new Rows("Tables of this site", "Table:120px", "Codes, with blanks between them", ":48px");
    private transient Map<String, List<String>> shown = Map.of();

    TablesForm(boolean editable, Consumer<Map<String, List<String>>> changed) {
        this.editable = editable;
        this.changed = changed;
        addClassName("profile-segment");
        rows.addClassNames("in", "dense", "schema-rows");
        var head = new Div(new H2("Tables of this site"), text("Any other code is a warning.", "mid", "s", "grow"));
        head.addClassName("profile-head");
        if (editable) {
            head.add(quiet(button("Table", "plus", click -> add())));
        }
        add(head, rows);
    }

    void show(Map<String, List<String>> tables) {
        shown = tables;
        rows.clear();
        rows.setVisible(!tables.isEmpty());
        tables.forEach((table, codes) -> rows.row(
                Cells.field("Number of table " + table, table, editable, now -> rename(table, now)),
                Cells.field("Codes of table " + table, String.join(" ", codes), editable, now -> put(table, now)),
                editable
                        ? iconButton("Remove table " + table, "x", click -> {
                            var all = new LinkedHashMap<>(shown);
                            all.remove(table);
                            changed.accept(all);
                        })
                        : text("")));
    }

    private void add() {
        var all = new LinkedHashMap<>(shown);
        String name = all.containsKey("0001") ? "table " + (all.size() + 1) : "0001";
        all.put(name, List.of());
        changed.accept(all);
    }

    private void put(String table, String codes) {
        var all = new LinkedHashMap<>(shown);
        all.put(
                table,
                Stream.of(codes.split("[\\s,;]+"))
                        .filter(code -> !code.isEmpty())
                        .distinct()
                        .toList());
        changed.accept(all);
    }

    private void rename(String from, String to) {
        var all = new LinkedHashMap<String, List<String>>();
        for (String table : new ArrayList<>(shown.keySet())) {
            all.put(table.equals(from) && !to.isEmpty() ? to : table, shown.get(table));
        }
        changed.accept(all);
    }
}
