package io.suture.engine.format.hl7v2;

import io.suture.engine.value.Fields;
import io.suture.engine.value.Value;
import org.jspecify.annotations.Nullable;

/// Components of a field, or subcomponents of a component, each read when first asked for. What is read is
/// kept; two threads may both read a part and find the same.
final class Parts extends Value.Group {
    private final Wire wire;
    /// Where each part starts; the last entry is one beyond the delimiter that would follow.
    private final int[] starts;
    private final boolean components;
    private final Value[] read;
    private @Nullable Present present;

    Parts(Wire wire, int from, int to, int count, char delimiter) {
        this.wire = wire;
        this.components = delimiter == wire.delimiters().component();
        this.starts = new int[count + 1];
        this.read = new Value[count];
        starts[0] = from;
        int part = 1;
        for (int i = from; i < to && part < count; i++) {
            if (wire.text().charAt(i) == delimiter) {
                starts[part++] = i + 1;
            }
        }
        starts[count] = to + 1;
    }

    @Override
    public Value at(int number) {
        if (number < 1 || number > read.length) {
            return Value.Absent.ABSENT;
        }
        Value known = read[number - 1];
        if (known == null) {
            int from = starts[number - 1];
            int to = starts[number] - 1;
            known = components ? wire.component(from, to) : wire.leaf(from, to);
            read[number - 1] = known;
        }
        return known;
    }

    @Override
    public Value get(String name) {
        return at(Numbers.parse(name));
    }

    private Present present() {
        Present known = present;
        if (known == null) {
            known = Present.of(this, read.length);
            present = known;
        }
        return known;
    }

    @Override
    public int size() {
        return present().numbers().length;
    }

    @Override
    public String name(int position) {
        return Numbers.name(present().numbers()[position]);
    }

    @Override
    public Value value(int position) {
        return at(present().numbers()[position]);
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
        return StructureGroup.toString(this);
    }
}
