package io.suture.studio.monitor.ui;

import static io.suture.studio.kit.Markup.box;
import static io.suture.studio.kit.Markup.text;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Span;
import io.suture.engine.report.Trace;
import io.suture.engine.report.Trace.FieldLine;
import io.suture.engine.report.Trace.Kind;
import io.suture.engine.report.Trace.Outcome;
import io.suture.engine.report.Trace.Step;
import io.suture.studio.kit.Rows;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// How each value of the outputs was made: from which fields, through which functions. A row that is chosen opens its
/// steps, and says which source fields it is about.
final class TraceRows extends Div {
    private static final int COLUMNS = 5;
    private static final Pattern ONCE = Pattern.compile("\\b[A-Z][A-Z_]{3,}\\[1]\\.");
    private static final Pattern TABLE = Pattern.compile("^.* in '([^']*)'.*$", Pattern.DOTALL);
    private static final Pattern CALL = Pattern.compile("^(\\w+)\\(.*", Pattern.DOTALL);

    private final transient Trace trace;
    private final transient Consumer<List<String>> chosen;
    private final transient List<NativeTableRow> all = new ArrayList<>();
    private Rows rows = rows();
    private transient @Nullable NativeTableRow steps;

    /// @param chosen hears the source places of the row that is chosen; none when it is closed
    TraceRows(Trace trace, Consumer<List<String>> chosen) {
        this.trace = trace;
        this.chosen = chosen;
        show(false);
    }

    /// How many values the outputs got.
    static long made(Trace trace) {
        return trace.fields().stream().filter(TraceRows::isValue).count();
    }

    private static boolean isValue(FieldLine line) {
        String value = line.value();
        return line.outcome() == Outcome.MADE
                && value != null
                && !value.isEmpty()
                && !line.target().isEmpty();
    }

    private static boolean isWorthSeeing(FieldLine line) {
        return isValue(line) || line.outcome() == Outcome.ERASED || line.outcome() == Outcome.REDACTED;
    }

    private static Rows rows() {
        var rows = new Rows("Mapping trace", "Source:19%", "Value in:19%", "Through:15%", "Target:25%", "Value out");
        // Rows that open are rows of a tree, for who listens.
        rows.getElement().setAttribute("role", "treegrid");
        rows.addClassName("dense");
        return rows;
    }

    /// @param empty whether rows that made nothing are shown too, each with its reason
    void show(boolean empty) {
        removeAll();
        all.clear();
        steps = null;
        rows = rows();
        add(rows);
        String destination = "";
        boolean several =
                trace.fields().stream().map(FieldLine::destination).distinct().count() > 1;
        for (FieldLine line : trace.fields()) {
            if (!empty && !isWorthSeeing(line)) {
                continue;
            }
            if (several && !line.destination().equals(destination)) {
                destination = line.destination();
                rows.group("To " + destination, COLUMNS);
            }
            add(line);
        }
        if (!trace.unmapped().isEmpty()) {
            add(box(
                    "facts",
                    text("Nothing used the values at ", "mid"),
                    text(String.join(", ", trace.unmapped()), "mono")));
        }
    }

    private void add(FieldLine line) {
        List<Step> sources = sources(line);
        String more = sources.size() > 1 ? " +" + (sources.size() - 1) : "";
        String source = sources.isEmpty() ? "" : sources.getFirst().what();
        var row = new NativeTableRow[1];
        row[0] = rows.row(
                () -> choose(row[0], line),
                cut(source + more, "mono"),
                sources.isEmpty() ? text("") : value(sources.getFirst()),
                cut(through(line), "mid", "s"),
                target(line),
                made(line));
        row[0].getElement().setAttribute("aria-expanded", "false");
        row[0].getElement().setAttribute("data-target", line.target());
        all.add(row[0]);
    }

