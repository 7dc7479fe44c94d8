package io.suture.engine.mapping;

import io.suture.engine.value.Fields;
import io.suture.engine.value.Value;
import java.util.Arrays;
import java.util.List;

/// A Group while it is made.
final class Built {
    private static final String[] NO_NAMES = {};
    private static final Value[] NO_VALUES = {};

    /// There is no room before the first part comes: many Groups of a mapping stay empty on most messages.
    private String[] names = NO_NAMES;
    private Value[] values = NO_VALUES;
    private final int expected;
    private int size;

    Built(int expected) {
        this.expected = expected;
    }

    /// Parts of a Group to begin with.
    static Built from(Value.Group group, int more) {
        var built = new Built(group.size() + more);
        for (int i = 0; i < group.size(); i++) {
            built.append(group.name(i), group.value(i));
        }
        return built;
    }

    /// For the next Group; see [Run#open].
    Built cleared() {
        size = 0;
        return this;
    }

    int size() {
        return size;
    }

    void append(String name, Value value) {
        if (size == names.length) {
            int room = size == 0 ? Math.max(1, expected) : size + Math.max(4, size);
            names = Arrays.copyOf(names, room);
            values = Arrays.copyOf(values, room);
        }
        names[size] = name;
        values[size++] = value;
    }

    /// Puts a part at a position.
    void insert(int position, String name, Value value) {
        append(name, value);
        System.arraycopy(names, position, names, position + 1, size - 1 - position);
        System.arraycopy(values, position, values, position + 1, size - 1 - position);
        names[position] = name;
        values[position] = value;
    }

    /// Adds to what already stands under that name: the slices of a field that repeats.
    void join(String name, Value value) {
        int known = indexOf(name);
        if (known < 0) {
            append(name, value);
        } else {
            values[known] = Value.Repeat.of(List.of(values[known], value));
        }
    }

    /// Puts a part in the place of the one of that name.
    void replace(String name, Value value) {
        int known = indexOf(name);
        if (known < 0) {
            append(name, value);
        } else {
            values[known] = value;
        }
    }

    String name(int position) {
        return names[position];
    }

    private int indexOf(String name) {
        for (int i = 0; i < size; i++) {
            if (names[i].equals(name)) {
                return i;
            }
        }
        return -1;
    }

    /// The Group, with arrays of its own, so that this can be filled again.
    Fields group(Shape shape) {
        return Fields.taking(shape.of(names, size), Arrays.copyOf(values, size), size);
    }

    /// The Group; nothing may be added afterwards.
    Fields group() {
        return Fields.taking(names, values, size);
    }
}
