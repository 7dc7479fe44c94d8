package io.suture.engine.format.hl7v2;

import io.suture.engine.value.Fields;
import io.suture.engine.value.Value;
import java.util.ArrayList;
import java.util.Arrays;

/// A message or a segment group as it was read: segments and groups in the order in which they stood. Filled
/// while the message is read and never after.
final class StructureGroup extends Value.Group {
    private static final int FIRST_ROOM = 4;

    private String[] names = new String[FIRST_ROOM];
    private Value[] values = new Value[FIRST_ROOM];
    private int size;

    void add(String name, Value value) {
        if (size == names.length) {
            names = Arrays.copyOf(names, size * 2);
            values = Arrays.copyOf(values, size * 2);
        }
        names[size] = name;
        values[size++] = value;
    }

    boolean has(String name) {
        for (int i = 0; i < size; i++) {
            if (names[i].equals(name)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public String name(int position) {
        return names[position];
    }

    @Override
    public Value value(int position) {
        return values[position];
    }

    @Override
    public Value get(String name) {
        Value first = null;
        ArrayList<Value> several = null;
        int hash = name.hashCode();
        for (int i = 0; i < size; i++) {
            // Strings know their hash; most names differ, and mostly at the same length.
            if (names[i].hashCode() == hash && names[i].equals(name)) {
                if (first == null) {
                    first = values[i];
                } else {
                    if (several == null) {
                        several = new ArrayList<>();
                        several.add(first);
                    }
                    several.add(values[i]);
                }
            }
        }
        if (several != null) {
            return new Value.Repeat(several);
        }
        return first == null ? Value.Absent.ABSENT : first;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Value.Group group && Fields.same(this, group);
    }

    @Override
    public int hashCode() {
        return Fields.hash(this);
    }

    @Override
    public String toString() {
        return toString(this);
    }

    static String toString(Value.Group group) {
        var text = new StringBuilder("{");
        for (int i = 0; i < group.size(); i++) {
            text.append(i == 0 ? "" : ", ").append(group.name(i)).append(": ").append(group.value(i));
        }
        return text.append('}').toString();
    }
}
