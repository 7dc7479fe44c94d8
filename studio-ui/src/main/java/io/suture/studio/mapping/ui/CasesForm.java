package io.suture.studio.mapping.ui;

import static io.suture.studio.kit.Markup.box;
import static io.suture.studio.kit.Markup.button;
import static io.suture.studio.kit.Markup.iconButton;
import static io.suture.studio.kit.Markup.quiet;
import static io.suture.studio.kit.Markup.small;
import static io.suture.studio.kit.Markup.text;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.combobox.ComboBox;
import io.suture.engine.expression.Formula;
import io.suture.engine.mapping.FieldMapping;
import io.suture.engine.mapping.Origin;
import io.suture.engine.value.FieldPath;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/// It depends: the first case whose condition holds, each with the type that it makes where there is a choice.
final class CasesForm {
    private final FieldPath target;
    private final Inspector.Hearer hearer;

    CasesForm(FieldPath target, Inspector.Hearer hearer) {
        this.target = target;
        this.hearer = hearer;
    }

    void addTo(FormLines lines, Origin.Cases cases) {
        List<String> types = hearer.alternatives(target);
        for (int i = 0; i < cases.cases().size(); i++) {
            add(lines, cases.cases(), i, types);
        }
        if (hearer.editable()) {
            lines.commands(
                    small(quiet(button(
                            "Add a case",
                            click -> change("Added a case to " + target, all -> {
                                boolean otherwise =
                                        !all.isEmpty() && all.getLast().when() == null;
                                all.add(
                                        all.size() - (otherwise ? 1 : 0),
                                        new Origin.Case(
                                                new Formula(""),
                                                types.isEmpty() ? null : types.getFirst(),
                                                new Origin.From(new Formula("absent"))));
                            })))),
                    small(quiet(button(
                            "One formula instead",
                            click -> hearer.changed(
                                    target,
                                    "Replaced the cases of " + target,
                                    row -> row.withOrigin(new Origin.From(new Formula(firstFormula(row)))))))));
        }
    }

    /// Turns what makes a value now into the case for everything.
    void begin() {
        List<String> types = hearer.alternatives(target);
        hearer.changed(
                target,
                "Made " + target + " depend on a condition",
                row -> row.withOrigin(new Origin.Cases(List.of(
                        new Origin.Case(
                                new Formula(""),
                                types.isEmpty() ? null : types.getFirst(),
                                new Origin.From(new Formula("absent"))),
                        new Origin.Case(null, types.isEmpty() ? null : types.getFirst(), value(row))))));
    }

    private static Origin value(FieldMapping row) {
        return row.origin() instanceof Origin.Beneath ? new Origin.From(new Formula("absent")) : row.origin();
    }

    private static String firstFormula(FieldMapping row) {
        if (row.origin() instanceof Origin.Cases(var cases)) {
            for (Origin.Case one : cases) {
                if (one.origin() instanceof Origin.From(Formula formula)) {
                    return formula.text();
                }
            }
        }
        return "absent";
    }

    private void add(FormLines lines, List<Origin.Case> cases, int number, List<String> types) {
        Origin.Case one = cases.get(number);
        var parts = new ArrayList<Component>();
        Formula when = one.when();
        if (when == null) {
            parts.add(text("In all other cases", "mid"));
        } else {
            parts.add(hearer.condition(
                            target,
                            "When",
                            when.text(),
                            (row, typed) -> with(
                                    row,
                                    number,
                                    before -> new Origin.Case(
                                            typed == null ? new Formula("") : typed, before.type(), before.origin())))
                    .asked());
        }
        if (!types.isEmpty()) {
            parts.add(type(one, number, types));
        }
        parts.add(made(one, number));
        if (hearer.editable()) {
            parts.add(box(
                    "line gap4",
                    small(iconButton("Ask this case later", "down", click -> later(number))),
                    small(iconButton(
                            "Remove this case",
                            "x",
                            click -> change("Removed a case of " + target, all -> all.remove(number))))));
        }
        lines.line(when == null ? "Otherwise" : "When", box("case grow", parts.toArray(Component[]::new)));
    }

    private ComboBox<String> type(Origin.Case one, int number, List<String> types) {
        var type = new ComboBox<String>();
        type.setAriaLabel("Makes a");
        type.setItems(types);
        type.setValue(one.type());
        type.setReadOnly(!hearer.editable());
        type.addValueChangeListener(change -> {
            if (change.isFromClient() && change.getValue() != null) {
                hearer.changed(
                        target,
                        "Changed the type of a case of " + target,
                        row -> with(
                                row,
                                number,
                                before -> new Origin.Case(before.when(), change.getValue(), before.origin())));
            }
        });
        return type;
    }

    private Component made(Origin.Case one, int number) {
        if (one.origin() instanceof Origin.Using using) {
            var from = hearer.field(
                    target,
                    "Value",
                    using.from().text(),
                    (row, typed) -> with(
                            row,
                            number,
                            before -> new Origin.Case(
                                    before.when(),
                                    before.type(),
                                    new Origin.Using(
                                            using.map(),
                                            typed == null ? new Formula("absent") : typed,
                                            using.with()))));
            return box("line gap4", from, text("as " + using.map(), "mid"));
        }
        String formula = one.origin() instanceof Origin.From(Formula from) ? from.text() : "";
        return hearer.field(
                target,
                "Value",
                formula,
                (row, typed) -> with(
                        row,
                        number,
                        before -> new Origin.Case(
                                before.when(),
                                before.type(),
                                new Origin.From(typed == null ? new Formula("absent") : typed))));
    }

    private void later(int number) {
        change("Changed the order of cases of " + target, all -> {
            // The case for everything else stands last.
            if (number + 1 < all.size() && all.get(number + 1).when() != null) {
                Collections.swap(all, number, number + 1);
            }
        });
    }

    private void change(String what, Consumer<List<Origin.Case>> change) {
        hearer.changed(target, what, row -> {
            if (!(row.origin() instanceof Origin.Cases(var cases))) {
                return row;
            }
            var all = new ArrayList<>(cases);
            change.accept(all);
            return all.isEmpty()
                    ? row.withOrigin(new Origin.From(new Formula("absent")))
                    : row.withOrigin(new Origin.Cases(all));
        });
    }

    private static FieldMapping with(FieldMapping row, int number, UnaryOperator<Origin.Case> change) {
        if (!(row.origin() instanceof Origin.Cases(var cases)) || number >= cases.size()) {
            return row;
        }
        var all = new ArrayList<>(cases);
        all.set(number, change.apply(all.get(number)));
        return row.withOrigin(new Origin.Cases(all));
    }
}
