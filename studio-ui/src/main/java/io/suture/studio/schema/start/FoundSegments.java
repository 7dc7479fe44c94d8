package io.suture.studio.schema.start;

import static io.suture.studio.kit.Markup.counted;

import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Div;
import io.suture.engine.schema.Hl7Profile.Segment;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/// What samples hold beyond the standard, each to be taken or left.
public final class FoundSegments extends Div {

    /// @param chosen hears those that are taken, in their order
    public FoundSegments(List<Segment> all, Consumer<List<Segment>> chosen) {
        addClassName("start");
        Set<Segment> taken = new LinkedHashSet<>(all);
        for (Segment segment : all) {
            var take = new Checkbox(words(segment), true);
            take.addValueChangeListener(change -> {
                if (change.getValue()) {
                    taken.add(segment);
                } else {
                    taken.remove(segment);
                }
                chosen.accept(all.stream().filter(taken::contains).toList());
            });
            add(take);
        }
    }

    private static String words(Segment segment) {
        String parts = counted(segment.fields().size(), "field");
        return segment.isAdded()
                ? segment.code() + ", " + parts + ", after " + segment.after()
                        + (segment.group().isEmpty() ? "" : " in " + segment.group())
                : segment.code() + ", more in " + parts + " than the standard has";
    }
}
