package io.suture.studio.mapping.ui;

import io.suture.engine.expression.Formula;
import io.suture.engine.lookup.LookupTable;
import io.suture.engine.mapping.Edit;
import io.suture.engine.mapping.FieldMapping;
import io.suture.engine.mapping.Origin;
import io.suture.engine.value.FieldPath;
import io.suture.studio.kit.FormulaEditor;
import io.suture.studio.mapping.FieldMappings;
import io.suture.studio.mapping.Trial;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/// Where the formulas of a row are typed: its value, its conditions, its keys and loops. Each is tried as it is typed
/// and saved when it is done.
final class RowFormulas implements SentenceForm.Parts {
    private static final Trial UNTRIED = new Trial(List.of(), null, "");

    private final Editing editing;
    private final FieldMappings mappings;
    private final FormulaEditor.Completer proposals;
    private final Retyped retyped;

    /// Hears what was typed as a row's value and could not be saved.
    interface Retyped {
        void again(FieldPath target, String typed);
    }

    RowFormulas(Editing editing, FieldMappings mappings, Retyped retyped) {
        this.editing = editing;
        this.mappings = mappings;
        this.retyped = retyped;
        this.proposals = new FormulaProposals(editing::shown, editing::channel);
    }

    /// What makes the value itself; empty for a row whose value is made otherwise.
    Optional<FormulaField> value(FieldPath target) {
        Optional<FieldMapping> row = editing.shown().row(target);
        String text = "";
        if (row.isPresent()) {
            switch (row.get().origin()) {
                case Origin.Beneath beneath -> {
                    if (row.get().entry() != null || !row.get().loops().isEmpty()) {
                        return Optional.empty();
                    }
                }
                case Origin.From(var formula) -> text = formula.text();
                case Origin.Using using -> text = using.from().text();
                case Origin.Cases cases -> {
                    return Optional.empty();
                }
            }
        }
        boolean plain = row.isEmpty() || !(row.get().origin() instanceof Origin.Using);
        boolean unmapped = row.isEmpty();
        return Optional.of(field(
                "Formula",
                text,
                plain,
                typed -> {
                    // Nothing is wrong with a field that nobody has mapped.
                    if (unmapped && typed.isBlank()) {
                        return UNTRIED;
                    }
                    return plain
                            ? mappings.attempt(editing.channel(), editing.place(), target, typed, editing.running())
                            : check(target, typed);
                },
                typed -> setValue(target, typed)));
    }

    private void setValue(FieldPath target, String typed) {
        Optional<FieldMapping> row = editing.shown().row(target);
        if (typed.isEmpty()) {
            editing.removed(target);
            return;
        }
        boolean stored;
        if (row.isPresent() && row.get().origin() instanceof Origin.Using using) {
            stored = editing.edit(
                    "Changed the formula of " + target,
                    new Edit.Put(
                            row.get().withOrigin(new Origin.Using(using.map(), new Formula(typed), using.with()))));
        } else {
            stored = editing.edit(
                    (row.isEmpty() ? "Mapped " : "Changed the formula of ") + target,
                    new Edit.SetFormula(target, new Formula(typed)));
        }
        if (!stored) {
            retyped.again(target, typed);
        }
    }

    /// A condition, in words or as a formula.
    ConditionField condition(FieldPath target, String name, String formula, Inspector.Change change) {
        return new ConditionField(beside(target, name, formula, change), this);
    }

    /// A formula beside the value; an empty one is none.
    FormulaField beside(FieldPath target, String name, String formula, Inspector.Change change) {
        return field(
                name,
                formula,
                false,
                typed -> check(target, typed),
                typed -> editing.shown()
                        .row(target)
                        .ifPresent(row -> editing.edit(
                                "Changed '" + name.toLowerCase(Locale.ROOT) + "' of " + target,
                                new Edit.Put(change.with(row, typed.isEmpty() ? null : new Formula(typed))))));
    }

    private Trial check(FieldPath target, String typed) {
        return typed.isBlank() ? UNTRIED : mappings.attempt(editing.channel(), editing.place(), target, typed, null);
    }

    private FormulaField field(
            String name, String formula, boolean withValue, Function<String, Trial> trial, Consumer<String> save) {
        var field = new FormulaField(name, formula, withValue, proposals, trial, save);
        if (!editing.editable()) {
            field.readOnly();
        }
        return field;
    }

    @Override
    public boolean editable() {
        return editing.editable();
    }

    @Override
    public List<String> tables() {
        return editing.channel().tables().stream().map(LookupTable::name).toList();
    }

    /// A field of a condition in words is checked with the whole condition.
    @Override
    public FormulaField field(String written, Consumer<String> typed) {
        return field("Field", written, false, any -> UNTRIED, typed);
    }
}
