package io.suture.studio.mapping.ui;

import static io.suture.studio.kit.Markup.button;
import static io.suture.studio.kit.Markup.small;

import io.suture.engine.lookup.LookupTable;
import io.suture.engine.mapping.Edit;
import io.suture.engine.mapping.FieldMapping;
import io.suture.engine.mapping.Mapping;
import io.suture.engine.value.FieldPath;
import io.suture.studio.channel.MappingWords;
import io.suture.studio.mapping.FieldMappings;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/// What can be done with one row of the Mapping that is worked on, each a step of undo.
final class RowActions implements Inspector.Hearer {
    private final Editing editing;
    private final FieldMappings mappings;
    private final RowFormulas formulas;
    private final Consumer<String> openMap;

    RowActions(Editing editing, FieldMappings mappings, RowFormulas formulas, Consumer<String> openMap) {
        this.editing = editing;
        this.mappings = mappings;
        this.formulas = formulas;
        this.openMap = openMap;
    }

    @Override
    public boolean editable() {
        return editing.editable();
    }

    @Override
    public List<LookupTable> tables() {
        return editing.channel().tables();
    }

    @Override
    public List<Mapping> maps(FieldPath target) {
        return mappings.maps(editing.channel(), editing.place(), target);
    }

    @Override
    public void openMap(String name) {
        openMap.accept(name);
    }

    @Override
    public List<String> alternatives(FieldPath target) {
        return mappings.alternatives(editing.channel(), editing.place(), target);
    }

    @Override
    public Optional<FormulaField> value(FieldPath target) {
        return formulas.value(target);
    }

    @Override
    public ConditionField condition(FieldPath target, String name, String formula, Inspector.Change change) {
        return formulas.condition(target, name, formula, change);
    }

    @Override
    public FormulaField field(FieldPath target, String name, String formula, Inspector.Change change) {
        return formulas.beside(target, name, formula, change);
    }

    @Override
    public void changed(FieldPath target, String what, UnaryOperator<FieldMapping> change) {
        editing.shown().row(target).ifPresent(row -> editing.edit(what, new Edit.Put(change.apply(row))));
    }

    /// With all beneath it.
    @Override
    public void removed(FieldPath target) {
        if (!editing.editable() || editing.shown().row(target).isEmpty()) {
            return;
        }
        long beneath = editing.shown().mapping().fields().stream()
                .filter(row -> row.target().startsWith(target) && !row.target().equals(target))
                .count();
        if (beneath == 0) {
            editing.edit("Removed the mapping of " + target, new Edit.Remove(target), target);
        } else if (editing.edit("Removed " + target + " with all beneath it", new Edit.RemoveAll(target), target)) {
            editing.say(
                    target + " was removed with " + (beneath == 1 ? "the row" : "the " + beneath + " rows")
                            + " beneath it.",
                    small(button("Undo", click -> editing.takeBack())));
        }
    }

    /// The innermost of its loops goes.
    void loopRemoved(FieldPath target) {
        editing.shown()
                .row(target)
                .filter(row -> editing.editable() && !row.loops().isEmpty())
                .ifPresent(row -> {
                    var loops = row.loops().subList(0, row.loops().size() - 1);
                    editing.edit(
                            "Removed '" + MappingWords.loop(row.loops().getLast()) + "' of " + target,
                            new Edit.Put(row.withLoops(loops)),
                            target);
                });
    }
}
