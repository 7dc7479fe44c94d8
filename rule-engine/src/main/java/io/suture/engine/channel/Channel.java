package io.suture.engine.channel;

import io.suture.engine.lookup.LookupTable;
import io.suture.engine.mapping.Mapping;
import io.suture.engine.rule.RuleSet;
import io.suture.engine.schema.SchemaDefinition;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// One flow, whole: what a Version freezes and a Deployment runs. It holds all that a run depends on.
///
/// @param name         what people call it; unique in a studio
/// @param title        its name in words
/// @param description  what it is for
/// @param source       where Messages come from
/// @param rules        where they go
/// @param destinations the ways out
/// @param tables       LookupTables, frozen
/// @param maps         shared sub-mappings, frozen, each with its own version
/// @param schemas      SchemaDefinitions of files that no standard describes, frozen
/// @param queries      what is asked of others about each Message before it runs
/// @param constants    values that formulas and sub-mappings use by name: an assigning authority
/// @param origin       the Template and version that it was copied from, or empty
public record Channel(
        String name,
        String title,
        String description,
        Source source,
        RuleSet rules,
        List<Destination> destinations,
        List<LookupTable> tables,
        List<Mapping> maps,
        List<SchemaDefinition> schemas,
        List<Query> queries,
        Map<String, String> constants,
        String origin) {
    public Channel {
        destinations = List.copyOf(destinations);
        tables = List.copyOf(tables);
        maps = List.copyOf(maps);
        schemas = List.copyOf(schemas);
        queries = List.copyOf(queries);
        constants = Collections.unmodifiableMap(new LinkedHashMap<>(constants));
    }

    public Channel withWords(String otherTitle, String otherDescription) {
        return with(parts -> {
            parts.title = otherTitle;
            parts.description = otherDescription;
        });
    }

    public Channel withSource(Source other) {
        return with(parts -> parts.source = other);
    }

    public Channel withRules(RuleSet other) {
        return with(parts -> parts.rules = other);
    }

    public Channel withDestinations(List<Destination> others) {
        return with(parts -> parts.destinations = others);
    }

    public Channel withTables(List<LookupTable> others) {
        return with(parts -> parts.tables = others);
    }

    public Channel withMaps(List<Mapping> others) {
        return with(parts -> parts.maps = others);
    }

    public Channel withSchemas(List<SchemaDefinition> others) {
        return with(parts -> parts.schemas = others);
    }

    public Channel withQueries(List<Query> others) {
        return with(parts -> parts.queries = others);
    }

    private Channel with(Consumer<Parts> change) {
        var parts = new Parts(this);
        change.accept(parts);
        return new Channel(
                name,
                parts.title,
                parts.description,
                parts.source,
                parts.rules,
                parts.destinations,
                parts.tables,
                parts.maps,
                parts.schemas,
                parts.queries,
                constants,
                origin);
    }

    /// What may be another in a copy.
    private static final class Parts {
        private String title;
        private String description;
        private Source source;
        private RuleSet rules;
        private List<Destination> destinations;
        private List<LookupTable> tables;
        private List<Mapping> maps;
        private List<SchemaDefinition> schemas;
        private List<Query> queries;

        private Parts(Channel of) {
            title = of.title;
            description = of.description;
            source = of.source;
            rules = of.rules;
            destinations = of.destinations;
            tables = of.tables;
            maps = of.maps;
            schemas = of.schemas;
            queries = of.queries;
        }
    }
}
