package io.suture.engine.mapping;

import io.suture.engine.expression.Scope;
import io.suture.engine.schema.Field;
import io.suture.engine.schema.FieldType;
import io.suture.engine.schema.Schema;
import io.suture.engine.schema.SchemaRef;
import io.suture.engine.value.FieldPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Where the formulas of one row look for their names, and what stands at a target path: for checks and proposals while
/// somebody edits, without compiling the whole Mapping.
public final class RowScope {
    private RowScope() {}

    /// The scope of a row's formula: within the loops of the rows above it and its own. Empty when the source has no
    /// Schema. Loops that do not compile are left out.
    public static Optional<Scope> of(Mapping mapping, FieldPath target, MappingEnvironment environment) {
        return RowScopes.of(mapping, environment).map(scopes -> scopes.of(target));
    }

    /// The scope in which a row's own loops are said.
    static Optional<Scope> around(Mapping mapping, FieldPath target, MappingEnvironment environment) {
        return RowScopes.of(mapping, environment).map(scopes -> scopes.around(target));
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
