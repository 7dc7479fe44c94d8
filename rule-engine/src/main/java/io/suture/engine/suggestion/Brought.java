package io.suture.engine.suggestion;

import io.suture.engine.channel.Channel;
import io.suture.engine.expression.Environment;
import io.suture.engine.expression.Formula;
import io.suture.engine.lookup.LookupTable;
import io.suture.engine.mapping.Mapping;
import io.suture.engine.mapping.MappingEnvironment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What comes to the Channel along with suggested rows, where it has nothing of that name yet.
///
/// @param maps      sub-mappings that the rows use, and those that these use
/// @param tables    LookupTables that the rows look into
/// @param constants values that the rows use by name
/// @param key       the business key of an output, for a Mapping that has none; null for none
/// @param instant   the time of its data, for a Mapping that has none; null for none
public record Brought(
        List<Mapping> maps,
        List<LookupTable> tables,
        Map<String, String> constants,
        @Nullable Formula key,
        @Nullable Formula instant) {
    static final Brought NOTHING = new Brought(List.of(), List.of(), Map.of(), null, null);

    public Brought {
        maps = List.copyOf(maps);
        tables = List.copyOf(tables);
        constants = Map.copyOf(constants);
    }

    /// What formulas may mean with it. What the Channel has of the same name stays.
    MappingEnvironment in(MappingEnvironment before) {
        if (maps.isEmpty() && tables.isEmpty() && constants.isEmpty()) {
            return before;
        }
        Environment formulas = before.formulas();
        var allMaps = new LinkedHashMap<String, Mapping>();
        maps.forEach(map -> allMaps.put(map.name(), map));
        allMaps.putAll(before.maps());
        var allTables = new LinkedHashMap<String, LookupTable>();
        tables.forEach(table -> allTables.put(table.name(), table));
        allTables.putAll(formulas.tables());
        var allConstants = new LinkedHashMap<>(constants);
        allConstants.putAll(formulas.constants());
        return new MappingEnvironment(
                new Environment(formulas.formats(), allTables, allConstants, formulas.queries()), allMaps);
    }

    /// The Channel with it. What the Channel has of the same name stays.
    public Channel in(Channel channel) {
        var allMaps = new ArrayList<>(channel.maps());
        maps.stream()
                .filter(map ->
                        channel.maps().stream().noneMatch(known -> known.name().equals(map.name())))
                .forEach(allMaps::add);
        var allTables = new ArrayList<>(channel.tables());
        tables.stream()
                .filter(table -> channel.tables().stream()
                        .noneMatch(known -> known.name().equals(table.name())))
                .forEach(allTables::add);
        var allConstants = new LinkedHashMap<>(channel.constants());
        constants.forEach(allConstants::putIfAbsent);
        return new Channel(
                channel.name(),
                channel.title(),
                channel.description(),
                channel.source(),
                channel.rules(),
                channel.destinations(),
                allTables,
                allMaps,
                channel.schemas(),
                channel.queries(),
                allConstants,
                channel.origin());
    }
}