    private void choose(NativeTableRow row, FieldLine line) {
        boolean open = steps == null || !row.hasClassName("sel");
        if (steps != null) {
            steps.removeFromParent();
            steps = null;
        }
        all.forEach(one -> one.getElement().setAttribute("aria-expanded", "false"));
        if (!open) {
            row.removeClassName("sel");
            chosen.accept(List.of());
            return;
        }
        Rows.choose(row, all);
        row.getElement().setAttribute("aria-expanded", "true");
        var cell = new NativeTableCell(steps(line));
        cell.getElement().setAttribute("colspan", Integer.toString(COLUMNS));
        steps = new NativeTableRow(cell);
        steps.addClassName("lineage");
        row.getElement()
                .getParent()
                .insertChild(row.getElement().getParent().indexOfChild(row.getElement()) + 1, steps.getElement());
        steps.getElement().executeJs("this.scrollIntoView({ block: 'nearest' })");
        chosen.accept(sources(line).stream().map(Step::what).distinct().toList());
    }

    /// From the source fields to the value, a step a line.
    private static OrderedList steps(FieldLine line) {
        var list = new OrderedList();
        list.addClassName("steps-of-value");
        list.getElement().setAttribute("aria-label", "Where " + line.target() + " came from");
        for (Step step : line.steps()) {
            list.add(new ListItem(
                    new Span(text(kind(step.kind()), "dim", "s"), text(" " + step.what(), "mono")), value(step)));
        }
        list.add(new ListItem(text(line.target().isEmpty() ? "The whole output" : line.target(), "name"), made(line)));
        return list;
    }

    /// Source fields with a value, and of those first the ones whose value was taken as it is: others only chose.
    private static List<Step> sources(FieldLine line) {
        List<Step> read =
                line.steps().stream().filter(step -> step.kind() == Kind.SOURCE).toList();
        List<Step> held = read.stream()
                .filter(step -> step.value() != null && !step.value().isBlank())
                .sorted(Comparator.comparing(step -> !Objects.equals(step.value(), line.value())))
                .toList();
        return held.isEmpty() ? read : held;
    }

    private static Span value(Step step) {
        String value = step.value();
        return value == null ? text("absent", "dim") : cut(value, "mono");
    }

    private static Span made(FieldLine line) {
        String value = line.value();
        return switch (line.outcome()) {
            case MADE -> value == null || value.isEmpty() ? text("made of its parts", "dim") : cut(value, "mono");
            case ERASED -> text("erased", "warn");
            case CONDITION_FALSE -> text("nothing: its condition does not hold", "dim");
            case SOURCE_ABSENT -> text("nothing: the source is absent", "dim");
            case LOOP_EMPTY -> text("nothing to repeat over", "dim");
            case REDACTED -> text("left out by a rule", "dim");
        };
    }

    /// Of HL7 places without the groups that stand once, which would push the field itself out of sight.
    private static Span target(FieldLine line) {
        var span = cut(line.target().isEmpty() ? "the whole output" : line.target());
        span.setText(ONCE.matcher(span.getText()).replaceAll(""));
        return span;
    }

    private static Span cut(String words, String... classes) {
        var span = text(words, classes);
        span.setTitle(words);
        return span;
    }

    /// The functions and tables that it went through, by name, as formulas are long.
    private static String through(FieldLine line) {
        return line.steps().stream()
                .filter(step ->
                        step.kind() == Kind.FUNCTION || step.kind() == Kind.LOOKUP || step.kind() == Kind.CONSTANT)
                .map(TraceRows::named)
                .distinct()
                .collect(Collectors.joining(", "));
    }

    private static String named(Step step) {
        return switch (step.kind()) {
            case CONSTANT -> "constant";
            case LOOKUP -> TABLE.matcher(step.what()).replaceFirst("$1");
            case SOURCE, FUNCTION, CONDITION, REFERENCE, MISS ->
                CALL.matcher(step.what()).replaceFirst("$1");
        };
    }

    private static String kind(Kind kind) {
        return switch (kind) {
            case SOURCE -> "Field";
            case FUNCTION -> "Function";
            case LOOKUP -> "Lookup";
            case MISS -> "Not in table";
            case CONSTANT -> "Constant";
            case CONDITION -> "Condition";
            case REFERENCE -> "Reference";
        };
    }
}
