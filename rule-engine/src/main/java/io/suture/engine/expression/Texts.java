package io.suture.engine.expression;

import io.suture.engine.value.Value;

/// Values read as text, truth and numbers, in the one way that all functions share.
final class Texts {
    static final Value.Text TRUE = new Value.Text("true");
    static final Value.Text FALSE = new Value.Text("false");

    private Texts() {}

    /// The text of a value, empty when it has none: of several the first, of an HL7 composite its first component.
    static String of(Value value) {
        // Nearly always one of these; the switch over types costs more.
        if (value instanceof Value.Text(String text)) {
            return text;
        }
        if (value == Value.Absent.ABSENT) {
            return "";
        }
        return switch (value) {
            case Value.Text(String text) -> text;
            case Value.Repeat(var items) -> of(items.getFirst());
            case Value.Group group -> {
                Value first = group.at(1);
                yield first == Value.Absent.ABSENT ? "" : of(first);
            }
            case Value.Binary binary -> "";
            case Value.Null erase -> "";
            case Value.Absent absent -> "";
        };
    }

    static Value truth(boolean holds) {
        return holds ? TRUE : FALSE;
    }

    static boolean isTrue(Value value) {
        return value == TRUE || of(value).equals("true");
    }

    /// The first of several, else the value itself.
    static Value first(Value value) {
        return value instanceof Value.Repeat(var items) ? items.getFirst() : value;
    }

    static boolean isNothing(Value value) {
        return value == Value.Absent.ABSENT || value == Value.Null.NULL;
    }
}
