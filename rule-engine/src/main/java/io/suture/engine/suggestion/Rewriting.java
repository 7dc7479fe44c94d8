package io.suture.engine.suggestion;

import io.suture.engine.expression.Expression;
import io.suture.engine.expression.Formula;
import io.suture.engine.mapping.Entry;
import io.suture.engine.mapping.FieldMapping;
import io.suture.engine.mapping.Loop;
import io.suture.engine.mapping.Origin;
import io.suture.engine.value.FieldPath;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Says rows of one structure's Mapping in the names of another: other versions call groups otherwise and have fewer
/// fields, and entries may have other names. What cannot be said stays as it is, and does not compile.
final class Rewriting {
    /// Functions that take as many values as there are: what the structure does not have is left out.
    private static final Set<String> OPEN = Set.of("list", "coalesce", "exists");

    private static final Set<String> REFERENCES = Set.of("ref", "refs", "key");

    private final Structure from;
    private final Structure to;
    private final Map<String, String> entries;
    private final Map<String, Optional<String>> groups = new HashMap<>();

    Rewriting(Structure from, Structure to, Map<String, String> entries) {
        this.from = from;
        this.to = to;
        this.entries = entries;
    }

    FieldPath target(FieldPath target) {
        if (target.isRoot() || !entries.containsKey(target.names().getFirst())) {
            return target;
        }
        var names = new ArrayList<>(target.names());
        names.set(0, entries.get(names.getFirst()));
        return new FieldPath(names);
    }

    FieldMapping row(FieldMapping row) {
        var loops = new ArrayList<Loop>();
        for (Loop loop : row.loops()) {
            if (!isMissingGroup(loop.each())) {
                loops.add(new Loop(
                        loop.name(),
                        formula(loop.each()),
                        maybe(loop.where()),
                        maybe(loop.groupBy()),
                        maybe(loop.orderBy())));
            }
        }
        Entry entry = row.entry();
        return new FieldMapping(
                target(row.target()),
                entry == null ? null : new Entry(entry.resource(), formula(entry.key()), entry.write(), entry.search()),
                loops,
                maybe(row.when()),
                origin(row.origin()),
                maybe(row.otherwise()),
                row.note());
    }

    /// A group that stands once in one message and not at all in the other: its segments stand by themselves.
    private boolean isMissingGroup(Formula each) {
        return each.parse().tree().orElse(null) instanceof Expression.Path(var base, var steps)
                && base == null
                && steps.size() == 1
                && steps.getFirst().pick() == null
                && from.groups().containsKey(steps.getFirst().name())
                && group(steps.getFirst().name()).isEmpty();
    }

    private Origin origin(Origin origin) {
        return switch (origin) {
            case Origin.Beneath beneath -> beneath;
            case Origin.From(var formula) -> new Origin.From(formula(formula));
            case Origin.Using(var map, var formula, var with) -> {
                var values = new LinkedHashMap<String, Formula>();
                with.forEach((name, value) -> values.put(name, formula(value)));
                yield new Origin.Using(map, formula(formula), values);
            }
            case Origin.Cases(var cases) ->
                new Origin.Cases(cases.stream()
                        .map(one -> new Origin.Case(maybe(one.when()), one.type(), origin(one.origin())))
                        .toList());
        };
    }

    @Nullable
    Formula maybe(@Nullable Formula formula) {
        return formula == null ? null : formula(formula);
    }

    /// The formula as it was typed where nothing in it is called otherwise.
    Formula formula(Formula formula) {
        Optional<Expression> tree = formula.parse().tree();
        if (tree.isEmpty()) {
            return formula;
        }
        Expression said = said(tree.get());
        return said.equals(tree.get()) ? formula : Formula.of(said);
    }

