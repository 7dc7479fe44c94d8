package io.suture.engine.channel;

import io.suture.engine.expression.Formula;
import io.suture.engine.mapping.Entry;
import io.suture.engine.mapping.FieldMapping;
import io.suture.engine.mapping.Loop;
import io.suture.engine.mapping.Mapping;
import io.suture.engine.mapping.Origin;
import io.suture.engine.rule.Condition;
import io.suture.engine.rule.Condition.Operator;
import io.suture.engine.rule.DecisionTable;
import io.suture.engine.rule.DecisionTable.Column;
import io.suture.engine.rule.DecisionTable.Row;
import io.suture.engine.rule.Rule;
import io.suture.engine.rule.RulePart;
import io.suture.engine.rule.RuleSet;
import io.suture.engine.rule.table.Cell;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A Channel with something else in the place of each of its formulas, and of each table that a condition names.
public final class ChannelFormulas {
    private final Change change;

    /// What stands in the place of what.
    public interface Change {
        Formula formula(Place place, Formula formula);

        /// A table that a condition names without a formula.
        String table(Place place, String table);
    }

    /// The parts of a Channel that have formulas.
    public enum Where {
        MAPPING,
        SHARED_MAP,
        RULE,
        QUERY
    }

    /// Where a formula stands.
    ///
    /// @param owner   the Destination, shared map or query
    /// @param subject as people are told: `patient.gender`, a Rule's name
    /// @param row     the row of a Mapping, or null
    public record Place(
            Where where,
            String owner,
            String subject,
            @Nullable FieldMapping row) {}

    public ChannelFormulas(Change change) {
        this.change = change;
    }

    public Channel apply(Channel channel) {
        boolean several = channel.destinations().size() > 1;
        return channel.withQueries(channel.queries().stream().map(this::query).toList())
                .withRules(rules(channel.rules()))
                .withDestinations(channel.destinations().stream()
                        .map(to -> new Destination(
                                to.name(),
                                mapping(to.mapping(), Where.MAPPING, to.name(), several ? to.name() + ": " : ""),
                                to.endpoint(),
                                to.retry(),
                                to.whenHeld()))
                        .toList())
                .withMaps(channel.maps().stream()
                        .map(map -> mapping(map, Where.SHARED_MAP, map.name(), map.name() + ": "))
                        .toList());
    }

    private Query query(Query query) {
        var place = new Place(Where.QUERY, query.name(), query.name(), null);
        return query.withKeys(change.formula(place, query.keys()))
                .withValue(change.formula(place, query.value()))
                .withTake(change.formula(place, query.take()));
    }

    private Mapping mapping(Mapping mapping, Where where, String owner, String prefix) {
        var whole = new Place(where, owner, prefix + "the whole output", null);
        return new Mapping(
                mapping.name(),
                mapping.version(),
                mapping.source(),
                mapping.companions(),
                mapping.target(),
                mapping.copy(),
                mapping.parameters(),
                maybe(whole, mapping.key()),
                maybe(whole, mapping.instant()),
                mapping.fields().stream()
                        .map(row -> row(
                                row,
                                new Place(
                                        where,
                                        owner,
                                        prefix + (row.target().isRoot() ? "the whole output" : row.target()),
                                        row)))
                        .toList());
    }

    private FieldMapping row(FieldMapping row, Place place) {
        Entry entry = row.entry();
        return new FieldMapping(
                row.target(),
                entry == null
                        ? null
                        : new Entry(
                                entry.resource(), change.formula(place, entry.key()), entry.write(), entry.search()),
                row.loops().stream()
                        .map(loop -> new Loop(
                                loop.name(),
                                change.formula(place, loop.each()),
                                maybe(place, loop.where()),
                                maybe(place, loop.groupBy()),
                                maybe(place, loop.orderBy())))
                        .toList(),
                maybe(place, row.when()),
                origin(place, row.origin()),
                maybe(place, row.otherwise()),
                row.note());
    }

    private Origin origin(Place place, Origin origin) {
        return switch (origin) {
            case Origin.Beneath beneath -> beneath;
            case Origin.From(Formula formula) -> new Origin.From(change.formula(place, formula));
            case Origin.Using(String map, Formula from, Map<String, Formula> with) -> {
                var values = new LinkedHashMap<String, Formula>();
                with.forEach((name, value) -> values.put(name, change.formula(place, value)));
                yield new Origin.Using(map, change.formula(place, from), values);
            }
            case Origin.Cases(List<Origin.Case> cases) ->
                new Origin.Cases(cases.stream()
                        .map(one -> new Origin.Case(maybe(place, one.when()), one.type(), origin(place, one.origin())))
                        .toList());
        };
    }

    private @Nullable Formula maybe(Place place, @Nullable Formula formula) {
        return formula == null ? null : change.formula(place, formula);
    }

    private RuleSet rules(RuleSet rules) {
        return rules.withParts(rules.parts().stream()
                .map(part -> switch (part) {
                    case Rule rule ->
                        new Rule(
                                rule.name(),
                                condition(place(rule), rule.when()),
                                rule.decisions(),
                                rule.stop(),
                                rule.enabled(),
                                rule.note());
                    case DecisionTable table -> table(place(table), table);
                })
                .toList());
    }

    private static Place place(RulePart part) {
        return new Place(Where.RULE, part.name(), part.name(), null);
    }

    private DecisionTable table(Place place, DecisionTable table) {
        return new DecisionTable(
                table.name(),
                table.policy(),
                table.columns().stream()
                        .map(column -> new Column(
                                column.title(),
                                column.quantifier(),
                                change.formula(place, column.field()),
                                column.type()))
                        .toList(),
                table.outcomes(),
                table.rows().stream()
                        .map(row -> new Row(
                                row.name(),
                                row.when().stream()
                                        .map(cell -> cell(place, cell))
                                        .toList(),
                                row.then(),
                                row.note()))
                        .toList(),
                table.stop(),
                table.enabled(),
                table.note());
    }

    private Cell cell(Place place, Cell cell) {
        return cell instanceof Cell.InTable(List<String> tables, boolean not)
                ? new Cell.InTable(
                        tables.stream().map(table -> change.table(place, table)).toList(), not)
                : cell;
    }

    private Condition condition(Place place, Condition condition) {
        return switch (condition) {
            case Condition.All(List<Condition> parts) -> new Condition.All(conditions(place, parts));
            case Condition.AnyOf(List<Condition> parts) -> new Condition.AnyOf(conditions(place, parts));
            case Condition.Not(Condition inner) -> new Condition.Not(condition(place, inner));
            case Condition.Test(var quantifier, Formula field, Operator operator, List<String> values) ->
                new Condition.Test(
                        quantifier,
                        change.formula(place, field),
                        operator,
                        operator == Operator.IN_TABLE || operator == Operator.NOT_IN_TABLE
                                ? values.stream()
                                        .map(table -> change.table(place, table))
                                        .toList()
                                : values);
        };
    }

    private List<Condition> conditions(Place place, List<Condition> parts) {
        return parts.stream().map(part -> condition(place, part)).toList();
    }
}
