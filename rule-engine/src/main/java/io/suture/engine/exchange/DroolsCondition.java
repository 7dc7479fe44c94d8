package io.suture.engine.exchange;

import io.suture.engine.rule.table.Cell;
import io.suture.engine.rule.table.ColumnType;
import io.suture.engine.rule.table.Measure;
import io.suture.engine.rule.table.Range;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a CONDITION column of a Drools spreadsheet asks: a field and an operator of a closed list, with a place for
/// what
/// stands in the cells. The text is never Java and never DRL: what is not one of these shapes is no condition.
///
/// @param field  the name that the spreadsheet calls it by
/// @param first  compared with `$param`, or with the first of two
/// @param second the other end of a range, or null
/// @param quoted whether the cells stand in quotation marks in the column's text
/// @param fixed  what it is compared with in every row that has something in its cell, or null
record DroolsCondition(
        String field,
        Operator first,
        @Nullable Operator second,
        boolean quoted,
        @Nullable String fixed) {
    private static final String FIELD = "([A-Za-z_][A-Za-z0-9_.-]{0,80})";
    private static final Pattern BARE = Pattern.compile(FIELD);
    private static final Pattern COMPARED =
            Pattern.compile(FIELD + "\\s*(==|!=|<=|>=|<|>|str\\[startsWith])\\s*(\"?)\\$(?:param|1)(\"?)");
    private static final Pattern FIXED =
            Pattern.compile(FIELD + "\\s*(==|!=|<=|>=|<|>)\\s*(\"[^\"\\\\$]*\"|-?\\d+(?:\\.\\d+)?)");
    private static final Pattern IN = Pattern.compile(FIELD + "\\s+(in|not in)\\s*\\(\\s*\\$param\\s*\\)");
    private static final Pattern BETWEEN =
            Pattern.compile(FIELD + "\\s*(>=?)\\s*(\"?)\\$1\\3\\s*(?:,|&&)\\s*" + FIELD + "\\s*(<=?)\\s*\\3\\$2\\3");
    private static final Pattern LITERAL = Pattern.compile("\"([^\"\\\\]*)\"|(-?\\d+(?:\\.\\d+)?)|(true|false)");
    private static final Pattern LIST = Pattern.compile("\\G\\s*(\"[^\"\\\\]*\"|-?\\d+(?:\\.\\d+)?)\\s*(,|$)");

    /// As Drools writes dates: `01-Jul-2026`.
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("dd-MMM-uuuu", Locale.ENGLISH);

    /// The comparisons that are taken.
    enum Operator {
        IS("=="),
        IS_NOT("!="),
        LESS("<"),
        AT_MOST("<="),
        GREATER(">"),
        AT_LEAST(">="),
        BEGINS("str[startsWith]"),
        IN("in"),
        NOT_IN("not in");

        private final String written;

        Operator(String written) {
            this.written = written;
        }

        static Operator of(String written) {
            for (Operator one : values()) {
                if (one.written.equals(written)) {
                    return one;
                }
            }
            throw new IllegalArgumentException("an operator that no pattern lets through");
        }

        boolean orders() {
            return switch (this) {
                case LESS, AT_MOST, GREATER, AT_LEAST -> true;
                case IS, IS_NOT, BEGINS, IN, NOT_IN -> false;
            };
        }
    }

    /// A constant of a cell.
    ///
    /// @param text   without its quotation marks
    /// @param number whether it was written as a number
    private record Literal(String text, boolean number) {}

    /// Empty for what is none of the shapes.
    static Optional<DroolsCondition> read(String said) {
        String text = said.strip();
        Matcher bare = BARE.matcher(text);
        if (bare.matches()) {
            return Optional.of(new DroolsCondition(text, Operator.IS, null, false, null));
        }
        Matcher compared = COMPARED.matcher(text);
        if (compared.matches()) {
            return group(compared, 3).equals(group(compared, 4))
                    ? Optional.of(new DroolsCondition(
                            group(compared, 1),
                            Operator.of(group(compared, 2)),
                            null,
                            !group(compared, 3).isEmpty(),
                            null))
                    : Optional.empty();
        }
        Matcher fixed = FIXED.matcher(text);
        if (fixed.matches()) {
            return Optional.of(
                    new DroolsCondition(group(fixed, 1), Operator.of(group(fixed, 2)), null, false, group(fixed, 3)));
        }
        Matcher in = IN.matcher(text);
        if (in.matches()) {
            return Optional.of(new DroolsCondition(group(in, 1), Operator.of(group(in, 2)), null, false, null));
        }
        Matcher between = BETWEEN.matcher(text);
        if (between.matches() && group(between, 1).equals(group(between, 4))) {
            return Optional.of(new DroolsCondition(
                    group(between, 1),
                    Operator.of(group(between, 2)),
                    Operator.of(group(between, 5)),
                    !group(between, 3).isEmpty(),
                    null));
        }
        return Optional.empty();
    }

    private static String group(Matcher matcher, int number) {
        return Objects.requireNonNull(matcher.group(number));
    }

    /// The type of a column with these cells, of which none is empty; empty where one says nothing that can be
    /// compared.
    Optional<ColumnType> type(List<String> cells) {
        var all = new ArrayList<Literal>();
        for (String cell : cells) {
            Optional<List<Literal>> literals = literals(cell);
            if (literals.isEmpty()) {
                return Optional.empty();
            }
            all.addAll(literals.get());
        }
        if (first == Operator.BEGINS) {
            return Optional.of(ColumnType.PREFIX);
        }
        if (all.stream().allMatch(Literal::number) && !all.isEmpty()) {
            return Optional.of(ColumnType.NUMBER);
        }
        if (!first.orders()) {
            return all.stream().anyMatch(Literal::number) ? Optional.empty() : Optional.of(ColumnType.TEXT);
        }
        if (all.stream().allMatch(one -> Measure.isPlainNumber(one.text()))) {
            return Optional.of(ColumnType.NUMBER);
        }
        return all.stream().allMatch(one -> Measure.isDate(date(one.text())))
                ? Optional.of(ColumnType.DATE)
                : Optional.empty();
    }

    /// A cell of a column of that type; empty for what says nothing that can be compared.
    Optional<Cell> cell(String said, ColumnType type) {
        if (said.isBlank()) {
            return Optional.of(Cell.ANY);
        }
        return type(List.of(said))
                .filter(own -> own == type)
                .flatMap(same -> literals(said))
                .map(literals -> cell(literals, type));
    }

    private Cell cell(List<Literal> literals, ColumnType type) {
        List<String> texts = literals.stream().map(Literal::text).toList();
        return switch (type) {
            case TEXT -> new Cell.OneOf(texts, first == Operator.IS_NOT || first == Operator.NOT_IN);
            case PREFIX -> new Cell.StartsWith(texts, false);
            case NUMBER, DATE -> {
                List<Measure> ends = texts.stream()
                        .map(text -> Measure.of(type == ColumnType.DATE ? date(text) : text))
                        .toList();
                yield new Cell.Within(ranges(ends));
            }
            case TABLE -> throw new IllegalStateException("Drools has no lookup tables");
        };
    }

    private List<Range> ranges(List<Measure> ends) {
        Measure one = ends.getFirst();
        return switch (first) {
            case LESS -> List.of(new Range(null, false, one, false));
            case AT_MOST -> List.of(new Range(null, false, one, true));
            case GREATER, AT_LEAST ->
                List.of(
                        second == null
                                ? new Range(one, first == Operator.AT_LEAST, null, false)
                                : new Range(
                                        one, first == Operator.AT_LEAST, ends.getLast(), second == Operator.AT_MOST));
            case IS, IN -> ends.stream().map(Range::single).toList();
            case IS_NOT, NOT_IN -> outside(ends);
            case BEGINS -> throw new IllegalStateException("a beginning is a text");
        };
    }

    private static List<Range> outside(List<Measure> ends) {
        List<Measure> sorted = ends.stream()
                .sorted(java.util.Comparator.comparing(Measure::number))
                .toList();
        var ranges = new ArrayList<Range>();
        ranges.add(new Range(null, false, sorted.getFirst(), false));
        for (int i = 1; i < sorted.size(); i++) {
            ranges.add(new Range(sorted.get(i - 1), false, sorted.get(i), false));
        }
        ranges.add(new Range(sorted.getLast(), false, null, false));
        return ranges;
    }

    private Optional<List<Literal>> literals(String cell) {
        String said = cell.strip();
        if (fixed != null) {
            return literal(fixed).map(List::of);
        }
        if (second != null) {
            String[] ends = said.split(",", -1);
            if (ends.length != 2) {
                return Optional.empty();
            }
            Optional<Literal> low = end(ends[0].strip());
            Optional<Literal> high = end(ends[1].strip());
            return low.isPresent() && high.isPresent() ? Optional.of(List.of(low.get(), high.get())) : Optional.empty();
        }
        if (first == Operator.IN || first == Operator.NOT_IN) {
            return list(said);
        }
        return end(said).map(List::of);
    }

    private Optional<Literal> end(String said) {
        return quoted ? text(said) : literal(said);
    }

    private static Optional<List<Literal>> list(String said) {
        var literals = new ArrayList<Literal>();
        Matcher next = LIST.matcher(said);
        int end = 0;
        while (next.find()) {
            literal(group(next, 1)).ifPresent(literals::add);
            end = next.end();
            if (group(next, 2).isEmpty()) {
                return end == said.length() ? Optional.of(literals) : Optional.empty();
            }
        }
        return Optional.empty();
    }

    /// A text for which the column has the quotation marks: one that holds some would end them.
    private static Optional<Literal> text(String said) {
        return said.indexOf('"') < 0 && said.indexOf('\\') < 0
                ? Optional.of(new Literal(said, false))
                : Optional.empty();
    }

    private static Optional<Literal> literal(String said) {
        Matcher literal = LITERAL.matcher(said);
        if (!literal.matches()) {
            return Optional.empty();
        }
        String text = literal.group(1);
        return Optional.of(text == null ? new Literal(said, literal.group(2) != null) : new Literal(text, false));
    }

    private static String date(String said) {
        try {
            return LocalDate.parse(said, DATE).toString();
        } catch (DateTimeParseException other) {
            return said;
        }
    }
}
