package io.suture.engine.value;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A [Value.Group] held in memory: parts in order, immutable. Build one with [#builder()].
public final class Fields extends Value.Group {
    private final String[] names;
    private final Value[] values;
    private final Value.@Nullable Group original;

    private Fields(String[] names, Value[] values) {
        this(names, values, null);
    }

    private Fields(String[] names, Value[] values, Value.@Nullable Group original) {
        this.names = names;
        this.values = values;
        this.original = original;
    }

    public static Builder builder() {
        return new Builder();
    }

    /// A Group of the first parts of these arrays, which the caller gives away: the mapper's way of making many fast.
    public static Fields taking(String[] names, Value[] values, int size) {
        return size == names.length
                ? new Fields(names, values)
                : new Fields(Arrays.copyOf(names, size), Arrays.copyOf(values, size));
    }

    /// A Group of one part.
    public static Fields of(String name, Value value) {
        return value == Value.Absent.ABSENT
                ? new Fields(new String[0], new Value[0])
                : new Fields(new String[] {name}, new Value[] {value});
    }

    @Override
    public int size() {
        return names.length;
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
    public Value.Group original() {
        return original == null ? this : original;
    }

    /// Whether two Groups hold the same parts in the same order, whichever Format read them.
    public static boolean same(Value.Group one, Value.Group other) {
        if (one.size() != other.size()) {
            return false;
        }
        for (int i = 0; i < one.size(); i++) {
            if (!one.name(i).equals(other.name(i)) || !one.value(i).equals(other.value(i))) {
                return false;
            }
        }
        return true;
    }

    /// The hash that agrees with [#same].
    public static int hash(Value.Group group) {
        int hash = 1;
        for (int i = 0; i < group.size(); i++) {
            hash = 31 * (31 * hash + group.name(i).hashCode()) + group.value(i).hashCode();
        }
        return hash;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Value.Group group && same(this, group);
    }

    @Override
    public int hashCode() {
        return hash(this);
    }

    @Override
    public String toString() {
        var text = new StringBuilder("{");
        for (int i = 0; i < names.length; i++) {
            text.append(i == 0 ? "" : ", ").append(names[i]).append(": ").append(values[i]);
        }
        return text.append('}').toString();
    }

    /// Collects parts in order; [Value.Absent] parts are left out.
    public static final class Builder {
        private final List<String> names = new ArrayList<>();
        private final List<Value> values = new ArrayList<>();

        private Builder() {}

        public Builder add(String name, Value value) {
            if (value != Value.Absent.ABSENT) {
                names.add(name);
                values.add(value);
            }
            return this;
        }

        /// A copy of a Group, part by part.
        public Fields copyOf(Value.Group original) {
            return new Fields(names.toArray(String[]::new), values.toArray(Value[]::new), original.original());
        }

        public Fields build() {
            return new Fields(names.toArray(String[]::new), values.toArray(Value[]::new));
        }
    }
}
