package io.suture.engine.expression;

import io.suture.engine.format.Format;
import io.suture.engine.lookup.LookupTable;
import io.suture.engine.schema.Schema;
import io.suture.engine.schema.SchemaRef;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What the names in formulas may mean besides fields: everything that a Channel pins and a runtime sets.
///
/// @param formats   by id
/// @param tables    LookupTables by name
/// @param constants by name, with the value that holds where a run gives no other: `SENDER_ZONE`
/// @param queries   names of the Channel's declared queries
public record Environment(
        Map<String, Format> formats,
        Map<String, LookupTable> tables,
        Map<String, String> constants,
        Set<String> queries) {
    public Environment {
        formats = Map.copyOf(formats);
        tables = Map.copyOf(tables);
        constants = Map.copyOf(constants);
        queries = Set.copyOf(queries);
    }

    /// Collects formats and tables under their own names.
    public static Environment of(
            Collection<? extends Format> formats,
            Collection<LookupTable> tables,
            Map<String, String> constants,
            Set<String> queries) {
        var formatsById = new LinkedHashMap<String, Format>();
        formats.forEach(format -> formatsById.put(format.id(), format));
        var tablesByName = new LinkedHashMap<String, LookupTable>();
        tables.forEach(table -> tablesByName.put(table.name(), table));
        return new Environment(formatsById, tablesByName, constants, queries);
    }

    /// The Schema of that name, of whichever Format.
    public Optional<Schema> schema(SchemaRef ref) {
        return Optional.ofNullable(formats.get(ref.format())).flatMap(format -> format.schema(ref));
    }
}
