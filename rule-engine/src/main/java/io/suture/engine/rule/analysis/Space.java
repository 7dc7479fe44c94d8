package io.suture.engine.rule.analysis;

import io.suture.engine.expression.Formula;
import io.suture.engine.rule.Condition.Quantifier;
import io.suture.engine.rule.analysis.Leaf.Domain;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The fields that some rules look at, as dimensions: a row is a box among them.
final class Space {
    private final Map<Key, Integer> numbers = new LinkedHashMap<>();
    private final List<Dimension> dimensions = new ArrayList<>();
    private final Function<Formula, SourceField> fields;

    /// Texts, numbers and dates of one field do not compare, so they are dimensions of their own.
    private record Key(String field, Domain domain) {}

    Space(List<Leaf> leaves, Map<String, Set<String>> tables, Function<Formula, SourceField> fields) {
        this.fields = fields;
        Map<Key, List<Leaf>> byKey = new LinkedHashMap<>();
        leaves.forEach(leaf ->
                byKey.computeIfAbsent(key(leaf), key -> new ArrayList<>()).add(leaf));
        byKey.forEach((key, ofKey) -> {
            String heading = ofKey.getFirst().column().heading();
            numbers.put(key, dimensions.size());
            dimensions.add(
                    switch (key.domain()) {
                        case TEXT -> new TextDimension(key.field(), heading, ofKey, tables);
                        case NUMBER -> new NumberDimension(key.field(), heading, ofKey);
                        case DATE -> new DateDimension(key.field(), heading, ofKey);
                    });
        });
    }

    private static Key key(Leaf leaf) {
        return new Key(leaf.field().text(), leaf.domain());
    }

    List<Dimension> dimensions() {
        return dimensions;
    }

    /// All messages.
    Box whole() {
        return new Box(dimensions.stream().map(Dimension::all).toList(), true);
    }

    /// Where all tests hold; empty where two of them ask a field that repeats, as each may mean another repeat.
    Optional<Box> box(List<Leaf> leaves) {
        List<BitSet> sides = new ArrayList<>(whole().sides());
        boolean covers = true;
        List<String> repeating = new ArrayList<>();
        for (Leaf leaf : leaves) {
            if (fields.apply(leaf.field()).repeats()) {
                if (repeating.contains(leaf.field().text())) {
                    return Optional.empty();
                }
                repeating.add(leaf.field().text());
                covers &= leaf.column().quantifier() == Quantifier.ANY;
            }
            Integer number = numbers.get(key(leaf));
            if (number == null) {
                throw new IllegalStateException("a test outside its space");
            }
            BitSet side = (BitSet) sides.get(number).clone();
            side.and(dimensions.get(number).of(leaf));
            sides.set(number, side);
        }
        return Optional.of(new Box(sides, covers));
    }

    /// Values that lie in a box, for every field; rather something than nothing.
    Witness witness(Box box, @Nullable String sample) {
        List<Witness.Seen> values = new ArrayList<>();
        for (int i = 0; i < dimensions.size(); i++) {
            Dimension dimension = dimensions.get(i);
            BitSet side = box.sides().get(i);
            int present = side.nextSetBit(1);
            values.add(new Witness.Seen(
                    dimension.field(), dimension.heading(), dimension.value(present < 0 ? Dimension.ABSENT : present)));
        }
        return new Witness(values, sample);
    }

    /// The fields that a box says anything of, in words.
    String sentence(Box box) {
        List<String> said = new ArrayList<>();
        for (int i = 0; i < dimensions.size(); i++) {
            BitSet side = box.sides().get(i);
            if (!side.equals(dimensions.get(i).all())) {
                said.add(dimensions.get(i).sentence(side));
            }
        }
        return said.isEmpty() ? "any message" : String.join(" and ", said);
    }

    /// The first sample whose values lie in the box, each of them one at most.
    Optional<String> sample(Box box, List<Observed> samples) {
        return samples.stream()
                .filter(sample -> lies(sample, box))
                .map(Observed::name)
                .findFirst();
    }

    private boolean lies(Observed sample, Box box) {
        for (int i = 0; i < dimensions.size(); i++) {
            Dimension dimension = dimensions.get(i);
            List<String> texts = sample.texts(dimension.field());
            if (texts.size() > 1) {
                return false;
            }
            int kind = texts.isEmpty() ? Dimension.ABSENT : dimension.kind(texts.getFirst());
            if (kind < 0 || !box.sides().get(i).get(kind)) {
                return false;
            }
        }
        return true;
    }
}
