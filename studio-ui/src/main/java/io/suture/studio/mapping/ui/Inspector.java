package io.suture.studio.mapping.ui;

import static io.suture.studio.kit.Markup.box;
import static io.suture.studio.kit.Markup.button;
import static io.suture.studio.kit.Markup.icon;
import static io.suture.studio.kit.Markup.iconButton;
import static io.suture.studio.kit.Markup.quiet;
import static io.suture.studio.kit.Markup.small;
import static io.suture.studio.kit.Markup.text;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextField;
import io.suture.engine.expression.Expression;
import io.suture.engine.expression.Formula;
import io.suture.engine.lookup.LookupTable;
import io.suture.engine.mapping.FieldMapping;
import io.suture.engine.mapping.Loop;
import io.suture.engine.mapping.Mapping;
import io.suture.engine.mapping.Origin;
import io.suture.engine.report.Trace;
import io.suture.engine.value.FieldPath;
import io.suture.studio.channel.MappingWords;
import io.suture.studio.kit.KeptFocus;
import io.suture.studio.kit.Pane;
import io.suture.studio.mapping.Projection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// One FieldMapping under the glass: what it says, how its value came about on the Sample, and all its repeats.
final class Inspector extends Div {
    private final transient Hearer hearer;
    private final Div said = box("pane-body");
    private final Span title = text("", "line", "gap4", "cut");
    private final Button remove;
    private FormLines saying = new FormLines();
    private final Div problem = box("fields");
    /// What the form looks like, apart from what is typed into it.
    private transient Object form = "";
    private final Pane lineage = new Pane("Value on this sample");
    private final Pane repeats = new Pane("All repeats");
    private final KeptFocus focus = new KeptFocus(this);
    private transient @Nullable FormulaField value;
    private transient @Nullable FormulaField key;
    private transient @Nullable Projection shown;
    private FieldPath target = FieldPath.ROOT;
    private int turn;

    /// Hears what is changed, and lends what formulas are typed in.
    interface Hearer {
        boolean editable();

        List<LookupTable> tables();

        /// A formula beside the value: a condition, a key, what a loop turns on. An empty one is none.
        FormulaField field(FieldPath target, String name, String formula, Change change);

        /// A condition beside the value, in words or as a formula. An empty one is none.
        ConditionField condition(FieldPath target, String name, String formula, Change change);

        /// The formula that makes the value itself.
        Optional<FormulaField> value(FieldPath target);

        /// Another change of a row.
        ///
        /// @param what in words, as undo names it
        void changed(FieldPath target, String what, UnaryOperator<FieldMapping> change);

        /// The Channel's sub-mappings that make what stands at a target.
        List<Mapping> maps(FieldPath target);

        /// Opens one of the Channel's sub-mappings, to be read and changed.
        void openMap(String name);

        /// The types that a target may be of, where there is a choice; else none.
        List<String> alternatives(FieldPath target);

        void removed(FieldPath target);
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
        remove = small(quiet(button("Remove", click -> hearer.removed(target))));
        var end = text("", "end");
        end.add(remove, small(iconButton("Close", "x", click -> close())));
        said.add(saying);
        add(box("pane", box("pane-head", title, end), said), lineage, repeats);
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
        Optional<FieldMapping> row = projection.row(path);
        remove.setVisible(hearer.editable() && row.isPresent());
        String sources = projection.links().stream()
                .filter(link -> link.target().equals(path))
                .flatMap(link -> link.sources().stream())
                .map(FormulaProposals::written)
                .distinct()
                .limit(3)
                .reduce((one, other) -> one + ", " + other)
                .orElse("");
        title.removeAll();
        if (!sources.isEmpty()) {
            title.add(text(sources, "mono", "cut"), icon("arrow"));
        }
        title.add(text(path.toString(), "name", "cut"));
        show(row.orElse(null));
        showLines();
        focus.restore();
    }

    /// The same, with how the value of one of its turns came about.
    void show(Projection projection, FieldPath path, int ofTurn) {
        show(projection, path);
        turn = ofTurn;
        showLines();
    }

    /// The formula of the value gets the keyboard.
    ///
    /// @param wrapped whether a function is to be put around what is there
    void edit(boolean wrapped) {
        FormulaField field = value;
        if (field != null && wrapped) {
            field.wrap();
        } else if (field != null) {
            field.focus();
        }
    }

    /// What an entry is known by gets the keyboard.
    void editKey() {
        if (key != null) {
            key.focus();
        }
    }

    /// The last condition of that name gets the keyboard.
    void editCondition(String name) {
        saying.conditions()
                .filter(condition -> condition.name().equals(name))
                .reduce((first, last) -> last)
                .ifPresent(ConditionField::begin);
    }

