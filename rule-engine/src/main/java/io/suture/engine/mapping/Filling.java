package io.suture.engine.mapping;

import io.suture.engine.expression.CompiledFormula;
import io.suture.engine.schema.FieldType;
import io.suture.engine.value.Value;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/// What one turn of a place makes.
sealed interface Filling {
    Filling NOTHING = Children.of(new Place[0], null);

    Value fill(Run run, Place place);

    /// Whether it is one value rather than parts that say for themselves how they came about.
    default boolean isLeaf() {
        return false;
    }

    /// What it makes whatever the message; null when that depends on anything.
    default @Nullable Value constant() {
        return null;
    }

    /// A formula, for one value or for all.
    ///
    /// @param leaf whether the target is a text, for which a composite gives its first component
    record From(CompiledFormula formula, boolean many, boolean leaf) implements Filling {
        @Override
        public Value fill(Run run, Place place) {
            Value value = many ? formula.all(run) : formula.one(run);
            if (!leaf || value instanceof Value.Text) {
                return value;
            }
            return switch (value) {
                case Value.Group group -> text(group);
                case Value.Repeat(var items) -> {
                    var texts = new ArrayList<Value>(items.size());
                    for (Value item : items) {
                        if (item != Value.Null.NULL) {
                            texts.add(text(item));
                        }
                    }
                    yield Value.Repeat.of(texts);
                }
                case Value.Text text -> text;
                case Value.Binary binary -> binary;
                case Value.Null erase -> erase;
                case Value.Absent absent -> absent;
            };
        }

        private static Value text(Value value) {
            Value first = value;
            while (first instanceof Value.Group group) {
                first = group.at(1);
                if (first instanceof Value.Repeat(var items)) {
                    first = items.getFirst();
                }
            }
            return first;
        }

        @Override
        public boolean isLeaf() {
            return true;
        }

        @Override
        public @Nullable Value constant() {
            return formula.constant();
        }
    }

    /// The parts beneath; nothing when none of them is made.
    ///
    /// @param base     what they are put upon; null for nothing
    /// @param constant what they make whatever the message, made once; null when that depends on anything
    record Children(
            Place[] places,
            @Nullable CompiledFormula base,
            Shape shape,
            @Nullable Value constant) implements Filling {
        /// Of places whose contents are known.
        static Children of(Place[] places, @Nullable CompiledFormula base) {
            return new Children(places, base, new Shape(), base == null ? constant(places) : null);
        }

        private static @Nullable Value constant(Place[] places) {
            var built = new Built(places.length);
            for (Place place : places) {
                Value value = place.constant();
                if (value == null) {
                    return null;
                }
                built.append(place.site().part(), value);
            }
            return built.size() == 0 ? null : built.group();
        }

        @Override
        public Value fill(Run run, Place place) {
            // A trace has a line for each of the parts.
            if (constant != null && run.tracer() == null) {
                return constant;
            }
            Value start = base == null ? Value.Absent.ABSENT : base.one(run);
            if (!(start instanceof Value.Group group)) {
                Built built = build(run, run.open());
                Value made = built.size() == 0 ? start : built.group(shape);
                run.close();
                return made;
            }
            Built over = build(run, new Built(places.length));
            Built built = Built.from(group, over.size());
            Value.Group made = over.group();
            for (int i = 0; i < made.size(); i++) {
                built.replace(made.name(i), made.value(i));
            }
            if (run.tracer() != null) {
                for (int i = 0; i < group.size(); i++) {
                    if (made.get(group.name(i)) == Value.Absent.ABSENT) {
                        run.use(group.value(i));
                    }
                }
            }
            return built.group();
        }

        Built build(Run run, Built into) {
            int missing = 0;
            int from = into.size();
            for (Place place : places) {
                int before = into.size();
                place.add(run, into);
                missing += place.required() && into.size() == before ? 1 : 0;
            }
            if (missing > 0 && into.size() > from) {
                warn(run, into);
            }
            return into;
        }

        private void warn(Run run, Built into) {
            for (Place place : places) {
                boolean made = false;
                for (int i = 0; i < into.size() && !made; i++) {
                    String name = into.name(i);
                    String part = place.site().part();
                    made = name.equals(part)
                            || part.endsWith("[x]") && name.startsWith(part.substring(0, part.length() - 3));
                }
                if (place.required() && !made) {
                    run.requiredEmpty(place);
                }
            }
        }
    }

    /// A sub-mapping, applied to each value that a formula gives.
    record Using(CompiledFormula from, int slot, boolean many, Filling each) implements Filling {
        @Override
        public Value fill(Run run, Place place) {
            Value value = many ? from.all(run) : from.one(run);
            if (value == Value.Absent.ABSENT || value == Value.Null.NULL) {
                return value;
            }
            if (!(value instanceof Value.Repeat(var items))) {
                return one(value, run, place);
            }
            var made = new ArrayList<Value>(items.size());
            int id = place.site().id();
            for (int i = 0; i < items.size(); i++) {
                if (items.get(i) != Value.Null.NULL) {
                    run.count(id, i + 1);
                    Value item = one(items.get(i), run, place);
                    if (item != Value.Null.NULL) {
                        made.add(item);
                    }
                }
            }
            return Value.Repeat.of(made);
        }

        private Value one(Value value, Run run, Place place) {
            run.set(slot, value);
            return each.fill(run, place);
        }
    }

    /// A condition of the sub-mapping's own around its contents.
    record Guarded(
            @Nullable CompiledFormula when,
            Filling inner,
            @Nullable CompiledFormula otherwise) implements Filling {
        @Override
        public Value fill(Run run, Place place) {
            Value value = when == null || when.holds(run) ? inner.fill(run, place) : Value.Absent.ABSENT;
            return value == Value.Absent.ABSENT && otherwise != null ? otherwise.one(run) : value;
        }

        @Override
        public boolean isLeaf() {
            return inner.isLeaf();
        }
    }

    /// What must stand in whatever is made, where nothing else was made there.
    record Given(Filling inner, Value.Group group, FieldType type) implements Filling {
        @Override
        public Value fill(Run run, Place place) {
            return switch (inner.fill(run, place)) {
                case Value.Group made -> Accompanied.of(made, group, type);
                case Value.Repeat(var items) ->
                    Value.Repeat.of(items.stream()
                            .map(item -> item instanceof Value.Group made ? Accompanied.of(made, group, type) : item)
                            .toList());
                case Value.Text text -> text;
                case Value.Binary binary -> binary;
                case Value.Null erase -> erase;
                case Value.Absent absent -> absent;
            };
        }

        @Override
        public boolean isLeaf() {
            return inner.isLeaf();
        }
    }

    /// The first case that holds.
    ///
    /// @param conditions one for each case; a null holds
    /// @param parts      for FHIR's choices the name of each case's part, else the place's own
    /// @param slot       remembers which case held
    record Choice(@Nullable CompiledFormula[] conditions, Filling[] fillings, String[] parts, int slot)
            implements Filling {
        @Override
        public Value fill(Run run, Place place) {
            for (int i = 0; i < conditions.length; i++) {
                CompiledFormula condition = conditions[i];
                if (condition == null || condition.holds(run)) {
                    run.set(slot, new Value.Text(parts[i]));
                    return fillings[i].fill(run, place);
                }
            }
            run.set(slot, Value.Absent.ABSENT);
            return Value.Absent.ABSENT;
        }

        String chosen(Run run) {
            return run.get(slot) instanceof Value.Text(String part) ? part : parts[0];
        }

        @Override
        public boolean isLeaf() {
            return true;
        }
    }
}
