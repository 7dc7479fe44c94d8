package io.suture.engine.expression;

import io.suture.engine.report.Problem;
import io.suture.engine.report.Problem.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Cuts a formula into tokens. What it cannot read becomes a Problem, and the rest is read on.
final class Lexer {

    enum Kind {
        NAME,
        QUOTED_NAME,
        NUMBER,
        TEXT,
        SIGN,
        END
    }

    /// A token.
    ///
    /// @param text   what it says: unquoted for names and texts
    /// @param spaced whether white space stands before it
    record Token(Kind kind, String text, int from, int to, boolean spaced) {
        Span span() {
            return new Span(from, to);
        }

        boolean is(String sign) {
            return kind == Kind.SIGN && text.equals(sign);
        }

        boolean isWord(String word) {
            return kind == Kind.NAME && text.equals(word);
        }
    }

    private final String text;
    private final Consumer<Problem> problems;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    private Lexer(String text, Consumer<Problem> problems) {
        this.text = text;
        this.problems = problems;
    }

    static List<Token> tokens(String text, Consumer<Problem> problems) {
        var lexer = new Lexer(text, problems);
        lexer.run();
        return lexer.tokens;
    }

    private void run() {
        while (true) {
            int before = at;
            while (at < text.length() && (Character.isWhitespace(text.charAt(at)) || text.charAt(at) == '\u00a0')) {
                at++;
            }
            boolean spaced = at > before;
            if (at >= text.length()) {
                tokens.add(new Token(Kind.END, "", text.length(), text.length(), spaced));
                return;
            }
            char c = text.charAt(at);
            if (c == '\'' || c == '"' || c == '`') {
                quoted(c, spaced);
            } else if (isDigit(c)) {
                number(spaced);
            } else if (isNameStart(c)) {
                name(spaced);
            } else {
                sign(c, spaced);
            }
        }
    }

    private void quoted(char mark, boolean spaced) {
        int from = at++;
        var content = new StringBuilder();
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c != mark) {
                content.append(c);
            } else if (mark != '`' && at < text.length() && text.charAt(at) == mark) {
                content.append(mark);
                at++;
            } else {
                if (mark == '`' && content.isEmpty()) {
                    problems.accept(Problem.error("formula-name", "", "Nothing stands between the backquotes.")
                            .at(new Span(from, at)));
                    content.append('?');
                }
                tokens.add(new Token(mark == '`' ? Kind.QUOTED_NAME : Kind.TEXT, content.toString(), from, at, spaced));
                return;
            }
        }
        problems.accept(Problem.error("formula-quote", "", "The text that begins here has no closing " + mark + ".")
                .at(new Span(from, at)));
        tokens.add(new Token(Kind.TEXT, content.toString(), from, at, spaced));
    }

    private void number(boolean spaced) {
        int from = at;
        digits();
        if (at + 1 < text.length() && text.charAt(at) == '.' && isDigit(text.charAt(at + 1))) {
            at++;
            digits();
        }
        tokens.add(new Token(Kind.NUMBER, text.substring(from, at), from, at, spaced));
    }

    private void digits() {
        while (at < text.length() && isDigit(text.charAt(at))) {
            at++;
        }
    }

    private void name(boolean spaced) {
        int from = at++;
        while (at < text.length() && isNamePart(text.charAt(at))) {
            at++;
        }
        if (text.startsWith("[x]", at)) {
            at += 3;
        }
        tokens.add(new Token(Kind.NAME, text.substring(from, at), from, at, spaced));
    }

    private void sign(char c, boolean spaced) {
        String two = at + 1 < text.length() ? text.substring(at, at + 2) : "";
        int length = two.equals("!=") || two.equals("<=") || two.equals(">=") || two.equals("<>") ? 2 : 1;
        String sign = text.substring(at, at + length);
        if (length == 1 && "=<>&+-*/()[],.".indexOf(c) < 0) {
            int end = Character.isHighSurrogate(c) && at + 1 < text.length() ? at + 2 : at + 1;
            String hint = c == '!' ? "; write not, or !=" : c == '|' ? "; write or" : c == '%' ? "" : "";
            problems.accept(Problem.error(
                            "formula-character",
                            "",
                            "“" + text.substring(at, end) + "” means nothing here" + hint + ".")
                    .at(new Span(at, end)));
            at = end;
            return;
        }
        tokens.add(new Token(Kind.SIGN, sign.equals("<>") ? "!=" : sign, at, at + length, spaced));
        at += length;
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isNameStart(char c) {
        return Character.isLetter(c) || c == '_' || c == '$' || c == '@' || c == '#';
    }

    private static boolean isNamePart(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '$' || c == ':';
    }

    /// Whether a name needs no backquotes.
    static boolean isName(String name) {
        String plain = name.endsWith("[x]") ? name.substring(0, name.length() - 3) : name;
        return !plain.isEmpty()
                && isNameStart(plain.charAt(0))
                && plain.chars().skip(1).allMatch(c -> isNamePart((char) c));
    }
}
