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
            if (value instanceof Value.Group group) {
                if (number > 0) {
                    return group.at(number);
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
            // In HL7 a bare text is its own first component, and what is erased is erased with all its parts.
            return value instanceof Value.Text && number == 1 || value == Value.Null.NULL ? value : Value.Absent.ABSENT;
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
    private final String shown;

    PathNode(int slot, @Nullable Node base, List<Step> steps, String shown) {
        this.slot = slot;
        this.base = base;
        this.steps = steps.toArray(Step[]::new);
        this.shown = shown;
    }

    @Override
    Value one(Frame frame) {
        Value start = base == null ? frame.slots[slot] : base.one(frame);
        Value value = Texts.first(start);
        for (Step step : steps) {
            if (value == Value.Absent.ABSENT) {
                break;
            }
            value = step.one(value, frame);
        }
        if (frame.tracer != null) {
            frame.tracer.read(this, start, value);
        }
        return value;
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
