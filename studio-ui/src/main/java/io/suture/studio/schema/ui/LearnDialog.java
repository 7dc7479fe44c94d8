package io.suture.studio.schema.ui;

import static io.suture.studio.kit.Markup.button;
import static io.suture.studio.kit.Markup.primary;
import static io.suture.studio.kit.Markup.text;

import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import io.suture.engine.schema.Hl7Profile;
import io.suture.engine.schema.Hl7Profile.Segment;
import io.suture.studio.schema.start.FoundSegments;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/// What samples hold that a profile does not name, to be taken or left.
final class LearnDialog {
    private LearnDialog() {}

    static void open(Hl7Profile now, Hl7Profile found, Consumer<List<Segment>> taken) {
        List<Segment> news = found.segments().stream()
                .filter(segment ->
                        !now.and(found.withSegments(List.of(segment))).equals(now))
                .toList();
        var chosen = new AtomicReference<>(news);
        var dialog = new Dialog();
        dialog.setHeaderTitle("Found in the samples");
        dialog.setWidth("480px");
        var list = new Div(text("What the profile names already stays as it is.", "mid"));
        list.addClassName("start");
        list.add(new FoundSegments(news, chosen::set));
        dialog.add(list);
        dialog.getFooter().add(button("Cancel", click -> dialog.close()), primary(button("Take these", click -> {
            dialog.close();
            taken.accept(chosen.get());
        })));
        dialog.open();
    }
}
