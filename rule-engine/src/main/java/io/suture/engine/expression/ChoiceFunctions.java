package io.suture.engine.expression;

import static io.suture.engine.expression.Function.Category.CHOICE;

import io.suture.engine.value.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Choosing among values; branches that are not chosen are not looked at.
final class ChoiceFunctions {
    /// Each is a text of its own: what a message of a few megabytes holds would otherwise fill any memory.
    private static final int MOST_PAIRS = 1_000_000;

    private ChoiceFunctions() {}

    static List<Function> all() {
        return List.of(
                Function.special(
                                "if",
                                CHOICE,
                                ValueType.ANY,
                                "condition this that?",
                                "This when the condition holds, else that.",
                                ChoiceFunctions::choose)
                        .giving("if(2 > 1, 'yes', 'no')", "yes"),
                Function.special(
                                "choose",
                                CHOICE,
                                ValueType.ANY,
                                "condition this more...",
                                "Pairs of a condition and a value; the first that holds; a last value alone stands for every other case.",
                                ChoiceFunctions::choose)
                        .giving("choose(1 > 2, 'a', 2 > 1, 'b', 'c')", "b"),
                Function.special(
                                "coalesce",
                                CHOICE,
                                ValueType.ANY,
                                "values*...",
                                "The first of these that is not absent; null is an answer.",
                                ChoiceFunctions::firstFilled)
                        .giving("coalesce(absent, 'b', 'c')", "b")
                        .as("coalesce(OBX-14, OBR-7)"),
                Function.special(
                                "first",
                                CHOICE,
                                ValueType.ANY,
                                "values*...",
                                "The first value of the first of these that is not absent.",
                                ChoiceFunctions::first)
                        .giving("first(absent, split('a,b', ','))", "a"),
                Function.values(
                                "last",
                                CHOICE,
                                ValueType.ANY,
                                "values*...",
                                "The last of all these values.",
                                (a, frame) -> {
                                    List<Value> all = flat(a);
                                    return all.isEmpty() ? Value.Absent.ABSENT : all.getLast();
                                })
                        .giving("last(split('a,b', ','))", "b"),
                Function.values(
                                "nth",
                                CHOICE,
                                ValueType.ANY,
                                "values* position",
                                "The value at a position, counted from 1.",
                                (a, frame) -> {
                                    List<Value> all = Value.items(a[0]);
                                    int position = TextFunctions.count(Texts.of(a[1]));
                                    return position < 1 || position > all.size()
                                            ? Value.Absent.ABSENT
                                            : all.get(position - 1);
                                })
                        .giving("nth(split('a,b', ','), 2)", "b"),
                Function.values(
                                "list",
                                CHOICE,
                                ValueType.ANY,
                                "values*...",
                                "All these values, one after the other.",
                                (a, frame) -> Value.Repeat.of(flat(a)))
                        .several()
                        .giving("count(list('a', split('b,c', ',')))", "3"),
                Function.values(
                                "distinct",
                                CHOICE,
                                ValueType.ANY,
                                "values*...",
                                "All these values, each once.",
                                (a, frame) -> {
                                    var seen = new HashSet<Value>();
                                    return Value.Repeat.of(
                                            flat(a).stream().filter(seen::add).toList());
                                })
                        .several()
                        .giving("count(distinct('a', 'b', 'a'))", "2"),
                Function.values(
                                "pairs",
                                CHOICE,
                                ValueType.TEXT,
                                "these* those* separator",
                                "Every text of these with every one of those, joined by the separator; to look up what two things have to do with each other.",
                                ChoiceFunctions::pairs)
                        .several()
                        .giving("join(' ', pairs(split('a,b', ','), split('x,y', ','), '+'))", "a+x a+y b+x b+y")
                        .giving("count(pairs('a', absent, '+'))", "0"),
                Function.special(
                                "exists",
                                CHOICE,
                                ValueType.BOOLEAN,
                                "values*...",
                                "Whether any of these has a value; null is none.",
                                ChoiceFunctions::exists)
                        .giving("exists('a')", "true")
                        .giving("exists(absent)", "false"),
                Function.values(
                                "flag",
                                CHOICE,
                                ValueType.ANY,
                                "value why",
                                "The value, with a warning that says why somebody should look at it.",
                                (a, frame) -> {
                                    if (!Texts.isNothing(a[0])) {
                                        frame.warn("flagged", Texts.of(a[1]));
                                    }
                                    return a[0];
                                })
                        .as("flag('unknown', 'The status is not known.')"),
                Function.values(
                                "stop",
                                CHOICE,
                                ValueType.ANY,
                                "why",
                                "Nothing, with an error that parks the message and says why.",
                                (a, frame) -> {
                                    frame.error("stopped", Texts.of(a[0]));
                                    return Value.Absent.ABSENT;
                                })
                        .as("stop('Two results have the same key.')"),
                Function.values(
                                "isNull",
                                CHOICE,
                                ValueType.BOOLEAN,
                                "value",
                                "Whether it says: erase.",
                                (a, frame) -> Texts.truth(a[0] == Value.Null.NULL))
                        .giving("isNull(null)", "true"));
    }

