package io.suture.engine.suggestion;

import io.suture.engine.lookup.LookupTable;
import io.suture.engine.mapping.FieldMapping;
import io.suture.engine.mapping.Mapping;
import io.suture.engine.mapping.MappingEnvironment;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Sub-mappings and LookupTables that a Channel may take what it needs from: the HL7 data type maps and table maps.
public record Library(List<Mapping> maps, List<LookupTable> tables) {
    public static final Library NONE = new Library(List.of(), List.of());

    public Library {
        maps = List.copyOf(maps);
        tables = List.copyOf(tables);
    }

    /// Those that an environment has not; what it has of the same name stays.
    public Library besides(MappingEnvironment environment) {
        return new Library(
                maps.stream()
                        .filter(map -> !environment.maps().containsKey(map.name()))
                        .toList(),
                tables.stream()
                        .filter(table -> !environment.formulas().tables().containsKey(table.name()))
                        .toList());
    }

    /// What formulas and rows may mean with it.
    public MappingEnvironment in(MappingEnvironment environment) {
        return new Brought(maps, tables, Map.of(), null, null).in(environment);
    }

    /// What of it a row needs, with what that needs.
    public Brought of(FieldMapping row) {
        var used = Needs.of(row);
        var needed = new LinkedHashMap<String, Mapping>();
        boolean more = true;
        while (more) {
            more = false;
            for (Mapping map : maps) {
                if (used.maps.contains(map.name()) && needed.putIfAbsent(map.name(), map) == null) {
                    map.fields().forEach(used::row);
                    more = true;
                }
            }
        }
        return new Brought(
                List.copyOf(needed.values()),
                tables.stream()
                        .filter(table -> used.texts.contains(table.name()))
                        .toList(),
                Map.of(),
                null,
                null);
    }
}
