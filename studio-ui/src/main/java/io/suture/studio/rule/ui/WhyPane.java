package io.suture.studio.rule.ui;

import static io.suture.studio.kit.Markup.box;
import static io.suture.studio.kit.Markup.icon;
import static io.suture.studio.kit.Markup.iconButton;
import static io.suture.studio.kit.Markup.text;

import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Div;
import io.suture.engine.Result;
import io.suture.engine.report.Trace;
import io.suture.engine.report.Trace.RuleOutcome;
import io.suture.engine.rule.Decided;
import io.suture.studio.channel.Draft;
import io.suture.studio.channel.RuleWords;
import io.suture.studio.kit.Pane;
import io.suture.studio.rule.RuleTrials;
import io.suture.studio.testing.KeptSample;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Why a Sample goes where it goes, and why not elsewhere: each rule and row with the values that its conditions saw.
final class WhyPane extends Div {
    /// Rows that do not hold, of which a table may have thousands.
    private static final int MOST = 60;

    private final transient RuleTrials trials;
    private final ComboBox<KeptSample> picker = new ComboBox<>();
    private final Div said = box("why");
    private transient @Nullable Draft draft;
    private boolean showing;

    WhyPane(RuleTrials trials, Runnable closed) {
        this.trials = trials;
        addClassName("why-pane");
        getElement().setAttribute("data-test", "why");
        picker.setAriaLabel("Sample");
        picker.setPlaceholder("Choose a sample");
        picker.setItemLabelGenerator(KeptSample::name);
        picker.setWidthFull();
        picker.addValueChangeListener(change -> {
            if (!showing) {
                tell();
            }
        });
        add(new Pane("Why, and why not", box("why-sample", picker), said)
                .commands(iconButton("Close", "x", click -> closed.run())));
        setVisible(false);
    }

    void show(Draft now) {
        draft = now;
        if (!isVisible()) {
            return;
        }
        List<KeptSample> samples = trials.samples(now);
        showing = true;
        KeptSample before = picker.getValue();
        picker.setItems(samples);
        picker.setValue(
                before != null && samples.contains(before) ? before : samples.isEmpty() ? null : samples.getFirst());
        showing = false;
        tell();
    }

    private void tell() {
        said.removeAll();
        KeptSample chosen = picker.getValue();
        Draft now = draft;
        if (chosen == null || now == null) {
            said.add(text("Keep a message as a sample first: on Mapping, or from Messages.", "mid"));
            return;
        }
        Optional<Result> result = trials.run(now, chosen.id());
        if (result.isEmpty()) {
            said.add(text("The draft does not run yet; its problems say why.", "mid"));
            return;
        }
        for (Decided decided : result.get().decisions()) {
            said.add(box(
                    "line decided",
                    icon("check"),
                    text(RuleWords.decision(decided.decision()), "name"),
                    text(decided.rule().isEmpty() ? "otherwise" : decided.rule(), "dim", "s")));
        }
        int left = 0;
        int told = 0;
        for (Trace.RuleLine rule : result.get().trace().rules()) {
            if (!rule.fired() && ++told > MOST) {
                left++;
            } else {
                said.add(rule(rule));
            }
        }
        if (left > 0) {
            said.add(text("and " + left + " more that do not hold", "dim", "s"));
        }
    }

    private static Div rule(Trace.RuleLine rule) {
        var told = box(
                "asked",
                box(
                        "line",
                        icon(rule.fired() ? "check" : "x"),
                        text(rule.rule(), "name"),
                        text(RuleWords.outcome(rule.outcome()), "dim", "s")));
        if (rule.outcome() == RuleOutcome.FIRED || rule.outcome() == RuleOutcome.DID_NOT_HOLD) {
            for (Trace.ConditionLine condition : rule.conditions()) {
                var line = box(
                        "line saw s",
                        icon(condition.held() ? "check" : "x"),
                        text(condition.condition(), "grow"),
                        text(condition.saw() == null ? "absent" : condition.saw(), "mono", "mid"));
                line.getClassNames().set("failed", !condition.held());
                told.add(line);
            }
        }
        return told;
    }
}
