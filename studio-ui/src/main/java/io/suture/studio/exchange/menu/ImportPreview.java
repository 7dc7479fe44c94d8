package io.suture.studio.exchange.menu;

import static io.suture.studio.kit.Markup.box;
import static io.suture.studio.kit.Markup.button;
import static io.suture.studio.kit.Markup.note;
import static io.suture.studio.kit.Markup.primary;
import static io.suture.studio.kit.Markup.tag;
import static io.suture.studio.kit.Markup.text;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import io.suture.engine.report.Problem;
import io.suture.studio.channel.Change;
import io.suture.studio.channel.Change.Kind;
import io.suture.studio.exchange.Incoming;
import io.suture.studio.kit.ChangeLine;
import io.suture.studio.kit.ProblemList;
import io.suture.studio.kit.Tone;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// What a file would change, before anything is changed.
final class ImportPreview {
    /// Nobody reads more at once; the rest is counted.
    private static final int SHOWN = 400;

    private ImportPreview() {}

    /// @param take saves it; false where the draft has changed since it was read
    static void open(Incoming incoming, Predicate<Incoming> take) {
        var dialog = new Dialog();
        dialog.setHeaderTitle("Import " + incoming.file());
        dialog.setWidth("880px");
        dialog.addClassName("import");
        var outcome = new Div();
        var cancel = button(incoming.changes().isEmpty() ? "Close" : "Cancel", click -> dialog.close());
        dialog.add(box("import-preview", outcome, head(incoming), changes(incoming)));
        dialog.getFooter().add(text("Nothing is changed yet.", "mid", "s", "grow"), cancel);
        if (!incoming.changes().isEmpty()) {
            Button apply = primary(button(words(incoming), click -> {
                if (take.test(incoming)) {
                    dialog.close();
                    return;
                }
                outcome.removeAll();
                outcome.add(note(
                        "The draft was changed meanwhile. Nothing was applied; bring the file in again.", Tone.WARN));
            }));
            apply.setDisableOnClick(true);
            dialog.getFooter().add(apply);
        }
        dialog.open();
    }

    private static String words(Incoming incoming) {
        int number = incoming.changes().size();
        return number == 1 ? "Apply the change" : "Apply " + number + " changes";
    }

    private static Div head(Incoming incoming) {
        var counts = box("line");
        count(counts, incoming, Kind.ADDED, "added", Tone.OK);
        count(counts, incoming, Kind.CHANGED, "changed", Tone.WARN);
        count(counts, incoming, Kind.REMOVED, "removed", Tone.BAD);
        var head = box("import-head", counts);
        if (incoming.changes().isEmpty() && incoming.refused().isEmpty()) {
            head.add(note("Nothing in the file differs from the draft.", Tone.NEUTRAL));
        }
        List<Problem> refused = incoming.refused();
        if (!refused.isEmpty()) {
            counts.add(tag(refused.size() + " refused", Tone.BAD));
            head.add(
                    new H2(incoming.changes().isEmpty() ? "Refused" : "Refused; the rest can be applied"),
                    new ProblemList(few(refused)));
        }
        if (!incoming.remarks().isEmpty()) {
            head.add(new ProblemList(few(incoming.remarks())));
        }
        return head;
    }

    private static void count(Div counts, Incoming incoming, Kind kind, String words, Tone tone) {
        long number = incoming.changes().stream()
                .filter(change -> change.kind() == kind)
                .count();
        if (number > 0) {
            counts.add(tag(number + " " + words, tone));
        }
    }

    /// The sentence names its cell already.
    private static List<Problem> few(List<Problem> problems) {
        var few = new ArrayList<Problem>();
        problems.stream()
                .limit(SHOWN)
                .map(one -> new Problem(one.severity(), one.code(), "", one.message(), null))
                .forEach(few::add);
        if (problems.size() > SHOWN) {
            few.add(Problem.info("more", "", "And " + (problems.size() - SHOWN) + " more."));
        }
        return few;
    }

    private static Div changes(Incoming incoming) {
        var content = box("changes");
        Change.Section section = null;
        for (Change change :
                incoming.changes().subList(0, Math.min(SHOWN, incoming.changes().size()))) {
            if (change.section() != section) {
                section = change.section();
                content.add(new H2(section.label()));
            }
            content.add(
                    switch (change.kind()) {
                        case ADDED -> ChangeLine.added(change.subject(), change.after());
                        case CHANGED -> ChangeLine.changed(change.subject(), change.before(), change.after());
                        case REMOVED -> ChangeLine.removed(change.subject(), change.before());
                    });
        }
        if (incoming.changes().size() > SHOWN) {
            content.add(text("And " + (incoming.changes().size() - SHOWN) + " more.", "mid"));
        }
        return content;
    }
}
