package io.suture.engine.suggestion;

import io.suture.engine.expression.Formula;
import io.suture.engine.expression.Operands;
import io.suture.engine.expression.Scope;
import io.suture.engine.mapping.FieldMapping;
import io.suture.engine.mapping.Loop;
import io.suture.engine.mapping.Mapping;
import io.suture.engine.mapping.MappingEnvironment;
import io.suture.engine.mapping.Origin;
import io.suture.engine.mapping.RowScope;
import io.suture.engine.value.FieldPath;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What may fill the fields that a Mapping leaves open, the surest for each. Each was compiled within the Mapping, and
/// adds no error to it.
public final class Suggestions {
    private Suggestions() {}

    /// In the order in which they may be accepted; none for a field that is filled already.
    ///
    /// @param precedents Mappings that were made before
    /// @param example    a message and what it must yield, or null for none
    public static List<Suggestion> of(
            Mapping mapping, MappingEnvironment environment, List<Precedent> precedents, @Nullable Example example) {
        return of(mapping, environment, precedents, Library.NONE, example);
    }

    /// As above, with sub-mappings and tables that belong to no precedent.
    public static List<Suggestion> of(
            Mapping mapping,
            MappingEnvironment environment,
            List<Precedent> precedents,
            Library library,
            @Nullable Example example) {
        Optional<Workpiece> found = Workpiece.of(mapping, environment);
        if (found.isEmpty()) {
            return List.of();
        }
        Workpiece work = found.get();
        Set<String> known = work.errors();
        var best = new LinkedHashMap<FieldPath, Suggestion>();
        for (Precedent precedent : precedents) {
            keep(PrecedentRows.of(precedent, work, GuideMaps.STANDARD), work, known, best);
        }
        keep(new GuideFields(work, GuideMaps.STANDARD, precedents, library).besides(best.keySet()), work, known, best);
        if (example != null) {
            keep(new SampleValues(work, precedents, library, example).besides(best.keySet()), work, known, best);
        }
        keep(new Likeness(work, precedents, library).besides(best.keySet()), work, known, best);
        return List.copyOf(best.values());
    }

    /// Those of these, one after the other, that still fit: what an earlier one made may leave a later one no place.
    public static List<Suggestion> together(
            Mapping mapping, MappingEnvironment environment, List<Suggestion> suggestions) {
        Optional<Workpiece> found = Workpiece.of(mapping, environment);
        if (found.isEmpty()) {
            return List.of();
        }
        Set<String> known = found.get().errors();
        Workpiece all = found.get();
        for (Suggestion suggestion : suggestions) {
            all = all.with(suggestion);
        }
        if (all.isSound(known)) {
            return List.copyOf(suggestions);
        }
        var fitting = new ArrayList<Suggestion>();
        Workpiece work = found.get();
        for (Suggestion suggestion : suggestions) {
            Workpiece after = work.with(suggestion);
            if (after.isSound(known)) {
                fitting.add(suggestion);
                work = after;
            }
        }
        return fitting;
    }

    private static void keep(
            List<Suggestion> offered, Workpiece work, Set<String> known, Map<FieldPath, Suggestion> best) {
        for (Suggestion suggestion : offered) {
            Suggestion before = best.get(suggestion.target());
            if (before != null && before.percent() >= suggestion.percent()) {
                continue;
            }
            Workpiece after = work.around(suggestion.target()).with(suggestion);
            if (after.isSound(known)) {
                best.put(suggestion.target(), suggestion.reading(sources(suggestion, after)));
            }
        }
    }

    /// What the rows that fill the field read; else what they refer to is made from, else what their entry turns on.
    private static List<FieldPath> sources(Suggestion suggestion, Workpiece after) {
        var sources = new LinkedHashSet<FieldPath>();
        List<FieldMapping> own = suggestion.rows().stream()
                .filter(row -> Workpiece.overlap(row.target(), suggestion.target()))
                .toList();
        own.stream().filter(row -> row.entry() == null).forEach(row -> sources.addAll(read(row, after)));
        if (sources.isEmpty()) {
            own.forEach(row -> sources.addAll(turned(row, after)));
        }
        for (FieldMapping row : own) {
            if (sources.isEmpty()) {
                Needs.of(row).entries.stream()
                        .flatMap(entry -> after.row(FieldPath.of(entry)).stream())
                        .forEach(entry -> sources.addAll(turned(entry, after)));
            }
        }
        for (FieldPath above = suggestion.target(); sources.isEmpty() && !above.isRoot(); above = above.parent()) {
            after.row(above).ifPresent(row -> sources.addAll(turned(row, after)));
        }
        return List.copyOf(sources);
    }

    private static Set<FieldPath> read(FieldMapping row, Workpiece work) {
        var read = new LinkedHashSet<FieldPath>();
        Optional<Scope> scope = RowScope.of(work.mapping(), row.target(), work.environment());
        for (Formula formula : formulas(row.origin())) {
            scope.ifPresent(within -> read.addAll(Operands.of(formula, within)));
        }
        row.loops().forEach(loop -> scope.ifPresent(within -> read.addAll(Operands.of(loop.each(), within))));
        return read;
    }

    /// What an entry is made for each of; else what it is known by.
    static Set<FieldPath> turned(FieldMapping row, Workpiece work) {
        var turned = new LinkedHashSet<FieldPath>();
        Optional<Scope> scope = RowScope.of(work.mapping(), row.target(), work.environment());
        if (scope.isEmpty()) {
            return turned;
        }
        for (Loop loop : row.loops().reversed()) {
            turned.addAll(Operands.of(loop.each(), scope.get()));
        }
        if (turned.isEmpty() && row.entry() != null) {
            turned.addAll(Operands.of(row.entry().key(), scope.get()));
        }
        return turned;
    }

    private static List<Formula> formulas(Origin origin) {
        return switch (origin) {
            case Origin.Beneath beneath -> List.of();
            case Origin.From(var formula) -> List.of(formula);
            case Origin.Using using -> List.of(using.from());
            case Origin.Cases cases ->
                cases.cases().stream()
                        .flatMap(one -> formulas(one.origin()).stream())
                        .toList();
        };
    }
}
