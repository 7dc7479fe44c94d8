package io.suture.engine.expression;

import io.suture.engine.expression.Expression.Comparison;
import io.suture.engine.expression.Expression.Operation;
import io.suture.engine.expression.Expression.Pick;
import io.suture.engine.expression.Expression.Step;
import io.suture.engine.expression.Lexer.Kind;
import io.suture.engine.expression.Lexer.Token;
import io.suture.engine.report.Problem;
import io.suture.engine.report.Problem.Span;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Tokens to a tree by recursive descent. After an error it goes on at the next comma or closing bracket, so that one
/// reading finds all errors.
final class Parser {
    private static final Map<String, Comparison> COMPARISONS = Map.of(
            "=", Comparison.EQUAL,
            "!=", Comparison.UNEQUAL,
            "<", Comparison.LESS,
            "<=", Comparison.AT_MOST,
            ">", Comparison.GREATER,
            ">=", Comparison.AT_LEAST);
    /// Deeper brackets than this are no formula but an attack on the stack.
    private static final int DEEPEST = 200;

    private final List<Problem> problems = new ArrayList<>();
    private final IdentityHashMap<Object, Span> spans = new IdentityHashMap<>();
    private final List<Token> tokens;
    private int at;
    private int depth;

    private Parser(String text) {
        this.tokens = Lexer.tokens(text, problems::add);
    }

    static ParsedFormula parse(Formula formula) {
        var parser = new Parser(formula.text());
        Expression tree = null;
        if (formula.text().isEmpty()) {
            parser.problem("formula-empty", "The formula is empty.", new Span(0, 0));
        } else {
            tree = parser.condition();
            parser.end();
        }
        return new ParsedFormula(formula, tree, parser.problems, parser.spans);
    }

    private void end() {
        while (peek().kind() != Kind.END) {
            Token extra = next();
            problem(
                    "formula-unexpected",
                    "“" + shown(extra) + "” stands where the formula should end" + hint(extra),
                    extra);
            while (peek().kind() != Kind.END && !peek().is(",")) {
                at++;
            }
            if (peek().is(",")) {
                at++;
                if (peek().kind() != Kind.END) {
                    condition();
                }
            }
        }
    }

    private static String hint(Token extra) {
        return switch (extra.kind()) {
            case NAME, QUOTED_NAME, TEXT, NUMBER -> "; is a sign such as & or and missing before it?";
            case SIGN -> extra.is(")") ? "; no bracket was opened for it." : ".";
            case END -> ".";
        };
    }

    private Expression condition() {
        if (++depth > DEEPEST) {
            problem("formula-deep", "The formula nests deeper than " + DEEPEST + " brackets.", peek());
            at = tokens.size() - 1;
            depth--;
            return node(new Expression.Silence(), peek().from());
        }
        int from = peek().from();
        Expression left = both();
        while (peek().isWord("or")) {
            at++;
            left = node(new Expression.Or(left, both()), from);
        }
        depth--;
        return left;
    }

    private Expression both() {
        int from = peek().from();
        Expression left = not();
        while (peek().isWord("and")) {
            at++;
            left = node(new Expression.And(left, not()), from);
        }
        return left;
    }

    private Expression not() {
        int from = peek().from();
        int negations = 0;
        while (peek().isWord("not")) {
            at++;
            negations++;
        }
        Expression inner = comparison();
        for (int i = 0; i < negations; i++) {
            inner = node(new Expression.Not(inner), from);
        }
        return inner;
    }

    private Expression comparison() {
        int from = peek().from();
        Expression left = join();
        if (peek().isWord("in")) {
            at++;
            return in(left, from);
        }
        Comparison by = peek().kind() == Kind.SIGN ? COMPARISONS.get(peek().text()) : null;
        if (by == null) {
            return left;
        }
        at++;
        Expression compared = node(new Expression.Compare(by, left, join()), from);
        if (peek().kind() == Kind.SIGN && COMPARISONS.containsKey(peek().text())) {
            problem("formula-chain", "Two comparisons in a row: join them with and.", peek());
            at++;
            join();
        }
        return compared;
    }

