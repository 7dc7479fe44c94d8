package io.suture.engine.format.hl7v2;

import io.suture.engine.value.Value;
import java.util.ArrayList;
import java.util.List;

/// Single segments found by their code, for what needs no structure: answers and ordering keys.
final class Segments {
    private Segments() {}

    /// All segments of that code, in order.
    static List<SegmentValue> find(Wire wire, String code) {
        var found = new ArrayList<SegmentValue>();
        String text = wire.text();
        int at = text.indexOf(code);
        while (at >= 0) {
            int after = at + code.length();
            boolean starts = at == 0 || text.charAt(at - 1) < ' ';
            if (starts
                    && after < text.length()
                    && text.charAt(after) == wire.delimiters().field()) {
                int end = after;
                while (end < text.length() && text.charAt(end) != '\r' && text.charAt(end) != '\n') {
                    end++;
                }
                found.add(new SegmentValue(wire, code, at, end));
            }
            at = text.indexOf(code, after);
        }
        return found;
    }

    /// A field's text, or that of its first repeat's first component; empty when there is none.
    static String text(Value.Group segment, int field) {
        return text(segment, field, 1);
    }

    static String text(Value.Group segment, int field, int component) {
        return text(first(segment.at(field)), component);
    }

    /// A component's text; a bare Text is its own first component.
    static String text(Value value, int component) {
        return switch (first(value)) {
            case Value.Text text -> component == 1 ? text.text() : "";
            case Value.Group group ->
                first(group.at(component)) instanceof Value.Text text
                        ? text.text()
                        : first(group.at(component)) instanceof Value.Group below ? text(below, 1) : "";
            case Value.Repeat repeat -> "";
            case Value.Binary binary -> "";
            case Value.Null erase -> "";
            case Value.Absent absent -> "";
        };
    }

    private static Value first(Value value) {
        return value instanceof Value.Repeat repeat ? repeat.items().getFirst() : value;
    }
}