    /// Shows again what somebody typed as the value and could not save.
    void retype(String formula) {
        if (value != null) {
            value.retype(formula);
        }
    }

    /// Where only formulas changed, the form stays: whoever clicks on it while what was typed is saved must hit what
    /// they
    /// aim at.
    private void show(@Nullable FieldMapping row) {
        FormLines before = saying;
        FormulaField valueBefore = value;
        FormulaField keyBefore = key;
        saying = new FormLines();
        say(row);
        Object now = row == null ? List.of(target) : List.of(target, form(row));
        if (now.equals(form)) {
            List<FormulaField> fresh = saying.fields().toList();
            List<FormulaField> shownFields = before.fields().toList();
            for (int i = 0; i < shownFields.size(); i++) {
                shownFields.get(i).follow(fresh.get(i));
            }
            saying = before;
            value = valueBefore;
            key = keyBefore;
        } else {
            form = now;
            said.removeAll();
            said.add(saying);
        }
        showProblem();
    }

    /// All of a row but its formulas and its note.
    private static Object form(FieldMapping row) {
        var parts = new ArrayList<Object>();
        parts.add(row.entry() == null ? "" : row.entry().write());
        for (Loop loop : row.loops()) {
            parts.add(List.of(loop.name(), loop.groupBy() == null, loop.orderBy() == null));
        }
        parts.add(form(row.origin()));
        return parts;
    }

    private static Object form(Origin origin) {
        return switch (origin) {
            case Origin.Beneath beneath -> "beneath";
            case Origin.From from ->
                from.formula().parse().tree().orElse(null) instanceof Expression.InTable lookup
                        ? "table " + lookup.table()
                        : "from";
            case Origin.Using using -> List.of(using.map(), using.with().keySet());
            case Origin.Cases cases ->
                cases.cases().stream()
                        .map(one -> List.of(one.when() == null, String.valueOf(one.type()), form(one.origin())))
                        .toList();
        };
    }

    private void showProblem() {
        problem.removeAll();
        if (shown != null) {
            shown.placed(target)
                    .ifPresent(placed -> problem.add(
                            text(placed.problem().message(), placed.problem().isError() ? "bad" : "warn", "s")));
        }
        problem.setVisible(problem.getComponentCount() > 0);
        saying.add(problem);
    }

    private void say(@Nullable FieldMapping row) {
        value = hearer.value(target).orElse(null);
        key = null;
        if (row == null) {
            sayValue();
            return;
        }
        if (row.entry() != null) {
            key = new EntryForm(target, hearer).addTo(saying, row.entry());
        }
        new LoopForm(target, hearer).addTo(saying, row.loops());
        if (row.entry() == null && !(row.origin() instanceof Origin.Cases)) {
            new MapForm(target, hearer).addTo(saying, row.origin());
        }
        if (row.origin() instanceof Origin.Cases cases) {
            new CasesForm(target, hearer).addTo(saying, cases);
        }
        sayValue();
        saying.line(
                "Only when",
                hearer.condition(
                        target,
                        "Only when",
                        row.when() == null ? "" : row.when().text(),
                        FieldMapping::withWhen));
        saying.line(
                "Otherwise",
                hearer.field(
                        target,
                        "Otherwise",
                        row.otherwise() == null ? "" : row.otherwise().text(),
                        FieldMapping::withOtherwise));
        table(row.origin())
                .ifPresent(table -> saying.line("Unknown code", text(MappingWords.unknown(table.unknown()), "mid")));
        saying.line("Note", note(row));
        if (hearer.editable()) {
            more(row);
        }
    }

    private void sayValue() {
        FormulaField field = value;
        if (field != null) {
            saying.line("Value", field);
        }
    }

    private TextField note(FieldMapping row) {
        var note = new TextField();
        note.setAriaLabel("Note");
        note.setPlaceholder("Why it is so");
        note.setValue(row.note());
        note.setWidthFull();
        note.setReadOnly(!hearer.editable());
        note.addValueChangeListener(change -> hearer.changed(
                target,
                "Noted why " + target + " is so",
                before -> before.withNote(change.getValue().strip())));
        return note;
    }

    private void more(FieldMapping row) {
        var repeat = small(quiet(button("Repeat for each", click -> new LoopForm(target, hearer).repeat())));
        var depends = small(quiet(button("It depends", click -> new CasesForm(target, hearer).begin())));
        depends.setVisible(row.entry() == null && !(row.origin() instanceof Origin.Cases));
        saying.commands(repeat, depends);
    }

    private Optional<LookupTable> table(Origin origin) {
        return origin instanceof Origin.From(Formula formula)
                        && formula.parse().tree().orElse(null) instanceof Expression.InTable lookup
                ? hearer.tables().stream()
                        .filter(table -> table.name().equals(lookup.table()))
                        .findFirst()
                : Optional.empty();
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
