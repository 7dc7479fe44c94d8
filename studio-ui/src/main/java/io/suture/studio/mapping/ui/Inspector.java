package io.suture.studio.mapping.ui;

import static io.suture.studio.kit.Markup.box;
import static io.suture.studio.kit.Markup.button;
import static io.suture.studio.kit.Markup.icon;
import static io.suture.studio.kit.Markup.iconButton;
import static io.suture.studio.kit.Markup.quiet;
import static io.suture.studio.kit.Markup.small;
import static io.suture.studio.kit.Markup.text;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.OrderedList;
import io.suture.engine.expression.Expression;
import io.suture.engine.expression.Formula;
import io.suture.engine.lookup.LookupTable;
import io.suture.engine.mapping.Entry;
import io.suture.engine.mapping.FieldMapping;
import io.suture.engine.mapping.Loop;
import io.suture.engine.mapping.Origin;
import io.suture.engine.report.Trace;
import io.suture.engine.value.FieldPath;
import io.suture.studio.channel.MappingWords;
import io.suture.studio.kit.Pane;
import io.suture.studio.mapping.Projection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One FieldMapping under the glass: what it says, how its value came about on the Sample, and all its repeats.
final class Inspector extends Div {
    private final transient Hearer hearer;
    private final Div saying = box("scroll fields");
    private final Div head = box("pane-head");
    private final Pane lineage = new Pane("Value on this sample");
    private final Pane repeats = new Pane("All repeats");
    private transient @Nullable Projection shown;
    private FieldPath target = FieldPath.ROOT;
    private int turn;

    /// Hears what is changed, and lends what formulas are typed in.
    interface Hearer {
        boolean editable();

        List<LookupTable> tables();

        /// A formula beside the value: a condition, a key, what a loop turns on. An empty one is none.
        FormulaField field(FieldPath target, String name, String formula, Change change);

        /// The formula that makes the value itself.
        Optional<FormulaField> value(FieldPath target);

        void removed(FieldPath target);

        void closed();
    }

    /// Puts a typed formula where it belongs in a row; null when nothing is typed.
    interface Change {
        FieldMapping with(FieldMapping row, @Nullable Formula formula);
    }

    Inspector(Hearer hearer) {
        this.hearer = hearer;
        addClassName("inspector");
        lineage.getElement().setAttribute("data-test", "lineage");
        repeats.getElement().setAttribute("data-test", "repeats");
        add(box("pane", head, saying), lineage, repeats);
        setVisible(false);
    }

    void close() {
        target = FieldPath.ROOT;
        setVisible(false);
    }

    FieldPath target() {
        return target;
    }

    /// Shows a target's FieldMapping; a field that has none can be given one.
    void show(Projection projection, FieldPath path) {
        if (!path.equals(target)) {
            turn = 0;
        }
        shown = projection;
        target = path;
        setVisible(!path.isRoot());
        if (path.isRoot()) {
            return;
        }
        head.removeAll();
        Optional<FieldMapping> row = projection.row(path);
        var end = text("", "end");
        if (hearer.editable() && row.isPresent()) {
            end.add(small(quiet(button("Remove", click -> hearer.removed(path)))));
        }
        end.add(small(iconButton("Close", "x", click -> hearer.closed())));
        String sources = projection.links().stream()
                .filter(link -> link.target().equals(path))
                .flatMap(link -> link.sources().stream())
                .map(FormulaProposals::written)
                .distinct()
                .limit(3)
                .reduce((one, other) -> one + ", " + other)
                .orElse("");
        var title = text("", "line", "gap4", "cut");
        if (!sources.isEmpty()) {
            title.add(text(sources, "mono", "cut"), icon("arrow"));
        }
        title.add(text(path.toString(), "name", "cut"));
        head.add(title, end);
        saying.removeAll();
        say(row.orElse(null));
        showLines();
    }

    private void say(@Nullable FieldMapping row) {
        Optional<FormulaField> value = hearer.value(target);
        if (row == null) {
            value.ifPresent(field -> line("Value", field));
            return;
        }
        Entry entry = row.entry();
        if (entry != null) {
            line("Entry", text("a " + entry.resource() + ", " + written(entry.write())));
            line("Known by", text(entry.key().text(), "mono"));
        }
        for (int i = 0; i < row.loops().size(); i++) {
            loop(row.loops().get(i), i);
        }
        if (row.origin() instanceof Origin.Using using) {
            line("Mapped by", text(using.map() + ", a mapping of its own"));
        }
        if (row.origin() instanceof Origin.Cases cases) {
            cases(cases);
        }
        value.ifPresent(field -> line("Value", field));
        line(
                "Only when",
                hearer.field(
                        target,
                        "Only when",
                        row.when() == null ? "" : row.when().text(),
                        (before, typed) -> new FieldMapping(
                                before.target(),
                                before.entry(),
                                before.loops(),
                                typed,
                                before.origin(),
                                before.otherwise(),
                                before.note())));
        line(
                "Otherwise",
                hearer.field(
                        target,
                        "Otherwise",
                        row.otherwise() == null ? "" : row.otherwise().text(),
                        (before, typed) -> new FieldMapping(
                                before.target(),
                                before.entry(),
                                before.loops(),
                                before.when(),
                                before.origin(),
                                typed,
                                before.note())));
        table(row.origin())
                .ifPresent(table -> line("Unknown code", text(MappingWords.unknown(table.unknown()), "mid")));
        if (!row.note().isEmpty()) {
            line("Note", text(row.note(), "mid"));
        }
        String problem = shown == null ? "" : shown.problem(target);
        if (!problem.isEmpty()) {
            saying.add(text(problem, "bad", "s"));
        }
    }

