package io.suture.engine.exchange;

import io.suture.engine.channel.Channel;
import io.suture.engine.channel.Destination;
import io.suture.engine.exchange.FhirMap.Group;
import io.suture.engine.exchange.FhirMap.Rule;
import io.suture.engine.exchange.FhirMap.Target;
import io.suture.engine.exchange.FhirMap.Transform;
import io.suture.engine.exchange.FhirMap.Use;
import io.suture.engine.exchange.FhirMapParts.Into;
import io.suture.engine.exchange.FhirPathText.Focus;
import io.suture.engine.exchange.FhirPathText.Found;
import io.suture.engine.expression.Expression;
import io.suture.engine.expression.Formula;
import io.suture.engine.mapping.FieldMapping;
import io.suture.engine.mapping.Loop;
import io.suture.engine.mapping.Mapping;
import io.suture.engine.mapping.MappingEnvironment;
import io.suture.engine.mapping.Origin;
import io.suture.engine.report.Problem;
import io.suture.engine.schema.Field;
import io.suture.engine.schema.FieldType;
import io.suture.engine.schema.Schema;
import io.suture.engine.value.FieldPath;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A Mapping between two FHIR structures as a [FhirMap]. What the mapping language cannot say becomes a Problem and
/// stands in the map's documentation.
final class FhirMapWriter {
    private final Channel channel;
    private final MappingEnvironment environment;
    private final FhirMapParts parts;
    private final FhirMapValues values;

    /// A place of the target and what is said beneath it.
    private static final class Node {
        final Map<String, Node> children = new LinkedHashMap<>();

        @Nullable
        FieldMapping row;
    }

    private FhirMapWriter(Channel channel, MappingEnvironment environment) {
        this.channel = channel;
        this.environment = environment;
        this.parts = new FhirMapParts(channel);
        this.values = new FhirMapValues(parts);
    }

    record Written(@Nullable FhirMap map, List<Problem> problems) {}

    static Written write(Channel channel, Destination to, MappingEnvironment environment) {
        var writer = new FhirMapWriter(channel, environment);
        return new Written(writer.map(to), writer.parts.problems());
    }

    private @Nullable FhirMap map(Destination to) {
        Mapping mapping = to.mapping();
        Optional<Schema> source = environment.formulas().schema(mapping.source());
        Optional<Schema> target = environment.formulas().schema(mapping.target());
        if (source.isEmpty()
                || target.isEmpty()
                || !mapping.source().format().equals("fhir")
                || !mapping.target().format().equals("fhir")
                || mapping.copy()
                || mapping.fields().stream().anyMatch(row -> row.entry() != null)) {
            parts.note(Problem.error(
                    "no-structure-map",
                    to.name(),
                    "A StructureMap leads from one FHIR resource to another; " + to.name() + " leads from "
                            + mapping.source() + " to " + mapping.target()
                            + ", or makes entries or a copy, which it cannot say."));
            return null;
        }
        var root = new Node();
        for (FieldMapping row : mapping.fields()) {
            Node at = root;
            for (String name : row.target().names()) {
                at = at.children.computeIfAbsent(name, any -> new Node());
            }
            at.row = row;
        }
        String from = mapping.source().name();
        String into = mapping.target().name();
        var focus = new Focus("src", source.get().root(), null);
        List<Rule> rules =
                row(root, FieldPath.ROOT, focus, new Into("tgt", target.get().root()));
        String name = "Suture" + FhirMapParts.identifier(channel.name()) + FhirMapParts.identifier(to.name());
        var group = new Group(
                FhirMapParts.identifier(to.name()), "src", from + "In", "tgt", into + "Out", rules, parts.left());
        return new FhirMap(
                "urn:suture:structuremap:" + channel.name() + ":" + FhirMapParts.identifier(to.name()),
                name,
                channel.title().isEmpty() ? channel.name() : channel.title(),
                List.of(new Use(from, from + "In", "source"), new Use(into, into + "Out", "target")),
                parts.tables(),
                List.of(group));
    }

    /// The rules of the whole output: its loops and its condition around everything.
    private List<Rule> row(Node root, FieldPath path, Focus focus, Into into) {
        return around(root.row, path, focus, inside -> children(root, path, inside, into));
    }

    private List<Rule> children(Node node, FieldPath path, Focus focus, Into into) {
        var rules = new ArrayList<Rule>();
        node.children.forEach((name, child) -> rules.addAll(child(child, path.child(name), focus, into)));
        return rules;
    }

    private List<Rule> child(Node node, FieldPath path, Focus focus, Into into) {
        String name =
                path.last().contains(":") ? path.last().substring(0, path.last().indexOf(':')) : path.last();
        Optional<Field> field = into.type().field(name);
        if (field.isEmpty()) {
            return parts.unsaid(path, "the place " + path + ", which the target does not have");
        }
        FieldMapping row = node.row;
        if (node.children.isEmpty()
                && row != null
                && row.loops().isEmpty()
                && row.origin() instanceof Origin.From(var formula)) {
            return values.leaf(row, formula, path, focus, into, field.get());
        }
        return around(row, path, focus, inside -> made(node, path, inside, into, field.get()));
    }

