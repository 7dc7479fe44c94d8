package io.suture.engine.mapping;

import io.suture.engine.expression.Compiled;
import io.suture.engine.expression.CompiledFormula;
import io.suture.engine.expression.CompiledLoop;
import io.suture.engine.expression.Formula;
import io.suture.engine.expression.FormulaCompiler;
import io.suture.engine.expression.Layout;
import io.suture.engine.expression.LoopParts;
import io.suture.engine.expression.NearMiss;
import io.suture.engine.expression.Scope;
import io.suture.engine.mapping.RowTree.Layer;
import io.suture.engine.mapping.RowTree.Row;
import io.suture.engine.mapping.RowTree.RowNode;
import io.suture.engine.report.Problem;
import io.suture.engine.schema.Cardinality;
import io.suture.engine.schema.Field;
import io.suture.engine.schema.FieldType;
import io.suture.engine.value.FieldPath;
import io.suture.engine.value.Value;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Rows to places. Everything that is wrong with one row is said before the next is looked at, and all rows are.
final class PlaceCompiler {
    final MappingEnvironment environment;
    final Layout layout;
    final List<Problem> problems;
    final boolean hl7;
    private int places;

    PlaceCompiler(MappingEnvironment environment, Layout layout, List<Problem> problems, boolean hl7) {
        this.environment = environment;
        this.layout = layout;
        this.problems = problems;
        this.hl7 = hl7;
    }

    int places() {
        return places;
    }

    int place() {
        return places++;
    }

    /// Where the names of each document's formulas are looked for, at one place.
    ///
    /// @param entryAt how many names of a path lead to its entry; -1 outside of entries
    /// @param erasable whether nothing between the entry and here repeats
    /// @param using    sub-mappings on the way, against circles
    record Here(Map<Layer, Scope> scopes, int entryAt, boolean erasable, List<String> using) {
        Scope scope(Row row) {
            Scope known = scopes.get(row.layer());
            if (known == null) {
                throw new IllegalStateException("a row is compiled outside of its document");
            }
            return known;
        }

        Here with(Layer layer, Scope scope) {
            var more = new HashMap<>(scopes);
            more.put(layer, scope);
            return new Here(more, entryAt, erasable, using);
        }

        Here beneath(boolean many) {
            return many ? new Here(scopes, entryAt, false, using) : this;
        }

        Here uses(String map) {
            var longer = new ArrayList<>(using);
            longer.add(map);
            return new Here(scopes, entryAt, erasable, longer);
        }
    }

    /// The places beneath a node, in the order of the target's Schema.
    Filling.Children children(RowNode node, FieldType type, Here here, @Nullable Place parent) {
        return Filling.Children.of(places(node, type, here, parent), null);
    }

    Place[] places(RowNode node, FieldType type, Here here, @Nullable Place parent) {
        record Ordered(int order, Place place) {}
        var ordered = new ArrayList<Ordered>();
        Map<String, Integer> positions = positions(type);
        Set<String> seen = new HashSet<>();
        Set<String> shared = new HashSet<>();
        node.children.values().forEach(child -> {
            if (!seen.add(child.part())) {
                shared.add(child.part());
            }
        });
        int last = -1;
        for (RowNode child : node.children.values()) {
            last = positions.getOrDefault(child.part(), last);
            Place place = place(child, type, here, parent, shared.contains(child.part()));
            if (place != null) {
                ordered.add(new Ordered(last, place));
            }
        }
        if (!ordered.isEmpty()) {
            seen.addAll(node.children.keySet());
            coverage(node, type, seen);
        }
        // Bundles keep the order of the rows: their names are the document's own.
        ordered.sort(Comparator.comparingInt(Ordered::order));
        return ordered.stream().map(Ordered::place).toArray(Place[]::new);
    }

    private static Map<String, Integer> positions(FieldType type) {
        var positions = new HashMap<String, Integer>();
        if (!type.isLeaf()) {
            int number = 0;
            for (Field field : type.fields()) {
                positions.put(field.name(), number);
                if (field.type().kind() == FieldType.Kind.CHOICE) {
                    for (Field alternative : field.type().fields()) {
                        positions.put(alternative.name(), number);
                    }
                }
                number++;
            }
        }
        return positions;
    }

