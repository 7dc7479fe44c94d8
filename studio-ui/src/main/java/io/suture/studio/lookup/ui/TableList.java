package io.suture.studio.lookup.ui;

import static io.suture.studio.kit.Markup.tag;
import static io.suture.studio.kit.Markup.text;

import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.OrderedList;
import io.suture.engine.channel.Channel;
import io.suture.engine.lookup.LookupTable;
import io.suture.engine.lookup.LookupTable.Unknown;
import io.suture.studio.kit.Tone;
import io.suture.studio.lookup.Lookups;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// The tables of a Channel: how many rows, what of unknown codes, what uses them, what samples miss in them.
final class TableList extends OrderedList {
    private static final String ARROWS = """
            this.addEventListener('keydown', event => {
              const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
              if (!step) return;
              const all = [...this.querySelectorAll('button')];
              all[all.indexOf(event.target) + step]?.focus();
              event.preventDefault();
            });
            """;

    private final transient Lookups lookups;
    private final transient Consumer<String> chosen;

    TableList(Lookups lookups, Consumer<String> chosen) {
        this.lookups = lookups;
        this.chosen = chosen;
        addClassNames("sentences", "table-list");
        getElement().executeJs(ARROWS);
    }

    void show(Channel channel, String now, Map<String, List<Lookups.Miss>> misses) {
        removeAll();
        for (LookupTable table : channel.tables()) {
            int uses = lookups.uses(channel, table.name()).size();
            var open = new NativeButton();
            open.addClassName("sentence");
            var title = text(table.name(), "name");
            List<Lookups.Miss> missing = misses.getOrDefault(table.name(), List.of());
            if (!missing.isEmpty()) {
                title.add(tag(missing.size() + " not found", Tone.WARN));
            }
            open.add(
                    title,
                    text(
                            counted(table.rows().size(), "row") + ", "
                                    + (uses == 0 ? "not used" : counted(uses, "use")) + "; others "
                                    + words(table.unknown()),
                            "words",
                            "s"));
            open.getElement()
                    .setAttribute("aria-current", Boolean.toString(table.name().equals(now)));
            open.addClickListener(click -> chosen.accept(table.name()));
            var item = new ListItem(open);
            item.getClassNames().set("sel", table.name().equals(now));
            add(item);
        }
    }

    /// Brings the chosen one into sight.
    void reveal() {
        getElement().executeJs("this.querySelector('.sel')?.scrollIntoView({ block: 'nearest' })");
    }

    static String counted(int count, String thing) {
        return String.format(java.util.Locale.ROOT, "%,d %s%s", count, thing, count == 1 ? "" : "s");
    }

    private static String words(Unknown unknown) {
        return switch (unknown) {
            case Unknown.Keep keep -> "stay";
            case Unknown.Refuse refuse -> "stop the message";
            case Unknown.Become(String code) -> "become " + code;
            case Unknown.Omit omit -> "left out";
        };
    }
}
