package io.suture.studio.lookup.ui;

import static io.suture.studio.kit.Markup.counted;
import static io.suture.studio.kit.Markup.note;
import static io.suture.studio.kit.Markup.text;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import io.suture.engine.lookup.LookupTable;
import io.suture.engine.report.Problem;
import io.suture.studio.kit.Rows;
import io.suture.studio.kit.Tone;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The first rows of a table that is about to be added, and what is to be known of it.
final class TablePreview extends Div {
    private static final int SHOWN = 6;

    TablePreview() {
        addClassName("table-preview");
    }

    void clear() {
        removeAll();
    }

    void show(LookupTable table, List<Problem> problems) {
        removeAll();
        say(problems);
        add(text(
                counted(table.rows().size(), "row")
                        + (table.rows().size() > SHOWN ? ", of which these are the first" : ""),
                "mid",
                "s"));
        String[] heads = Stream.concat(Stream.of("Code as sent"), table.columns().stream())
                .map(head -> head.replace(":", " "))
                .toArray(String[]::new);
        var rows = new Rows("First rows", heads);
        table.rows().entrySet().stream().limit(SHOWN).forEach(row -> rows.row(cells(row)));
        add(rows);
    }

    /// Why there is nothing to show.
    void refuse(List<Problem> problems) {
        removeAll();
        say(problems);
    }

    private void say(List<Problem> problems) {
        problems.forEach(problem -> add(note(
                problem.message(),
                switch (problem.severity()) {
                    case ERROR -> Tone.BAD;
                    case WARNING -> Tone.WARN;
                    case INFO -> Tone.NEUTRAL;
                })));
    }

    private static Component[] cells(Map.Entry<String, List<String>> row) {
        return Stream.concat(Stream.of(row.getKey()), row.getValue().stream())
                .map(cell -> {
                    var shown = text(cell, "mono", "cut");
                    shown.setTitle(cell);
                    return shown;
                })
                .toArray(Component[]::new);
    }
}
