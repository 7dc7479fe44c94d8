package io.suture.engine.exchange;

import io.suture.engine.expression.Expression;
import io.suture.engine.expression.Expression.Pick;
import io.suture.engine.expression.Expression.Step;
import io.suture.engine.schema.Cardinality;
import io.suture.engine.schema.Field;
import io.suture.engine.schema.FieldType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A formula as FHIRPath, where FHIRPath says the same. What it cannot say is named, never approximated.
final class FhirPathText {
    private final Focus focus;
    private @Nullable String unsaid;

    /// Where names are looked for: a variable of the map, and the ones around it.
    ///
    /// @param outer the focus around it, or null
    record Focus(String variable, FieldType type, @Nullable Focus outer) {}

    /// A path, found.
    ///
    /// @param steps   beneath the variable
    /// @param fields  of the steps
    record Found(Focus at, List<Step> steps, List<Field> fields) {
        boolean repeats() {
            return fields.stream().map(Field::cardinality).anyMatch(Cardinality::repeats);
        }

        /// Whether each step is an element by its own name.
        boolean isPlain() {
            for (int i = 0; i < steps.size(); i++) {
                if (!fields.get(i).name().equals(steps.get(i).name())
                        || fields.get(i).type().kind() == FieldType.Kind.CHOICE
                        || isTyped(i)) {
                    return false;
                }
            }
            return true;
        }

        private boolean isTyped(int step) {
            FieldType above = step == 0 ? at.type() : fields.get(step - 1).type();
            return above.fields().stream()
                    .noneMatch(field -> field.name().equals(steps.get(step).name()));
        }
    }

    private FhirPathText(Focus focus) {
        this.focus = focus;
    }

    /// What a formula comes to.
    ///
    /// @param path   null where FHIRPath cannot say it
    /// @param unsaid then: what of it
    record Said(@Nullable String path, @Nullable String unsaid) {}

    /// Said of the focus; the variables around it by their names.
    static Said of(Expression formula, Focus focus) {
        var text = new FhirPathText(focus);
        String path = text.write(formula);
        return new Said(text.unsaid == null ? path : null, text.unsaid);
    }

    /// The innermost place that has the first name of a path.
    static Optional<Found> find(Expression.Path path, Focus focus) {
        if (path.base() != null) {
            return Optional.empty();
        }
        for (Focus at = focus; at != null; at = at.outer()) {
            boolean named = at.variable().equals(path.steps().getFirst().name())
                    && path.steps().getFirst().pick() == null;
            List<Step> steps = named ? path.steps().subList(1, path.steps().size()) : path.steps();
            FieldType type = at.type();
            var fields = new ArrayList<Field>();
            for (Step step : steps) {
                Optional<Field> field = type.field(step.name());
                if (field.isEmpty()) {
                    break;
                }
                fields.add(field.get());
                type = field.get().type();
            }
            if (fields.size() == steps.size()) {
                return Optional.of(new Found(at, steps, fields));
            }
        }
        return Optional.empty();
    }

    private String write(Expression formula) {
        return switch (formula) {
            case Expression.Text(String text) -> quoted(text);
            case Expression.Number(String digits) -> digits;
            case Expression.Truth(boolean value) -> Boolean.toString(value);
            case Expression.Silence silence -> "{}";
            case Expression.Erase erase -> none("null, which erases");
            case Expression.Path path -> path(path);
            case Expression.Compare(var by, var left, var right) ->
                within(left) + " " + by.sign() + " " + within(right);
            case Expression.And(var left, var right) -> within(left) + " and " + within(right);
            case Expression.Or(var left, var right) -> within(left) + " or " + within(right);
            case Expression.Not(var condition) -> within(condition) + ".not()";
            case Expression.OneOf(var value, var choices) -> {
                var each = new ArrayList<String>();
                choices.forEach(choice -> each.add(within(value) + " = " + within(choice)));
                yield String.join(" or ", each);
            }
            case Expression.InTable(var value, String table) -> none("the table '" + table + "' within a formula");
            case Expression.Join(var left, var right) -> within(left) + " & " + within(right);
            case Expression.Arithmetic(var by, var left, var right) ->
                within(left) + " " + by.sign() + " " + within(right);
            case Expression.Negative(var value) -> "-" + within(value);
            case Expression.Call(String function, var arguments) -> call(function, arguments);
        };
    }

