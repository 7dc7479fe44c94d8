package io.suture.engine.channel;

import io.suture.engine.lookup.LookupTable;
import io.suture.engine.mapping.Mapping;
import io.suture.engine.rule.RuleSet;
import io.suture.engine.schema.SchemaDefinition;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
        return new Channel(
                name,
                otherTitle,
                otherDescription,
                source,
                rules,
                destinations,
                tables,
                maps,
                schemas,
                queries,
                constants,
                origin);
    }

    public Channel withSource(Source other) {
        return new Channel(
                name,
                title,
                description,
                other,
                rules,
                destinations,
                tables,
                maps,
                schemas,
                queries,
                constants,
                origin);
    }

    public Channel withRules(RuleSet other) {
        return new Channel(
                name,
                title,
                description,
                source,
                other,
                destinations,
                tables,
                maps,
                schemas,
                queries,
                constants,
                origin);
    }

    public Channel withDestinations(List<Destination> others) {
        return new Channel(
                name, title, description, source, rules, others, tables, maps, schemas, queries, constants, origin);
    }

    public Channel withTables(List<LookupTable> others) {
        return new Channel(
                name,
                title,
                description,
                source,
                rules,
                destinations,
                others,
                maps,
                schemas,
                queries,
                constants,
                origin);
    }

    public Channel withMaps(List<Mapping> others) {
        return new Channel(
                name,
                title,
                description,
                source,
                rules,
                destinations,
                tables,
                others,
                schemas,
                queries,
                constants,
                origin);
    }

    public Channel withSchemas(List<SchemaDefinition> others) {
        return new Channel(
                name,
                title,
                description,
                source,
                rules,
                destinations,
                tables,
                maps,
                others,
                queries,
                constants,
                origin);
    }

    public Channel withQueries(List<Query> others) {
        return new Channel(
                name,
                title,
                description,
                source,
                rules,
                destinations,
                tables,
                maps,
                schemas,
                others,
                constants,
                origin);
    }
}
