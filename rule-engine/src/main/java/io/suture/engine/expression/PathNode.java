package io.suture.engine.expression;

import io.suture.engine.value.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A path, resolved when compiled: a slot or another node, and the steps down from it.
final class PathNode extends Node {

    /// One step down.
    ///
    /// @param number  above 0 where the name is a number; HL7 Formats answer numbers fast
    /// @param choices the alternatives of FHIR's `value[x]`; null for a plain name
    /// @param pick    which repeats; null for all
    record Step(
            String name,
            int number,
            String @Nullable [] choices,
            @Nullable PickNode pick) {
        /// What stands beneath one value, before the choice among its repeats.
        private Value beneath(Value value) {
            if (number > 0 || !(value instanceof Value.Group group)) {
                return part(value, number);
            }
            if (choices == null) {
                return group.get(name);
            }
            for (String choice : choices) {
                Value found = group.get(choice);
                if (found != Value.Absent.ABSENT) {
                    return found;
                }
            }
            return Value.Absent.ABSENT;
        }

        Value one(Value value, Frame frame) {
            Value found = beneath(value);
            return pick == null ? Texts.first(found) : pick.one(found, frame);
        }

        Value all(Value value, Frame frame) {
            Value found = beneath(value);
            return pick == null ? found : pick.all(found, frame);
        }
    }

    private final int slot;
    private final @Nullable Node base;
    private final Step[] steps;
    /// Of a path of one or two bare numbers, as most of HL7's are, these; else 0. They are taken without the steps.
    private final int first;

    private final int second;
    private final String shown;

    PathNode(int slot, @Nullable Node base, List<Step> steps, String shown) {
        this.slot = slot;
        this.base = base;
        this.steps = steps.toArray(Step[]::new);
        boolean bare = steps.size() <= 2 && steps.stream().allMatch(step -> step.number() > 0 && step.pick() == null);
        this.first = bare && !steps.isEmpty() ? steps.getFirst().number() : 0;
        this.second = bare && steps.size() == 2 ? steps.getLast().number() : 0;
        this.shown = shown;
    }

    @Override
    Value one(Frame frame) {
        Value start = base == null ? frame.slots[slot] : base.one(frame);
        Value value = Texts.first(start);
        if (first > 0) {
            value = Texts.first(part(value, first));
            if (second > 0) {
                value = Texts.first(part(value, second));
            }
        } else {
            for (Step step : steps) {
                if (value == Value.Absent.ABSENT) {
                    break;
                }
                value = step.one(value, frame);
            }
        }
        if (frame.tracer != null) {
            frame.tracer.read(this, start, value);
        }
        return value;
    }

    /// A part by its number. In HL7 a bare text is its own first component, and what is erased is erased with all its
    /// parts.
    private static Value part(Value value, int number) {
        if (value instanceof Value.Group group) {
            return group.at(number);
        }
        return value instanceof Value.Text && number == 1 || value == Value.Null.NULL ? value : Value.Absent.ABSENT;
    }

    @Override
    Value all(Frame frame) {
        Value start = base == null ? frame.slots[slot] : base.all(frame);
        Value value = from(start, 0, frame);
        if (frame.tracer != null) {
            frame.tracer.read(this, start, value);
        }
        return value;
    }

    private Value from(Value start, int first, Frame frame) {
        Value value = start;
        for (int i = first; i < steps.length; i++) {
            if (value instanceof Value.Repeat(var items)) {
                var found = new ArrayList<Value>(items.size());
                for (Value item : items) {
                    Value below = from(item, i, frame);
                    if (below != Value.Absent.ABSENT) {
                        found.add(below);
                    }
                }
                return Value.Repeat.of(found);
            }
            value = steps[i].all(value, frame);
            if (value == Value.Absent.ABSENT) {
                return value;
            }
        }
        return value;
    }

    List<String> names() {
        var names = new ArrayList<String>();
        for (Step step : steps) {
            names.add(step.name());
        }
        return names;
    }

    String shown() {
        return shown;
    }
}
