package io.suture.engine.exchange;

import io.suture.engine.exchange.FhirMap.Rule;
import io.suture.engine.exchange.FhirMap.Source;
import io.suture.engine.exchange.FhirMap.Table;
import io.suture.engine.exchange.FhirMap.Target;
import io.suture.engine.exchange.FhirMap.Transform;
import io.suture.engine.exchange.FhirMapParts.Into;
import io.suture.engine.exchange.FhirPathText.Focus;
import io.suture.engine.exchange.FhirPathText.Found;
import io.suture.engine.expression.Expression;
import io.suture.engine.expression.Expression.Pick;
import io.suture.engine.expression.Formula;
import io.suture.engine.mapping.FieldMapping;
import io.suture.engine.report.Problem;
import io.suture.engine.schema.Field;
import io.suture.engine.value.FieldPath;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/// The rules that make one value of a target field.
final class FhirMapValues {
    private final FhirMapParts parts;

    FhirMapValues(FhirMapParts parts) {
        this.parts = parts;
    }

    List<Rule> leaf(FieldMapping row, Formula formula, FieldPath path, Focus focus, Into into, Field field) {
        Optional<Expression> parsed = formula.parse().tree();
        if (parsed.isEmpty()) {
            return parts.unsaid(path, "the formula " + formula.text());
        }
        Expression tree = parsed.get();
        FhirPathText.Said when = FhirMapParts.condition(row.when(), focus);
        if (when.path() == null) {
            return parts.unsaid(path, Objects.requireNonNullElse(when.unsaid(), "a condition"));
        }
        if (row.otherwise() != null) {
            return otherwise(row, tree, path, focus, into, field);
        }
        List<Rule> made = value(row, tree, path, focus, into, field);
        return row.when() == null || made.isEmpty()
                ? made
                : List.of(new Rule(parts.name(path), FhirMapParts.here(focus, when.path()), null, made, ""));
    }

    private List<Rule> otherwise(
            FieldMapping row, Expression tree, FieldPath path, Focus focus, Into into, Field field) {
        FhirPathText.Said value = FhirPathText.of(tree, focus);
        FhirPathText.Said other = FhirMapParts.condition(row.otherwise(), focus);
        FhirPathText.Said when = FhirMapParts.condition(row.when(), focus);
        for (FhirPathText.Said one : List.of(value, other, when)) {
            if (one.path() == null) {
                return parts.unsaid(path, Objects.requireNonNullElse(one.unsaid(), "a formula"));
            }
        }
        String holds = "(" + value.path() + ").exists()" + (row.when() == null ? "" : " and (" + when.path() + ")");
        return evaluated(
                row, "iif(" + holds + ", " + value.path() + ", " + other.path() + ")", path, focus, into, field);
    }

    private List<Rule> value(FieldMapping row, Expression tree, FieldPath path, Focus focus, Into into, Field field) {
        boolean many = field.cardinality().repeats();
        switch (tree) {
            case Expression.Text(String text) -> {
                return List.of(constant(row, text, Transform.Kind.TEXT, path, focus, into, field));
            }
            case Expression.Number(String digits) -> {
                return List.of(constant(row, digits, Transform.Kind.NUMBER, path, focus, into, field));
            }
            case Expression.Truth(boolean truth) -> {
                return List.of(constant(row, Boolean.toString(truth), Transform.Kind.TRUTH, path, focus, into, field));
            }
            case Expression.InTable(Expression.Path of, String table) -> {
                Optional<Found> found = chained(of, focus, many);
                Table known = parts.table(table);
                if (found.isEmpty() || known == null) {
                    return parts.unsaid(path, "the table '" + table + "' of " + of.print());
                }
                parts.note(Problem.info(
                        "unknown-code",
                        path.toString(),
                        path + ": what becomes of codes that " + table + " has not, the map cannot say. A program that "
                                + "runs it may stop there."));
                return found(
                        path,
                        found.get(),
                        many,
                        at -> put(row, path, at, into, field, new Transform.Translate(at, known.id())));
            }
            case Expression.Path of -> {
                Optional<Found> found = chained(of, focus, many);
                if (found.isPresent()) {
                    return found(
                            path, found.get(), many, at -> put(row, path, at, into, field, new Transform.Copy(at)));
                }
            }
            default -> {}
        }
        FhirPathText.Said said = FhirPathText.of(tree, focus);
        if (said.path() == null) {
            return parts.unsaid(path, Objects.requireNonNullElse(said.unsaid(), "its formula"));
        }
        boolean first = !many && tree instanceof Expression.Path;
        return evaluated(row, first ? said.path() + ".first()" : said.path(), path, focus, into, field);
    }

    /// A path that rules can go down step by step and give the same: to one value only where a single step repeats.
    private static Optional<Found> chained(Expression.Path path, Focus focus, boolean many) {
        return FhirPathText.find(path, focus)
                .filter(found -> found.isPlain()
                        && !found.steps().isEmpty()
                        && found.steps().stream().noneMatch(step -> step.pick() instanceof Pick.Nth)
                        && (many || found.steps().size() == 1 || !found.repeats()));
    }

    private Rule constant(
            FieldMapping row,
            String literal,
            Transform.Kind kind,
            FieldPath path,
            Focus focus,
            Into into,
            Field field) {
        return put(row, path, focus.variable(), into, field, new Transform.Constant(literal, kind));
    }

    private List<Rule> evaluated(FieldMapping row, String text, FieldPath path, Focus focus, Into into, Field field) {
        return List.of(put(row, path, focus.variable(), into, field, new Transform.Evaluate(focus.variable(), text)));
    }

    private Rule put(FieldMapping row, FieldPath path, String context, Into into, Field field, Transform value) {
        return new Rule(
                parts.name(path),
                new Source(context, null, null, null, null),
                new Target(into.variable(), FhirMapParts.element(into, field), null, value),
                List.of(),
                FhirMapParts.note(row));
    }

    /// One Rule for each value that is found, or for the first where the target takes one.
    private List<Rule> found(FieldPath path, Found found, boolean many, Function<String, Rule> put) {
        return parts.chain(path, found, parts.variable(), null, many ? null : "first", at -> List.of(put.apply(at)));
    }
}