    private static List<Value> flat(Value[] values) {
        var flat = new ArrayList<Value>();
        for (Value value : values) {
            flat.addAll(Value.items(value));
        }
        return flat;
    }

    private static Value pairs(Value[] a, Frame frame) {
        String separator = Texts.of(a[2]);
        List<Value> firsts = Value.items(a[0]);
        List<Value> seconds = Value.items(a[1]);
        if ((long) firsts.size() * seconds.size() > MOST_PAIRS) {
            frame.error(
                    Frame.TOO_MANY,
                    firsts.size() + " values and " + seconds.size()
                            + " others would be more than a million pairs. None is made.");
            return Value.Absent.ABSENT;
        }
        var pairs = new ArrayList<Value>();
        for (Value one : firsts) {
            frame.use(one);
            for (Value other : seconds) {
                frame.use(other);
                String left = Texts.of(one);
                String right = Texts.of(other);
                if (!left.isEmpty() && !right.isEmpty()) {
                    pairs.add(new Value.Text(left + separator + right));
                }
            }
        }
        return Value.Repeat.of(pairs);
    }

    private static FormulaCompiler.Typed choose(FormulaCompiler compiler, Expression.Call call, Scope scope) {
        List<Expression> arguments = call.arguments();
        Node otherwise = new Node.Constant(Value.Absent.ABSENT);
        Shape shape = null;
        int pairs = arguments.size() / 2;
        if (arguments.size() % 2 == 1) {
            FormulaCompiler.Typed last = compiler.node(arguments.getLast(), scope);
            otherwise = last.node();
            shape = last.shape();
        }
        var conditions = new Node[pairs];
        var values = new Node[pairs];
        for (int i = 0; i < pairs; i++) {
            conditions[i] = compiler.node(arguments.get(2 * i), scope).node();
            FormulaCompiler.Typed value = compiler.node(arguments.get(2 * i + 1), scope);
            values[i] = value.node();
            shape = shape == null ? value.shape() : FormulaCompiler.common(shape, value.shape());
        }
        Node node = otherwise;
        for (int i = pairs - 1; i >= 0; i--) {
            node = new Logic.If(conditions[i], values[i], node);
        }
        return new FormulaCompiler.Typed(node, shape == null ? Shape.ANY : shape);
    }

    private static FormulaCompiler.Typed firstFilled(FormulaCompiler compiler, Expression.Call call, Scope scope) {
        Shape shape = null;
        var nodes = new ArrayList<Node>();
        for (Expression argument : call.arguments()) {
            FormulaCompiler.Typed typed = compiler.node(argument, scope);
            nodes.add(typed.node());
            shape = shape == null ? typed.shape() : FormulaCompiler.common(shape, typed.shape());
        }
        return new FormulaCompiler.Typed(
                new Logic.FirstFilled(nodes.toArray(Node[]::new)), shape == null ? Shape.ANY : shape);
    }

    private static FormulaCompiler.Typed first(FormulaCompiler compiler, Expression.Call call, Scope scope) {
        FormulaCompiler.Typed filled = firstFilled(compiler, call, scope);
        Shape shape = filled.shape();
        return new FormulaCompiler.Typed(new First(filled.node()), new Shape(shape.kind(), shape.type(), false));
    }

    /// One value of what may be several, taken in order from all of them.
    private static final class First extends Node {
        private final Node values;

        First(Node values) {
            this.values = values;
        }

        @Override
        Value one(Frame frame) {
            return Texts.first(values.all(frame));
        }
    }

    private static FormulaCompiler.@Nullable Typed exists(FormulaCompiler compiler, Expression.Call call, Scope scope) {
        Node[] nodes = call.arguments().stream()
                .map(argument -> compiler.node(argument, scope).node())
                .toArray(Node[]::new);
        return new FormulaCompiler.Typed(new Logic.Exists(nodes, compiler.text(call)), Shape.BOOLEAN);
    }
}
