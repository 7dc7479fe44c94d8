package io.suture.engine.expression;

import io.suture.engine.report.Problem;
import io.suture.engine.report.Problem.Span;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A formula's tree, with the characters that each node stands for, or what is wrong with its text.
public final class ParsedFormula {
    private final Formula formula;
    private final @Nullable Expression tree;
    private final List<Problem> problems;
    private final IdentityHashMap<Object, Span> spans;

    ParsedFormula(
            Formula formula, @Nullable Expression tree, List<Problem> problems, IdentityHashMap<Object, Span> spans) {
        this.formula = formula;
        this.tree = tree;
        this.problems = List.copyOf(problems);
        this.spans = spans;
    }

    public Formula formula() {
        return formula;
    }

    /// The tree; empty when there are problems.
    public Optional<Expression> tree() {
        return Optional.ofNullable(problems.isEmpty() ? tree : null);
    }

    /// Everything that is wrong with the text, each with its characters.
    public List<Problem> problems() {
        return problems;
    }

    /// The characters that a node of this very tree (an Expression, or a Step of a path) stands for.
    public Span span(Object node) {
        Span known = spans.get(node);
        return known == null ? new Span(0, formula.text().length()) : known;
    }

    /// The text of a node as it was typed.
    public String text(Object node) {
        Span span = span(node);
        return formula.text().substring(span.from(), span.to());
    }

    /// All nodes with their characters, for highlighting and completion.
    public Map<Object, Span> spans() {
        return spans;
    }
}
