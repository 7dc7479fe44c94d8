package io.suture.engine.expression;

import io.suture.engine.value.Value;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// One function of the formula language, with all that the studio shows of it.
///
/// @param name       as formulas call it
/// @param category   where help lists it
/// @param parameters in order
/// @param result     the sort of what it gives
/// @param many       whether it may give several values
/// @param help       one sentence
/// @param examples   each with what it gives
/// @param body       what it does
public record Function(
        String name,
        Category category,
        List<Parameter> parameters,
        ValueType result,
        boolean many,
        String help,
        List<Example> examples,
        Body body) {
    public Function {
        parameters = List.copyOf(parameters);
        examples = List.copyOf(examples);
    }

    /// Where help lists a function.
    public enum Category {
        TEXT,
        TIME,
        NUMBER,
        CODE,
        IDENTIFIER,
        PRIVACY,
        CHOICE,
        MESSAGE
    }

    /// One parameter.
    ///
    /// @param all       whether it takes all values of its argument rather than the first
    /// @param optional  whether it may be left out
    /// @param more      whether any number of arguments may stand here
    /// @param setting   the constant that stands in when it is left out, or null
    public record Parameter(
            String name,
            boolean all,
            boolean optional,
            boolean more,
            @Nullable String setting) {

        /// From a short form: `count?` may be left out, `values*` takes all, `values*...` any number of them,
        /// `zone=SENDER_ZONE` stands in by a constant.
        static Parameter of(String form) {
            int equal = form.indexOf('=');
            String setting = equal < 0 ? null : form.substring(equal + 1);
            String rest = equal < 0 ? form : form.substring(0, equal);
            boolean more = rest.endsWith("...");
            rest = more ? rest.substring(0, rest.length() - 3) : rest;
            boolean all = rest.endsWith("*");
            rest = all ? rest.substring(0, rest.length() - 1) : rest;
            boolean optional = rest.endsWith("?");
            rest = optional ? rest.substring(0, rest.length() - 1) : rest;
            return new Parameter(rest, all, optional || setting != null, more, setting);
        }
    }

    /// A formula without fields and the text that it gives, run as a test; the result is null where a message is
    /// needed.
    public record Example(String formula, @Nullable String result) {}

    /// What a function does: of texts, of values as they are, or compiled in its own way.
    sealed interface Body {
        /// Given texts; absent where a needed one is absent, Null where one is Null.
        @FunctionalInterface
        non-sealed interface OfTexts extends Body {
            Value call(String[] arguments, Frame frame);
        }

        /// Given the values, Absent and Null included.
        @FunctionalInterface
        non-sealed interface OfValues extends Body {
            Value call(Value[] arguments, Frame frame);
        }

        /// Compiled in its own way.
        @FunctionalInterface
        non-sealed interface Special extends Body {
            FormulaCompiler.@Nullable Typed compile(FormulaCompiler compiler, Expression.Call call, Scope scope);
        }
    }

    static Function texts(
            String name, Category category, ValueType result, String parameters, String help, Body.OfTexts body) {
        return new Function(name, category, parse(parameters), result, false, help, List.of(), body);
    }

    static Function values(
            String name, Category category, ValueType result, String parameters, String help, Body.OfValues body) {
        return new Function(name, category, parse(parameters), result, false, help, List.of(), body);
    }

    static Function special(
            String name, Category category, ValueType result, String parameters, String help, Body.Special body) {
        return new Function(name, category, parse(parameters), result, false, help, List.of(), body);
    }

    private static List<Parameter> parse(String parameters) {
        return parameters.isEmpty()
                ? List.of()
                : java.util.Arrays.stream(parameters.split(" "))
                        .map(Parameter::of)
                        .toList();
    }

    Function giving(String formula, String gives) {
        return with(new Example(formula, gives), many);
    }

    /// An example that needs a message.
    Function as(String formula) {
        return with(new Example(formula, null), many);
    }

    Function several() {
        return new Function(name, category, parameters, result, true, help, examples, body);
    }

    private Function with(Example example, boolean severalValues) {
        var longer = new java.util.ArrayList<>(examples);
        longer.add(example);
        return new Function(name, category, parameters, result, severalValues, help, longer, body);
    }

    int least() {
        return (int)
                parameters.stream().filter(parameter -> !parameter.optional()).count();
    }

    int most() {
        return parameters.stream().anyMatch(Parameter::more) ? Integer.MAX_VALUE : parameters.size();
    }

    Parameter parameter(int position) {
        return parameters.get(Math.min(position, parameters.size() - 1));
    }

    /// As help shows it: `padLeft(text, length, fill?)`.
    public String signature() {
        return name
                + parameters.stream()
                        .map(parameter ->
                                parameter.name() + (parameter.optional() ? "?" : "") + (parameter.more() ? ", …" : ""))
                        .collect(Collectors.joining(", ", "(", ")"));
    }
}
