package io.suture.engine.mapping;

import io.suture.engine.expression.CompiledFormula;
import io.suture.engine.expression.Formula;
import io.suture.engine.expression.NearMiss;
import io.suture.engine.expression.Scope;
import io.suture.engine.mapping.PlaceCompiler.Here;
import io.suture.engine.mapping.RowTree.Layer;
import io.suture.engine.mapping.RowTree.Row;
import io.suture.engine.mapping.RowTree.RowNode;
import io.suture.engine.report.Problem;
import io.suture.engine.schema.Field;
import io.suture.engine.schema.FieldType;
import io.suture.engine.schema.Schema;
import io.suture.engine.value.FieldPath;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a row is made from, compiled: a formula, a sub-mapping put in its place, or cases.
final class Origins {
    private final PlaceCompiler compiler;

    Origins(PlaceCompiler compiler) {
        this.compiler = compiler;
    }

    Filling filling(
            Origin origin, Row row, String at, RowNode node, FieldType type, boolean many, Here here, Place place) {
        return switch (origin) {
            case Origin.Beneath beneath -> {
                if (type.kind() == FieldType.Kind.CHOICE) {
                    compiler.error("choice-type", at, node.path + " may be of several types; name one.");
                    yield Filling.NOTHING;
                }
                yield compiler.children(node, type, here, place);
            }
            case Origin.From(Formula formula) -> from(formula, row, at, node, type, many, here, place);
            case Origin.Using using -> using(using, row, at, node, type, many, here, place);
            case Origin.Cases(List<Origin.Case> cases) -> cases(cases, row, at, node, type, many, here, place);
        };
    }

    private Filling from(
            Formula formula, Row row, String at, RowNode node, FieldType type, boolean many, Here here, Place place) {
        CompiledFormula compiled = compiler.formula(formula, here.scope(row), at);
        if (type.kind() == FieldType.Kind.CHOICE) {
            compiler.error(
                    "choice-type",
                    row.at("target"),
                    node.path + " may be of several types; name one, as in "
                            + type.fields().getFirst().name() + ", or say cases.");
            return Filling.NOTHING;
        }
        compiler.check(compiled, formula, type, at);
        if (compiled == null) {
            compiler.children(node, type, here, place);
            return Filling.NOTHING;
        }
        if (!node.children.isEmpty()) {
            return Filling.Children.of(compiler.places(node, type, here, place), compiled);
        }
        return new Filling.From(compiled, many, type.isLeaf());
    }

    private Filling using(
            Origin.Using using,
            Row row,
            String at,
            RowNode node,
            FieldType type,
            boolean many,
            Here here,
            Place place) {
        Scope scope = here.scope(row);
        CompiledFormula from = compiler.formula(using.from(), scope, at);
        Mapping map = compiler.environment.maps().get(using.map());
        if (map == null) {
            compiler.error(
                    "unknown-map",
                    row.at("use"),
                    "There is no sub-mapping named " + using.map() + "."
                            + NearMiss.hint(
                                    using.map(), compiler.environment.maps().keySet()));
            return Filling.NOTHING;
        }
        if (here.using().contains(map.name())) {
            compiler.error(
                    "circular-map",
                    row.at("use"),
                    "The sub-mapping " + map.name() + " uses itself: " + String.join(" → ", here.using()) + " → "
                            + map.name() + ".");
            return Filling.NOTHING;
        }
        FieldType target = type.kind() == FieldType.Kind.CHOICE ? chosen(type, map, row, node) : type;
        Optional<Schema> source = compiler.environment.formulas().schema(map.source());
        if (source.isEmpty()) {
            compiler.error("unknown-schema", row.at("use"), "There is no schema " + map.source() + ".");
        }
        if (target == null || source.isEmpty() || from == null) {
            return Filling.NOTHING;
        }
        String made = map.target().isPart()
                ? map.target().name().substring(1)
                : map.target().name();
        if (!made.equals(target.name())) {
            compiler.error(
                    "type-clash",
                    row.at("use"),
                    "The sub-mapping " + map.name() + " makes " + made + " where " + target.name() + " should be.");
            return Filling.NOTHING;
        }
        int slot = compiler.layout.slot();
        Map<String, CompiledFormula> parameters = parameters(using, map, row, scope);
        var layer = new Layer(map.name(), "maps[" + map.name() + "].");
        RowNode rows = RowTree.of(map, target, node.path, layer, compiler.problems);
        FieldType part = source.get().root();
        Here inside = here.uses(map.name())
                .with(layer, scope.part(slot, part, parameters))
                .with(row.layer(), scope.within(slot, part));
        Row root = rows.row;
        RowTree.inherit(node, rows);
        Filling each = root == null
                ? compiler.children(node, target, inside, place)
                : guarded(root, node, target, inside, place);
        return new Filling.Using(from, slot, many, each);
    }

