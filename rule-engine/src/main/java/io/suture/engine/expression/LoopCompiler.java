package io.suture.engine.expression;

import io.suture.engine.report.Problem;
import io.suture.engine.schema.Cardinality;
import io.suture.engine.schema.Field;
import io.suture.engine.schema.FieldType;
import io.suture.engine.value.FieldPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Compiles a loop: a path turns at each of its repeats and leaves the groups on its way as scopes.
final class LoopCompiler {
    private final LoopParts parts;
    private final Scope scope;
    private final List<Problem> problems = new ArrayList<>();

    private LoopCompiler(LoopParts parts, Scope scope) {
        this.parts = parts;
        this.scope = scope;
    }

    static Compiled<CompiledLoop> compile(LoopParts parts, Scope scope) {
        var compiler = new LoopCompiler(parts, scope);
        CompiledLoop loop = compiler.compile();
        return new Compiled<>(compiler.problems.stream().anyMatch(Problem::isError) ? null : loop, compiler.problems);
    }

    private @Nullable CompiledLoop compile() {
        List<Problem> found = new ArrayList<>();
        FormulaCompiler compiler = FormulaCompiler.parsed(parts.each(), found);
        if (compiler == null) {
            place(found, "in");
            return null;
        }
        CompiledLoop loop;
        if (compiler.tree() instanceof Expression.Path path && path.base() == null && isField(path, compiler)) {
            Optional<PathResolver.Resolved> resolved = compiler.resolver().resolve(path.steps(), scope);
            loop = resolved.map(this::overPath).orElse(null);
        } else {
            loop = overValues(compiler.node(compiler.tree(), scope));
        }
        place(compiler.problems(), "in");
        return loop;
    }

    private boolean isField(Expression.Path path, FormulaCompiler compiler) {
        String name = path.steps().getFirst().name();
        for (Scope at = scope; at != null; at = at.parent) {
            if (at.parameters.containsKey(name)) {
                return false;
            }
        }
        return compiler.resolver().starts(path.steps(), scope)
                || !PathResolver.isZ(name)
                        && !scope.layout.environment().constants().containsKey(name);
    }

    private CompiledLoop overPath(PathResolver.Resolved path) {
        List<PathResolver.Down> downs = path.downs();
        int[] slots = new int[Math.max(1, downs.size())];
        Scope inner = scope;
        List<String> place = path.scope().place == null ? null : new ArrayList<>(path.scope().place);
        String key = path.scope().level == null
                ? path.scope().source + "#" + path.scope().slot
                : path.scope().level.key();
        if (path.scope().level == null
                && path.scope().place != null
                && path.scope().place.isEmpty()) {
            key = path.scope().source;
        }
        if (downs.isEmpty()) {
            slots[0] = scope.layout.slot();
            inner = inner.inner(parts.name(), slots[0], path.scope().type, place, path.scope().source, true, null);
            return finish(inner, new PathNode.Step[0], null, path.scope().slot, slots);
        }
        for (int i = 0; i < downs.size(); i++) {
            PathResolver.Down down = downs.get(i);
            String name = down.step().name();
            slots[i] = scope.layout.slot();
            key = key + "/" + name;
            if (place != null) {
                place.add(name);
            }
            boolean last = i == downs.size() - 1;
            boolean group = down.type() != null && down.type().kind() == FieldType.Kind.GROUP;
            if (last || group) {
                // A choice among the repeats counts positions anew, so such a level is nobody else's.
                String levelKey = down.step().pick() == null ? key : key + "[" + slots[i] + "]";
                inner = inner.inner(
                        last ? parts.name() : "",
                        slots[i],
                        down.type(),
                        place == null ? null : List.copyOf(place),
                        path.scope().source,
                        last,
                        new Scope.Level(levelKey, slots[i]));
            }
        }
        return finish(inner, path.steps().toArray(PathNode.Step[]::new), null, path.scope().slot, slots);
    }

    private CompiledLoop overValues(FormulaCompiler.Typed values) {
        int slot = scope.layout.slot();
        var level = new Scope.Level("=" + parts.name() + "=" + parts.each() + "=" + parts.where(), slot);
        Scope inner =
                scope.made(parts.name(), slot, values.shape().type(), level, Operands.of(parts.each(), scope), false);
        return finish(inner, null, values.node(), -1, new int[] {slot});
    }

    private CompiledLoop finish(
            Scope inside, PathNode.Step @Nullable [] steps, @Nullable Node values, int start, int[] slots) {
        int item = slots[slots.length - 1];
        Node where = formula(parts.where(), inside, "where");
        Node orderBy = formula(parts.orderBy(), inside, "orderBy");
        Node groupBy = formula(parts.groupBy(), inside, "groupBy");
        if (groupBy == null) {
            return new CompiledLoop(inside, steps, values, start, slots, item, item, where, null, orderBy);
        }
        int turn = scope.layout.slot();
        FieldType items = inside.type;
        FieldType type = items == null ? null : group(items);
        var level = new Scope.Level(
                "=" + parts.name() + "=" + parts.each() + "=" + parts.where() + "=" + parts.groupBy(), turn);
        List<String> place = inside.source.isEmpty() ? inside.place : null;
        List<FieldPath> origins = place == null ? inside.origins : List.of(new FieldPath(place));
        Scope grouped = scope.made(parts.name(), turn, type, level, origins, true);
        return new CompiledLoop(grouped, steps, values, start, slots, item, turn, where, groupBy, orderBy);
    }

    private static FieldType group(FieldType items) {
        return FieldType.of(
                "group of " + items.name(),
                FieldType.Kind.COMPOSITE,
                () -> List.of(
                        new Field("key", "key", FieldType.primitive("string"), Cardinality.REQUIRED, null, ""),
                        new Field("items", "items", items, Cardinality.REPEATING, null, "")));
    }

    private @Nullable Node formula(@Nullable Formula formula, Scope inside, String place) {
        if (formula == null) {
            return null;
        }
        Compiled<CompiledFormula> compiled = FormulaCompiler.compile(formula, inside);
        place(compiled.problems(), place);
        return compiled.result() == null ? null : compiled.result().node();
    }

    private void place(List<Problem> found, String place) {
        found.forEach(problem -> problems.add(problem.under(place)));
    }
}
