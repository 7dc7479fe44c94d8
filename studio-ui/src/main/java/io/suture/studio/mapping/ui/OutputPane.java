package io.suture.studio.mapping.ui;

import static io.suture.studio.kit.Markup.box;
import static io.suture.studio.kit.Markup.icon;
import static io.suture.studio.kit.Markup.text;

import com.vaadin.flow.component.html.Div;
import io.suture.engine.Result;
import io.suture.engine.report.Trace;
import io.suture.studio.channel.RuleWords;
import io.suture.studio.kit.CodeView;
import io.suture.studio.kit.EmptyState;
import io.suture.studio.kit.OutputText;
import io.suture.studio.kit.Pane;
import io.suture.studio.mapping.Projection;

/// What the Sample becomes: the outputs as text, and beside them what the rules decided and why.
final class OutputPane extends Div {
    private final Pane outputs = new Pane("Output");
    private final Pane decisions = new Pane("What the rules decided");

    OutputPane() {
        addClassNames("panes", "output");
        add(outputs, decisions);
    }

    void show(Projection projection) {
        Result result = projection.result();
        outputs.show();
        decisions.show();
        if (result == null) {
            outputs.show(new EmptyState(
                    "No output",
                    projection.sources().isEmpty()
                            ? "Choose a sample or paste a message: its output is shown here as you map."
                            : "The draft does not run yet. The problems say what is to be mended."));
            return;
        }
        var text = box("outputs");
        if (result.outputs().isEmpty()) {
            text.add(new EmptyState("No output", "The rules let this message go nowhere, or it holds an error."));
        }
        for (Result.Output output : result.outputs()) {
            var view = new CodeView(
                    output.mediaType().contains("json") ? CodeView.Language.JSON : CodeView.Language.HL7,
                    OutputText.of(output.bytes(), output.mediaType()));
            view.setLabel("Output to " + output.destination());
            view.getElement().setAttribute("data-test", "output-" + output.destination());
            text.add(box("output-title s mid", text("To " + output.destination())), view);
        }
        outputs.show(text);
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
        decisions.show(list);
    }
}
