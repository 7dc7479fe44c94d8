package io.suture.engine.exchange;

import io.suture.engine.rule.table.Cell;
import io.suture.engine.rule.table.ColumnType;
import io.suture.engine.rule.table.Measure;
import io.suture.engine.rule.table.Range;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The unary tests of DMN 1.5 (section 7.3.2 and FEEL's grammar rules 14 to 18) that a cell may hold: literals,
/// comparisons with
/// them, intervals, `not`, `null`, `-`, and `starts with(?, "…")`. FEEL has many more; whatever is not named here is
/// refused, so no name is looked up and no function is called.
final class FeelTests {
    private static final int LONGEST = 10_000;

    private final String text;
    private int at;
    private final List<String> texts = new ArrayList<>();
    private final List<String> prefixes = new ArrayList<>();
    private final List<Range> ranges = new ArrayList<>();
    private final Set<Sort> sorts = EnumSet.noneOf(Sort.class);

    /// What sort of literal stood there.
    enum Sort {
        TEXT,
        PREFIX,
        NUMBER,
        DATE,
        NULL
    }

    /// A cell, and the types of columns that it fits; all of them where it asks for nothing certain.
    record Test(Cell cell, Set<ColumnType> types) {}

    private FeelTests(String text) {
        this.text = text;
    }

    /// Empty for what is not one of these tests.
    static Optional<Test> read(String text) {
        String trimmed = text.strip();
        if (trimmed.isEmpty() || trimmed.equals("-")) {
            return Optional.of(new Test(Cell.ANY, EnumSet.allOf(ColumnType.class)));
        }
        if (trimmed.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            return new FeelTests(trimmed).tests();
        } catch (Unreadable unreadable) {
            return Optional.empty();
        }
    }

    /// Not a mistake of the program: the shortest way out of a text that is none of the tests.
    private static final class Unreadable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unreadable() {
            super(null, null, false, false);
        }
    }

    private Optional<Test> tests() {
        boolean not = word("not");
        if (not) {
            expect('(');
        }
        do {
            test();
        } while (take(','));
        if (not) {
            expect(')');
        }
        skip();
        if (at < text.length() || sorts.size() != 1) {
            return Optional.empty();
        }
        return switch (sorts.iterator().next()) {
            case TEXT -> Optional.of(new Test(new Cell.OneOf(texts, not), EnumSet.of(ColumnType.TEXT)));
            case PREFIX -> Optional.of(new Test(new Cell.StartsWith(prefixes, not), EnumSet.of(ColumnType.PREFIX)));
            case NULL ->
                Optional.of(
                        new Test(not ? new Cell.HasValue() : new Cell.HasNoValue(), EnumSet.allOf(ColumnType.class)));
            case NUMBER -> within(not, ColumnType.NUMBER);
            case DATE -> within(not, ColumnType.DATE);
        };
    }

    private Optional<Test> within(boolean not, ColumnType type) {
        if (!not) {
            return Optional.of(new Test(new Cell.Within(ranges), EnumSet.of(type)));
        }
        if (ranges.size() != 1) {
            return Optional.empty();
        }
        Range range = ranges.getFirst();
        List<Range> outside = new ArrayList<>();
        if (range.low() != null) {
            outside.add(new Range(null, false, range.low(), !range.lowIncluded()));
        }
        if (range.high() != null) {
            outside.add(new Range(range.high(), !range.highIncluded(), null, false));
        }
        return Optional.of(new Test(new Cell.Within(outside), EnumSet.of(type)));
    }

    private void test() {
        skip();
        if (at >= text.length()) {
            throw new Unreadable();
        }
        char c = text.charAt(at);
        if (c == '"') {
            sorts.add(Sort.TEXT);
            texts.add(string());
        } else if (word("null")) {
            sorts.add(Sort.NULL);
        } else if (word("true")) {
            sorts.add(Sort.TEXT);
            texts.add("true");
        } else if (word("false")) {
            sorts.add(Sort.TEXT);
            texts.add("false");
        } else if (word("starts with")) {
            expect('(');
            expect('?');
            expect(',');
            skip();
            sorts.add(Sort.PREFIX);
            prefixes.add(string());
            expect(')');
        } else if (c == '[' || c == '(' || c == ']') {
            at++;
            Measure low = measure();
            if (!text.startsWith("..", skip())) {
                throw new Unreadable();
            }
            at += 2;
            Measure high = measure();
            skip();
            if (at >= text.length() || ")[]".indexOf(text.charAt(at)) < 0) {
                throw new Unreadable();
            }
            ranges.add(new Range(low, c == '[', high, text.charAt(at) == ']'));
            at++;
        } else {
            String operator = operator();
            Measure measure = measure();
            ranges.add(
                    switch (operator) {
                        case "<" -> new Range(null, false, measure, false);
                        case "<=" -> new Range(null, false, measure, true);
                        case ">" -> new Range(measure, false, null, false);
                        case ">=" -> new Range(measure, true, null, false);
                        default -> Range.single(measure);
                    });
        }
    }

    private String operator() {
        for (String operator : List.of("<=", ">=", "<", ">", "=")) {
            if (text.startsWith(operator, at)) {
                at += operator.length();
                return operator;
            }
        }
        return "";
    }

    /// A number, `date("2026-01-31")`, `date and time("2026-01-31T15:30:00")`, or the same after an at sign.
    private Measure measure() {
        skip();
        boolean date = at < text.length() && text.charAt(at) == '@';
        if (date) {
            at++;
        } else if (word("date and time") || word("date")) {
            date = true;
            expect('(');
            skip();
            String said = string();
            expect(')');
            return dated(said);
        }
        if (date) {
            return dated(string());
        }
        int from = at;
        while (at < text.length() && "+-.0123456789".indexOf(text.charAt(at)) >= 0 && !text.startsWith("..", at)) {
            at++;
        }
        String number = text.substring(from, at);
        if (!Measure.isPlainNumber(number)) {
            throw new Unreadable();
        }
        sorts.add(Sort.NUMBER);
        return Measure.of(number);
    }

    private Measure dated(String said) {
        if (!Measure.isDate(said)) {
            throw new Unreadable();
        }
        sorts.add(Sort.DATE);
        return Measure.of(said);
    }

    private int skip() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private boolean take(char c) {
        skip();
        if (at < text.length() && text.charAt(at) == c) {
            at++;
            return true;
        }
        return false;
    }

    private void expect(char c) {
        if (!take(c)) {
            throw new Unreadable();
        }
    }

    private boolean word(String word) {
        skip();
        if (!text.startsWith(word, at)) {
            return false;
        }
        int end = at + word.length();
        if (end < text.length() && Character.isJavaIdentifierPart(text.charAt(end))) {
            return false;
        }
        at = end;
        return true;
    }

    private String string() {
        var read = new StringBuilder();
        if (at >= text.length() || text.charAt(at) != '"') {
            throw new Unreadable();
        }
        at++;
        while (at < text.length() && text.charAt(at) != '"') {
            char c = text.charAt(at++);
            if (c != '\\') {
                read.append(c);
                continue;
            }
            if (at >= text.length()) {
                throw new Unreadable();
            }
            char escaped = text.charAt(at++);
            switch (escaped) {
                case '"', '\\', '\'' -> read.append(escaped);
                case 'n' -> read.append('\n');
                case 't' -> read.append('\t');
                case 'r' -> read.append('\r');
                case 'u' -> read.append(unicode());
                default -> throw new Unreadable();
            }
        }
        if (at >= text.length()) {
            throw new Unreadable();
        }
        at++;
        return read.toString();
    }

    private char unicode() {
        if (at + 4 > text.length() || !text.substring(at, at + 4).matches("[0-9A-Fa-f]{4}")) {
            throw new Unreadable();
        }
        char c = (char) Integer.parseInt(text.substring(at, at + 4), 16);
        at += 4;
        return c;
    }

    /// A text as a FEEL literal, whole cell; empty where it is none.
    static Optional<String> literal(String text) {
        String trimmed = text.strip();
        if (trimmed.isEmpty() || trimmed.equals("null") || trimmed.equals("-")) {
            return Optional.of("");
        }
        try {
            var reading = new FeelTests(trimmed);
            String read = reading.string();
            return reading.at == trimmed.length() ? Optional.of(read) : Optional.empty();
        } catch (Unreadable unreadable) {
            return Measure.isPlainNumber(trimmed) ? Optional.of(trimmed) : Optional.empty();
        }
    }

    static String quoted(String text) {
        var quoted = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            switch (c) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                case '\t' -> quoted.append("\\t");
                default -> quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }

    /// A cell as unary tests; null where DMN cannot say it.
    ///
    /// @param tables the texts of the LookupTables that a cell names
    static @Nullable String write(Cell cell, ColumnType type, Function<List<String>, List<String>> tables) {
        return switch (cell) {
            case Cell.Any any -> "-";
            case Cell.HasValue value -> "not(null)";
            case Cell.HasNoValue none -> "null";
            case Cell.OneOf(List<String> values, boolean not) -> texts(values, not);
            case Cell.StartsWith(List<String> begins, boolean not) ->
                unless(
                        not,
                        String.join(
                                ", ",
                                begins.stream()
                                        .map(begin -> "starts with(?, " + quoted(begin) + ")")
                                        .toList()));
            case Cell.InTable(List<String> names, boolean not) -> texts(tables.apply(names), not);
            case Cell.Within(List<Range> all) ->
                String.join(", ", all.stream().map(range -> range(range, type)).toList());
            case Cell.Unclear unclear -> null;
        };
    }

    private static String texts(List<String> values, boolean not) {
        return unless(
                not, String.join(", ", values.stream().map(FeelTests::quoted).toList()));
    }

    private static String unless(boolean not, String tests) {
        return not ? "not(" + tests + ")" : tests;
    }

    private static String range(Range range, ColumnType type) {
        return type == ColumnType.DATE
                ? dates(range)
                : range(range, measure -> measure.number().toPlainString());
    }

    private static String range(Range range, Function<Measure, String> written) {
        Measure low = range.low();
        Measure high = range.high();
        if (low == null) {
            return high == null ? "-" : (range.highIncluded() ? "<= " : "< ") + written.apply(high);
        }
        if (high == null) {
            return (range.lowIncluded() ? ">= " : "> ") + written.apply(low);
        }
        if (range.equals(Range.single(low))) {
            return written.apply(low);
        }
        return (range.lowIncluded() ? "[" : "(") + written.apply(low) + ".." + written.apply(high)
                + (range.highIncluded() ? "]" : ")");
    }

    /// Whole days are said as they are. FEEL has no months and no hours, so those are said by where they begin and end.
    private static String dates(Range range) {
        Measure low = range.low();
        Measure high = range.high();
        boolean whole =
                Stream.of(low, high).allMatch(end -> end == null || end.digits().length() == 8);
        if (whole) {
            return range(range, measure -> moment(measure.begin()));
        }
        return range(
                new Range(
                        low == null ? null : Measure.of(Measure.written(range.lowIncluded() ? low.begin() : low.end())),
                        low != null,
                        high == null
                                ? null
                                : Measure.of(Measure.written(range.highIncluded() ? high.end() : high.begin())),
                        false),
                measure -> moment(measure.begin()));
    }

    private static String moment(LocalDateTime time) {
        String written = Measure.written(time);
        return (written.length() > 10 ? "date and time(" : "date(") + quoted(written) + ")";
    }
}