    /// What the Schema wants and no row gives.
    private void coverage(RowNode node, FieldType type, Set<String> made) {
        if (type.isLeaf() || node.row != null && node.row.field().origin() instanceof Origin.From) {
            return;
        }
        for (Field field : type.fields()) {
            boolean choice = field.type().kind() == FieldType.Kind.CHOICE
                    && field.type().fields().stream().anyMatch(alternative -> made.contains(alternative.name()));
            boolean writers = hl7
                    && type.name().equals("MSH")
                    && (field.name().equals("1") || field.name().equals("2"));
            if (field.cardinality().isRequired() && !made.contains(field.name()) && !choice && !writers) {
                Row row = node.anyRow();
                FieldPath path = node.path.child(field.name());
                problems.add(Problem.warning(
                        "required-unmapped",
                        row.at("target"),
                        "The target needs " + path + " (" + field.label() + "), and no row makes it."));
            }
        }
    }

    private @Nullable Place place(RowNode node, FieldType above, Here here, @Nullable Place parent, boolean shared) {
        Field field = field(node, above);
        if (field == null) {
            formulas(node, here);
            return null;
        }
        boolean many = field.cardinality().repeats();
        Row row = node.row;
        FieldPath erase =
                here.entryAt() >= 0 && here.erasable() && node.path.names().size() > here.entryAt()
                        ? erased(node, here)
                        : null;
        var site = new Place.Site(
                place(),
                part(node, field),
                node.path,
                many,
                field.cardinality().isRequired(),
                shared,
                row != null,
                erase);
        var place = new Place(site, parent);
        Here inside = here.beneath(many);
        if (row == null) {
            if (field.type().kind() == FieldType.Kind.CHOICE) {
                error(
                        "choice-type",
                        node.anyRow().at("target"),
                        node.path + " may be of several types; name one, as in "
                                + field.type().fields().getFirst().name() + ".");
                return null;
            }
            place.contents(List.of(), null, given(children(node, field.type(), inside, place), field), null);
            return place;
        }
        var turns = new ArrayList<CompiledLoop>();
        Scope scope = loops(row, here.scope(row), turns);
        if (!turns.isEmpty() && !many) {
            problems.add(Problem.warning(
                    "too-many",
                    row.at("each"),
                    node.path + " takes one value only; of several turns the first is kept."));
        }
        Here at = inside.with(row.layer(), scope);
        CompiledFormula when = formula(row.field().when(), scope, row.at("when"));
        CompiledFormula otherwise = formula(row.field().otherwise(), scope, row.at("otherwise"));
        check(otherwise, row.field().otherwise(), field.type(), row.at("otherwise"));
        Filling filling = new Origins(this)
                .filling(
                        row.field().origin(),
                        row,
                        row.at("from"),
                        node,
                        field.type(),
                        turns.isEmpty() && many,
                        at,
                        place);
        if (filling instanceof Filling.Choice && field.type().kind() == FieldType.Kind.CHOICE && otherwise != null) {
            error("choice-otherwise", row.at("otherwise"), "Say it as a last case, with the type that it makes.");
        }
        place.contents(turns, when, given(filling, field), otherwise);
        return place;
    }

    /// The slices of a profile stand in the message as what they are slices of.
    private static String part(RowNode node, Field field) {
        return node.isSlice() ? node.part() : field.name();
    }

    /// What tells a profile's slice from its siblings comes with it.
    private static Filling given(Filling filling, Field field) {
        return field.name().indexOf(':') >= 0 && field.demand().given() instanceof Value.Group group
                ? new Filling.Given(filling, group, field.type())
                : filling;
    }

    /// A row that has no place has formulas all the same, and what is wrong with them is said at once.
    private void formulas(RowNode node, Here here) {
        Row row = node.row;
        Here inside = here;
        if (row != null) {
            Scope scope = loops(row, here.scope(row), new ArrayList<>());
            inside = here.with(row.layer(), scope);
            formula(row.field().when(), scope, row.at("when"));
            formulas(row.field().origin(), scope, row, "from");
            formula(row.field().otherwise(), scope, row.at("otherwise"));
        }
        for (RowNode child : node.children.values()) {
            formulas(child, inside);
        }
    }

