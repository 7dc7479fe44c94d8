package io.suture.engine.mapping;

import io.suture.engine.expression.Formula;
import io.suture.engine.report.Problem;
import io.suture.engine.value.FieldPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A change of a Mapping as somebody makes it: pure, with an inverse, so that undo is one more Edit. A draft may hold
/// what does not compile yet; what is wrong with it the compiler says.
public sealed interface Edit {

    /// The Mapping as it is afterwards.
    ///
    /// @param mapping  changed, or as it was where an error stands among the problems
    /// @param inverse  leads back
    /// @param problems why nothing was changed, or what was assumed
    record Applied(Mapping mapping, Edit inverse, List<Problem> problems) {
        public Applied {
            problems = List.copyOf(problems);
        }
    }

    /// A field dropped on a field. What it takes to make them fit is proposed: a conversion, a sub-mapping, a loop.
    record Connect(FieldPath source, FieldPath target) implements Edit {}

    /// A row in the place of the one of the same target, or a new one at the end of its siblings.
    record Put(FieldMapping row) implements Edit {}

    /// A row at a position, for putting back what was removed.
    record Insert(FieldMapping row, int position) implements Edit {}

    /// The row of a target taken out; rows beneath it stay.
    record Remove(FieldPath target) implements Edit {}

    /// The row of a target and all rows beneath it taken out: what is said beneath an entry or a loop means nothing
    /// without it.
    record RemoveAll(FieldPath target) implements Edit {}

    /// The row of a target moved to a position among the rows.
    record Move(FieldPath target, int position) implements Edit {}

    /// What a row is made from, as somebody typed it; a row that does not exist yet is made.
    record SetFormula(FieldPath target, Formula formula) implements Edit {}

    /// By what an output is known, and by what the older of two is.
    record Identify(@Nullable Formula key, @Nullable Formula instant) implements Edit {}

    /// Several, as one step of undo.
    record Several(List<Edit> edits) implements Edit {
        public Several {
            edits = List.copyOf(edits);
        }
    }

    /// Makes this change.
    default Applied apply(Mapping mapping, MappingEnvironment environment) {
        return switch (this) {
            case Connect(FieldPath source, FieldPath target) ->
                new Connection(mapping, environment).connect(source, target);
            case Put(FieldMapping row) -> put(mapping, row);
            case Insert(FieldMapping row, int position) -> insert(mapping, row, position);
            case Remove(FieldPath target) -> remove(mapping, target);
            case RemoveAll(FieldPath target) -> removeAll(mapping, target, environment);
            case Move(FieldPath target, int position) -> move(mapping, target, position);
            case SetFormula(FieldPath target, Formula formula) -> put(mapping, formula(mapping, target, formula));
            case Identify(var key, var instant) ->
                new Applied(
                        mapping.identifiedBy(key, instant), new Identify(mapping.key(), mapping.instant()), List.of());
            case Several(List<Edit> edits) -> several(mapping, edits, environment);
        };
    }

    /// The row of a target.
    static Optional<FieldMapping> row(Mapping mapping, FieldPath target) {
        return mapping.fields().stream()
                .filter(row -> row.target().equals(target))
                .findFirst();
    }

    private static int position(Mapping mapping, FieldPath target) {
        for (int i = 0; i < mapping.fields().size(); i++) {
            if (mapping.fields().get(i).target().equals(target)) {
                return i;
            }
        }
        return -1;
    }

    private static Applied put(Mapping mapping, FieldMapping row) {
        int known = position(mapping, row.target());
        var rows = new ArrayList<>(mapping.fields());
        if (known >= 0) {
            FieldMapping before = rows.set(known, row);
            return new Applied(mapping.withFields(rows), new Put(before), List.of());
        }
        return insert(mapping, row, afterSiblings(mapping, row.target()));
    }

    /// After the last row beneath the nearest common place, so that documents stay in the order of their trees.
    private static int afterSiblings(Mapping mapping, FieldPath target) {
        for (FieldPath above = target.parent(); !above.isRoot(); above = above.parent()) {
            for (int i = mapping.fields().size() - 1; i >= 0; i--) {
                if (mapping.fields().get(i).target().startsWith(above)) {
                    return i + 1;
                }
            }
        }
        return mapping.fields().size();
    }

    private static Applied insert(Mapping mapping, FieldMapping row, int position) {
        if (position(mapping, row.target()) >= 0) {
            return refused(
                    mapping, "duplicate-target", row.target(), "A row for " + row.target() + " is there already.");
        }
        var rows = new ArrayList<>(mapping.fields());
        rows.add(Math.clamp(position, 0, rows.size()), row);
        return new Applied(mapping.withFields(rows), new Remove(row.target()), List.of());
    }

    private static Applied remove(Mapping mapping, FieldPath target) {
        int known = position(mapping, target);
        if (known < 0) {
            return unknown(mapping, target);
        }
        var rows = new ArrayList<>(mapping.fields());
        FieldMapping before = rows.remove(known);
        return new Applied(mapping.withFields(rows), new Insert(before, known), List.of());
    }

    private static Applied removeAll(Mapping mapping, FieldPath target, MappingEnvironment environment) {
        List<Edit> each = mapping.fields().stream()
                .map(FieldMapping::target)
                .filter(path -> path.startsWith(target))
                .<Edit>map(Remove::new)
                .toList();
        return each.isEmpty() ? unknown(mapping, target) : several(mapping, each, environment);
    }

    private static Applied move(Mapping mapping, FieldPath target, int position) {
        int known = position(mapping, target);
        if (known < 0) {
            return unknown(mapping, target);
        }
        var rows = new ArrayList<>(mapping.fields());
        FieldMapping row = rows.remove(known);
        rows.add(Math.clamp(position, 0, rows.size()), row);
        return new Applied(mapping.withFields(rows), new Move(target, known), List.of());
    }

    private static FieldMapping formula(Mapping mapping, FieldPath target, Formula formula) {
        var from = new Origin.From(formula);
        return row(mapping, target)
                .map(row -> row.withOrigin(from))
                .orElseGet(() -> FieldMapping.from(target, formula.text()));
    }

    private static Applied several(Mapping mapping, List<Edit> edits, MappingEnvironment environment) {
        Mapping now = mapping;
        var back = new ArrayList<Edit>();
        var problems = new ArrayList<Problem>();
        for (Edit edit : edits) {
            Applied applied = edit.apply(now, environment);
            problems.addAll(applied.problems());
            if (applied.problems().stream().anyMatch(Problem::isError)) {
                return new Applied(mapping, new Several(List.of()), problems);
            }
            back.addFirst(applied.inverse());
            now = applied.mapping();
        }
        return new Applied(now, new Several(back), problems);
    }

    private static Applied unknown(Mapping mapping, FieldPath target) {
        return refused(mapping, "unknown-row", target, "There is no row for " + target + ".");
    }

    /// Nothing changed.
    static Applied refused(Mapping mapping, String code, FieldPath place, String message) {
        return new Applied(mapping, new Several(List.of()), List.of(Problem.error(code, place.toString(), message)));
    }
}
