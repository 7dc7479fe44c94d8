package io.suture.engine.expression;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Whether a text is a unit by UCUM's grammar (section 2): atoms with prefixes and exponents, joined by `.` and `/`,
/// annotations in braces. It knows the atoms that laboratories and wards use; it converts nothing.
final class Ucum {
    private static final Set<String> METRIC = new HashSet<>();
    private static final Set<String> PLAIN = new HashSet<>();
    private static final Set<String> PREFIXES = Set.of(
            "Y", "Z", "E", "P", "T", "G", "M", "k", "h", "da", "d", "c", "m", "u", "n", "p", "f", "a", "z", "y", "Ki",
            "Mi", "Gi", "Ti");

    static {
        for (String line : CodeFunctions.lines("ucum-atoms.txt")) {
            int blank = line.indexOf(' ');
            Set<String> into = line.startsWith("metric") ? METRIC : PLAIN;
            for (String atom : line.substring(blank + 1).strip().split(" ")) {
                into.add(atom);
            }
        }
    }

    /// A site sends the same few units in every message, and one result asks for its own several times.
    private static final Map<String, Boolean> ASKED = new ConcurrentHashMap<>();
    private static final int MOST_ASKED = 4_096;

    private final String text;
    private int at;

    private Ucum(String text) {
        this.text = text;
    }

    static boolean isUnit(String text) {
        if (text.isEmpty() || text.length() > 200) {
            return false;
        }
        Boolean known = ASKED.get(text);
        if (known != null) {
            return known;
        }
        boolean unit = read(text);
        if (ASKED.size() < MOST_ASKED) {
            ASKED.put(text, unit);
        }
        return unit;
    }

    private static boolean read(String text) {
        var reader = new Ucum(text);
        if (reader.peek() == '/') {
            reader.at++;
        }
        return reader.term(0) && reader.at == text.length();
    }

    private boolean term(int depth) {
        if (depth > 20 || !component(depth)) {
            return false;
        }
        while (peek() == '.' || peek() == '/') {
            at++;
            if (!component(depth)) {
                return false;
            }
        }
        return true;
    }

    private boolean component(int depth) {
        if (peek() == '(') {
            at++;
            if (!term(depth + 1) || peek() != ')') {
                return false;
            }
            at++;
            return true;
        }
        if (peek() == '{') {
            return annotation();
        }
        int from = at;
        while (at < text.length() && isAtom(from)) {
            at++;
        }
        if (at == from) {
            return false;
        }
        String atom = text.substring(from, at);
        return simple(atom) && (peek() != '{' || annotation());
    }

    /// An atom runs to the next sign of the grammar; in brackets and after `10*` signs belong to it.
    private boolean isAtom(int from) {
        char c = text.charAt(at);
        int open = text.lastIndexOf('[', at);
        if (open >= from && text.indexOf(']', open) >= at) {
            return c > ' ';
        }
        return c > ' ' && c < 127 && ".//(){}".indexOf(c) < 0;
    }

    private boolean annotation() {
        int close = text.indexOf('}', at);
        if (close < 0) {
            return false;
        }
        at = close + 1;
        return true;
    }

    private static boolean simple(String atom) {
        if (atom.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return true;
        }
        int end = atom.length();
        while (end > 0 && Lexer.isDigit(atom.charAt(end - 1))) {
            end--;
        }
        if (end > 0 && end < atom.length() && (atom.charAt(end - 1) == '-' || atom.charAt(end - 1) == '+')) {
            end--;
        }
        String base = atom.substring(0, end);
        return known(base) || known(atom);
    }

    private static boolean known(String base) {
        if (METRIC.contains(base) || PLAIN.contains(base)) {
            return true;
        }
        for (int length = 1; length <= 2 && length < base.length(); length++) {
            if (PREFIXES.contains(base.substring(0, length)) && METRIC.contains(base.substring(length))) {
                return true;
            }
        }
        return false;
    }

    private char peek() {
        return at < text.length() ? text.charAt(at) : '\0';
    }
}