    void formulas(Origin origin, Scope scope, Row row, String part) {
        switch (origin) {
            case Origin.Beneath beneath -> {}
            case Origin.From(Formula from) -> formula(from, scope, row.at(part));
            case Origin.Using using -> formula(using.from(), scope, row.at(part));
            case Origin.Cases(List<Origin.Case> cases) -> {
                for (int i = 0; i < cases.size(); i++) {
                    formula(cases.get(i).when(), scope, row.at("cases[" + i + "].when"));
                    formulas(cases.get(i).origin(), scope, row, "cases[" + i + "].from");
                }
            }
        }
    }

    private static FieldPath erased(RowNode node, Here here) {
        List<String> names =
                node.path.names().subList(here.entryAt(), node.path.names().size());
        return new FieldPath(names.stream()
                .map(name -> name.indexOf(':') < 0 ? name : name.substring(0, name.indexOf(':')))
                .toList());
    }

    /// The Field of a place; HL7 takes segments and further fields that its Schema does not know.
    @Nullable
    Field field(RowNode node, FieldType above) {
        String part = node.part();
        Field known = RowScope.sliced(above, node.name).orElse(null);
        if (known != null) {
            return known;
        }
        boolean segment = above.kind() == FieldType.Kind.GROUP && part.length() == 3 && part.startsWith("Z");
        boolean number = part.chars().allMatch(c -> c >= '0' && c <= '9') && part.length() < 4;
        boolean extra = number
                && (above.name().startsWith("Z") && above.kind() == FieldType.Kind.SEGMENT
                        || above.fields().isEmpty()
                        || Integer.parseInt(part) <= above.fields().size() + 10);
        if (hl7 && (segment || extra)) {
            FieldType type = segment
                    ? FieldType.of(part, FieldType.Kind.SEGMENT, List::of)
                    : FieldType.of("varies", FieldType.Kind.COMPOSITE, List::of);
            return new Field(part, part, type, Cardinality.REPEATING, null, "");
        }
        List<String> names = above.fields().stream().map(Field::name).toList();
        error(
                "unknown-target",
                node.anyRow().at("target"),
                (above.isLeaf() ? above.name() + " has no parts: " : above.name() + " has no " + part + ": ")
                        + node.path + "." + NearMiss.hint(part, names));
        return null;
    }

    /// The loops of a row; gives the scope of what they repeat.
    Scope loops(Row row, Scope outer, List<CompiledLoop> into) {
        Scope scope = outer;
        for (int i = 0; i < row.field().loops().size(); i++) {
            Loop loop = row.field().loops().get(i);
            Compiled<CompiledLoop> compiled = FormulaCompiler.compileLoop(
                    new LoopParts(loop.name(), loop.each(), loop.where(), loop.groupBy(), loop.orderBy()), scope);
            String at = row.at("each[" + i + "]");
            compiled.problems().forEach(problem -> problems.add(problem.under(at)));
            CompiledLoop result = compiled.result();
            if (result != null) {
                into.add(result);
                scope = result.inside();
            }
        }
        return scope;
    }

    @Nullable
    CompiledFormula formula(@Nullable Formula formula, Scope scope, String at) {
        if (formula == null) {
            return null;
        }
        Compiled<CompiledFormula> compiled = FormulaCompiler.compile(formula, scope);
        compiled.problems().forEach(problem -> problems.add(problem.under(at)));
        return compiled.result();
    }

    void check(@Nullable CompiledFormula compiled, @Nullable Formula formula, FieldType to, String at) {
        if (compiled == null || formula == null) {
            return;
        }
        String clash = TargetTypes.clash(compiled.shape(), to, formula.text(), hl7);
        if (clash != null) {
            error("type-clash", at, clash);
        }
    }

    void error(String code, String at, String message) {
        problems.add(Problem.error(code, at, message));
    }
}
