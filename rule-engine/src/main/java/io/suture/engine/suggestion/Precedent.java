package io.suture.engine.suggestion;

import io.suture.engine.lookup.LookupTable;
import io.suture.engine.mapping.Mapping;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A Mapping that was made before, with what its rows use.
///
/// @param name      as a reason names it: `Template Lab results to FHIR`, `Channel North lab`
/// @param kind      who made it
/// @param mapping   its rows
/// @param maps      the sub-mappings of its Channel
/// @param tables    the LookupTables of its Channel
/// @param constants the constants of its Channel
public record Precedent(
        String name,
        Kind kind,
        Mapping mapping,
        List<Mapping> maps,
        List<LookupTable> tables,
        Map<String, String> constants) {

    /// Who made it.
    public enum Kind {
        /// It ships, and follows the HL7 maps.
        TEMPLATE,
        /// People of this studio made it.
        TEAM
    }

    public Precedent {
        maps = List.copyOf(maps);
        tables = List.copyOf(tables);
        constants = Collections.unmodifiableMap(new LinkedHashMap<>(constants));
    }
}
