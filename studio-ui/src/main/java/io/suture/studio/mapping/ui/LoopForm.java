package io.suture.studio.mapping.ui;

import static io.suture.studio.kit.Markup.button;
import static io.suture.studio.kit.Markup.iconButton;
import static io.suture.studio.kit.Markup.quiet;
import static io.suture.studio.kit.Markup.small;

import com.vaadin.flow.component.textfield.TextField;
import io.suture.engine.expression.Formula;
import io.suture.engine.mapping.FieldMapping;
import io.suture.engine.mapping.Loop;
import io.suture.engine.value.FieldPath;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// How often a row is made: for each of these, only those where, grouped, sorted; one loop within the other.
final class LoopForm {
    static final String ONLY_THOSE = "Only those";
    private final FieldPath target;
    private final Inspector.Hearer hearer;

    LoopForm(FieldPath target, Inspector.Hearer hearer) {
        this.target = target;
        this.hearer = hearer;
    }

    void addTo(FormLines lines, List<Loop> loops) {
        for (int i = 0; i < loops.size(); i++) {
            add(lines, loops.get(i), i);
        }
    }

    /// Adds a loop, within those that are there.
    void repeat() {
        hearer.changed(target, "Repeated " + target, row -> {
            var loops = new ArrayList<>(row.loops());
            loops.add(Loop.over(free(loops), ""));
            return row.withLoops(loops);
        });
    }

    private static String free(List<Loop> loops) {
        String name = "each";
        for (int number = 2; isTaken(name, loops); number++) {
            name = "each" + number;
        }
        return name;
    }

    private static boolean isTaken(String name, List<Loop> loops) {
        return loops.stream().anyMatch(loop -> loop.name().equals(name));
    }

    private void add(FormLines lines, Loop loop, int number) {
        var name = new TextField();
        name.setAriaLabel("What formulas call it");
        name.setPrefixComponent(new com.vaadin.flow.component.html.Span("as"));
        name.setValue(loop.name());
        name.setWidth("112px");
        name.setReadOnly(!hearer.editable());
        name.addValueChangeListener(change -> change(
                number,
                "Renamed a loop of " + target,
                before -> new Loop(
                        change.getValue().strip(), before.each(), before.where(), before.groupBy(), before.orderBy())));
        var each = hearer.field(
                target,
                "For each",
                loop.each().text(),
                (row, typed) -> with(
                        row,
                        number,
                        before -> typed == null
                                ? null
                                : new Loop(before.name(), typed, before.where(), before.groupBy(), before.orderBy())));
        var remove = small(iconButton("Remove this loop", "x", click -> remove(number)));
        remove.setVisible(hearer.editable());
        lines.line("For each", each, name, remove);
        lines.line(
                ONLY_THOSE,
                hearer.condition(
                        target,
                        ONLY_THOSE,
                        loop.where() == null ? "" : loop.where().text(),
                        (row, typed) -> with(
                                row,
                                number,
                                before -> new Loop(
                                        before.name(), before.each(), typed, before.groupBy(), before.orderBy()))));
        if (loop.groupBy() != null) {
            part(
                    lines,
                    "Grouped by",
                    loop.groupBy(),
                    number,
                    (before, typed) -> new Loop(before.name(), before.each(), before.where(), typed, before.orderBy()));
        }
        if (loop.orderBy() != null) {
            part(
                    lines,
                    "Sorted by",
                    loop.orderBy(),
                    number,
                    (before, typed) -> new Loop(before.name(), before.each(), before.where(), before.groupBy(), typed));
        }
        if (hearer.editable() && (loop.groupBy() == null || loop.orderBy() == null)) {
            more(lines, loop, number);
        }
    }

    private void more(FormLines lines, Loop loop, int number) {
        var group = small(quiet(button(
                "Group",
                click -> change(
                        number,
                        "Grouped the turns of " + target,
                        before -> new Loop(
                                before.name(),
                                before.each(),
                                before.where(),
                                new Formula(before.name()),
                                before.orderBy())))));
        group.setVisible(loop.groupBy() == null);
        var sort = small(quiet(button(
                "Sort",
                click -> change(
                        number,
                        "Sorted the turns of " + target,
                        before -> new Loop(
                                before.name(),
                                before.each(),
                                before.where(),
                                before.groupBy(),
                                new Formula(before.name()))))));
        sort.setVisible(loop.orderBy() == null);
        lines.commands(group, sort);
    }

    /// Makes a loop with another formula in one of its places.
    private interface Part {
        Loop with(Loop before, @Nullable Formula typed);
    }

    private void part(FormLines lines, String name, @Nullable Formula formula, int number, Part part) {
        lines.line(
                name,
                hearer.field(
                        target,
                        name,
                        formula == null ? "" : formula.text(),
                        (row, typed) -> with(row, number, before -> part.with(before, typed))));
    }

    private void remove(int number) {
        hearer.changed(target, "Removed a loop of " + target, row -> with(row, number, before -> null));
    }

    private void change(int number, String what, UnaryOperator<Loop> change) {
        hearer.changed(target, what, row -> with(row, number, change::apply));
    }

    /// What a loop becomes; null for none.
    private interface Changed {
        @Nullable
        Loop of(Loop before);
    }

    private static FieldMapping with(FieldMapping row, int number, Changed change) {
        if (number >= row.loops().size()) {
            return row;
        }
        var loops = new ArrayList<>(row.loops());
        Loop changed = change.of(loops.get(number));
        if (changed == null) {
            loops.remove(number);
        } else {
            loops.set(number, changed);
        }
        return row.withLoops(loops);
    }
}
