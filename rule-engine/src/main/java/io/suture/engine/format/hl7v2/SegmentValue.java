package io.suture.engine.format.hl7v2;

import io.suture.engine.value.Fields;
import io.suture.engine.value.Value;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A segment where it lies in its message: fields are found when the first is asked for, each is read when it
/// is asked for, and all is kept. Parts are numbered as HL7 counts: MSH-1 is the delimiter itself.
final class SegmentValue extends Value.Group {
    private static final int USUAL_FIELDS = 32;

    private final Wire wire;
    private final String code;
    private final int from;
    private final int to;
    private @Nullable Found found;
    private @Nullable Present present;

    /// @param starts where field n starts, at n - 1; the last entry is one beyond the delimiter that would
    ///     follow
    /// @param read   what was read of each
    private record Found(int[] starts, Value[] read) {}

    SegmentValue(Wire wire, String code, int from, int to) {
        this.wire = wire;
        this.code = code;
        this.from = from;
        this.to = to;
    }

    Wire wire() {
        return wire;
    }

    String code() {
        return code;
    }

    /// Where its characters begin in the message's text.
    int from() {
        return from;
    }

    /// Where they end, before the line break.
    int to() {
        return to;
    }

    /// MSH, BHS and FHS say the delimiters in their first two fields.
    static boolean isHeader(String code) {
        return code.equals("MSH") || code.equals("BHS") || code.equals("FHS");
    }

    private Found found() {
        Found known = found;
        if (known == null) {
            known = find();
            found = known;
        }
        return known;
    }

    private Found find() {
        String text = wire.text();
        char delimiter = wire.delimiters().field();
        int body = Math.min(from + code.length() + 1, to + 1);
        var starts = new int[USUAL_FIELDS];
        int fields = 0;
        if (isHeader(code)) {
            starts[fields++] = body - 1;
        }
        if (body <= to) {
            starts[fields++] = body;
            for (int i = body; i < to; i++) {
                if (text.charAt(i) == delimiter) {
                    if (fields == starts.length) {
                        starts = Arrays.copyOf(starts, fields * 2);
                    }
                    starts[fields++] = i + 1;
                }
            }
        }
        starts = Arrays.copyOf(starts, fields + 1);
        starts[fields] = to + 1;
        return new Found(starts, new Value[fields]);
    }

    @Override
    public Value at(int number) {
        Found fields = found();
        if (number < 1 || number > fields.read.length) {
            return Value.Absent.ABSENT;
        }
        Value known = fields.read[number - 1];
        if (known == null) {
            known = read(fields, number);
            fields.read[number - 1] = known;
        }
        return known;
    }

    private Value read(Found fields, int number) {
        int start = fields.starts[number - 1];
        int end = fields.starts[number] - 1;
        if (number <= 2 && isHeader(code)) {
            return number == 1
                    ? new Value.Text(String.valueOf(wire.delimiters().field()))
                    : Value.text(wire.text().substring(start, end));
        }
        return wire.field(start, end);
    }

    @Override
    public Value get(String name) {
        return at(Numbers.parse(name));
    }

    private Present present() {
        Present known = present;
        if (known == null) {
            known = Present.of(this, found().read.length);
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
