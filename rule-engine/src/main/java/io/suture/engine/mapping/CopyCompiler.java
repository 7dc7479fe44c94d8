package io.suture.engine.mapping;

import io.suture.engine.expression.CompiledFormula;
import io.suture.engine.expression.CompiledLoop;
import io.suture.engine.expression.Scope;
import io.suture.engine.mapping.PlaceCompiler.Here;
import io.suture.engine.mapping.RowTree.Layer;
import io.suture.engine.mapping.RowTree.Row;
import io.suture.engine.mapping.RowTree.RowNode;
import io.suture.engine.schema.Field;
import io.suture.engine.schema.FieldType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The rows of a copy: each place on their way down is a scope, so that a formula means the very repeat that it
/// changes.
final class CopyCompiler {
    private final PlaceCompiler compiler;
    private final Layer layer;

    CopyCompiler(PlaceCompiler compiler, Layer layer) {
        this.compiler = compiler;
        this.layer = layer;
    }

    void children(
            RowNode node,
            FieldType type,
            Here here,
            Scope scope,
            List<String> names,
            @Nullable Place parent,
            CopyPlace into) {
        for (RowNode child : node.children.values()) {
            Field field = compiler.field(child, type);
            if (field == null) {
                continue;
            }
            var place = new ArrayList<>(names);
            place.add(child.name);
            int slot = compiler.layout.slot();
            // What is added stands nowhere yet: its formulas see what is around it.
            Scope inside = child.isSlice() ? scope : scope.copied(slot, field.type(), place);
            var copied = new CopyPlace(child.part(), child.isSlice(), slot, field.type());
            boolean many = field.cardinality().repeats();
            var site = new Place.Site(
                    compiler.place(), child.part(), child.path, many, false, false, child.row != null, null);
            var shown = new Place(site, parent);
            row(child, field.type(), many, here.with(layer, inside), inside, place, shown, copied);
            into.child(copied);
        }
    }

    private void row(
            RowNode node,
            FieldType type,
            boolean many,
            Here here,
            Scope scope,
            List<String> names,
            Place shown,
            CopyPlace into) {
        Row row = node.row;
        if (row == null) {
            children(node, type, here, scope, names, shown, into);
            return;
        }
        boolean loops = !row.field().loops().isEmpty();
        boolean changes = row.field().origin() instanceof Origin.Beneath && !loops && !node.isSlice();
        var turns = new ArrayList<CompiledLoop>();
        Scope turn = compiler.loops(row, scope, turns);
        CompiledFormula when = compiler.formula(row.field().when(), turn, row.at("when"));
        CompiledFormula otherwise = compiler.formula(row.field().otherwise(), turn, row.at("otherwise"));
        if (changes) {
            into.says(shown, when, null, otherwise, false);
            children(node, type, here, scope, names, shown, into);
            return;
        }
        Here at = here.with(row.layer(), turn);
        Filling filling = new Origins(compiler)
                .filling(
                        row.field().origin(),
                        row,
                        row.at("from"),
                        node,
                        type,
                        node.isSlice() && many && !loops,
                        at,
                        shown);
        if (loops) {
            shown.contents(turns, when, filling, otherwise);
            into.says(shown, null, null, null, true);
        } else {
            into.says(shown, when, filling, otherwise, false);
        }
    }
}
