package io.suture.studio.lookup.ui;

import static io.suture.studio.kit.Markup.counted;
import static io.suture.studio.kit.Markup.tag;
import static io.suture.studio.kit.Markup.text;

import com.vaadin.flow.component.Composite;
import io.suture.engine.channel.Channel;
import io.suture.engine.lookup.LookupTable;
import io.suture.engine.lookup.LookupTable.Unknown;
import io.suture.studio.kit.PickList;
import io.suture.studio.kit.Tone;
import io.suture.studio.lookup.Lookups;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// The tables of a Channel: how many rows, what of unknown codes, what uses them, what samples miss in them.
final class TableList extends Composite<PickList> {
    private final transient Lookups lookups;
    private final transient Consumer<String> chosen;

    TableList(Lookups lookups, Consumer<String> chosen) {
        this.lookups = lookups;
        this.chosen = chosen;
    }

    void show(Channel channel, String now, Map<String, List<Lookups.Miss>> misses) {
        getContent().removeAll();
        for (LookupTable table : channel.tables()) {
            int uses = lookups.uses(channel, table.name()).size();
            var title = text(table.name(), "name");
            List<Lookups.Miss> missing = misses.getOrDefault(table.name(), List.of());
            if (!missing.isEmpty()) {
                title.add(tag(missing.size() + " not found", Tone.WARN));
            }
            getContent()
                    .add(
                            title,
                            counted(table.rows().size(), "row") + ", "
                                    + (uses == 0 ? "not used" : counted(uses, "use")) + "; others "
                                    + words(table.unknown()),
                            table.name().equals(now),
                            () -> chosen.accept(table.name()));
        }
    }

    /// Brings the chosen one into sight.
    void reveal() {
        getContent().reveal();
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