    private List<Rule> made(Node node, FieldPath path, Focus focus, Into into, Field field) {
        FieldMapping row = node.row;
        if (row == null || row.origin() instanceof Origin.Beneath) {
            if (field.type().kind() == FieldType.Kind.CHOICE) {
                return parts.unsaid(path, "what stands beneath a choice of types");
            }
            String variable = parts.variable();
            List<Rule> beneath = children(node, path, focus, new Into(variable, field.type()));
            return List.of(new Rule(
                    parts.name(path),
                    FhirMapParts.here(focus, null),
                    target(into, field, variable),
                    beneath,
                    FhirMapParts.note(row)));
        }
        if (!node.children.isEmpty()) {
            return parts.unsaid(path, "a value with more beneath it");
        }
        return switch (row.origin()) {
            case Origin.From(Formula formula) ->
                values.leaf(row.withWhen(null).withLoops(List.of()), formula, path, focus, into, field);
            case Origin.Using using -> parts.unsaid(path, "the shared mapping " + using.map());
            case Origin.Cases(var cases) -> cases(row, cases, path, focus, into, field);
            case Origin.Beneath beneath -> List.of();
        };
    }

    /// The first case whose condition holds: each excludes those before it.
    private List<Rule> cases(
            FieldMapping row, List<Origin.Case> cases, FieldPath path, Focus focus, Into into, Field field) {
        var rules = new ArrayList<Rule>();
        var before = new ArrayList<String>();
        for (Origin.Case one : cases) {
            String type = one.type();
            Field filled = type == null
                    ? field
                    : field.type().fields().stream()
                            .filter(alternative -> alternative.type().name().equals(type))
                            .findFirst()
                            .orElse(field);
            FhirPathText.Said when = FhirMapParts.condition(one.when(), focus);
            if (when.path() == null || !(one.origin() instanceof Origin.From(var formula))) {
                rules.addAll(parts.unsaid(
                        path,
                        when.path() == null
                                ? Objects.requireNonNullElse(when.unsaid(), "a condition")
                                : "a shared mapping in a case"));
                return rules;
            }
            var all = new ArrayList<String>();
            before.forEach(earlier -> all.add("(" + earlier + ").not()"));
            if (one.when() != null) {
                all.add("(" + when.path() + ")");
                before.add(when.path());
            }
            List<Rule> made = values.leaf(
                    row.withWhen(null).withOtherwise(null).withLoops(List.of()), formula, path, focus, into, filled);
            rules.add(new Rule(
                    parts.name(path),
                    FhirMapParts.here(focus, all.isEmpty() ? null : String.join(" and ", all)),
                    null,
                    made,
                    ""));
        }
        return rules;
    }

    /// What stands within the loops and the condition of a row.
    private List<Rule> around(
            @Nullable FieldMapping row,
            FieldPath path,
            Focus focus,
            java.util.function.Function<Focus, List<Rule>> inside) {
        if (row == null) {
            return inside.apply(focus);
        }
        if (row.otherwise() != null && !(row.origin() instanceof Origin.From)) {
            return parts.unsaid(path, "otherwise of a place that is made in parts");
        }
        return loops(row, 0, path, focus, turn -> {
            FhirPathText.Said when = FhirMapParts.condition(row.when(), turn);
            if (row.when() == null) {
                return inside.apply(turn);
            }
            return when.path() == null
                    ? parts.unsaid(path, Objects.requireNonNullElse(when.unsaid(), "a condition"))
                    : List.of(new Rule(
                            parts.name(path), FhirMapParts.here(turn, when.path()), null, inside.apply(turn), ""));
        });
    }

    private List<Rule> loops(
            FieldMapping row,
            int number,
            FieldPath path,
            Focus focus,
            java.util.function.Function<Focus, List<Rule>> inside) {
        if (number == row.loops().size()) {
            return inside.apply(focus);
        }
        Loop loop = row.loops().get(number);
        Optional<Found> found = loop.each()
                .parse()
                .tree()
                .filter(Expression.Path.class::isInstance)
                .flatMap(tree -> FhirPathText.find((Expression.Path) tree, focus))
                .filter(one -> one.isPlain() && !one.steps().isEmpty());
        if (loop.groupBy() != null || loop.orderBy() != null || found.isEmpty()) {
            return parts.unsaid(path, "the loop over " + loop.each().text());
        }
        String variable = loop.name().isEmpty() ? parts.variable() : loop.name();
        var turn = new Focus(variable, found.get().fields().getLast().type(), focus);
        FhirPathText.Said where = FhirMapParts.condition(loop.where(), turn);
        if (where.path() == null) {
            return parts.unsaid(path, Objects.requireNonNullElse(where.unsaid(), "a condition"));
        }
        return parts.chain(
                path,
                found.get(),
                variable,
                loop.where() == null ? null : where.path(),
                null,
                ignored -> loops(row, number + 1, path, turn, inside));
    }

    private Target target(Into into, Field field, String variable) {
        boolean choice =
                into.type().fields().stream().noneMatch(one -> one.name().equals(field.name()));
        return new Target(
                into.variable(),
                FhirMapParts.element(into, field),
                variable,
                choice ? new Transform.Create(field.type().name()) : null);
    }
}
