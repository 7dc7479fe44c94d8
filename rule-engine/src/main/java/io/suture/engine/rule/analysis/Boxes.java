package io.suture.engine.rule.analysis;

import io.suture.engine.expression.Formula;
import io.suture.engine.rule.Condition;
import io.suture.engine.rule.DecisionTable;
import io.suture.engine.rule.Rule;
import io.suture.engine.rule.RulePart;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Rules and tables as boxes: a message satisfies one where it lies in one of its boxes. Empty where a test compares
/// with nothing else, or the boxes become too many: then nothing is said of the rule.
record Boxes(Space space, Function<Formula, SourceField> fields) {
    private static final int MOST = 256;

    /// The tests of a condition that can be compared.
    static List<Leaf> leaves(Condition condition, Function<Formula, SourceField> fields) {
        return switch (condition) {
            case Condition.All(List<Condition> parts) ->
                parts.stream().flatMap(part -> leaves(part, fields).stream()).toList();
            case Condition.AnyOf(List<Condition> parts) ->
                parts.stream().flatMap(part -> leaves(part, fields).stream()).toList();
            case Condition.Not(Condition inner) -> leaves(inner, fields);
            case Condition.Test test ->
                Leaf.of(test, fields.apply(test.field()).date()).stream().toList();
        };
    }

    Optional<List<Box>> of(RulePart part) {
        return switch (part) {
            case Rule rule -> of(rule.when(), false);
            case DecisionTable table -> of(table);
        };
    }

    private Optional<List<Box>> of(DecisionTable table) {
        List<Box> boxes = new ArrayList<>();
        for (DecisionTable.Row row : table.rows()) {
            Optional<Box> box = TableAnalysis.box(table, row, space);
            if (box.isEmpty()) {
                return Optional.empty();
            }
            if (!box.get().isEmpty()) {
                boxes.add(box.get());
            }
        }
        return Optional.of(boxes);
    }

    private Optional<List<Box>> of(Condition condition, boolean not) {
        return switch (condition) {
            case Condition.All(List<Condition> parts) -> not ? either(parts, true) : both(parts, false);
            case Condition.AnyOf(List<Condition> parts) -> not ? both(parts, true) : either(parts, false);
            case Condition.Not(Condition inner) -> of(inner, !not);
            case Condition.Test test -> test(test, not);
        };
    }

    private Optional<List<Box>> test(Condition.Test test, boolean not) {
        SourceField field = fields.apply(test.field());
        Optional<Leaf> leaf = Leaf.of(test, field.date());
        if (leaf.isEmpty() || field.repeats() && not) {
            return Optional.empty();
        }
        return space.box(List.of(leaf.get())).map(box -> {
            Box turned = not ? without(box) : box;
            return turned.isEmpty() ? List.of() : List.of(turned);
        });
    }

    /// All messages but those of a box with one side.
    private Box without(Box box) {
        List<BitSet> sides = new ArrayList<>();
        boolean turned = false;
        for (int d = 0; d < box.sides().size(); d++) {
            BitSet all = space.dimensions().get(d).all();
            if (!box.sides().get(d).equals(all)) {
                all.andNot(box.sides().get(d));
                turned = true;
            }
            sides.add(all);
        }
        return turned
                ? new Box(sides, box.covers())
                : new Box(sides.stream().map(side -> new BitSet()).toList(), true);
    }

    private Optional<List<Box>> either(List<Condition> parts, boolean not) {
        List<Box> boxes = new ArrayList<>();
        for (Condition part : parts) {
            Optional<List<Box>> some = of(part, not);
            if (some.isEmpty() || boxes.size() + some.get().size() > MOST) {
                return Optional.empty();
            }
            boxes.addAll(some.get());
        }
        return Optional.of(boxes);
    }

    private Optional<List<Box>> both(List<Condition> parts, boolean not) {
        List<Box> boxes = List.of(space.whole());
        List<String> repeating = new ArrayList<>();
        for (Condition part : parts) {
            Optional<List<Box>> some = of(part, not);
            // Two tests on a field that repeats may mean two repeats, so what they have in common says nothing.
            List<String> asked = leaves(part, fields).stream()
                    .map(leaf -> leaf.field().text())
                    .filter(field -> fields.apply(new Formula(field)).repeats())
                    .distinct()
                    .toList();
            boolean twice = asked.stream().anyMatch(repeating::contains);
            repeating.addAll(asked);
            if (some.isEmpty() || twice || (long) boxes.size() * some.get().size() > MOST) {
                return Optional.empty();
            }
            List<Box> met = new ArrayList<>();
            for (Box one : boxes) {
                for (Box other : some.get()) {
                    Box common = one.and(other);
                    if (!common.isEmpty()) {
                        met.add(common);
                    }
                }
            }
            boxes = met;
        }
        return Optional.of(boxes);
    }
}
