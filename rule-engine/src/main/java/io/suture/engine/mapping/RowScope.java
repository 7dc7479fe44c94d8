package io.suture.engine.mapping;

import io.suture.engine.expression.Compiled;
import io.suture.engine.expression.CompiledLoop;
import io.suture.engine.expression.FormulaCompiler;
import io.suture.engine.expression.Layout;
import io.suture.engine.expression.LoopParts;
import io.suture.engine.expression.Scope;
import io.suture.engine.schema.Field;
import io.suture.engine.schema.FieldType;
import io.suture.engine.schema.Schema;
import io.suture.engine.schema.SchemaRef;
import io.suture.engine.value.FieldPath;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/// Where the formulas of one row look for their names, and what stands at a target path: for checks and proposals while
/// somebody edits, without compiling the whole Mapping.
public final class RowScope {
    private RowScope() {}

    /// The scope of a row's formula: within the loops of the rows above it and its own. Empty when the source has no
    /// Schema. Loops that do not compile are left out.
    public static Optional<Scope> of(Mapping mapping, FieldPath target, MappingEnvironment environment) {
        return within(mapping, target, environment, true);
    }

    /// The scope in which a row's own loops are said.
    static Optional<Scope> around(Mapping mapping, FieldPath target, MappingEnvironment environment) {
        return within(mapping, target, environment, false);
    }

    private static Optional<Scope> within(
            Mapping mapping, FieldPath target, MappingEnvironment environment, boolean own) {
        Optional<Schema> source = environment.formulas().schema(mapping.source());
        if (source.isEmpty()) {
            return Optional.empty();
        }
        var companions = new LinkedHashMap<String, Schema>();
        mapping.companions()
                .forEach((name, ref) ->
                        environment.formulas().schema(ref).ifPresent(schema -> companions.put(name, schema)));
        Scope scope = Scope.of(new Layout(source.get(), environment.formulas()), companions);
        for (int length = 0; length <= target.names().size(); length++) {
            if (length == target.names().size() && !own) {
                break;
            }
            var above = new FieldPath(target.names().subList(0, length));
            Optional<FieldMapping> row = Edit.row(mapping, above);
            for (Loop loop : row.map(FieldMapping::loops).orElse(List.of())) {
                Compiled<CompiledLoop> compiled = FormulaCompiler.compileLoop(
                        new LoopParts(loop.name(), loop.each(), loop.where(), loop.groupBy(), loop.orderBy()), scope);
                CompiledLoop turns = compiled.result();
                scope = turns == null ? scope : turns.inside();
            }
        }
        return Optional.of(scope);
    }

    /// The Field of a name with its slice, of which a profile may know more than of the others.
    static Optional<Field> sliced(FieldType type, String name) {
        int slice = name.indexOf(':');
        Optional<Field> whole = type.field(name);
        return whole.isPresent() || slice < 0 ? whole : type.field(name.substring(0, slice));
    }

    /// The Field at a target path, through the entries of a Bundle; empty when there is no such place.
    public static Optional<Field> field(Mapping mapping, FieldPath target, MappingEnvironment environment) {
        Optional<Schema> schema = environment.formulas().schema(mapping.target());
        if (schema.isEmpty() || target.isRoot()) {
            return Optional.empty();
        }
        List<String> names = new ArrayList<>(target.names());
        FieldType type = schema.get().root();
        Optional<Entry> entry =
                Edit.row(mapping, FieldPath.of(names.getFirst())).map(FieldMapping::entry);
        if (entry.isPresent()) {
            SchemaRef ref = new SchemaRef(
                    mapping.target().format(),
                    mapping.target().version(),
                    entry.get().resource());
            Optional<Schema> resource = environment.formulas().schema(ref);
            if (resource.isEmpty() || names.size() == 1) {
                return Optional.empty();
            }
            type = resource.get().root();
            names.removeFirst();
        }
        Field found = null;
        for (String name : names) {
            Optional<Field> next = sliced(type, name);
            if (next.isEmpty()) {
                return Optional.empty();
            }
            found = next.get();
            type = found.type();
        }
        return Optional.ofNullable(found);
    }
}