    private String within(Expression formula) {
        String text = write(formula);
        return formula instanceof Expression.Text
                        || formula instanceof Expression.Number
                        || formula instanceof Expression.Path
                        || formula instanceof Expression.Call
                ? text
                : "(" + text + ")";
    }

    private String path(Expression.Path path) {
        Optional<Found> found = find(path, focus);
        if (found.isEmpty()) {
            return none("the path " + path.print());
        }
        var text = new StringBuilder(
                found.get().at() == focus ? "" : "%" + found.get().at().variable());
        FieldType above = found.get().at().type();
        for (int i = 0; i < found.get().steps().size(); i++) {
            Step step = found.get().steps().get(i);
            Field field = found.get().fields().get(i);
            text.append(text.isEmpty() ? "" : ".").append(element(above, field));
            text.append(pick(step.pick(), field.type()));
            above = field.type();
        }
        return text.isEmpty() ? "$this" : text.toString();
    }

    /// `valueQuantity` is a `value` of that type.
    private static String element(FieldType above, Field field) {
        if (above.fields().contains(field)) {
            return field.name().replace("[x]", "");
        }
        return above.fields().stream()
                .filter(choice -> choice.type().kind() == FieldType.Kind.CHOICE
                        && choice.type().fields().contains(field))
                .map(choice -> choice.name().replace("[x]", "") + ".ofType("
                        + field.type().name() + ")")
                .findFirst()
                .orElse(field.name());
    }

    private String pick(@Nullable Pick pick, FieldType type) {
        return switch (pick) {
            case null -> "";
            case Pick.Nth(int position) -> "[" + (position - 1) + "]";
            case Pick.Last last -> ".last()";
            case Pick.Where(Expression condition) -> {
                Said said = of(condition, new Focus("", type, null));
                if (said.path() == null) {
                    unsaid = said.unsaid();
                }
                yield ".where(" + said.path() + ")";
            }
        };
    }

    private String call(String function, List<Expression> arguments) {
        Expression first = arguments.isEmpty() ? new Expression.Silence() : arguments.getFirst();
        int count = arguments.size();
        return switch (function) {
            case "exists", "count", "first", "last", "distinct", "lower", "upper", "trim", "length" ->
                count == 1 ? within(first) + "." + function + "()" : none(function + " of several values");
            case "startsWith", "endsWith" ->
                count == 2
                        ? within(first) + "." + function + "(" + write(arguments.get(1)) + ")"
                        : none("the function " + function);
            case "if" ->
                count == 2 || count == 3
                        ? "iif(" + write(first) + ", " + write(arguments.get(1)) + ", "
                                + (count == 3 ? write(arguments.get(2)) : "{}") + ")"
                        : none("the function if");
            case "coalesce" -> {
                String text = within(arguments.getLast());
                for (int i = count - 2; i >= 0; i--) {
                    String value = within(arguments.get(i));
                    text = "iif(" + value + ".exists(), " + value + ", " + text + ")";
                }
                yield text;
            }
            case "join" -> {
                var text = new StringBuilder(count < 2 ? none("join of nothing") : within(arguments.get(1)));
                for (int i = 2; i < count; i++) {
                    text.append(".combine(").append(write(arguments.get(i))).append(')');
                }
                yield text.append(".join(").append(write(first)).append(')').toString();
            }
            default -> none("the function " + function);
        };
    }

    private String none(String what) {
        unsaid = unsaid == null ? what : unsaid;
        return "{}";
    }

    static String quoted(String text) {
        return "'"
                + text.replace("\\", "\\\\")
                        .replace("'", "\\'")
                        .replace("\n", "\\n")
                        .replace("\r", "\\r") + "'";
    }
}
