package io.suture.studio.mapping.ui;

import static io.suture.studio.kit.Markup.box;
import static io.suture.studio.kit.Markup.icon;
import static io.suture.studio.kit.Markup.text;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.UIDetachedException;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import io.suture.engine.Result;
import io.suture.engine.report.Problem;
import io.suture.engine.report.Trace;
import io.suture.engine.value.FieldPath;
import io.suture.regression.Difference;
import io.suture.regression.Sample;
import io.suture.studio.channel.Draft;
import io.suture.studio.channel.RuleWords;
import io.suture.studio.kit.Badge;
import io.suture.studio.kit.CodeView;
import io.suture.studio.kit.EmptyState;
import io.suture.studio.kit.Icon;
import io.suture.studio.kit.OutputText;
import io.suture.studio.kit.Pane;
import io.suture.studio.mapping.MappingPlace;
import io.suture.studio.mapping.OutputChecks;
import io.suture.studio.mapping.OutputPlaces;
import io.suture.studio.mapping.Projection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the Sample becomes: the outputs as text; beside them what changed since the last approved version, whether they
/// conform to their standard, what the rules decided and why.
final class OutputPane extends Div {
    private static final int MOST = 100;

    private final transient OutputChecks checks;
    private final transient ApprovedOutput approved;
    private final transient Picked picked;
    private final Pane outputs = new Pane("Output");
    private final Pane changes = new Pane("Changed");
    private final Pane conformance = new Pane("Validation");
    private final Pane decisions = new Pane("What the rules decided");
    /// Counts what was shown, so that a check of what is no longer shown is not done and not told.
    private volatile int shown;

    /// Hears which value was clicked.
    interface Picked {
        /// @param turn which of the target's turns made it, from 0
        void made(FieldPath target, int turn);
    }

    OutputPane(OutputChecks checks, ApprovedOutput approved, Picked picked) {
        this.checks = checks;
        this.approved = approved;
        this.picked = picked;
        addClassNames("panes", "output");
        changes.getElement().setAttribute("data-test", "changes");
        conformance.getElement().setAttribute("data-test", "validation");
        add(outputs, box("side", changes, conformance, decisions));
    }

    /// @param sample the message that the Projection is of; null for none
    void show(Draft draft, Projection projection, @Nullable Sample sample) {
        shown++;
        Result result = projection.result();
        outputs.show();
        decisions.show();
        changes.setVisible(result != null);
        // A sub-mapping's own output is part of those of its users, which are checked with them.
        boolean whole = projection.place() instanceof MappingPlace.Way;
        conformance.setVisible(whole && result != null && !result.outputs().isEmpty());
        if (result == null) {
            outputs.show(new EmptyState(
                    "No output",
                    !projection.sampled()
                            ? "Choose a sample or paste a message: its output is shown here as you map."
                            : "The draft does not run yet. The problems say what is to be mended."));
            return;
        }
        outputs.show(texts(result, projection));
        ApprovedOutput.Beside beside = approved.of(draft, projection, sample);
        changed(beside.version(), beside.differences());
        if (whole) {
            check(result, projection);
        }
        decisions.show(decided(result));
    }

    private Div texts(Result result, Projection projection) {
        var text = box("outputs");
        if (result.outputs().isEmpty()) {
            text.add(new EmptyState("No output", "The rules let this message go nowhere, or it holds an error."));
        }
        for (Result.Output output : result.outputs()) {
            String shownText = OutputText.of(output.bytes(), output.mediaType());
            var view = new CodeView(
                    output.mediaType().contains("json") ? CodeView.Language.JSON : CodeView.Language.HL7, shownText);
            if (projection.place().isOf(output.destination())) {
                OutputPlaces places = OutputPlaces.of(shownText, output.mediaType(), projection);
                view.setHinter(at -> places.at(at)
                        .map(made -> new CodeView.Hint(span(made), made.target().toString()))
                        .orElse(null));
                view.whenPicked(at -> places.at(at).ifPresent(made -> {
                    view.setHighlights(List.of(span(made)));
                    picked.made(made.target(), made.turn());
                }));
            }
            view.setLabel("Output to " + output.destination());
            view.getElement().setAttribute("data-test", "output-" + output.destination());
            text.add(box("output-title s mid", text("To " + output.destination())), view);
        }
        return text;
    }

