package io.suture.engine.expression;

import io.suture.engine.expression.Expression.Pick;
import io.suture.engine.expression.Expression.Step;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Expression to text, with the fewest brackets that keep the tree.
final class Printer {
    private static final int OR = 1;
    private static final int AND = 2;
    private static final int NOT = 3;
    private static final int COMPARE = 4;
    private static final int JOIN = 5;
    private static final int SUM = 6;
    private static final int PRODUCT = 7;
    private static final int UNARY = 8;
    private static final int PRIMARY = 9;

    private Printer() {}

    static String print(Expression tree) {
        return text(tree);
    }

    private static String text(Expression tree) {
        return switch (tree) {
            case Expression.Text(String text) -> quoted(text);
            case Expression.Number(String digits) -> digits;
            case Expression.Truth(boolean value) -> value ? "true" : "false";
            case Expression.Erase erase -> "null";
            case Expression.Silence silence -> "absent";
            case Expression.Path path -> path(path);
            case Expression.Compare(var by, var left, var right) ->
                at(left, JOIN) + " " + by.sign() + " " + at(right, JOIN);
            case Expression.And(var left, var right) -> at(left, AND) + " and " + at(right, NOT);
            case Expression.Or(var left, var right) -> at(left, OR) + " or " + at(right, AND);
            case Expression.Not(var condition) -> "not " + at(condition, NOT);
            case Expression.OneOf(var value, var choices) -> at(value, JOIN) + " in (" + list(choices) + ")";
            case Expression.InTable(var value, String table) -> at(value, JOIN) + " in " + quoted(table);
            case Expression.Join(var left, var right) -> at(left, JOIN) + " & " + at(right, SUM);
            case Expression.Arithmetic(var by, var left, var right) -> {
                int level = level(tree);
                yield at(left, level) + " " + by.sign() + " " + at(right, level + 1);
            }
            case Expression.Negative(var value) -> "-" + at(value, UNARY);
            case Expression.Call(String function, var arguments) -> function + "(" + list(arguments) + ")";
        };
    }

    private static int level(Expression tree) {
        return switch (tree) {
            case Expression.Or or -> OR;
            case Expression.And and -> AND;
            case Expression.Not not -> NOT;
            case Expression.Compare compare -> COMPARE;
            case Expression.OneOf oneOf -> COMPARE;
            case Expression.InTable inTable -> COMPARE;
            case Expression.Join join -> JOIN;
            case Expression.Arithmetic(var by, var left, var right) ->
                switch (by) {
                    case ADD, SUBTRACT -> SUM;
                    case MULTIPLY, DIVIDE -> PRODUCT;
                };
            case Expression.Negative negative -> UNARY;
            case Expression.Text text -> PRIMARY;
            case Expression.Number number -> PRIMARY;
            case Expression.Truth truth -> PRIMARY;
            case Expression.Erase erase -> PRIMARY;
            case Expression.Silence silence -> PRIMARY;
            case Expression.Path path -> PRIMARY;
            case Expression.Call call -> PRIMARY;
        };
    }

    private static String at(Expression tree, int least) {
        return level(tree) < least ? "(" + text(tree) + ")" : text(tree);
    }

    private static String list(List<Expression> trees) {
        return trees.stream().map(Printer::text).collect(Collectors.joining(", "));
    }

    private static String path(Expression.Path path) {
        var out = new StringBuilder();
        boolean first = path.base() == null;
        if (path.base() != null) {
            // A path upon a path is one path; brackets keep the two apart, as they do for everything but a call.
            out.append(path.base() instanceof Expression.Call call ? text(call) : "(" + text(path.base()) + ")");
        }
        boolean afterNumber = !first;
        for (Step step : path.steps()) {
            boolean number = isNumber(step.name());
            if (!first) {
                out.append(number && !afterNumber ? '-' : '.');
            }
            out.append(name(step.name(), first));
            if (step.pick() != null) {
                out.append('[').append(pick(step.pick())).append(']');
            }
            first = false;
            afterNumber = number;
        }
        return out.toString();
    }

    private static String pick(Pick pick) {
        return switch (pick) {
            case Pick.Where(Expression.Number number) -> "(" + number.digits() + ")";
            case Pick.Where(Expression.Path(var base, var steps))
            when base == null && steps.equals(List.of(Step.of("last"))) -> "(last)";
            case Pick.Where(Expression.Path(var base, var steps))
            when base == null && steps.equals(List.of(Step.of("x"))) -> "(x)";
            case Pick.Where(var condition) -> text(condition);
            case Pick.Nth(int position) -> Integer.toString(position);
            case Pick.Last last -> "last";
        };
    }

    private static boolean isNumber(String name) {
        return name.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    static final Set<String> WORDS = Set.of("and", "or", "not", "in", "true", "false", "null", "absent");

    private static String name(String name, boolean first) {
        boolean plain = isNumber(name) ? !first : Lexer.isName(name) && !WORDS.contains(name);
        return plain ? name : "`" + name + "`";
    }

    /// Doubling the quotation mark is the language's one escape.
    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
