package io.suture.engine.expression;

import io.suture.engine.expression.Expression.Step;
import io.suture.engine.lookup.LookupTable;
import io.suture.engine.report.Problem;
import io.suture.engine.value.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A formula's tree to what runs: names become slots and steps, functions become calls, and all that is wrong is
/// said at once, each at its characters.
public final class FormulaCompiler {
    private final ParsedFormula parsed;
    private final List<Problem> problems = new ArrayList<>();
    private final PathResolver resolver;

    private FormulaCompiler(ParsedFormula parsed) {
        this.parsed = parsed;
        this.resolver = new PathResolver(parsed::span, problems, this);
    }

    /// A compiled expression and what is known of it.
    record Typed(Node node, Shape shape) {}

    public static Compiled<CompiledFormula> compile(Formula formula, Scope scope) {
        ParsedFormula parsed = formula.parse();
        if (parsed.tree().isEmpty()) {
            return new Compiled<>(null, parsed.problems());
        }
        var compiler = new FormulaCompiler(parsed);
        Typed typed = compiler.node(parsed.tree().get(), scope);
        boolean failed = compiler.problems.stream().anyMatch(Problem::isError);
        return new Compiled<>(
                failed ? null : new CompiledFormula(typed.node(), typed.shape(), scope.layout), compiler.problems);
    }

    /// A formula whose values a loop turns on.
    public static Compiled<CompiledLoop> compileLoop(LoopParts parts, Scope scope) {
        return LoopCompiler.compile(parts, scope);
    }

    /// The compiler of a loop's formula needs the resolved path itself.
    static @Nullable FormulaCompiler parsed(Formula formula, List<Problem> into) {
        ParsedFormula parsed = formula.parse();
        if (parsed.tree().isEmpty()) {
            into.addAll(parsed.problems());
            return null;
        }
        return new FormulaCompiler(parsed);
    }

    Expression tree() {
        return parsed.tree().orElseThrow();
    }

    List<Problem> problems() {
        return problems;
    }

    PathResolver resolver() {
        return resolver;
    }

    String text(Object node) {
        return parsed.text(node);
    }

    void problem(String code, String message, Object node) {
        problems.add(Problem.error(code, "", message).at(parsed.span(node)));
    }

    Typed node(Expression expression, Scope scope) {
        return switch (expression) {
            case Expression.Text(String text) -> new Typed(new Node.Constant(Value.text(text)), Shape.TEXT);
            case Expression.Number(String digits) -> new Typed(new Node.Constant(new Value.Text(digits)), Shape.NUMBER);
            case Expression.Truth(boolean value) -> new Typed(new Node.Constant(Texts.truth(value)), Shape.BOOLEAN);
            case Expression.Erase erase -> new Typed(new Node.Constant(Value.Null.NULL), Shape.ANY);
            case Expression.Silence silence -> nothing();
            case Expression.Path path -> path(path, scope);
            case Expression.Compare compare -> compare(compare, scope);
            case Expression.And(var left, var right) ->
                truth(new Logic.And(node(left, scope).node(), node(right, scope).node()));
            case Expression.Or(var left, var right) ->
                truth(new Logic.Or(node(left, scope).node(), node(right, scope).node()));
            case Expression.Not(var condition) ->
                truth(new Logic.Not(node(condition, scope).node()));
            case Expression.OneOf oneOf -> oneOf(oneOf, scope);
            case Expression.InTable(var value, String name) -> {
                LookupTable table = table(name, expression, scope);
                Node code = node(value, scope).node();
                yield table == null
                        ? nothing()
                        : new Typed(new CodeFunctions.LookupNode(text(expression), code, table, 0, false), Shape.TEXT);
            }
            case Expression.Join(var left, var right) ->
                call("join", expression, List.of(nothing(), node(left, scope), node(right, scope)), false);
            case Expression.Arithmetic(var by, var left, var right) ->
                new Typed(
                        new Calculation(
                                by, node(left, scope).node(), node(right, scope).node(), text(expression)),
                        Shape.NUMBER);
            case Expression.Negative(var value) ->
                new Typed(
                        new Calculation(
                                Expression.Operation.SUBTRACT,
                                new Node.Constant(new Value.Text("0")),
                                node(value, scope).node(),
                                text(expression)),
                        Shape.NUMBER);
            case Expression.Call call -> call(call, scope);
        };
    }