    private Expression said(Expression expression) {
        return switch (expression) {
            case Expression.Text text -> text;
            case Expression.Number number -> number;
            case Expression.Truth truth -> truth;
            case Expression.Erase erase -> erase;
            case Expression.Silence silence -> silence;
            case Expression.Path(var base, var steps) ->
                new Expression.Path(base == null ? null : said(base), base == null ? steps(steps) : picked(steps));
            case Expression.Compare(var by, var left, var right) -> new Expression.Compare(by, said(left), said(right));
            case Expression.And(var left, var right) -> and(said(left), said(right));
            case Expression.Or(var left, var right) -> new Expression.Or(said(left), said(right));
            case Expression.Not(var condition) ->
                said(condition) instanceof Expression.Truth(var holds)
                        ? new Expression.Truth(!holds)
                        : new Expression.Not(said(condition));
            case Expression.OneOf(var value, var choices) ->
                new Expression.OneOf(
                        said(value), choices.stream().map(this::said).toList());
            case Expression.InTable(var value, var table) -> new Expression.InTable(said(value), table);
            case Expression.Join(var left, var right) -> new Expression.Join(said(left), said(right));
            case Expression.Arithmetic(var by, var left, var right) ->
                new Expression.Arithmetic(by, said(left), said(right));
            case Expression.Negative(var value) -> new Expression.Negative(said(value));
            case Expression.Call(var function, var arguments) -> call(function, arguments);
        };
    }

    private static Expression and(Expression left, Expression right) {
        if (right instanceof Expression.Truth(var holds) && holds) {
            return left;
        }
        return left instanceof Expression.Truth(var holds) && holds ? right : new Expression.And(left, right);
    }

    private Expression call(String function, List<Expression> arguments) {
        var said = new ArrayList<Expression>();
        for (Expression argument : arguments) {
            String renamed = REFERENCES.contains(function) && said.isEmpty() ? renamed(argument) : null;
            if (renamed != null) {
                said.add(new Expression.Path(null, List.of(Expression.Step.of(renamed))));
            } else if (!OPEN.contains(function) || !isMissing(argument)) {
                said.add(said(argument));
            }
        }
        if (said.isEmpty() && !arguments.isEmpty()) {
            return function.equals("exists") ? new Expression.Truth(false) : new Expression.Call(function, arguments);
        }
        return said.size() == 1 && arguments.size() > 1 && !function.equals("exists") && OPEN.contains(function)
                ? said.getFirst()
                : new Expression.Call(function, said);
    }

    /// What the entry that a reference names is called here, if it is called otherwise.
    private @Nullable String renamed(Expression argument) {
        return argument instanceof Expression.Path(var base, var steps) && base == null && steps.size() == 1
                ? entries.get(steps.getFirst().name())
                : null;
    }

    private boolean isMissing(Expression argument) {
        if (!(argument instanceof Expression.Path(var base, var steps)) || base != null) {
            return false;
        }
        List<String> names = steps(steps).stream().map(Expression.Step::name).toList();
        return from.has(steps.stream().map(Expression.Step::name).toList()) && !to.has(names);
    }

    private List<Expression.Step> steps(List<Expression.Step> steps) {
        var said = new ArrayList<Expression.Step>();
        for (int i = 0; i < steps.size(); i++) {
            Expression.Step step = steps.get(i);
            if (!from.groups().containsKey(step.name()) || to.groups().containsKey(step.name())) {
                said.add(step);
                continue;
            }
            Optional<String> known = group(step.name());
            // A segment needs no group to be found.
            if (known.isPresent() || i == steps.size() - 1) {
                said.add(new Expression.Step(known.orElse(step.name()), step.pick()));
            }
        }
        return picked(said);
    }

    private List<Expression.Step> picked(List<Expression.Step> steps) {
        return steps.stream()
                .map(step -> step.pick() instanceof Expression.Pick.Where(var condition)
                        ? new Expression.Step(step.name(), new Expression.Pick.Where(said(condition)))
                        : step)
                .toList();
    }

    private Optional<String> group(String name) {
        return groups.computeIfAbsent(name, any -> to.like(name, from));
    }
}