    private static String written(Entry.WriteMode mode) {
        return switch (mode) {
            case REPLACE -> "in the place of what the server has";
            case MERGE -> "merged with what the server has";
            case CREATE_IF_ABSENT -> "only where the server has none";
        };
    }

    private void loop(Loop loop, int number) {
        line(
                "For each",
                hearer.field(
                        target,
                        "For each",
                        loop.each().text(),
                        (row, typed) -> withLoop(
                                row,
                                number,
                                new Loop(
                                        loop.name(),
                                        typed == null ? loop.each() : typed,
                                        loop.where(),
                                        loop.groupBy(),
                                        loop.orderBy()))));
        line(
                "Only those",
                hearer.field(
                        target,
                        "Only those",
                        loop.where() == null ? "" : loop.where().text(),
                        (row, typed) -> withLoop(
                                row,
                                number,
                                new Loop(loop.name(), loop.each(), typed, loop.groupBy(), loop.orderBy()))));
    }

    private static FieldMapping withLoop(FieldMapping row, int number, Loop loop) {
        var loops = new ArrayList<>(row.loops());
        loops.set(number, loop);
        return new FieldMapping(
                row.target(), row.entry(), loops, row.when(), row.origin(), row.otherwise(), row.note());
    }

    private void cases(Origin.Cases cases) {
        for (Origin.Case one : cases.cases()) {
            line(
                    one.when() == null
                            ? "In all other cases"
                            : "When " + one.when().text(),
                    text(MappingWords.origin(one.origin()) + (one.type() == null ? "" : " as " + one.type()), "mono"));
        }
    }

    private Optional<LookupTable> table(Origin origin) {
        return origin instanceof Origin.From(Formula formula)
                        && formula.parse().tree().orElse(null) instanceof Expression.InTable lookup
                ? hearer.tables().stream()
                        .filter(table -> table.name().equals(lookup.table()))
                        .findFirst()
                : Optional.empty();
    }

    private void line(String name, Component what) {
        saying.add(box("field", text(name, "mid"), what));
    }

    // ---- how it came about

    private void showLines() {
        Projection projection = shown;
        if (projection == null) {
            return;
        }
        List<Trace.FieldLine> lines = projection.lines(target);
        turn = Math.clamp(turn, 0, Math.max(0, lines.size() - 1));
        if (lines.isEmpty()) {
            lineage.show(text(
                    projection.result() == null
                            ? "Choose a sample to see how the value is made."
                            : "Nothing was made here on this sample.",
                    "none",
                    "mid"));
        } else {
            lineage.show(steps(lines.get(turn)));
        }
        repeats.setVisible(lines.size() > 1);
        if (lines.size() > 1) {
            repeats.state(text(lines.size() + " in this sample", "mid", "s"));
            var list = box("turns");
            for (int i = 0; i < Math.min(lines.size(), 200); i++) {
                int number = i;
                Trace.FieldLine line = lines.get(i);
                var one = new com.vaadin.flow.component.html.NativeButton();
                one.add(
                        text(Integer.toString(i + 1), "mid"),
                        text(first(line), "mono", "cut", "mid"),
                        text(line.value() == null ? outcome(line.outcome()) : line.value(), "mono", "cut"));
                one.getClassNames().set("sel", i == turn);
                one.addClickListener(click -> {
                    turn = number;
                    showLines();
                });
                list.add(one);
            }
            repeats.show(list);
        }
    }

    private static String first(Trace.FieldLine line) {
        return line.steps().stream()
                .filter(step -> step.kind() == Trace.Kind.SOURCE && step.value() != null)
                .map(step -> step.value() == null ? "" : step.value())
                .findFirst()
                .orElse("");
    }

    private Component steps(Trace.FieldLine line) {
        var list = new OrderedList();
        list.addClassName("steps-of-value");
        for (Trace.Step step : line.steps()) {
            list.add(step(step.what(), step.value() == null ? "absent" : step.value(), step.value() == null));
        }
        list.add(step(
                line.target(),
                line.value() == null || line.value().isEmpty() ? outcome(line.outcome()) : line.value(),
                line.value() == null));
        return list;
    }

    private static ListItem step(String what, String value, boolean absent) {
        var gave = text(value, "mono");
        gave.getClassNames().set("dim", absent);
        return new ListItem(text(what, "mid", "s", "mono"), gave);
    }

    private static String outcome(Trace.Outcome outcome) {
        return switch (outcome) {
            case MADE -> "made of its parts";
            case ERASED -> "erased";
            case CONDITION_FALSE -> "left out: the condition does not hold";
            case SOURCE_ABSENT -> "absent: the source has no value";
            case LOOP_EMPTY -> "absent: there is nothing to repeat";
            case REDACTED -> "removed by a rule";
        };
    }
}
