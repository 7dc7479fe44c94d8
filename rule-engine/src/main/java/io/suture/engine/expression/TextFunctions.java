package io.suture.engine.expression;

import static io.suture.engine.expression.Function.Category.TEXT;

import io.suture.engine.value.Value;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Text: counted in characters as people count them, never beyond the end.
final class TextFunctions {
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{N}-]+");

    /// No padding or joining makes a text longer than what a message may carry inline.
    private static final int LONGEST = 65_536;

    private TextFunctions() {}

    static List<Function> all() {
        return List.of(
                Function.texts(
                                "upper",
                                TEXT,
                                ValueType.TEXT,
                                "text",
                                "The text in capitals.",
                                (a, frame) -> Value.text(a[0].toUpperCase(Locale.ROOT)))
                        .giving("upper('abc')", "ABC"),
                Function.texts(
                                "lower",
                                TEXT,
                                ValueType.TEXT,
                                "text",
                                "The text in small letters.",
                                (a, frame) -> Value.text(a[0].toLowerCase(Locale.ROOT)))
                        .giving("lower('ABC')", "abc"),
                Function.texts(
                                "titleCase",
                                TEXT,
                                ValueType.TEXT,
                                "text",
                                "Each word with a capital, the rest small.",
                                (a, frame) -> Value.text(title(a[0])))
                        .giving("titleCase('VAN DER BERG')", "Van Der Berg"),
                Function.texts(
                                "trim",
                                TEXT,
                                ValueType.TEXT,
                                "text",
                                "The text without blanks around it.",
                                (a, frame) -> Value.text(a[0].strip()))
                        .giving("trim('  a b ')", "a b"),
                Function.texts(
                                "left",
                                TEXT,
                                ValueType.TEXT,
                                "text count",
                                "The first characters.",
                                (a, frame) -> Value.text(slice(a[0], 0, count(a[1]))))
                        .giving("left('abcdef', 2)", "ab"),
                Function.texts("right", TEXT, ValueType.TEXT, "text count", "The last characters.", (a, frame) -> {
                            int length = a[0].codePointCount(0, a[0].length());
                            return Value.text(slice(a[0], Math.max(0, length - count(a[1])), length));
                        })
                        .giving("right('abcdef', 2)", "ef"),
                Function.texts(
                                "mid",
                                TEXT,
                                ValueType.TEXT,
                                "text from count?",
                                "Characters from a position, counted from 1, to the end or so many.",
                                (a, frame) -> {
                                    int from = Math.max(0, count(a[1]) - 1);
                                    int most = a.length < 3 || a[2].isEmpty() ? LONGEST * 16 : count(a[2]);
                                    return Value.text(slice(a[0], from, from + most));
                                })
                        .giving("mid('abcdef', 3)", "cdef")
                        .giving("mid('abcdef', 3, 2)", "cd"),
                Function.texts(
                                "length",
                                TEXT,
                                ValueType.NUMBER,
                                "text",
                                "How many characters it has.",
                                (a, frame) -> Value.text(Integer.toString(a[0].codePointCount(0, a[0].length()))))
                        .giving("length('abc')", "3"),
                Function.texts(
                                "replace",
                                TEXT,
                                ValueType.TEXT,
                                "text find with?",
                                "Every occurrence replaced.",
                                (a, frame) -> Value.text(a[0].replace(a[1], a.length < 3 ? "" : a[2])))
                        .giving("replace('a-b-c', '-', '/')", "a/b/c"),
                test("contains", "Whether the text holds another.", (text, other) -> text.contains(other))
                        .giving("contains('abc', 'b')", "true"),
                test("startsWith", "Whether the text begins so.", (text, other) -> text.startsWith(other))
                        .giving("startsWith('abc', 'ab')", "true"),
                test("endsWith", "Whether the text ends so.", (text, other) -> text.endsWith(other))
                        .giving("endsWith('abc', 'bc')", "true"),
                Function.texts(
                                "padLeft",
                                TEXT,
                                ValueType.TEXT,
                                "text length fill?",
                                "Filled up in front, with blanks or another character.",
                                (a, frame) -> {
                                    String fill = a.length < 3 || a[2].isEmpty() ? " " : slice(a[2], 0, 1);
                                    int missing =
                                            Math.min(LONGEST, count(a[1])) - a[0].codePointCount(0, a[0].length());
                                    return Value.text(fill.repeat(Math.max(0, missing)) + a[0]);
                                })
                        .giving("padLeft('7', 3, '0')", "007"),
                Function.texts(
                                "digits",
                                TEXT,
                                ValueType.TEXT,
                                "text",
                                "Its digits only.",
                                (a, frame) -> Value.text(keep(a[0], c -> c >= '0' && c <= '9')))
                        .giving("digits('(555) 12-34')", "5551234"),
                Function.values(
                                "text",
                                TEXT,
                                ValueType.TEXT,
                                "value",
                                "The value as text: of a composite, its first component.",
                                (a, frame) -> a[0] == Value.Null.NULL ? a[0] : Value.text(Texts.of(a[0])))
                        .giving("text(12)", "12"),
                Function.values(
                                "join",
                                TEXT,
                                ValueType.TEXT,
                                "separator values*...",
                                "The values with a separator between; absent ones leave no gap.",
                                (a, frame) -> join(Texts.of(a[0]), a, 1))
                        .giving("join(', ', 'a', absent, 'b')", "a, b"),
                Function.values(
                                "lines",
                                TEXT,
                                ValueType.TEXT,
                                "values*...",
                                "The values, one to a line.",
                                (a, frame) -> join("\n", a, 0))
                        .giving("lines('a', 'b')", "a\nb"),
                Function.texts(
                                "base64",
                                TEXT,
                                ValueType.TEXT,
                                "text",
                                "The text in UTF-8 and then in Base64, as FHIR's attachments hold it.",
                                (a, frame) -> Value.text(
                                        Base64.getEncoder().encodeToString(a[0].getBytes(StandardCharsets.UTF_8))))
                        .giving("base64('Grüße')", "R3LDvMOfZQ=="),
                Function.values(
                                "sent",
                                TEXT,
                                ValueType.TEXT,
                                "value*",
                                "All of a value in one text, as HL7 v2 shows it: ~ between repeats, ^ and & between"
                                        + " components.",
                                (a, frame) -> {
                                    frame.use(a[0]);
                                    return a[0] == Value.Null.NULL ? a[0] : Value.text(sent(a[0], '~'));
                                })
                        .giving("sent(split('a,b', ','))", "a~b"),
                Function.values(
                                "words",
                                TEXT,
                                ValueType.TEXT,
                                "values*...",
                                "The words of these texts in small letters, each once; hyphens belong to them, other signs part them.",
                                TextFunctions::words)
                        .several()
                        .giving(
                                "join('|', words('Amoxicillin 500 MG / clavulanate, oral'))",
                                "amoxicillin|500|mg|clavulanate|oral")
                        .giving("count(words('L-DOPA', 'l-dopa'))", "1"),
                Function.texts(
                                "split",
                                TEXT,
                                ValueType.TEXT,
                                "text separator",
                                "The parts between separators, without blanks around them.",
                                (a, frame) -> Value.Repeat.of(parts(a[0], a[1]).stream()
                                        .map(Value::text)
                                        .toList()))
                        .several()
                        .giving("join('|', split('a, b,c', ','))", "a|b|c"),
                Function.texts(
                                "part",
                                TEXT,
                                ValueType.TEXT,
                                "text separator position",
                                "One part between separators, counted from 1.",
                                (a, frame) -> part(a[0], a[1], count(a[2])))
                        .giving("part('Doe, John', ',', 2)", "John"));
    }

    private static Value words(Value[] a, Frame frame) {
        var words = new LinkedHashSet<Value>();
        for (Value values : a) {
            for (Value value : Value.items(values)) {
                frame.use(value);
                for (String word : BETWEEN_WORDS.split(Texts.of(value).toLowerCase(Locale.ROOT))) {
                    if (!word.isEmpty()) {
                        words.add(new Value.Text(word));
                    }
                }
            }
        }
        return Value.Repeat.of(List.copyOf(words));
    }

    private interface Test {
        boolean holds(String text, String other);
    }

    private static Function test(String name, String help, Test test) {
        return Function.texts(
                name, TEXT, ValueType.BOOLEAN, "text other", help, (a, frame) -> Texts.truth(test.holds(a[0], a[1])));
    }

    private static String sent(Value value, char between) {
        char below = between == '^' ? '&' : '^';
        return switch (value) {
            case Value.Text(String text) -> text;
            case Value.Repeat(var items) ->
                items.stream().map(item -> sent(item, between)).collect(Collectors.joining("~"));
            case Value.Group group -> {
                var out = new StringBuilder();
                int last = 1;
                for (int i = 0; i < group.size(); i++) {
                    int number = Math.max(i + 1, count(group.name(i)));
                    for (; last < number; last++) {
                        out.append(below);
                    }
                    out.append(sent(group.value(i), below));
                }
                yield out.toString();
            }
            case Value.Null erase -> "\"\"";
            case Value.Binary binary -> "";
            case Value.Absent absent -> "";
        };
    }

    private static Value join(String separator, Value[] values, int from) {
        var out = new StringBuilder();
        boolean erased = false;
        for (int i = from; i < values.length; i++) {
            for (Value item : Value.items(values[i])) {
                erased |= item == Value.Null.NULL;
                String text = Texts.of(item);
                if (!text.isEmpty() && out.length() < LONGEST) {
                    out.append(out.isEmpty() ? "" : separator).append(text);
                }
            }
        }
        return out.isEmpty() && erased ? Value.Null.NULL : Value.text(out.toString());
    }

    /// As [#parts] counts them, without making the others.
    private static Value part(String text, String separator, int position) {
        int from = 0;
        int at = separator.isEmpty() ? -1 : text.indexOf(separator);
        for (int i = 1; i < position; i++) {
            if (at < 0) {
                return Value.Absent.ABSENT;
            }
            from = at + separator.length();
            at = text.indexOf(separator, from);
        }
        return position < 1
                ? Value.Absent.ABSENT
                : Value.text(text.substring(from, at < 0 ? text.length() : at).strip());
    }

    private static List<String> parts(String text, String separator) {
        var parts = new ArrayList<String>();
        int from = 0;
        int at = separator.isEmpty() ? -1 : text.indexOf(separator);
        while (at >= 0) {
            parts.add(text.substring(from, at).strip());
            from = at + separator.length();
            at = text.indexOf(separator, from);
        }
        parts.add(text.substring(from).strip());
        return parts;
    }

    /// A count that somebody gave: 0 for what is none, and never more than a text can have.
    static int count(String text) {
        String digits = Numbers.canonical(text);
        if (digits.isEmpty() || digits.startsWith("-")) {
            return 0;
        }
        int point = digits.indexOf('.');
        String whole = point < 0 ? digits : digits.substring(0, point);
        return whole.length() > 7 ? 9_999_999 : Integer.parseInt(whole);
    }

    private static String slice(String text, int from, int to) {
        int length = text.codePointCount(0, text.length());
        int start = Math.min(from, length);
        int end = Math.max(start, Math.min(to, length));
        return text.substring(text.offsetByCodePoints(0, start), text.offsetByCodePoints(0, end));
    }

    private static String keep(String text, Predicate<Character> kept) {
        var out = new StringBuilder();
        for (char c : text.toCharArray()) {
            if (kept.test(c)) {
                out.append(c);
            }
        }
        return out.toString();
    }

    private static String title(String text) {
        var out = new StringBuilder(text.length());
        boolean begins = true;
        for (char c : text.toCharArray()) {
            out.append(begins ? Character.toUpperCase(c) : Character.toLowerCase(c));
            begins = !Character.isLetterOrDigit(c) && c != '\'';
        }
        return out.toString();
    }
}
