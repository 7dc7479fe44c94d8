package io.suture.studio.kit;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import io.suture.engine.report.Problem;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Problems as a list, each with its severity, its place and its sentence; a click leads to the place.
public final class ProblemList extends UnorderedList {
    private static final long serialVersionUID = 1L;

    public ProblemList(List<Problem> problems) {
        this(problems, null);
    }

    /// @param open hears which Problem's place is to be shown, or null where there is nowhere to go
    public ProblemList(List<Problem> problems, @Nullable Consumer<Problem> open) {
        addClassName("problems");
        for (Problem problem : problems) {
            add(item(problem, open));
        }
    }

    private static ListItem item(Problem problem, @Nullable Consumer<Problem> open) {
        Tone tone = tone(problem.severity());
        Span mark = icon(problem.severity()).create();
        tone.on(mark);
        mark.setTitle(problem.severity().name().toLowerCase(Locale.ROOT));
        var sentence = new Span(problem.message());
        sentence.addClassName("grow");
        var item = new ListItem(mark, sentence);
        if (!problem.path().isEmpty()) {
            item.addComponentAtIndex(1, place(problem, open));
        }
        return item;
    }

    private static Component place(Problem problem, @Nullable Consumer<Problem> open) {
        if (open != null) {
            return new Chip(Icon.LINK, problem.path(), () -> open.accept(problem));
        }
        var path = new Span(problem.path());
        path.addClassName("mono");
        return path;
    }

    private static Tone tone(Problem.Severity severity) {
        return switch (severity) {
            case ERROR -> Tone.BAD;
            case WARNING -> Tone.WARN;
            case INFO -> Tone.NEUTRAL;
        };
    }

    private static Icon icon(Problem.Severity severity) {
        return switch (severity) {
            case ERROR -> Icon.STOP;
            case WARNING -> Icon.ALERT;
            case INFO -> Icon.INFO;
        };
    }
}
