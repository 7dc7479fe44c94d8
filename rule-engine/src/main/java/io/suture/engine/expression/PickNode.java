package io.suture.engine.expression;

import io.suture.engine.value.Value;
import java.util.ArrayList;
import java.util.List;

/// The choice among the repeats of one step.
sealed interface PickNode {
    Value one(Value value, Frame frame);

    Value all(Value value, Frame frame);

    /// Those for which a condition holds; the condition sees the repeat in its slot.
    record Where(int slot, Node condition) implements PickNode {
        @Override
        public Value one(Value value, Frame frame) {
            if (value == Value.Absent.ABSENT || value == Value.Null.NULL) {
                return value;
            }
            if (!(value instanceof Value.Repeat(var items))) {
                return holds(value, 0, frame) ? value : Value.Absent.ABSENT;
            }
            for (int i = 0; i < items.size(); i++) {
                if (holds(items.get(i), i, frame)) {
                    return items.get(i);
                }
            }
            return Value.Absent.ABSENT;
        }

        @Override
        public Value all(Value value, Frame frame) {
            if (!(value instanceof Value.Repeat(var items))) {
                return one(value, frame);
            }
            var found = new ArrayList<Value>(items.size());
            for (int i = 0; i < items.size(); i++) {
                if (holds(items.get(i), i, frame)) {
                    found.add(items.get(i));
                }
            }
            return Value.Repeat.of(found);
        }

        private boolean holds(Value item, int position, Frame frame) {
            frame.slots[slot] = item;
            frame.positions[slot] = position;
            return condition.holds(frame);
        }
    }

    /// The one at a position, from 1; 0 for the last.
    record At(int position) implements PickNode {
        @Override
        public Value one(Value value, Frame frame) {
            List<Value> items = Value.items(value);
            int index = position == 0 ? items.size() - 1 : position - 1;
            return index >= 0 && index < items.size() ? items.get(index) : Value.Absent.ABSENT;
        }

        @Override
        public Value all(Value value, Frame frame) {
            return one(value, frame);
        }
    }
}
