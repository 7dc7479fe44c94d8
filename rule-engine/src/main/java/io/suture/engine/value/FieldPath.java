package io.suture.engine.value;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// An address in a Schema: names from its root down, without positions of repeats.
///
/// Written with `.` between names and `-` before the number of a segment's field, as people write it:
/// `PATIENT_RESULT.PATIENT.PID-5.1`, `PID-5.1`, `patient.name.family`, `observation.value[x]`. A name that holds other
/// characters stands in backquotes: `` row.`Order No` ``.
public record FieldPath(List<String> names) {
    public static final FieldPath ROOT = new FieldPath(List.of());

    public FieldPath {
        names = List.copyOf(names);
        for (String name : names) {
            if (name.isEmpty() || name.indexOf('`') >= 0) {
                throw new IllegalArgumentException("a name in a path is not empty and holds no backquote");
            }
        }
    }

    public static FieldPath of(String... names) {
        return new FieldPath(List.of(names));
    }

    /// Reads the written form; empty when the text is not one. The empty text is the root.
    public static Optional<FieldPath> parse(String text) {
        var names = new ArrayList<String>();
        int at = 0;
        while (at < text.length()) {
            if (at > 0) {
                char separator = text.charAt(at);
                if (separator != '.' && separator != '-') {
                    return Optional.empty();
                }
                at++;
            }
            int end;
            if (at < text.length() && text.charAt(at) == '`') {
                end = text.indexOf('`', at + 1);
                if (end <= at + 1) {
                    return Optional.empty();
                }
                names.add(text.substring(at + 1, end));
                at = end + 1;
                continue;
            }
            int from = at < text.length() && isMark(text.charAt(at)) ? at + 1 : at;
            end = from;
            while (end < text.length() && isPlain(text.charAt(end))) {
                end++;
            }
            if (end == from) {
                return Optional.empty();
            }
            names.add(text.substring(at, end));
            at = end;
        }
        return Optional.of(new FieldPath(names));
    }

    /// Letters, digits, `_`, and the `[x]` and `:` of FHIR's choices and slices need no quotes.
    private static boolean isPlain(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '[' || c == ']' || c == ':' || c == '$';
    }

    /// What stands before the name of an XML attribute, and before `#text`.
    private static boolean isMark(char c) {
        return c == '@' || c == '#';
    }

    public FieldPath child(String name) {
        var longer = new ArrayList<>(names);
        longer.add(name);
        return new FieldPath(longer);
    }

    public FieldPath resolve(FieldPath relative) {
        var longer = new ArrayList<>(names);
        longer.addAll(relative.names);
        return new FieldPath(longer);
    }

    public boolean isRoot() {
        return names.isEmpty();
    }

    /// The path one name shorter; the root's parent is the root.
    public FieldPath parent() {
        return isRoot() ? this : new FieldPath(names.subList(0, names.size() - 1));
    }

    public String last() {
        return names.isEmpty() ? "" : names.getLast();
    }

    public boolean startsWith(FieldPath prefix) {
        return names.size() >= prefix.names.size()
                && names.subList(0, prefix.names.size()).equals(prefix.names);
    }

    @Override
    public String toString() {
        var text = new StringBuilder();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            if (i > 0) {
                text.append(isNumber(name) && !isNumber(names.get(i - 1)) ? '-' : '.');
            }
            String plain = isMark(name.charAt(0)) ? name.substring(1) : name;
            boolean needsNone = !plain.isEmpty() && plain.chars().allMatch(c -> isPlain((char) c));
            text.append(needsNone ? name : "`" + name + "`");
        }
        return text.toString();
    }

    /// `3`, and `3:added`, a further value of field 3.
    private static boolean isNumber(String name) {
        int slice = name.indexOf(':');
        String part = slice < 0 ? name : name.substring(0, slice);
        return !part.isEmpty() && part.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
