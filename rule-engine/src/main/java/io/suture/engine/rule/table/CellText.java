package io.suture.engine.rule.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Cells as people type them.
final class CellText {
    private static final String NOT = "not ";
    private static final String VALUE = "has a value";
    private static final String NO_VALUE = "has no value";
    private static final String ANY = "-";

    private static final int LONGEST_RANGE = 200;

    /// `[10..20]`, `(10..20]`, `]10..20[` and `10..20`.
    private static final Pattern BETWEEN = Pattern.compile("([\\[(\\]]?)\\s*(.+?)\\s*\\.\\.\\s*(.+?)\\s*([\\])\\[]?)");

    private static final Pattern COMPARED = Pattern.compile("(<=|>=|<|>|=|≤|≥)\\s*(.+)");

    private CellText() {}

    static Cell read(ColumnType type, String text) {
        String typed = text.trim();
        if (typed.isEmpty()) {
            return new Cell.Unclear(
                    text, "This cell is empty. Write “-” where any value will do, and “has no value” for none.");
        }
        return switch (typed.toLowerCase(Locale.ROOT)) {
            case ANY, "any", "–" -> Cell.ANY;
            case VALUE -> new Cell.HasValue();
            case NO_VALUE -> new Cell.HasNoValue();
            default ->
                switch (type) {
                    case TEXT, PREFIX, TABLE -> words(type, typed);
                    case NUMBER, DATE -> ranges(type, typed);
                };
        };
    }

    private static Cell words(ColumnType type, String typed) {
        boolean not = typed.regionMatches(true, 0, NOT, 0, NOT.length());
        List<String> words =
                Words.read(not ? typed.substring(NOT.length()) : typed).orElse(List.of());
        if (words.isEmpty()) {
            return new Cell.Unclear(
                    typed,
                    "Texts stand with commas between them, and in quotation marks where they hold a comma: I, E, \"a, b\".");
        }
        return switch (type) {
            case TEXT -> new Cell.OneOf(words, not);
            case PREFIX -> new Cell.StartsWith(words, not);
            case TABLE -> new Cell.InTable(words, not);
            case NUMBER, DATE -> throw new IllegalArgumentException("no words in a column of " + type);
        };
    }

    private static Cell ranges(ColumnType type, String typed) {
        List<Range> ranges = new ArrayList<>();
        for (String part : typed.split(",", -1)) {
            Range range = range(type, part.trim());
            if (range == null) {
                return new Cell.Unclear(
                        typed,
                        type == ColumnType.DATE
                                ? "“" + part.trim()
                                        + "” is no date. Write 2026-01-31, < 2026-02, or 2026-01-01..2026-01-31."
                                : "“" + part.trim() + "” is no number. Write 10, < 10, >= 10, 10..20, or (10..20].");
            }
            ranges.add(range);
        }
        return new Cell.Within(ranges);
    }

    private static @Nullable Range range(ColumnType type, String part) {
        if (part.length() > LONGEST_RANGE) {
            return null;
        }
        Matcher between = BETWEEN.matcher(part);
        if (between.matches()) {
            Measure low = measure(type, between.group(2));
            Measure high = measure(type, between.group(3));
            boolean bare = between.group(1).isEmpty() && between.group(4).isEmpty();
            boolean framed = !between.group(1).isEmpty() && !between.group(4).isEmpty();
            return low == null || high == null || !bare && !framed
                    ? null
                    : new Range(
                            low,
                            bare || between.group(1).equals("["),
                            high,
                            bare || between.group(4).equals("]"));
        }
        Matcher compared = COMPARED.matcher(part);
        if (!compared.matches()) {
            Measure measure = measure(type, part);
            return measure == null ? null : Range.single(measure);
        }
        Measure measure = measure(type, compared.group(2));
        return measure == null
                ? null
                : switch (compared.group(1)) {
                    case "<" -> new Range(null, false, measure, false);
                    case "<=", "≤" -> new Range(null, false, measure, true);
                    case ">" -> new Range(measure, false, null, false);
                    case ">=", "≥" -> new Range(measure, true, null, false);
                    default -> Range.single(measure);
                };
    }

    private static @Nullable Measure measure(ColumnType type, String text) {
        return (type == ColumnType.DATE ? Measure.isDate(text) : Measure.isPlainNumber(text)) ? Measure.of(text) : null;
    }

    static String write(Cell cell) {
        return switch (cell) {
            case Cell.Any any -> ANY;
            case Cell.HasValue value -> VALUE;
            case Cell.HasNoValue none -> NO_VALUE;
            case Cell.OneOf(List<String> values, boolean not) -> words(values, not);
            case Cell.StartsWith(List<String> prefixes, boolean not) -> words(prefixes, not);
            case Cell.InTable(List<String> tables, boolean not) -> words(tables, not);
            case Cell.Within(List<Range> ranges) ->
                String.join(", ", ranges.stream().map(Range::text).toList());
            case Cell.Unclear unclear -> unclear.text();
        };
    }

    private static String words(List<String> words, boolean not) {
        return (not ? NOT : "") + Words.write(words);
    }

    /// Whether a text alone in a cell, or before others, would be read as something else.
    static boolean isReserved(String word) {
        String small = word.toLowerCase(Locale.ROOT);
        return List.of(ANY, "any", "–", VALUE, NO_VALUE).contains(small) || small.startsWith(NOT);
    }
}
