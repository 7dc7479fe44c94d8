package io.suture.engine.exchange;

import io.suture.engine.channel.Channel;
import io.suture.engine.exchange.FhirMap.Rule;
import io.suture.engine.exchange.FhirMap.Source;
import io.suture.engine.exchange.FhirMap.Table;
import io.suture.engine.exchange.FhirPathText.Focus;
import io.suture.engine.exchange.FhirPathText.Found;
import io.suture.engine.expression.Expression;
import io.suture.engine.expression.Expression.Pick;
import io.suture.engine.expression.Expression.Step;
import io.suture.engine.expression.Formula;
import io.suture.engine.mapping.FieldMapping;
import io.suture.engine.report.Problem;
import io.suture.engine.schema.Field;
import io.suture.engine.schema.FieldType;
import io.suture.engine.value.FieldPath;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What the parts of a [FhirMap] in the making share: names, tables, what could not be said.
final class FhirMapParts {
    private final Channel channel;
    private final List<Problem> problems = new ArrayList<>();
    private final Map<String, Table> tables = new LinkedHashMap<>();
    private final List<String> unsaid = new ArrayList<>();
    private int names;

    /// Where values go: a variable of the map, and what may stand beneath it.
    record Into(String variable, FieldType type) {}

    FhirMapParts(Channel channel) {
        this.channel = channel;
    }

    List<Problem> problems() {
        return List.copyOf(problems);
    }

    List<Table> tables() {
        return List.copyOf(tables.values());
    }

    /// What is left out, a sentence a line.
    String left() {
        return String.join("\n", unsaid);
    }

    /// Something to be known of what is in the map.
    void note(Problem problem) {
        problems.add(problem);
    }

    static FhirPathText.Said condition(@Nullable Formula formula, Focus focus) {
        if (formula == null) {
            return new FhirPathText.Said("true", null);
        }
        return formula.parse()
                .tree()
                .map(tree -> FhirPathText.of(tree, focus))
                .orElse(new FhirPathText.Said(null, "the formula " + formula.text()));
    }

    /// A rule a step down to what a path names; the innermost holds what is made of it.
    List<Rule> chain(
            FieldPath path,
            Found found,
            String variable,
            @Nullable String where,
            @Nullable String list,
            java.util.function.Function<String, List<Rule>> inside) {
        return step(path, found, 0, found.at().variable(), variable, where, list, inside);
    }

    private List<Rule> step(
            FieldPath path,
            Found found,
            int number,
            String context,
            String variable,
            @Nullable String where,
            @Nullable String list,
            java.util.function.Function<String, List<Rule>> inside) {
        Step step = found.steps().get(number);
        boolean last = number == found.steps().size() - 1;
        String own = last ? variable : variable();
        String condition = last ? where : null;
        if (step.pick() instanceof Pick.Where(Expression only)) {
            FhirPathText.Said said = FhirPathText.of(
                    only, new Focus(own, found.fields().get(number).type(), null));
            if (said.path() == null) {
                return unsaid(path, Objects.requireNonNullElse(said.unsaid(), "a condition"));
            }
            condition = condition == null ? said.path() : "(" + said.path() + ") and (" + condition + ")";
        } else if (step.pick() instanceof Pick.Nth) {
            return unsaid(path, "the n-th of " + step.name());
        }
        String mode = step.pick() instanceof Pick.Last ? "last" : last ? list : null;
        List<Rule> rules = last ? inside.apply(own) : step(path, found, number + 1, own, variable, where, list, inside);
        var source = new Source(context, step.name(), mode, own, condition);
        // What is only made of this step is said in one rule with it.
        if (rules.size() == 1 && rules.getFirst().source().equals(new Source(own, null, null, null, null))) {
            Rule only = rules.getFirst();
            return List.of(new Rule(only.name(), source, only.target(), only.rules(), only.documentation()));
        }
        return rules.isEmpty() ? rules : List.of(new Rule(name(path), source, null, rules, ""));
    }

    /// `valueQuantity` is filled as `value`.
    static String element(Into into, Field field) {
        return into.type().fields().stream()
                .filter(one -> one.type().kind() == FieldType.Kind.CHOICE
                        && (one.name().equals(field.name())
                                || one.type().fields().contains(field)))
                .map(one -> one.name().replace("[x]", ""))
                .findFirst()
                .orElse(field.name());
    }

    static Source here(Focus focus, @Nullable String condition) {
        return new Source(focus.variable(), null, null, null, condition);
    }

    @Nullable
    Table table(String name) {
        return channel.tables().stream()
                .filter(table -> table.name().equals(name))
                .findFirst()
                .map(table -> tables.computeIfAbsent(name, any -> new Table("cm-" + (tables.size() + 1), table)))
                .orElse(null);
    }

    List<Rule> unsaid(FieldPath path, String what) {
        String sentence = (path.isRoot() ? "The whole output" : path) + " is not in the map: FHIR’s mapping language "
                + "cannot say " + what + ".";
        problems.add(Problem.warning("unsaid", path.toString(), sentence));
        unsaid.add(sentence);
        return List.of();
    }

    static String note(@Nullable FieldMapping row) {
        return row == null ? "" : row.note();
    }

    String variable() {
        return "v" + ++names;
    }

    String name(FieldPath path) {
        String plain = identifier(path.toString());
        return plain.substring(0, Math.min(plain.length(), 50)) + ++names;
    }

    static String identifier(String name) {
        var text = new StringBuilder();
        for (String word : name.split("[^A-Za-z0-9]+", -1)) {
            if (!word.isEmpty()) {
                text.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
            }
        }
        return text.isEmpty() || Character.isDigit(text.charAt(0)) ? "Map" + text : text.toString();
    }
}
