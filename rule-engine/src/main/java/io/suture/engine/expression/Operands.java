package io.suture.engine.expression;

import io.suture.engine.value.FieldPath;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Which fields of the message a formula reads, as full paths: what the lines of a mapping are drawn from. They are
/// found in the text each time and stored nowhere, so they cannot differ from it.
public final class Operands {
    private final FormulaCompiler compiler;
    private final Scope scope;
    private final Set<FieldPath> found = new LinkedHashSet<>();

    private Operands(FormulaCompiler compiler, Scope scope) {
        this.compiler = compiler;
        this.scope = scope;
    }

    /// In the order in which they are written; empty when the formula does not parse. Names that are no fields of the
    /// message (constants, entries, companions) are left out.
    public static List<FieldPath> of(Formula formula, Scope scope) {
        FormulaCompiler compiler = FormulaCompiler.parsed(formula, new ArrayList<>());
        if (compiler == null) {
            return List.of();
        }
        var operands = new Operands(compiler, scope);
        operands.visit(compiler.tree());
        return List.copyOf(operands.found);
    }

    private void visit(Expression expression) {
        switch (expression) {
            case Expression.Text text -> {}
            case Expression.Number number -> {}
            case Expression.Truth truth -> {}
            case Expression.Erase erase -> {}
            case Expression.Silence silence -> {}
            case Expression.Path(var base, var steps) -> {
                if (base == null) {
                    path(steps);
                } else {
                    visit(base);
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
            case Expression.InTable(var value, var table) -> visit(value);
            case Expression.Join(var left, var right) -> both(left, right);
            case Expression.Arithmetic(var by, var left, var right) -> both(left, right);
            case Expression.Negative(var value) -> visit(value);
            case Expression.Call(var function, var arguments) -> arguments.forEach(this::visit);
        }
    }

    private void both(Expression left, Expression right) {
        visit(left);
        visit(right);
    }

    private void path(List<Expression.Step> steps) {
        compiler.resolver().resolve(steps, scope).ifPresent(resolved -> {
            List<String> place = resolved.place();
            if (place == null) {
                made(resolved);
            } else if (!place.isEmpty() && resolved.scope().source.isEmpty()) {
                found.add(new FieldPath(place));
            }
        });
    }

    /// A turn over made values stands for the fields that they are made of, with what the path names beneath them.
    private void made(PathResolver.Resolved resolved) {
        List<String> names =
                resolved.downs().stream().map(down -> down.step().name()).toList();
        List<String> beneath = resolved.scope().grouped && !names.isEmpty() ? names.subList(1, names.size()) : names;
        for (FieldPath origin : resolved.scope().origins) {
            var full = new ArrayList<>(origin.names());
            full.addAll(beneath);
            found.add(new FieldPath(full));
        }
    }
}