    private Expression in(Expression value, int from) {
        if (peek().kind() == Kind.TEXT) {
            String table = next().text();
            return node(new Expression.InTable(value, table), from);
        }
        if (peek().is("(")) {
            at++;
            List<Expression> choices = arguments();
            if (choices.isEmpty()) {
                problem("formula-list", "The list after in is empty.", tokens.get(at - 1));
            }
            return node(new Expression.OneOf(value, choices), from);
        }
        problem(
                "formula-in",
                "After in stands a list, as in ('X', 'D'), or the name of a lookup table in quotes.",
                peek());
        return value;
    }

    private Expression join() {
        int from = peek().from();
        Expression left = sum();
        while (peek().is("&")) {
            at++;
            left = node(new Expression.Join(left, sum()), from);
        }
        return left;
    }

    private Expression sum() {
        int from = peek().from();
        Expression left = product();
        while (peek().is("+") || peek().is("-")) {
            Operation by = next().is("+") ? Operation.ADD : Operation.SUBTRACT;
            left = node(new Expression.Arithmetic(by, left, product()), from);
        }
        return left;
    }

    private Expression product() {
        int from = peek().from();
        Expression left = unary();
        while (peek().is("*") || peek().is("/")) {
            Operation by = next().is("*") ? Operation.MULTIPLY : Operation.DIVIDE;
            left = node(new Expression.Arithmetic(by, left, unary()), from);
        }
        return left;
    }

    private Expression unary() {
        int from = peek().from();
        int signs = 0;
        while (peek().is("-")) {
            at++;
            signs++;
        }
        Expression inner = primary();
        for (int i = 0; i < signs; i++) {
            inner = node(new Expression.Negative(inner), from);
        }
        return inner;
    }

    private Expression primary() {
        Token token = peek();
        int from = token.from();
        switch (token.kind()) {
            case TEXT -> {
                at++;
                return node(new Expression.Text(token.text()), from);
            }
            case NUMBER -> {
                at++;
                return node(new Expression.Number(token.text()), from);
            }
            case QUOTED_NAME -> {
                return path(null, from);
            }
            case NAME -> {
                return word(token);
            }
            case SIGN -> {
                if (token.is("(")) {
                    at++;
                    Expression inner = condition();
                    expect(")", token);
                    return beneath(inner, from);
                }
            }
            case END -> {}
        }
        problem(
                "formula-missing",
                token.kind() == Kind.END
                        ? "The formula stops where a field, a constant or a function should follow."
                        : "“" + shown(token) + "” stands where a field, a constant or a function should be.",
                token);
        if (token.kind() != Kind.END && !token.is(")") && !token.is(",") && !token.is("]")) {
            at++;
        }
        return node(new Expression.Silence(), from);
    }

    private Expression word(Token token) {
        int from = token.from();
        boolean called = tokens.get(at + 1).is("(");
        switch (token.text()) {
            case "true", "false" -> {
                at++;
                return node(new Expression.Truth(token.text().equals("true")), from);
            }
            case "null" -> {
                at++;
                return node(new Expression.Erase(), from);
            }
            case "absent" -> {
                at++;
                return node(new Expression.Silence(), from);
            }
            case "and", "or", "in" -> {
                problem(
                        "formula-missing",
                        "Before " + token.text() + " a field, a constant or a function is missing.",
                        token);
                return node(new Expression.Silence(), from);
            }
            default -> {
                if (!called) {
                    return path(null, from);
                }
                at += 2;
                Expression call = new Expression.Call(token.text(), arguments());
                return beneath(node(call, from), from);
            }
        }
    }

    /// Arguments up to and with the closing bracket.
    private List<Expression> arguments() {
        var arguments = new ArrayList<Expression>();
        Token open = tokens.get(at - 1);
        if (peek().is(")")) {
            at++;
            return arguments;
        }
        while (true) {
            arguments.add(condition());
            if (peek().is(",")) {
                at++;
                continue;
            }
            if (!peek().is(")") && peek().kind() != Kind.END) {
                Token extra = peek();
                problem(
                        "formula-unexpected",
                        "“" + shown(extra) + "” stands where a comma or a closing bracket should be.",
                        extra);
                skip();
                if (peek().is(",")) {
                    at++;
                    continue;
                }
            }
            expect(")", open);
            return arguments;
        }
    }

