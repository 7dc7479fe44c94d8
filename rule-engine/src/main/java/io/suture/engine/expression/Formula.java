package io.suture.engine.expression;

/// A formula as the analyst typed it; a draft keeps it even when it does not parse. Decision 0002 has the language.
///
/// @param text what was typed, without blanks around it
public record Formula(String text) {
    public Formula {
        text = text.strip();
    }

    /// Its tree, or all that is wrong with it. Never throws.
    public ParsedFormula parse() {
        return Parser.parse(this);
    }

    /// The formula that a tree prints as.
    public static Formula of(Expression tree) {
        return new Formula(tree.print());
    }

    @Override
    public String toString() {
        return text;
    }
}
