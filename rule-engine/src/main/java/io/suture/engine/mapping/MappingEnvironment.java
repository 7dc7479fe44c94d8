package io.suture.engine.mapping;

import io.suture.engine.expression.Environment;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/// What a Mapping is compiled against.
///
/// @param formulas what the names in its formulas may mean
/// @param maps     shared sub-mappings by name, in the versions that the Channel pins
public record MappingEnvironment(Environment formulas, Map<String, Mapping> maps) {
    public MappingEnvironment {
        maps = Map.copyOf(maps);
    }

    public static MappingEnvironment of(Environment formulas, Collection<Mapping> maps) {
        var byName = new LinkedHashMap<String, Mapping>();
        maps.forEach(map -> byName.put(map.name(), map));
        return new MappingEnvironment(formulas, byName);
    }
}