    /// A sub-mapping's row for the value as a whole.
    private Filling guarded(Row root, RowNode node, FieldType target, Here inside, Place place) {
        FieldMapping field = root.field();
        if (!field.loops().isEmpty()) {
            compiler.error(
                    "loop-on-map",
                    root.at("each"),
                    "A sub-mapping is applied by its user's loops and has none itself.");
        }
        Scope scope = inside.scope(root);
        CompiledFormula when = compiler.formula(field.when(), scope, root.at("when"));
        CompiledFormula otherwise = compiler.formula(field.otherwise(), scope, root.at("otherwise"));
        Filling inner = filling(field.origin(), root, root.at("from"), node, target, false, inside, place);
        return new Filling.Guarded(when, inner, otherwise);
    }

    private @Nullable FieldType chosen(FieldType choice, Mapping map, Row row, RowNode node) {
        String made = map.target().isPart()
                ? map.target().name().substring(1)
                : map.target().name();
        for (Field alternative : choice.fields()) {
            if (alternative.type().name().equals(made)) {
                return alternative.type();
            }
        }
        compiler.error(
                "type-clash", row.at("use"), node.path + " may not be a " + made + ", which " + map.name() + " makes.");
        return null;
    }

    private Map<String, CompiledFormula> parameters(Origin.Using using, Mapping map, Row row, Scope scope) {
        var values = new LinkedHashMap<String, CompiledFormula>();
        map.parameters().forEach((name, preset) -> {
            Formula given = using.with().get(name);
            if (given == null && preset.isEmpty()) {
                compiler.error(
                        "parameter-missing",
                        row.at("with"),
                        "The sub-mapping " + map.name() + " needs a value for its parameter " + name + ".");
                return;
            }
            Formula formula = given == null ? new Formula("'" + preset.replace("'", "''") + "'") : given;
            CompiledFormula compiled = compiler.formula(formula, scope, row.at("with." + name));
            if (compiled != null) {
                values.put(name, compiled);
            }
        });
        for (String name : using.with().keySet()) {
            if (!map.parameters().containsKey(name)) {
                compiler.error(
                        "parameter-unknown",
                        row.at("with." + name),
                        "The sub-mapping " + map.name() + " has no parameter " + name + "."
                                + NearMiss.hint(name, map.parameters().keySet()));
            }
        }
        return values;
    }

    private Filling cases(
            List<Origin.Case> cases,
            Row row,
            String at,
            RowNode node,
            FieldType type,
            boolean many,
            Here here,
            Place place) {
        boolean choice = type.kind() == FieldType.Kind.CHOICE;
        var conditions = new ArrayList<@Nullable CompiledFormula>();
        var fillings = new ArrayList<Filling>();
        var parts = new ArrayList<String>();
        for (int i = 0; i < cases.size(); i++) {
            Origin.Case one = cases.get(i);
            String place1 = row.at("cases[" + i + "]");
            boolean last = i == cases.size() - 1;
            if (one.when() == null && !last) {
                compiler.error(
                        "case-order", place1, "A case without a condition takes all; nothing after it is looked at.");
            }
            Field field = choice ? alternative(type, one, place1, node) : null;
            if (choice && field == null) {
                continue;
            }
            conditions.add(compiler.formula(one.when(), here.scope(row), place1 + ".when"));
            // Each case has contents of its own beneath the same place.
            var own = new RowNode(field == null ? node.name : field.name(), alternativePath(node, field));
            own.row = row;
            fillings.add(filling(
                    one.origin(), row, place1 + ".from", own, field == null ? type : field.type(), many, here, place));
            parts.add(field == null ? node.part() : field.name());
        }
        if (!cases.isEmpty() && cases.getLast().when() != null) {
            compiler.problems.add(Problem.warning(
                    "cases-open",
                    at,
                    "No case stands for everything else; what none of them describes leaves " + node.path + " empty."));
        }
        if (!node.children.isEmpty()) {
            compiler.error("cases-children", at, "Rows beneath a place that is made by cases are not possible.");
        }
        if (fillings.isEmpty()) {
            return Filling.NOTHING;
        }
        return new Filling.Choice(
                conditions.toArray(CompiledFormula[]::new),
                fillings.toArray(Filling[]::new),
                parts.toArray(String[]::new),
                compiler.layout.slot());
    }

    private static FieldPath alternativePath(RowNode node, @Nullable Field field) {
        return field == null ? node.path : node.path.parent().child(field.name());
    }

    private @Nullable Field alternative(FieldType choice, Origin.Case one, String at, RowNode node) {
        String type = one.type();
        if (type == null && one.origin() instanceof Origin.Using using) {
            Mapping map = compiler.environment.maps().get(using.map());
            type = map == null ? null : map.target().name().replace("#", "");
        }
        for (Field alternative : choice.fields()) {
            if (alternative.type().name().equals(type)
                    || type != null
                            && alternative.name().endsWith(Character.toUpperCase(type.charAt(0)) + type.substring(1))
                            && alternative.name().length() == node.part().length() - 3 + type.length()) {
                return alternative;
            }
        }
        List<String> types =
                choice.fields().stream().map(field -> field.type().name()).toList();
        compiler.error(
                "case-type",
                at + ".type",
                type == null
                        ? "A case of " + node.path + " says which type it makes: one of " + String.join(", ", types)
                                + "."
                        : node.path + " may not be a " + type + "." + NearMiss.hint(type, types));
        return null;
    }
}
