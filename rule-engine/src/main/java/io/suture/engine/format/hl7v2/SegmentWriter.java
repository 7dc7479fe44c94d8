package io.suture.engine.format.hl7v2;

import io.suture.engine.report.Problem;
import io.suture.engine.schema.Field;
import io.suture.engine.schema.FieldType;
import io.suture.engine.value.Fields;
import io.suture.engine.value.Value;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Writes the segments of one message that were built rather than read: fields by number, repeats, components,
/// subcomponents, escapes. What delimiters cannot say is an error; what its type does not want is a warning.
final class SegmentWriter {
    private static final int MOST_FIELDS = 2000;

    private final Escaper escaper;
    private final Delimiters delimiters;
    private final StringBuilder out;
    private final Consumer<Problem> problems;
    private final int[] place = new int[4];
    private String code = "";

    SegmentWriter(Escaper escaper, StringBuilder out, Consumer<Problem> problems) {
        this.escaper = escaper;
        this.delimiters = escaper.delimiters();
        this.out = out;
        this.problems = problems;
    }

    /// Appends a segment without its line break.
    void write(String segmentCode, Value.Group segment, @Nullable FieldType type) {
        code = segmentCode;
        int start = out.length() + code.length();
        out.append(code);
        int written = 0;
        if (SegmentValue.isHeader(code)) {
            out.append(delimiters.field()).append(delimiters.encoding());
            start = out.length();
            written = 2;
        }
        List<Field> known = type == null ? List.of() : type.fields();
        Value.Group fields = inOrder(segment);
        for (int i = 0; i < fields.size(); i++) {
            int number = Numbers.parse(fields.name(i));
            if (number > written) {
                while (written < number) {
                    out.append(delimiters.field());
                    written++;
                }
                place[0] = number;
                field(fields.value(i), number <= known.size() ? known.get(number - 1) : null);
            }
        }
        trim(start, delimiters.field());
    }

    private void field(Value value, @Nullable Field known) {
        place[1] = 0;
        place[2] = 0;
        if (value instanceof Value.Repeat repeat) {
            if (delimiters.repeat() == Delimiters.NONE) {
                problem("cannot-repeat", "MSH-2 names no character that parts repeats, and this field has several.");
                return;
            }
            if (known != null && !known.cardinality().repeats()) {
                warn("repeats", "This field has several values, and the standard has one here. All are written.");
            }
            int start = out.length();
            for (int i = 0; i < repeat.items().size(); i++) {
                if (i > 0) {
                    out.append(delimiters.repeat());
                }
                place[3] = i + 1;
                part(repeat.items().get(i), known == null ? null : known.type(), 1);
            }
            trim(start, delimiters.repeat());
            place[3] = 0;
            return;
        }
        place[3] = 0;
        part(value, known == null ? null : known.type(), 1);
    }

    /// @param level 1 for a repetition of a field, 2 for a component, 3 for a subcomponent
    private void part(Value value, @Nullable FieldType type, int level) {
        switch (value) {
            case Value.Text text -> text(text.text(), type);
            case Value.Null erase -> out.append("\"\"");
            case Value.Absent absent -> {}
            case Value.Group group -> group(group, type, level);
            case Value.Repeat repeat ->
                problem("repeat-in-component", "A component holds one value, and here are several.");
            case Value.Binary binary ->
                problem("binary", "A value that is kept outside the message cannot be written into it.");
        }
    }