    private static Typed nothing() {
        return new Typed(new Node.Constant(Value.Absent.ABSENT), Shape.ANY);
    }

    private static Typed truth(Node node) {
        return new Typed(node, Shape.BOOLEAN);
    }

    private Typed path(Expression.Path path, Scope scope) {
        String shown = text(path);
        if (path.base() != null) {
            Typed base = node(path.base(), scope);
            return beneath(base, path.steps(), scope, shown);
        }
        Step first = path.steps().getFirst();
        if (first.pick() == null) {
            Node parameter = parameter(first.name(), scope);
            if (parameter != null) {
                Typed value = new Typed(parameter, Shape.ANY);
                List<Step> rest = path.steps().subList(1, path.steps().size());
                return rest.isEmpty() ? value : beneath(value, rest, scope, shown);
            }
        }
        boolean known = resolver.starts(path.steps(), scope);
        if (!known && path.steps().size() == 1 && first.pick() == null) {
            Layout layout = scope.layout;
            if (layout.environment().constants().containsKey(first.name())) {
                return new Typed(new Node.Setting(layout.constant(first.name()), first.name()), Shape.TEXT);
            }
        }
        if (!known
                && PathResolver.isZ(first.name())
                && scope.layout.source().ref().format().equals("hl7v2")) {
            return sent(path.steps(), scope, shown);
        }
        Optional<PathResolver.Resolved> resolved = resolver.resolve(path.steps(), scope);
        if (resolved.isEmpty()) {
            return nothing();
        }
        PathResolver.Resolved found = resolved.get();
        return new Typed(new PathNode(found.scope().slot, null, found.steps(), shown), found.shape());
    }

    private Typed beneath(Typed base, List<Step> steps, Scope scope, String shown) {
        Optional<List<PathResolver.Down>> downs = resolver.beneath(base.shape().type(), steps, scope);
        if (downs.isEmpty()) {
            return nothing();
        }
        boolean many = base.shape().many();
        for (PathResolver.Down down : downs.get()) {
            many |= down.many();
        }
        List<PathNode.Step> down =
                downs.get().stream().map(PathResolver.Down::step).toList();
        return new Typed(
                new PathNode(-1, base.node(), down, shown),
                Shape.of(downs.get().getLast().type(), many));
    }

    /// A segment that no Schema knows is looked for in the groups around, inner ones first.
    private Typed sent(List<Step> steps, Scope scope, String shown) {
        var slots = new ArrayList<Integer>();
        for (Scope at = scope; at != null; at = at.parent) {
            if (at.source.isEmpty()
                    && at.type != null
                    && at.type.kind() == io.suture.engine.schema.FieldType.Kind.GROUP) {
                slots.add(at.slot);
            }
        }
        Typed base = new Typed(
                new SentSegment(
                        steps.getFirst().name(),
                        slots.stream().mapToInt(slot -> slot).toArray()),
                new Shape(ValueType.ANY, null, true));
        Step first = steps.getFirst();
        if (first.pick() != null) {
            problem(
                    "formula-pick",
                    "A choice in [ ] is not possible on a segment that the schema does not know.",
                    first);
        }
        List<Step> rest = steps.subList(1, steps.size());
        return rest.isEmpty() ? base : beneath(base, rest, scope, shown);
    }

    private static @Nullable Node parameter(String name, Scope scope) {
        for (Scope at = scope; at != null; at = at.parent) {
            if (at.name.equals(name)) {
                return null;
            }
            Node parameter = at.parameters.get(name);
            if (parameter != null) {
                return parameter;
            }
        }
        return null;
    }

    private Typed compare(Expression.Compare compare, Scope scope) {
        Typed left = node(compare.left(), scope);
        Typed right = node(compare.right(), scope);
        ValueType a = left.shape().kind();
        ValueType b = right.shape().kind();
        Logic.By by;
        if (a == ValueType.NUMBER || b == ValueType.NUMBER) {
            by = Logic.By.NUMBER;
        } else if (a.isTemporal() || b.isTemporal()) {
            by = Logic.By.TIME;
        } else {
            by = switch (compare.by()) {
                case EQUAL, UNEQUAL -> Logic.By.TEXT;
                case LESS, AT_MOST, GREATER, AT_LEAST -> Logic.By.EITHER;
            };
        }
        return truth(new Logic.Compare(compare.by(), by, left.node(), right.node(), text(compare)));
    }