    private static CodeView.Span span(OutputPlaces.Made made) {
        return new CodeView.Span(made.from(), made.to());
    }

    private void changed(String former, List<Difference> differences) {
        changes.state(new Badge(differences.size()));
        if (former.isEmpty()) {
            changes.show(text("No version is approved yet; there is nothing to compare with.", "none", "mid"));
        } else if (differences.isEmpty()) {
            changes.show(text("This sample becomes the same as in " + former + ".", "none", "mid"));
        } else {
            var list = new UnorderedList();
            list.addClassName("problems");
            list.getElement().setAttribute("aria-label", "Changed since " + former);
            differences.stream().limit(MOST).forEach(one -> list.add(item(one)));
            changes.show(list);
        }
    }

    private static ListItem item(Difference one) {
        String place = one.path().isEmpty() ? "To " + one.destination() : one.path();
        return new ListItem(box(
                "grow",
                text(place, "mono", "s", "mid"),
                box("line gap4", value(one.expected()), icon("arrow"), value(one.actual()))));
    }

    private static Span value(@Nullable String value) {
        return value == null ? text("absent", "dim") : text(value, "mono", "cut");
    }

    /// In the background; what is shown meanwhile says so.
    private void check(Result result, Projection projection) {
        int mine = shown;
        UI ui = UI.getCurrent();
        conformance.state();
        conformance.show(text("Checking…", "none", "dim"));
        List<Result.Output> mineAlone = result.outputs().stream()
                .filter(output -> projection.place().isOf(output.destination()))
                .toList();
        checks.check(mineAlone, projection.target(), () -> mine == shown, problems -> {
            try {
                ui.access(() -> {
                    if (mine == shown) {
                        conforms(problems);
                    }
                });
            } catch (UIDetachedException gone) {
                // Whoever asked has left the page: nobody is to be told.
                return;
            }
        });
    }

    private void conforms(List<Problem> problems) {
        conformance.state(new Badge(problems.size()));
        if (problems.isEmpty()) {
            conformance.show(text("The output conforms to its standard.", "none", "mid"));
            return;
        }
        var list = new UnorderedList();
        list.addClassName("problems");
        problems.stream().limit(MOST).forEach(problem -> list.add(item(problem)));
        conformance.show(list);
    }

    private static ListItem item(Problem problem) {
        Span mark = (problem.isError() ? Icon.STOP : Icon.ALERT).create();
        mark.addClassName(problem.isError() ? "bad" : "warn");
        return new ListItem(mark, box("grow", text(problem.path(), "mono", "s", "mid"), new Div(problem.message())));
    }

    private static Component decided(Result result) {
        var list = box("decided");
        result.decisions()
                .forEach(decided -> list.add(box(
                        "line",
                        icon("check"),
                        text(RuleWords.decision(decided.decision())),
                        text(decided.rule().isEmpty() ? "otherwise" : decided.rule(), "dim", "s"))));
        for (Trace.RuleLine rule : result.trace().rules()) {
            list.add(box(
                    "line",
                    icon(rule.fired() ? "check" : "x"),
                    text(rule.rule()),
                    text(RuleWords.outcome(rule.outcome()), "dim", "s")));
            rule.conditions()
                    .forEach(condition -> list.add(box(
                            "line saw s",
                            text(condition.condition(), "mono"),
                            text(condition.saw() == null ? "absent" : condition.saw(), "mono", "mid"))));
        }
        return list;
    }
}
