package io.suture.studio.mapping.ui;

import static io.suture.studio.kit.Markup.box;
import static io.suture.studio.kit.Markup.text;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import io.suture.engine.Ask;
import io.suture.engine.value.FieldPath;
import io.suture.studio.kit.AnswerRows;
import io.suture.studio.kit.Badge;
import io.suture.studio.kit.Icon;
import io.suture.studio.kit.Pane;
import io.suture.studio.mapping.MappingPlace;
import io.suture.studio.mapping.Placed;
import io.suture.studio.mapping.Projection;
import io.suture.studio.mapping.Unused;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What is to be mended, and which values of the Sample reach no target.
final class SidePane extends Div {
    private static final int MOST = 100;

    private final Pane problems = new Pane("Problems");
    private final Pane unused = new Pane("Not used from this sample");
    private final Pane answers = new Pane("Answers to queries");
    private final transient Consumer<FieldPath> openTarget;
    private final transient Consumer<FieldPath> openSource;
    private transient @Nullable Projection waiting;

    SidePane(Consumer<FieldPath> openTarget, Consumer<FieldPath> openSource) {
        this.openTarget = openTarget;
        this.openSource = openSource;
        addClassName("side");
        problems.getElement().setAttribute("data-test", "problems");
        unused.getElement().setAttribute("data-test", "unused");
        answers.getElement().setAttribute("data-test", "answers");
        answers.setVisible(false);
        add(problems, unused, answers);
    }

    void hideAnswers() {
        answers.setVisible(false);
    }

    /// @param asks what the queries ask about the Sample
    void showAnswers(List<Ask> asks, AnswerRows rows) {
        answers.setVisible(true);
        answers.state(new Badge(asks.size()));
        answers.show(asks.isEmpty() ? text("The queries ask nothing about this sample.", "none", "mid") : rows);
    }

    /// While the pane is hidden, nothing is built: most changes on the canvas are made without it.
    void show(Projection projection) {
        if (isVisible()) {
            waiting = null;
            build(projection);
        } else {
            waiting = projection;
        }
    }

    @Override
    public void setVisible(boolean visible) {
        super.setVisible(visible);
        Projection late = waiting;
        if (visible && late != null) {
            show(late);
        }
    }

    private void build(Projection projection) {
        var list = new UnorderedList();
        list.addClassName("problems");
        int count = 0;
        for (FieldPath missing : projection.coverage().missing()) {
            list.add(item(Icon.STOP, missing, "is required and not mapped.", "bad"));
            count++;
        }
        for (Placed placed : projection.problems()) {
            list.add(item(
                    placed.problem().isError() ? Icon.STOP : Icon.ALERT,
                    placed.target(),
                    placed.problem().message(),
                    placed.problem().isError() ? "bad" : "warn"));
            count++;
        }
        problems.state(new Badge(count));
        problems.show(count == 0 ? text("Nothing to mend.", "none", "mid") : list);
        // A sub-mapping reads what it is given, of which its users say what is lost.
        unused.setVisible(projection.place() instanceof MappingPlace.Way);
        var lost = new UnorderedList();
        lost.addClassName("lost");
        projection.unused().stream().limit(MOST).forEach(one -> lost.add(lost(one)));
        unused.state(new Badge(projection.unused().size()));
        unused.show(
                projection.unused().isEmpty()
                        ? text(
                                !projection.sampled()
                                        ? "Choose a sample to see."
                                        : projection.sources().isEmpty()
                                                ? "The sample cannot be read; Problems say why."
                                                : "Every value is used.",
                                "none",
                                "mid")
                        : lost);
    }

    private ListItem item(Icon icon, FieldPath target, String words, String tone) {
        Span mark = icon.create();
        mark.addClassName(tone);
        var sentence = box("grow");
        if (!target.isRoot()) {
            var place = new com.vaadin.flow.component.html.NativeButton(
                    target.toString(), click -> openTarget.accept(target));
            place.addClassName("place");
            sentence.add(place, new Span(" "));
        }
        sentence.add(new Span(words));
        return new ListItem(mark, sentence);
    }

    private ListItem lost(Unused one) {
        var place = new io.suture.studio.kit.Chip(Icon.SCHEMA, one.location(), () -> openSource.accept(one.path()));
        var item = new ListItem(place, text(one.label(), "mid", "cut"), text(one.value(), "mono", "cut"));
        item.addClassName("s");
        return item;
    }
}
