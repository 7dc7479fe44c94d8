package io.suture.studio.mapping.ui;

import static io.suture.studio.kit.Markup.button;
import static io.suture.studio.kit.Markup.quiet;
import static io.suture.studio.kit.Markup.small;

import io.suture.engine.expression.Formula;
import io.suture.engine.mapping.Edit;
import io.suture.engine.mapping.FieldMapping;
import io.suture.engine.mapping.Origin;
import io.suture.engine.value.FieldPath;
import java.util.Optional;

/// What a field dropped on a field does, and what it offers besides: what was dropped takes the place of what was
/// there, and another meaning is one step away.
final class DropOffers {
    private final Editing editing;
    private final Inspector inspector;

    DropOffers(Editing editing, Inspector inspector) {
        this.editing = editing;
        this.inspector = inspector;
    }

    void dropped(FieldPath source, FieldPath target) {
        Optional<FieldMapping> before = editing.shown().row(target);
        if (!editing.edit(
                "Connected " + FormulaProposals.written(source) + " to " + target,
                new Edit.Connect(source, target),
                target)) {
            return;
        }
        String former = before.map(DropOffers::formula).orElse("");
        String now = editing.shown().row(target).map(DropOffers::formula).orElse("");
        if (former.isEmpty() || now.isEmpty() || former.equals(now)) {
            offerRepeats(source, target);
            return;
        }
        editing.say(
                target + " was made from " + former + " and is now made from " + now + ".",
                small(button(
                        "First that is filled", click -> combine(target, "coalesce(" + former + ", " + now + ")"))),
                small(button("Join both", click -> combine(target, "join(' ', " + former + ", " + now + ")"))),
                small(quiet(button("Undo", click -> editing.takeBack()))));
    }

    /// What repeats is made once for each; to take one of them, or only some, is one step away.
    private void offerRepeats(FieldPath source, FieldPath target) {
        FieldMapping row = editing.shown().row(target).orElse(null);
        boolean repeats = editing.shown()
                .source()
                .find(source)
                .map(field -> field.cardinality().repeats())
                .orElse(false);
        if (row == null || !repeats) {
            return;
        }
        if (!row.loops().isEmpty()) {
            editing.say(
                    target + " is made for each " + row.loops().getLast().each().text() + ".",
                    small(button("Only those where…", click -> inspector.editCondition(LoopForm.ONLY_THOSE))));
        } else if (row.origin() instanceof Origin.Using(var map, var from, var with)) {
            editing.say(
                    "Each " + from.text() + " becomes one " + target.last() + ".",
                    small(button(
                            "Only the first", click -> narrow(row, new Origin.Using(map, only("first", from), with)))),
                    small(button(
                            "Only the last", click -> narrow(row, new Origin.Using(map, only("last", from), with)))));
        } else if (row.origin() instanceof Origin.From(Formula from)) {
            editing.say(
                    from.text() + " repeats; where the target takes one value, the first is taken.",
                    small(button("The last instead", click -> narrow(row, new Origin.From(only("last", from))))));
        }
    }

    private static Formula only(String which, Formula of) {
        return new Formula(which + "(" + of.text() + ")");
    }

    private void narrow(FieldMapping row, Origin origin) {
        change(row.target(), new Edit.Put(row.withOrigin(origin)));
    }

    private void combine(FieldPath target, String formula) {
        change(target, new Edit.SetFormula(target, new Formula(formula)));
    }

    private void change(FieldPath target, Edit edit) {
        editing.edit("Changed the formula of " + target, edit, target);
    }

    private static String formula(FieldMapping row) {
        return row.origin() instanceof Origin.From(Formula formula) ? formula.text() : "";
    }
}