    private Typed oneOf(Expression.OneOf oneOf, Scope scope) {
        Typed value = node(oneOf.value(), scope);
        Set<String> constants = new HashSet<>();
        Node any = null;
        for (Expression choice : oneOf.choices()) {
            switch (choice) {
                case Expression.Text(String text) -> constants.add(text);
                case Expression.Number(String digits) -> constants.add(digits);
                case Expression other -> {
                    Node equal = new Logic.Compare(
                            Expression.Comparison.EQUAL,
                            Logic.By.TEXT,
                            value.node(),
                            node(other, scope).node(),
                            text(oneOf));
                    any = any == null ? equal : new Logic.Or(any, equal);
                }
            }
        }
        Node among = new Logic.OneOf(value.node(), constants, text(oneOf));
        return truth(any == null ? among : new Logic.Or(among, any));
    }

    @Nullable
    LookupTable table(String name, Object node, Scope scope) {
        LookupTable table = scope.layout.environment().tables().get(name);
        if (table == null) {
            problems.add(CodeFunctions.unknownTable(name, scope).at(parsed.span(node)));
        }
        return table;
    }

    private Typed call(Expression.Call call, Scope scope) {
        Optional<Function> found = Functions.find(call.function());
        if (found.isEmpty()) {
            problem(
                    "unknown-function",
                    "There is no function named " + call.function() + "."
                            + NearMiss.hint(call.function(), Functions.names()),
                    call);
            call.arguments().forEach(argument -> node(argument, scope));
            return nothing();
        }
        Function function = found.get();
        int given = call.arguments().size();
        if (given < function.least() || given > function.most()) {
            problem(
                    "arguments",
                    function.signature() + " does not take " + (given == 0 ? "no" : given)
                            + (given == 1 ? " argument." : " arguments."),
                    call);
            return nothing();
        }
        if (function.body() instanceof Function.Body.Special special) {
            Typed made = special.compile(this, call, scope);
            return made == null ? nothing() : made;
        }
        var arguments = new ArrayList<Typed>();
        for (Expression argument : call.arguments()) {
            arguments.add(node(argument, scope));
        }
        for (int i = given; i < function.parameters().size(); i++) {
            String setting = function.parameters().get(i).setting();
            if (setting == null) {
                break;
            }
            if (!scope.layout.environment().constants().containsKey(setting)) {
                problem(
                        "constant-missing",
                        call.function() + " needs the constant " + setting
                                + ", which neither the Channel nor its source sets; or give it as an argument.",
                        call);
                return nothing();
            }
            arguments.add(new Typed(new Node.Setting(scope.layout.constant(setting), setting), Shape.TEXT));
        }
        return call(function.name(), call, arguments, function.many());
    }

    private Typed call(String name, Expression expression, List<Typed> arguments, boolean many) {
        Function function = Functions.find(name).orElseThrow();
        var nodes = new Node[arguments.size()];
        var all = new boolean[nodes.length];
        var needed = new boolean[nodes.length];
        for (int i = 0; i < nodes.length; i++) {
            Function.Parameter parameter = function.parameter(i);
            nodes[i] = arguments.get(i).node();
            // The text joined by & is one value of each side.
            all[i] = parameter.all() && expression instanceof Expression.Call;
            needed[i] = !parameter.optional() && !parameter.more();
        }
        String shown = text(expression);
        Node node = switch (function.body()) {
            case Function.Body.OfTexts body -> new CallNode.OfTexts(shown, nodes, all, needed, body);
            case Function.Body.OfValues body -> new CallNode.OfValues(shown, nodes, all, body);
            case Function.Body.Special special -> throw new IllegalStateException(name + " compiles in its own way");
        };
        return new Typed(node, new Shape(function.result(), null, many));
    }

    /// What is known of a value that may be either.
    static Shape common(Shape one, Shape other) {
        ValueType kind = one.kind() == other.kind() ? one.kind() : ValueType.ANY;
        return new Shape(kind, one.type() == other.type() ? one.type() : null, one.many() || other.many());
    }
}
