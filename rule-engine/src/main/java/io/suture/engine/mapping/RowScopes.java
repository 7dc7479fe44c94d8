package io.suture.engine.mapping;

import io.suture.engine.expression.Compiled;
import io.suture.engine.expression.CompiledLoop;
import io.suture.engine.expression.FormulaCompiler;
import io.suture.engine.expression.Layout;
import io.suture.engine.expression.LoopParts;
import io.suture.engine.expression.Scope;
import io.suture.engine.schema.Schema;
import io.suture.engine.value.FieldPath;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The scopes of a Mapping's rows, each made once: rows beneath the same loops share them. For whoever asks about all
/// rows; [RowScope] answers about one. Belongs to one thread.
public final class RowScopes {
    private final Map<FieldPath, FieldMapping> rows = new HashMap<>();
    private final Map<FieldPath, Scope> known = new HashMap<>();
    private final Scope whole;

    private RowScopes(Mapping mapping, Scope whole) {
        mapping.fields().forEach(row -> rows.putIfAbsent(row.target(), row));
        this.whole = whole;
    }

    /// Empty when the source has no Schema.
    public static Optional<RowScopes> of(Mapping mapping, MappingEnvironment environment) {
        Optional<Schema> source = environment.formulas().schema(mapping.source());
        if (source.isEmpty()) {
            return Optional.empty();
        }
        var companions = new LinkedHashMap<String, Schema>();
        mapping.companions()
                .forEach((name, ref) ->
                        environment.formulas().schema(ref).ifPresent(schema -> companions.put(name, schema)));
        return Optional.of(
                new RowScopes(mapping, Scope.of(new Layout(source.get(), environment.formulas()), companions)));
    }

    /// The scope of a row's formula: within the loops of the rows above it and its own. Loops that do not compile are
    /// left out.
    public Scope of(FieldPath target) {
        Scope scope = known.get(target);
        if (scope == null) {
            scope = inside(around(target), rows.get(target));
            known.put(target, scope);
        }
        return scope;
    }

    /// The scope in which a row's own loops are said.
    Scope around(FieldPath target) {
        return target.isRoot() ? whole : of(target.parent());
    }

    private static Scope inside(Scope around, @Nullable FieldMapping row) {
        Scope scope = around;
        for (Loop loop : row == null ? List.<Loop>of() : row.loops()) {
            Compiled<CompiledLoop> compiled = FormulaCompiler.compileLoop(
                    new LoopParts(loop.name(), loop.each(), loop.where(), loop.groupBy(), loop.orderBy()), scope);
            CompiledLoop turns = compiled.result();
            scope = turns == null ? scope : turns.inside();
        }
        return scope;
    }
}
