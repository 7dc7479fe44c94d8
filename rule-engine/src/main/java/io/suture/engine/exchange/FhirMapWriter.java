package io.suture.engine.exchange;

import io.suture.engine.channel.Channel;
import io.suture.engine.channel.Destination;
import io.suture.engine.exchange.FhirMap.Group;
import io.suture.engine.exchange.FhirMap.Rule;
import io.suture.engine.exchange.FhirMap.Source;
import io.suture.engine.exchange.FhirMap.Table;
import io.suture.engine.exchange.FhirMap.Target;
import io.suture.engine.exchange.FhirMap.Transform;
import io.suture.engine.exchange.FhirMap.Use;
import io.suture.engine.exchange.FhirPathText.Focus;
import io.suture.engine.exchange.FhirPathText.Found;
import io.suture.engine.expression.Expression;
import io.suture.engine.expression.Expression.Pick;
import io.suture.engine.expression.Expression.Step;
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
    private final List<Problem> problems = new ArrayList<>();
    private final Map<String, Table> tables = new LinkedHashMap<>();
    private final List<String> unsaid = new ArrayList<>();
    private int names;

    /// A place of the target and what is said beneath it.
    private static final class Node {
        final Map<String, Node> children = new LinkedHashMap<>();

        @Nullable
        FieldMapping row;
    }

    /// Where values go: a variable of the map, and what may stand beneath it.
    private record Into(String variable, FieldType type) {}

    private FhirMapWriter(Channel channel, MappingEnvironment environment) {
        this.channel = channel;
        this.environment = environment;
    }

    record Written(@Nullable FhirMap map, List<Problem> problems) {}

    static Written write(Channel channel, Destination to, MappingEnvironment environment) {
        var writer = new FhirMapWriter(channel, environment);
        return new Written(writer.map(to), writer.problems);
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
            problems.add(Problem.error(
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
        String name = "Suture" + identifier(channel.name()) + identifier(to.name());
        var group = new Group(
                identifier(to.name()), "src", from + "In", "tgt", into + "Out", rules, String.join("\n", unsaid));
        return new FhirMap(
                "urn:suture:structuremap:" + channel.name() + ":" + identifier(to.name()),
                name,
                channel.title().isEmpty() ? channel.name() : channel.title(),
                List.of(new Use(from, from + "In", "source"), new Use(into, into + "Out", "target")),
                List.copyOf(tables.values()),
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
            return unsaid(path, "the place " + path + ", which the target does not have");
        }
        FieldMapping row = node.row;
        if (node.children.isEmpty()
                && row != null
                && row.loops().isEmpty()
                && row.origin() instanceof Origin.From(var formula)) {
            return leaf(row, formula, path, focus, into, field.get());
        }
        return around(row, path, focus, inside -> made(node, path, inside, into, field.get()));
    }

    private List<Rule> made(Node node, FieldPath path, Focus focus, Into into, Field field) {
        FieldMapping row = node.row;
        if (row == null || row.origin() instanceof Origin.Beneath) {
            if (field.type().kind() == FieldType.Kind.CHOICE) {
                return unsaid(path, "what stands beneath a choice of types");
            }
            String variable = variable();
            List<Rule> beneath = children(node, path, focus, new Into(variable, field.type()));
            return List.of(new Rule(name(path), here(focus, null), target(into, field, variable), beneath, note(row)));
        }
        if (!node.children.isEmpty()) {
            return unsaid(path, "a value with more beneath it");
        }
        return switch (row.origin()) {
            case Origin.From(Formula formula) ->
                leaf(row.withWhen(null).withLoops(List.of()), formula, path, focus, into, field);
            case Origin.Using using -> unsaid(path, "the shared mapping " + using.map());
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
            FhirPathText.Said when = condition(one.when(), focus);
            if (when.path() == null || !(one.origin() instanceof Origin.From(var formula))) {
                rules.addAll(unsaid(
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
            List<Rule> made = leaf(
                    row.withWhen(null).withOtherwise(null).withLoops(List.of()), formula, path, focus, into, filled);
            rules.add(new Rule(
                    name(path), here(focus, all.isEmpty() ? null : String.join(" and ", all)), null, made, ""));
        }
        return rules;
    }

    private static FhirPathText.Said condition(@Nullable Formula formula, Focus focus) {
        if (formula == null) {
            return new FhirPathText.Said("true", null);
        }
        return formula.parse()
                .tree()
                .map(tree -> FhirPathText.of(tree, focus))
                .orElse(new FhirPathText.Said(null, "the formula " + formula.text()));
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
            return unsaid(path, "otherwise of a place that is made in parts");
        }
        return loops(row, 0, path, focus, turn -> {
            FhirPathText.Said when = condition(row.when(), turn);
            if (row.when() == null) {
                return inside.apply(turn);
            }
            return when.path() == null
                    ? unsaid(path, Objects.requireNonNullElse(when.unsaid(), "a condition"))
                    : List.of(new Rule(name(path), here(turn, when.path()), null, inside.apply(turn), ""));
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
            return unsaid(path, "the loop over " + loop.each().text());
        }
        String variable = loop.name().isEmpty() ? variable() : loop.name();
        var turn = new Focus(variable, found.get().fields().getLast().type(), focus);
        FhirPathText.Said where = condition(loop.where(), turn);
        if (where.path() == null) {
            return unsaid(path, Objects.requireNonNullElse(where.unsaid(), "a condition"));
        }
        return chain(
                path,
                found.get(),
                variable,
                loop.where() == null ? null : where.path(),
                null,
                ignored -> loops(row, number + 1, path, turn, inside));
    }

    /// A rule a step down to what a path names; the innermost holds what is made of it.
    private List<Rule> chain(
            FieldPath path,
            Found found,
            String variable,
            @Nullable String where,
            @Nullable String list,
            java.util.function.Function<String, List<Rule>> inside) {
        return step(path, found, 0, found.at().variable(), variable, where, list, inside);
    }

    private List<Rule> step(
            FieldPath path,
            Found found,
            int number,
            String context,
            String variable,
            @Nullable String where,
            @Nullable String list,
            java.util.function.Function<String, List<Rule>> inside) {
        Step step = found.steps().get(number);
        boolean last = number == found.steps().size() - 1;
        String own = last ? variable : variable();
        String condition = last ? where : null;
        if (step.pick() instanceof Pick.Where(Expression only)) {
            FhirPathText.Said said = FhirPathText.of(
                    only, new Focus(own, found.fields().get(number).type(), null));
            if (said.path() == null) {
                return unsaid(path, Objects.requireNonNullElse(said.unsaid(), "a condition"));
            }
            condition = condition == null ? said.path() : "(" + said.path() + ") and (" + condition + ")";
        } else if (step.pick() instanceof Pick.Nth) {
            return unsaid(path, "the n-th of " + step.name());
        }
        String mode = step.pick() instanceof Pick.Last ? "last" : last ? list : null;
        List<Rule> rules = last ? inside.apply(own) : step(path, found, number + 1, own, variable, where, list, inside);
        var source = new Source(context, step.name(), mode, own, condition);
        // What is only made of this step is said in one rule with it.
        if (rules.size() == 1 && rules.getFirst().source().equals(new Source(own, null, null, null, null))) {
            Rule only = rules.getFirst();
            return List.of(new Rule(only.name(), source, only.target(), only.rules(), only.documentation()));
        }
        return rules.isEmpty() ? rules : List.of(new Rule(name(path), source, null, rules, ""));
    }

    // ---- one value

    private List<Rule> leaf(FieldMapping row, Formula formula, FieldPath path, Focus focus, Into into, Field field) {
        Optional<Expression> parsed = formula.parse().tree();
        if (parsed.isEmpty()) {
            return unsaid(path, "the formula " + formula.text());
        }
        Expression tree = parsed.get();
        FhirPathText.Said when = condition(row.when(), focus);
        if (when.path() == null) {
            return unsaid(path, Objects.requireNonNullElse(when.unsaid(), "a condition"));
        }
        if (row.otherwise() != null) {
            return otherwise(row, tree, path, focus, into, field);
        }
        List<Rule> made = value(row, tree, path, focus, into, field);
        return row.when() == null || made.isEmpty()
                ? made
                : List.of(new Rule(name(path), here(focus, when.path()), null, made, ""));
    }

    private List<Rule> otherwise(
            FieldMapping row, Expression tree, FieldPath path, Focus focus, Into into, Field field) {
        FhirPathText.Said value = FhirPathText.of(tree, focus);
        FhirPathText.Said other = condition(row.otherwise(), focus);
        FhirPathText.Said when = condition(row.when(), focus);
        for (FhirPathText.Said one : List.of(value, other, when)) {
            if (one.path() == null) {
                return unsaid(path, Objects.requireNonNullElse(one.unsaid(), "a formula"));
            }
        }
        String holds = "(" + value.path() + ").exists()" + (row.when() == null ? "" : " and (" + when.path() + ")");
        return evaluated(
                row, "iif(" + holds + ", " + value.path() + ", " + other.path() + ")", path, focus, into, field);
    }

    private List<Rule> value(FieldMapping row, Expression tree, FieldPath path, Focus focus, Into into, Field field) {
        boolean many = field.cardinality().repeats();
        switch (tree) {
            case Expression.Text(String text) -> {
                return List.of(constant(row, text, Transform.Kind.TEXT, path, focus, into, field));
            }
            case Expression.Number(String digits) -> {
                return List.of(constant(row, digits, Transform.Kind.NUMBER, path, focus, into, field));
            }
            case Expression.Truth(boolean truth) -> {
                return List.of(constant(row, Boolean.toString(truth), Transform.Kind.TRUTH, path, focus, into, field));
            }
            case Expression.InTable(Expression.Path of, String table) -> {
                Optional<Found> found = chained(of, focus, many);
                Table known = table(table);
                if (found.isEmpty() || known == null) {
                    return unsaid(path, "the table '" + table + "' of " + of.print());
                }
                problems.add(Problem.info(
                        "unknown-code",
                        path.toString(),
                        path + ": what becomes of codes that " + table + " has not, the map cannot say. A program that "
                                + "runs it may stop there."));
                return chain(
                        path,
                        found.get(),
                        variable(),
                        null,
                        many ? null : "first",
                        at -> List.of(put(row, path, at, into, field, new Transform.Translate(at, known.id()))));
            }
            case Expression.Path of -> {
                Optional<Found> found = chained(of, focus, many);
                if (found.isPresent()) {
                    return chain(
                            path,
                            found.get(),
                            variable(),
                            null,
                            many ? null : "first",
                            at -> List.of(put(row, path, at, into, field, new Transform.Copy(at))));
                }
            }
            default -> {}
        }
        FhirPathText.Said said = FhirPathText.of(tree, focus);
        if (said.path() == null) {
            return unsaid(path, Objects.requireNonNullElse(said.unsaid(), "its formula"));
        }
        boolean first = !many && tree instanceof Expression.Path;
        return evaluated(row, first ? said.path() + ".first()" : said.path(), path, focus, into, field);
    }

    /// A path that rules can go down step by step and give the same: to one value only where a single step repeats.
    private static Optional<Found> chained(Expression.Path path, Focus focus, boolean many) {
        return FhirPathText.find(path, focus)
                .filter(found -> found.isPlain()
                        && !found.steps().isEmpty()
                        && found.steps().stream().noneMatch(step -> step.pick() instanceof Pick.Nth)
                        && (many || found.steps().size() == 1 || !found.repeats()));
    }

    private Rule constant(
            FieldMapping row,
            String literal,
            Transform.Kind kind,
            FieldPath path,
            Focus focus,
            Into into,
            Field field) {
        return put(row, path, focus.variable(), into, field, new Transform.Constant(literal, kind));
    }

    private List<Rule> evaluated(FieldMapping row, String text, FieldPath path, Focus focus, Into into, Field field) {
        return List.of(put(row, path, focus.variable(), into, field, new Transform.Evaluate(focus.variable(), text)));
    }

    private Rule put(FieldMapping row, FieldPath path, String context, Into into, Field field, Transform value) {
        return new Rule(
                name(path),
                new Source(context, null, null, null, null),
                new Target(into.variable(), element(into, field), null, value),
                List.of(),
                note(row));
    }

    private Target target(Into into, Field field, String variable) {
        boolean choice =
                into.type().fields().stream().noneMatch(one -> one.name().equals(field.name()));
        return new Target(
                into.variable(),
                element(into, field),
                variable,
                choice ? new Transform.Create(field.type().name()) : null);
    }

    /// `valueQuantity` is filled as `value`.
    private static String element(Into into, Field field) {
        return into.type().fields().stream()
                .filter(one -> one.type().kind() == FieldType.Kind.CHOICE
                        && (one.name().equals(field.name())
                                || one.type().fields().contains(field)))
                .map(one -> one.name().replace("[x]", ""))
                .findFirst()
                .orElse(field.name());
    }

    private static Source here(Focus focus, @Nullable String condition) {
        return new Source(focus.variable(), null, null, null, condition);
    }

    private @Nullable Table table(String name) {
        return channel.tables().stream()
                .filter(table -> table.name().equals(name))
                .findFirst()
                .map(table -> tables.computeIfAbsent(name, any -> new Table("cm-" + (tables.size() + 1), table)))
                .orElse(null);
    }

    private List<Rule> unsaid(FieldPath path, String what) {
        String sentence = (path.isRoot() ? "The whole output" : path) + " is not in the map: FHIR’s mapping language "
                + "cannot say " + what + ".";
        problems.add(Problem.warning("unsaid", path.toString(), sentence));
        unsaid.add(sentence);
        return List.of();
    }

    private static String note(@Nullable FieldMapping row) {
        return row == null ? "" : row.note();
    }

    private String variable() {
        return "v" + ++names;
    }

    private String name(FieldPath path) {
        String plain = identifier(path.toString());
        return plain.substring(0, Math.min(plain.length(), 50)) + ++names;
    }

    private static String identifier(String name) {
        var text = new StringBuilder();
        for (String word : name.split("[^A-Za-z0-9]+", -1)) {
            if (!word.isEmpty()) {
                text.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
            }
        }
        return text.isEmpty() || Character.isDigit(text.charAt(0)) ? "Map" + text : text.toString();
    }
}
