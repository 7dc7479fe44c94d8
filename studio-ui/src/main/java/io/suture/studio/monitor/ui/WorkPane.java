package io.suture.studio.monitor.ui;

import static io.suture.studio.kit.Markup.box;
import static io.suture.studio.kit.Markup.note;
import static io.suture.studio.kit.Markup.text;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import io.suture.engine.report.Problem;
import io.suture.engine.report.Trace;
import io.suture.runtime.message.Run;
import io.suture.studio.kit.CodeView;
import io.suture.studio.kit.OutputText;
import io.suture.studio.kit.ProblemList;
import io.suture.studio.kit.Segments;
import io.suture.studio.kit.Tone;
import io.suture.studio.monitor.OpenedDelivery;
import io.suture.studio.monitor.OpenedMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What was made of a Message and why: the trace of its values, the outputs, the Rules, the Problems. One at a time.
final class WorkPane extends Section {
    private enum Part {
        TRACE("Trace"),
        OUTPUT("Output"),
        RULES("Rules"),
        PROBLEMS("Problems");

        private final String word;

        Part(String word) {
            this.word = word;
        }
    }

    private final transient OpenedMessage message;
    private final transient Consumer<List<String>> sources;
    private final Segments<Part> parts = new Segments<>("What is shown", this::show);
    private final H2 title = new H2();
    private final Span about = text("", "dim", "s", "cut");
    private final Span extra = new Span();
    private final Div content = box("scroll");
    private transient @Nullable OpenedDelivery output;

    /// @param sources hears which source places a chosen value came from
    WorkPane(OpenedMessage message, Consumer<List<String>> sources) {
        content.getElement()
                .setAttribute("tabindex", "0")
                .setAttribute("role", "group")
                .setAttribute("aria-label", "Details");
        this.message = message;
        this.sources = sources;
        addClassNames("pane", "work-pane");
        List<Part> offered = offered();
        offered.forEach(part -> parts.choice(part, label(part)));
        parts.setVisible(offered.size() > 1);
        var end = new Span(extra, parts);
        end.addClassName("end");
        var head = new Div(title, about, end);
        head.addClassName("pane-head");
        add(head, content);
        output = message.deliveries().stream().findFirst().orElse(null);
        show(offered.getFirst());
    }

    private List<Part> offered() {
        List<Part> offered = new ArrayList<>();
        if (trace() != null) {
            offered.add(Part.TRACE);
        }
        if (message.payload() != null && !message.deliveries().isEmpty()) {
            offered.add(Part.OUTPUT);
        }
        if (!message.runs().isEmpty()) {
            offered.add(Part.RULES);
        }
        if (!problems().isEmpty() || offered.isEmpty()) {
            // What went wrong comes first.
            offered.add(problems().stream().anyMatch(Problem::isError) ? 0 : offered.size(), Part.PROBLEMS);
        }
        return offered;
    }

    private String label(Part part) {
        return part == Part.PROBLEMS && !problems().isEmpty()
                ? part.word + " " + problems().size()
                : part.word;
    }

    private @Nullable Trace trace() {
        OpenedMessage.Payload payload = message.payload();
        return payload == null ? null : payload.trace();
    }

    private List<Problem> problems() {
        return message.runs().isEmpty()
                ? message.refusal()
                : message.runs().getFirst().problems();
    }

    /// Shows what a Delivery brings.
    void showOutput(OpenedDelivery delivery) {
        output = delivery;
        show(Part.OUTPUT);
    }

    private void show(Part part) {
        parts.select(part);
        title.setText(part.word);
        about.setText("");
        extra.removeAll();
        content.removeAll();
        sources.accept(List.of());
        switch (part) {
            case TRACE -> showTrace();
            case OUTPUT -> showOutput();
            case RULES -> showRules();
            case PROBLEMS -> showProblems();
        }
        about.setTitle(about.getText());
    }

    private void showTrace() {
        Trace trace = trace();
        OpenedMessage.Payload payload = message.payload();
        if (trace == null || payload == null) {
            return;
        }
        about.setText(Quantity.count(TraceRows.made(trace), "value") + ", computed now, "
                + (payload.same() ? "output matches what was stored" : "output differs from what was stored"));
        if (!payload.same()) {
            content.add(note(
                    "The output would be another one today: the program or a setting changed since. "
                            + "What was sent stands under Output.",
                    Tone.WARN));
        }
        var rows = new TraceRows(trace, sources);
        extra.add(new Segments<Boolean>("Which values", rows::show)
                .choice(false, "Filled")
                .choice(true, "All " + trace.fields().size())
                .selected(false));
        content.add(rows);
    }

    private void showOutput() {
        OpenedDelivery shown = output;
        byte[] bytes = shown == null ? null : shown.output();
        if (shown == null || bytes == null) {
            return;
        }
        String type = shown.delivery().mediaType();
        about.setText("to " + shown.delivery().destination() + ", " + Quantity.media(type) + ", "
                + Quantity.bytes(shown.delivery().size()));
        var code = new CodeView(
                type.contains("json") ? CodeView.Language.JSON : CodeView.Language.HL7, OutputText.of(bytes, type));
        code.setLabel("Output to " + shown.delivery().destination());
        content.add(code);
    }

    private void showRules() {
        Run run = message.runs().getFirst();
        about.setText("of v" + run.version() + ", run " + run.number() + " of "
                + message.runs().size());
        content.add(new DecisionRows(run, trace()));
    }

    private void showProblems() {
        if (!message.refusal().isEmpty()) {
            content.add(note(
                    "It was refused at the door, and the sender was told so. Nothing was made of it; its bytes are kept.",
                    Tone.NEUTRAL));
        } else if (problems().isEmpty()) {
            Component words = text("It was not processed yet. It will be, in its turn.", "mid");
            content.add(box("facts", words));
        }
        content.add(new ProblemList(problems()));
    }
}
