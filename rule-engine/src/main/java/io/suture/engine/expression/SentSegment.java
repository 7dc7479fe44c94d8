package io.suture.engine.expression;

import io.suture.engine.value.Value;

/// A segment that the Schema does not know, wherever the reader kept it: in the nearest group around that holds one.
final class SentSegment extends Node {
    private final String name;
    private final int[] groups;

    SentSegment(String name, int[] groups) {
        this.name = name;
        this.groups = groups;
    }

    @Override
    Value one(Frame frame) {
        return Texts.first(all(frame));
    }

    @Override
    Value all(Frame frame) {
        for (int slot : groups) {
            Value found = frame.slots[slot] instanceof Value.Group group ? within(group) : Value.Absent.ABSENT;
            if (found != Value.Absent.ABSENT) {
                return found;
            }
        }
        return Value.Absent.ABSENT;
    }

    /// Segments have names of three letters; everything longer is a group.
    private Value within(Value.Group group) {
        Value found = group.get(name);
        for (int i = 0; i < group.size() && found == Value.Absent.ABSENT; i++) {
            if (group.name(i).length() > 3) {
                for (Value part : Value.items(group.value(i))) {
                    if (found == Value.Absent.ABSENT && part instanceof Value.Group inner) {
                        found = within(inner);
                    }
                }
            }
        }
        return found;
    }
}
