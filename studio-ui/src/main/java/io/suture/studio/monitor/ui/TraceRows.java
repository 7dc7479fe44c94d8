package io.suture.studio.monitor.ui;

import static io.suture.studio.kit.Markup.text;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Span;
import io.suture.engine.report.Trace;
import io.suture.engine.report.Trace.FieldLine;
import io.suture.engine.report.Trace.Kind;
import io.suture.engine.report.Trace.Step;
import io.suture.studio.kit.Rows;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// How each value of the outputs was made: from which fields, through which functions. A click on a row opens its
/// steps.
final class TraceRows extends Div {
    private final Rows rows = new Rows("Mapping trace", "Source:24%", "Through:24%", "Target", "Value:28%");
    private final transient List<NativeTableRow> all = new ArrayList<>();

    TraceRows(Trace trace) {
        add(rows);
        String destination = "";
        for (FieldLine line : trace.fields()) {
            if (!line.destination().equals(destination)) {
                destination = line.destination();
                rows.group("To " + destination, 4);
            }
            add(line);
        }
        if (!trace.unmapped().isEmpty()) {
            rows.group("Holds a value that nothing used: " + String.join(", ", trace.unmapped()), 4);
        }
    }

    private void add(FieldLine line) {
        var steps = new Rows("Steps to " + line.target(), "Step:120px", "What", "Gave:40%");
        line.steps().forEach(step -> steps.row(text(kind(step.kind()), "mid"), text(step.what(), "mono"), value(step)));
        var cell = new Div(steps);
        cell.addClassName("steps");
        NativeTableRow[] detail = new NativeTableRow[1];
        NativeTableRow[] row = new NativeTableRow[1];
        row[0] = rows.row(
                () -> {
                    boolean open = !detail[0].isVisible();
                    detail[0].setVisible(open);
                    row[0].getElement().setAttribute("aria-expanded", Boolean.toString(open));
                    Rows.choose(row[0], all);
                },
                text(what(line, Kind.SOURCE), "mono"),
                text(through(line), "mid"),
                text(line.target().isEmpty() ? "the whole output" : line.target()),
                made(line));
        row[0].getElement().setAttribute("aria-expanded", "false");
        detail[0] = rows.row(cell);
        detail[0].getChildren().findFirst().ifPresent(only -> only.getElement().setAttribute("colspan", "4"));
        detail[0].setVisible(false);
        all.add(row[0]);
    }

    private static Span value(Step step) {
        String value = step.value();
        return value == null ? text("absent", "dim") : text(value, "mono");
    }

    private static Span made(FieldLine line) {
        String value = line.value();
        return switch (line.outcome()) {
            case MADE -> text(value == null ? "" : value, "mono");
            case ERASED -> text("erased", "warn");
            case CONDITION_FALSE -> text("nothing: its condition does not hold", "dim");
            case SOURCE_ABSENT -> text("nothing: the source is absent", "dim");
            case LOOP_EMPTY -> text("nothing: there is nothing to repeat over", "dim");
            case REDACTED -> text("left out by a rule", "dim");
        };
    }

    private static String what(FieldLine line, Kind kind) {
        return line.steps().stream()
                .filter(step -> step.kind() == kind)
                .map(Step::what)
                .distinct()
                .collect(Collectors.joining(", "));
    }

    private static String through(FieldLine line) {
        return line.steps().stream()
                .filter(step -> step.kind() != Kind.SOURCE && step.kind() != Kind.CONDITION)
                .map(Step::what)
                .distinct()
                .collect(Collectors.joining(", "));
    }

    private static String kind(Kind kind) {
        return switch (kind) {
            case SOURCE -> "Field";
            case FUNCTION -> "Function";
            case LOOKUP -> "Lookup";
            case CONSTANT -> "Constant";
            case CONDITION -> "Condition";
            case REFERENCE -> "Reference";
        };
    }
}
