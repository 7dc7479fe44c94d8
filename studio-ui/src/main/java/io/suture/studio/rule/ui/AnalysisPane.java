package io.suture.studio.rule.ui;

import static io.suture.studio.kit.Markup.box;
import static io.suture.studio.kit.Markup.button;
import static io.suture.studio.kit.Markup.counted;
import static io.suture.studio.kit.Markup.small;
import static io.suture.studio.kit.Markup.tag;
import static io.suture.studio.kit.Markup.text;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.UnorderedList;
import io.suture.engine.rule.analysis.Finding;
import io.suture.engine.rule.analysis.Finding.Kind;
import io.suture.engine.rule.analysis.Finding.Weight;
import io.suture.engine.rule.analysis.Place;
import io.suture.engine.rule.analysis.RuleAnalysis;
import io.suture.engine.rule.analysis.Witness;
import io.suture.studio.kit.Icon;
import io.suture.studio.kit.Pane;
import io.suture.studio.kit.Tag;
import io.suture.studio.kit.Tone;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// What the analysis of the rules found, each with a message that shows it and what would mend it.
final class AnalysisPane extends Div {
    private final Pane pane = new Pane("Analysis");
    private final transient Hearer hearer;

    /// Hears what is to be looked at or done.
    interface Hearer {
        boolean editable();

        void look(Place place);

        /// Adds a row for a gap.
        void fill(Finding gap);
    }

    AnalysisPane(Hearer hearer) {
        this.hearer = hearer;
        addClassName("analysis");
        getElement().setAttribute("data-test", "analysis");
        add(pane);
    }

    void looking() {
        pane.commands(text("Looking…", "dim"));
    }

    void show(RuleAnalysis analysis) {
        Map<Kind, Integer> counts = new EnumMap<>(Kind.class);
        Map<Kind, Weight> weights = new EnumMap<>(Kind.class);
        for (Finding finding : analysis.findings()) {
            counts.merge(finding.kind(), 1, Integer::sum);
            weights.merge(finding.kind(), finding.weight(), (one, other) -> one.compareTo(other) <= 0 ? one : other);
        }
        List<Tag> tags = new ArrayList<>();
        counts.forEach((kind, count) ->
                tags.add(tag(words(kind, count), tone(weights.getOrDefault(kind, Weight.NOTE)))));
        pane.state(tags.toArray(Tag[]::new));
        pane.commands(analysis.whole() ? text("") : text("There are more; these come first.", "mid"));
        if (analysis.findings().isEmpty()) {
            pane.show(text("No gaps, no overlaps, nothing that never holds.", "none", "mid"));
            return;
        }
        var list = new UnorderedList();
        list.addClassName("found");
        analysis.findings().forEach(finding -> list.add(item(finding)));
        pane.show(list);
    }

    private ListItem item(Finding finding) {
        var sentence = new NativeButton(
                finding.sentence(), click -> hearer.look(finding.places().getFirst()));
        sentence.addClassName("place");
        sentence.setEnabled(!finding.places().isEmpty());
        var about = box("grow", sentence);
        String shows = witness(finding.witness());
        if (!shows.isEmpty()) {
            about.add(box("line gap4 s", tag("Witness", Tone.NEUTRAL), text(shows, "mid")));
        }
        var mend = box("line gap4 s", text(finding.fix(), "mid"));
        if (finding.kind() == Kind.GAP && hearer.editable()) {
            mend.add(small(button("Add a row for it", click -> hearer.fill(finding))));
        }
        about.add(mend);
        var item = new ListItem(icon(finding.weight()).create(), about);
        item.addClassName(tone(finding.weight()).name().toLowerCase(java.util.Locale.ROOT));
        return item;
    }

    private static String witness(Witness witness) {
        String values = witness.values().stream()
                .map(seen -> seen.heading() + " " + (seen.value() == null ? "has no value" : seen.value()))
                .collect(Collectors.joining(", "));
        return witness.sample() == null ? values : "the sample “" + witness.sample() + "”: " + values;
    }

    private static Icon icon(Weight weight) {
        return switch (weight) {
            case WRONG -> Icon.STOP;
            case DOUBTFUL -> Icon.ALERT;
            case NOTE -> Icon.INFO;
        };
    }

    private static Tone tone(Weight weight) {
        return switch (weight) {
            case WRONG -> Tone.BAD;
            case DOUBTFUL -> Tone.WARN;
            case NOTE -> Tone.NEUTRAL;
        };
    }

    private static String words(Kind kind, int count) {
        return switch (kind) {
            case GAP -> counted(count, "gap");
            case OVERLAP -> counted(count, "overlap");
            case CONFLICT -> counted(count, "conflict");
            case MASKED -> count + " masked";
            case MISLEADING -> count + " misleading";
            case SUBSUMED -> count + " said already";
            case UNREACHABLE -> count + " never asked";
            case NEVER_HOLDS -> count + " never " + (count == 1 ? "holds" : "hold");
            case NEVER_SENT -> count + " not in the samples";
        };
    }
}