    private void group(Value.Group group, @Nullable FieldType type, int level) {
        char delimiter = level == 1 ? delimiters.component() : delimiters.subcomponent();
        Value.Group parts = inOrder(group);
        int size = parts.size();
        boolean several = size > 1 || (size == 1 && !parts.name(0).equals("1"));
        if (several && (level > 2 || delimiter == Delimiters.NONE)) {
            problem("too-deep", "Subcomponents have no parts of their own in HL7 v2, and here are some.");
            return;
        }
        if (several && type != null && type.isLeaf()) {
            warn("leaf-has-parts", "A single " + type + " is expected here, and the value has parts. All are written.");
        }
        List<Field> known = type == null || type.isLeaf() ? List.of() : type.fields();
        int start = out.length();
        int written = 1;
        for (int i = 0; i < size; i++) {
            int number = Numbers.parse(parts.name(i));
            while (written < number) {
                out.append(delimiter);
                written++;
            }
            if (level <= 2) {
                place[level] = number;
            }
            part(parts.value(i), number <= known.size() ? known.get(number - 1).type() : null, level + 1);
        }
        if (level <= 2) {
            place[level] = 0;
            trim(start, delimiter);
        }
    }

    private void text(String text, @Nullable FieldType type) {
        FieldType leaf = type;
        while (leaf != null && !leaf.isLeaf()) {
            leaf = leaf.fields().isEmpty() ? null : leaf.fields().getFirst().type();
        }
        if (leaf != null) {
            String wrong = LeafCheck.problem(leaf.name(), text);
            if (wrong != null) {
                warn(wrong, "The value is not what a " + leaf + " holds. It is written as it is.");
            }
        }
        if (text.equals("\"\"")) {
            // Two quotes on their own would erase.
            if (escapes("\"\"")) {
                out.append(delimiters.escape()).append("X2222").append(delimiters.escape());
            }
        } else if (!escaper.write(text, out)) {
            escapes(text);
        }
    }

    private boolean escapes(String text) {
        if (delimiters.escape() == Delimiters.NONE && !text.isEmpty()) {
            problem(
                    "cannot-escape",
                    "The value holds a character that parts values, and MSH-2 names none to escape it.");
            return false;
        }
        return true;
    }

    /// The same parts with rising numbers; parts of one number are joined as repeats, parts without one are
    /// left out.
    private Value.Group inOrder(Value.Group group) {
        int last = 0;
        for (int i = 0; i < group.size(); i++) {
            int number = Numbers.parse(group.name(i));
            if (number <= last || number > MOST_FIELDS) {
                return sorted(group);
            }
            last = number;
        }
        return group;
    }

    private Value.Group sorted(Value.Group group) {
        var byNumber = new TreeMap<Integer, Value>();
        for (int i = 0; i < group.size(); i++) {
            int number = Numbers.parse(group.name(i));
            if (number < 1 || number > MOST_FIELDS) {
                problem("unknown-part", "A field or component has a number in HL7 v2, and a part here has none.");
            } else {
                byNumber.merge(number, group.value(i), (one, other) -> Value.Repeat.of(List.of(one, other)));
            }
        }
        var fields = Fields.builder();
        byNumber.forEach((number, value) -> fields.add(Numbers.name(number), value));
        return fields.build();
    }

    private void trim(int start, char delimiter) {
        int end = out.length();
        while (end > start && out.charAt(end - 1) == delimiter) {
            end--;
        }
        out.setLength(end);
    }

    private void problem(String name, String message) {
        problems.accept(Problem.error(name, path(), message));
    }

    private void warn(String name, String message) {
        problems.accept(Problem.warning(name, path(), message));
    }

    private String path() {
        int count = 0;
        int at = code.isEmpty() ? -1 : out.indexOf(code);
        while (at >= 0) {
            if (at == 0 || out.charAt(at - 1) == '\r') {
                count++;
            }
            at = out.indexOf(code, at + 1);
        }
        var path = new StringBuilder(code);
        if (count > 1) {
            path.append('[').append(count).append(']');
        }
        if (place[0] > 0) {
            path.append('-').append(place[0]);
        }
        if (place[3] > 0) {
            path.append('[').append(place[3]).append(']');
        }
        for (int level = 1; level <= 2 && place[level] > 0; level++) {
            path.append('.').append(place[level]);
        }
        return path.toString();
    }
}