    /// To the next comma or bracket that closes what is open here.
    private void skip() {
        int open = 0;
        while (peek().kind() != Kind.END) {
            Token token = peek();
            if (open == 0 && (token.is(",") || token.is(")") || token.is("]"))) {
                return;
            }
            open += token.is("(") || token.is("[") ? 1 : token.is(")") || token.is("]") ? -1 : 0;
            at++;
        }
    }

    /// Steps after a bracket or a call, if there are any.
    private Expression beneath(Expression base, int from) {
        Token sign = peek();
        if (sign.is("[") && !sign.spaced()) {
            problem("formula-pick", "A choice in [ ] stands after a name; for a value use nth, first or last.", sign);
            at++;
            condition();
            expect("]", sign);
            return base;
        }
        return separator() ? path(base, from) : base;
    }

    /// Whether a further step follows: `.name`, or `-5` without blanks.
    private boolean separator() {
        Token sign = peek();
        if (sign.spaced() || (!sign.is(".") && !sign.is("-"))) {
            return false;
        }
        Token after = tokens.get(at + 1);
        if (after.spaced()) {
            return false;
        }
        return sign.is("-") ? after.kind() == Kind.NUMBER : after.kind() != Kind.END && after.kind() != Kind.SIGN;
    }

    private Expression path(@Nullable Expression base, int from) {
        var steps = new ArrayList<Step>();
        if (base == null) {
            names(steps);
        }
        while (separator()) {
            at++;
            names(steps);
        }
        if (peek().is(".")) {
            problem("formula-path", "After the point a name or a number is missing.", peek());
            at++;
        }
        return node(new Expression.Path(base, steps), from);
    }

    /// A name and its choice in brackets; the number 5.1 is two names.
    private void names(List<Step> steps) {
        Token token = next();
        if (token.kind() == Kind.NUMBER && token.text().indexOf('.') > 0) {
            int point = token.text().indexOf('.');
            steps.add(spanned(Step.of(token.text().substring(0, point)), token.from(), token.from() + point));
            steps.add(spanned(
                    pick(token.text().substring(point + 1)),
                    token.from() + point + 1,
                    tokens.get(at - 1).to()));
            return;
        }
        steps.add(spanned(pick(token.text()), token.from(), tokens.get(at - 1).to()));
    }

    private Step pick(String name) {
        Token open = peek();
        if (!open.is("[") || open.spaced()) {
            return Step.of(name);
        }
        at++;
        Pick pick;
        Token first = peek();
        if (first.kind() == Kind.NUMBER && tokens.get(at + 1).is("]")) {
            at++;
            int position =
                    first.text().length() < 7 && first.text().indexOf('.') < 0 ? Integer.parseInt(first.text()) : 0;
            if (position < 1) {
                problem("formula-position", "A position is a whole number from 1.", first);
                position = 1;
            }
            pick = new Pick.Nth(position);
        } else if (first.isWord("last") && tokens.get(at + 1).is("]")) {
            at++;
            pick = new Pick.Last();
        } else {
            pick = new Pick.Where(condition());
        }
        expect("]", open);
        return new Step(name, pick);
    }

    private void expect(String close, Token open) {
        if (peek().is(close)) {
            at++;
            return;
        }
        Token found = peek();
        if (found.kind() != Kind.END) {
            problem("formula-unexpected", "“" + shown(found) + "” stands where " + close + " should be.", found);
            skip();
            if (peek().is(close)) {
                at++;
            }
            return;
        }
        problem("formula-bracket", "The bracket that opens here is never closed.", open);
    }

    private Token peek() {
        return tokens.get(Math.min(at, tokens.size() - 1));
    }

    private Token next() {
        Token token = peek();
        at++;
        return token;
    }

    private Expression node(Expression node, int from) {
        int to = at > 0 ? tokens.get(Math.min(at, tokens.size()) - 1).to() : from;
        return spanned(node, from, Math.max(from, to));
    }

    private <T> T spanned(T node, int from, int to) {
        spans.put(node, new Span(from, to));
        return node;
    }

    private void problem(String code, String message, Token token) {
        problem(code, message, token.span());
    }

    private void problem(String code, String message, Span span) {
        problems.add(Problem.error(code, "", message).at(span));
    }

    private static String shown(Token token) {
        return token.kind() == Kind.TEXT ? "'" + token.text() + "'" : token.text();
    }
}
