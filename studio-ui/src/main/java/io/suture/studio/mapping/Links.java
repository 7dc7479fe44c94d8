package io.suture.studio.mapping;

import io.suture.engine.expression.Expression;
import io.suture.engine.expression.Formula;
import io.suture.engine.expression.Operands;
import io.suture.engine.expression.Scope;
import io.suture.engine.mapping.FieldMapping;
import io.suture.engine.mapping.Loop;
import io.suture.engine.mapping.Mapping;
import io.suture.engine.mapping.MappingEnvironment;
import io.suture.engine.mapping.Origin;
import io.suture.engine.mapping.RowScopes;
import io.suture.engine.value.FieldPath;
import io.suture.studio.channel.MappingWords;
import io.suture.studio.mapping.LinkProjection.Kind;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Derives lines from FieldMappings.
final class Links {
    private Links() {}

    /// One for each FieldMapping that reads or makes something, and one for each that repeats.
    static List<LinkProjection> of(Mapping mapping, MappingEnvironment environment, Map<FieldPath, String> problems) {
        var links = new ArrayList<LinkProjection>();
        Optional<RowScopes> scopes = RowScopes.of(mapping, environment);
        for (FieldMapping row : mapping.fields()) {
            String problem = problems.getOrDefault(row.target(), "");
            Optional<Scope> scope = scopes.map(all -> all.of(row.target()));
            Set<FieldPath> turned = new LinkedHashSet<>();
            if (!row.loops().isEmpty()) {
                for (Loop loop : row.loops()) {
                    scope.ifPresent(within -> turned.addAll(Operands.of(loop.each(), within)));
                }
                String words = String.join(
                        ", ", row.loops().stream().map(MappingWords::loop).toList());
                links.add(new LinkProjection(row.target(), List.copyOf(turned), Kind.LOOP, words, problem));
            }
            if (!(row.origin() instanceof Origin.Beneath)) {
                var sources = new LinkedHashSet<FieldPath>();
                scope.ifPresent(
                        within -> formulas(row.origin()).forEach(one -> sources.addAll(Operands.of(one, within))));
                // The name of a turn over several fields stands for all of them.
                if (sources.isEmpty() && row.origin() instanceof Origin.Using) {
                    sources.addAll(turned);
                }
                links.add(new LinkProjection(
                        row.target(),
                        List.copyOf(sources),
                        kind(row.origin()),
                        MappingWords.origin(row.origin()),
                        problem));
            }
        }
        return links;
    }

    private static List<Formula> formulas(Origin origin) {
        return switch (origin) {
            case Origin.Beneath beneath -> List.of();
            case Origin.From from -> List.of(from.formula());
            case Origin.Using using -> List.of(using.from());
            case Origin.Cases cases -> {
                var all = new ArrayList<Formula>();
                for (Origin.Case one : cases.cases()) {
                    if (one.when() != null) {
                        all.add(one.when());
                    }
                    all.addAll(formulas(one.origin()));
                }
                yield all;
            }
        };
    }

    /// What the icon of a row's chip says.
    static Kind kind(Origin origin) {
        return switch (origin) {
            case Origin.Beneath beneath -> Kind.LOOP;
            case Origin.Using using -> Kind.MAP;
            case Origin.Cases cases -> Kind.CASES;
            case Origin.From from ->
                from.formula().parse().tree().map(Links::kind).orElse(Kind.FORMULA);
        };
    }

    private static Kind kind(Expression tree) {
        return switch (tree) {
            case Expression.Path path -> Kind.COPY;
            case Expression.InTable lookup -> Kind.LOOKUP;
            case Expression.Text text -> Kind.CONSTANT;
            case Expression.Number number -> Kind.CONSTANT;
            case Expression.Truth truth -> Kind.CONSTANT;
            case Expression.Erase erase -> Kind.CONSTANT;
            case Expression.Silence silence -> Kind.CONSTANT;
            case Expression.Call call -> Kind.FORMULA;
            case Expression.Compare compare -> Kind.FORMULA;
            case Expression.And and -> Kind.FORMULA;
            case Expression.Or or -> Kind.FORMULA;
            case Expression.Not not -> Kind.FORMULA;
            case Expression.OneOf oneOf -> Kind.FORMULA;
            case Expression.Join join -> Kind.FORMULA;
            case Expression.Arithmetic arithmetic -> Kind.FORMULA;
            case Expression.Negative negative -> Kind.FORMULA;
        };
    }
}
