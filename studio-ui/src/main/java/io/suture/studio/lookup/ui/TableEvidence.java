package io.suture.studio.lookup.ui;

import static io.suture.studio.kit.Markup.button;
import static io.suture.studio.kit.Markup.counted;
import static io.suture.studio.kit.Markup.quiet;
import static io.suture.studio.kit.Markup.small;
import static io.suture.studio.kit.Markup.text;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.UnorderedList;
import io.suture.engine.channel.ChannelFormulas.Where;
import io.suture.studio.channel.frame.ChannelTab;
import io.suture.studio.kit.Badge;
import io.suture.studio.kit.Pane;
import io.suture.studio.lookup.Lookups;
import io.suture.studio.lookup.TableUse;
import java.util.List;
import java.util.function.Consumer;

/// What speaks for and against a table as it is: codes of samples that it does not hold, and what uses it.
final class TableEvidence extends Div {
    private final Pane missing = new Pane("Not found");
    private final Pane used = new Pane("Used by");
    private final transient Consumer<String> add;

    /// @param add hears which code is to become a row
    TableEvidence(Consumer<String> add) {
        this.add = add;
        addClassName("table-evidence");
        missing.getElement().setAttribute("data-test", "misses");
        used.getElement().setAttribute("data-test", "uses");
        add(missing, used);
    }

    /// @param samples which samples were run, in words: `in 12 samples`
    void showMisses(List<Lookups.Miss> misses, String samples, boolean editable) {
        missing.state(new Badge(misses.size()), text(samples, "mid", "s"));
        if (misses.isEmpty()) {
            missing.show(text("Every code that was looked up is in the table.", "none", "mid"));
            return;
        }
        var list = new UnorderedList();
        list.addClassName("evidence");
        for (Lookups.Miss miss : misses) {
            var item = new ListItem(
                    text(miss.code(), "mono", "code"), text("for " + counted(miss.fields(), "field"), "mid", "s"));
            if (editable) {
                var row = small(quiet(button("Add row", "plus", click -> add.accept(miss.code()))));
                row.setAriaLabel("Add a row for " + miss.code());
                item.add(row);
            }
            list.add(item);
        }
        missing.show(list);
    }

    /// @param channel the address of the Channel's pages
    void showUses(String table, List<TableUse> uses, String channel) {
        used.state(new Badge(uses.size()));
        if (uses.isEmpty()) {
            used.show(text(
                    "Nothing uses the table yet. In a formula, write a field and then: in '" + table.replace("'", "''")
                            + "'",
                    "none",
                    "mid"));
            return;
        }
        var list = new UnorderedList();
        list.addClassName("evidence");
        for (TableUse use : uses) {
            var where = new Anchor(channel + "/" + tab(use.where()).path(), use.subject());
            where.setRouterIgnore(false);
            var formula = text(use.formula(), "mono", "cut", "mid");
            formula.setTitle(use.formula());
            list.add(new ListItem(where, formula));
        }
        used.show(list);
    }

    private static ChannelTab tab(Where where) {
        return switch (where) {
            case MAPPING, SHARED_MAP -> ChannelTab.MAPPING;
            case RULE -> ChannelTab.RULES;
            case QUERY -> ChannelTab.SETTINGS;
        };
    }
}
