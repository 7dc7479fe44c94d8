package io.suture.engine.suggestion;

import io.suture.engine.expression.Expression;
import io.suture.engine.expression.Formula;
import io.suture.engine.mapping.FieldMapping;
import io.suture.engine.mapping.Loop;
import io.suture.engine.mapping.Origin;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What rows name besides fields: entries, sub-mappings, and words that may be a LookupTable or a constant.
final class Needs {
    private static final Set<String> REFERENCES = Set.of("ref", "refs", "key");

    final Set<String> entries = new LinkedHashSet<>();
    final Set<String> maps = new LinkedHashSet<>();
    /// Texts and tables of formulas; which of them are tables their Channel knows.
    final Set<String> texts = new LinkedHashSet<>();
    /// Names that stand alone; which of them are constants their Channel knows.
    final Set<String> names = new LinkedHashSet<>();
    /// Names of all kinds that a path begins with, to see which segment it is about.
    final List<String> begins = new ArrayList<>();

    static Needs of(FieldMapping row) {
        var needs = new Needs();
        needs.row(row);
        return needs;
    }

    void add(Needs others) {
        entries.addAll(others.entries);
        maps.addAll(others.maps);
        texts.addAll(others.texts);
        names.addAll(others.names);
        begins.addAll(others.begins);
    }

    void row(FieldMapping row) {
        if (row.entry() != null) {
            formula(row.entry().key());
        }
        for (Loop loop : row.loops()) {
            formula(loop.each());
            formula(loop.where());
            formula(loop.groupBy());
            formula(loop.orderBy());
        }
        formula(row.when());
        origin(row.origin());
        formula(row.otherwise());
    }

    private void origin(Origin origin) {
        switch (origin) {
            case Origin.Beneath beneath -> {}
            case Origin.From(var formula) -> formula(formula);
            case Origin.Using(var map, var formula, var with) -> {
                maps.add(map);
                formula(formula);
                with.values().forEach(this::formula);
            }
            case Origin.Cases(var cases) ->
                cases.forEach(one -> {
                    formula(one.when());
                    origin(one.origin());
                });
        }
    }

    void formula(@Nullable Formula formula) {
        if (formula != null) {
            formula.parse().tree().ifPresent(this::visit);
        }
    }

    private void visit(Expression expression) {
        switch (expression) {
            case Expression.Text(var text) -> texts.add(text);
            case Expression.Number number -> {}
            case Expression.Truth truth -> {}
            case Expression.Erase erase -> {}
            case Expression.Silence silence -> {}
            case Expression.Path(var base, var steps) -> {
                if (base == null) {
                    begins.addAll(steps.stream().map(Expression.Step::name).toList());
                    if (steps.size() == 1) {
                        names.add(steps.getFirst().name());
                    }
                } else {
                    visit(base);
                }
                for (Expression.Step step : steps) {
                    if (step.pick() instanceof Expression.Pick.Where(var condition)) {
                        visit(condition);
                    }
                }
            }
            case Expression.Compare(var by, var left, var right) -> both(left, right);
            case Expression.And(var left, var right) -> both(left, right);
            case Expression.Or(var left, var right) -> both(left, right);
            case Expression.Not(var condition) -> visit(condition);
            case Expression.OneOf(var value, var choices) -> {
                visit(value);
                choices.forEach(this::visit);
            }
            case Expression.InTable(var value, var table) -> {
                texts.add(table);
                visit(value);
            }
            case Expression.Join(var left, var right) -> both(left, right);
            case Expression.Arithmetic(var by, var left, var right) -> both(left, right);
            case Expression.Negative(var value) -> visit(value);
            case Expression.Call(var function, var arguments) -> {
                if (REFERENCES.contains(function)
                        && arguments.getFirst() instanceof Expression.Path(var base, var steps)
                        && base == null
                        && steps.size() == 1) {
                    entries.add(steps.getFirst().name());
                    arguments.stream().skip(1).forEach(this::visit);
                } else {
                    arguments.forEach(this::visit);
                }
            }
        }
    }

    private void both(Expression left, Expression right) {
        visit(left);
        visit(right);
    }
}
