package io.suture.engine.format.hl7v2;

import io.suture.engine.value.Value;
import java.nio.charset.Charset;

/// One message as characters, shared by the Values that were read from it, and how its delimiters part it.
///
/// @param text       the whole message, decoded
/// @param delimiters MSH-1 and MSH-2
/// @param charset    what it was decoded from; hexadecimal escapes are bytes of it
record Wire(String text, Delimiters delimiters, Charset charset) {
    private static final int NULL_LENGTH = 2;

    /// The value of a field: its repeats, each parted into components where more than one was sent.
    Value field(int from, int to) {
        if (from >= to) {
            return Value.Absent.ABSENT;
        }
        char repeat = delimiters.repeat();
        if (repeat != Delimiters.NONE) {
            int at = text.indexOf(repeat, from, to);
            if (at >= 0) {
                return repeats(from, to, at);
            }
        }
        return repetition(from, to);
    }

    private Value repeats(int from, int to, int first) {
        var items = new java.util.ArrayList<Value>();
        int start = from;
        int end = first;
        while (true) {
            Value item = repetition(start, end);
            if (item != Value.Absent.ABSENT) {
                items.add(item);
            }
            if (end == to) {
                return Value.Repeat.of(items);
            }
            start = end + 1;
            int next = text.indexOf(delimiters.repeat(), start, to);
            end = next < 0 ? to : next;
        }
    }

    private Value repetition(int from, int to) {
        char component = delimiters.component();
        char subcomponent = delimiters.subcomponent();
        int components = 1;
        boolean parted = false;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c == component) {
                components++;
            } else if (c == subcomponent) {
                parted = true;
            }
        }
        if (components == 1) {
            if (!parted) {
                return leaf(from, to);
            }
            Value only = component(from, to);
            return only instanceof Value.Group ? new Parts(this, from, to, 1, component) : only;
        }
        return group(from, to, components, component);
    }

    /// The value of a component: subcomponents where more than one was sent.
    Value component(int from, int to) {
        char subcomponent = delimiters.subcomponent();
        int parts = 1;
        for (int i = from; i < to; i++) {
            if (text.charAt(i) == subcomponent) {
                parts++;
            }
        }
        return parts == 1 || subcomponent == Delimiters.NONE ? leaf(from, to) : group(from, to, parts, subcomponent);
    }

    /// Trailing delimiters say nothing: `A^^` is the Text A, `^^` is Absent.
    private Value group(int from, int to, int count, char delimiter) {
        int last = to;
        int parts = count;
        while (last > from && isDelimiter(text.charAt(last - 1))) {
            last--;
            if (text.charAt(last) == delimiter) {
                parts--;
            }
        }
        if (last == from) {
            return Value.Absent.ABSENT;
        }
        if (parts > 1) {
            return new Parts(this, from, last, parts, delimiter);
        }
        if (delimiter == delimiters.subcomponent()) {
            return leaf(from, last);
        }
        Value only = component(from, last);
        return only instanceof Value.Group ? new Parts(this, from, last, 1, delimiter) : only;
    }

    private boolean isDelimiter(char c) {
        return c == delimiters.component() || c == delimiters.subcomponent();
    }

    /// The value of what is parted no further: `""` is Null.
    Value leaf(int from, int to) {
        if (from >= to) {
            return Value.Absent.ABSENT;
        }
        if (to - from == NULL_LENGTH && text.charAt(from) == '"' && text.charAt(from + 1) == '"') {
            return Value.Null.NULL;
        }
        String raw = text.substring(from, to);
        return Value.text(Escapes.decode(raw, delimiters, charset));
    }
}
