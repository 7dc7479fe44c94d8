package io.suture.engine.expression;

import static io.suture.engine.expression.Function.Category.MESSAGE;

import io.suture.engine.format.Format;
import io.suture.engine.report.Trace.Kind;
import io.suture.engine.schema.Field;
import io.suture.engine.schema.FieldType;
import io.suture.engine.schema.Schema;
import io.suture.engine.schema.SchemaRef;
import io.suture.engine.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Functions that know the message and the output around them: entries, references, turns, declared queries.
final class MessageFunctions {
    private MessageFunctions() {}

    static List<Function> all() {
        return List.of(
                Function.special(
                                "ref",
                                MESSAGE,
                                ValueType.GROUP,
                                "entry value?",
                                "A reference to the entry made in the same turns of the shared loops, or to the one whose key a value has.",
                                (compiler, call, scope) -> reference(compiler, call, scope, false))
                        .as("ref(patient)")
                        .as("ref(practitioner, OBR-16)"),
                Function.special(
                                "refs",
                                MESSAGE,
                                ValueType.GROUP,
                                "entry value?",
                                "References to all entries made in the same turns of the shared loops.",
                                (compiler, call, scope) -> reference(compiler, call, scope, true))
                        .several()
                        .as("refs(observation)"),
                Function.special(
                                "key",
                                MESSAGE,
                                ValueType.TEXT,
                                "entry",
                                "The business key of an entry.",
                                MessageFunctions::key)
                        .as("key(report)"),
                Function.special(
                                "index",
                                MESSAGE,
                                ValueType.NUMBER,
                                "loop?",
                                "The number of the loop's turn, from 1.",
                                MessageFunctions::index)
                        .as("index(obx)"),
                Function.special(
                                "resolve",
                                MESSAGE,
                                ValueType.ANY,
                                "reference* type?",
                                "What a reference points to in the same message; absent, with a warning, when nothing answers to it.",
                                MessageFunctions::resolve)
                        .as("resolve(subject, 'Patient').identifier.value"),
                Function.special(
                                "resources",
                                MESSAGE,
                                ValueType.GROUP,
                                "type",
                                "The resources of a type among the entries of a Bundle.",
                                MessageFunctions::resources)
                        .several()
                        .as("resources('ServiceRequest')"),
                Function.special(
                                "entryOf",
                                MESSAGE,
                                ValueType.GROUP,
                                "resource",
                                "The entry of the Bundle in which a resource stands, with its fullUrl, request and"
                                        + " response.",
                                MessageFunctions::entryOf)
                        .as("entryOf(visit).request.method"),
                Function.special(
                                "query",
                                MESSAGE,
                                ValueType.TEXT,
                                "name key?",
                                "The answer to a declared query of the Channel about a key; without one, about the only key that the Message has.",
                                MessageFunctions::query)
                        .as("query('npi', OBR-16.1)")
                        .as("query('orderKnown')"),
                Function.texts(
                                "outputIndex",
                                MESSAGE,
                                ValueType.NUMBER,
                                "",
                                "The number of this output, from 1.",
                                (a, frame) -> Value.text(Integer.toString(frame.output())))
                        .as("outputIndex()"),
                Function.texts(
                                "outputCount",
                                MESSAGE,
                                ValueType.NUMBER,
                                "",
                                "How many outputs are made.",
                                (a, frame) -> Value.text(Integer.toString(frame.outputs())))
                        .as("outputCount()"));
    }

    private static @Nullable String name(Expression argument) {
        if (argument instanceof Expression.Text(String text)) {
            return text;
        }
        return argument instanceof Expression.Path(var base, var steps)
                        && base == null
                        && steps.size() == 1
                        && steps.getFirst().pick() == null
                ? steps.getFirst().name()
                : null;
    }

    private static FormulaCompiler.@Nullable Typed reference(
            FormulaCompiler compiler, Expression.Call call, Scope scope, boolean all) {
        String entry = name(call.arguments().getFirst());
        Layout.Entries entries = scope.layout.entries();
        Layout.Reference found = null;
        if (entry != null && call.arguments().size() == 1) {
            found = entries.reference(entry, scope);
        } else if (entry != null) {
            FormulaCompiler.Typed value = compiler.node(call.arguments().get(1), scope);
            found = entries.keyed(entry, new CompiledFormula(value.node(), value.shape(), scope.layout), scope);
        }
        if (found == null) {
            return unknownEntry(compiler, call, entry, entries);
        }
        Shape shape = new Shape(ValueType.GROUP, null, all);
        return new FormulaCompiler.Typed(new Refer(found, compiler.text(call)), shape);
    }

    private static FormulaCompiler.@Nullable Typed key(FormulaCompiler compiler, Expression.Call call, Scope scope) {
        String entry = name(call.arguments().getFirst());
        Layout.Entries entries = scope.layout.entries();
        Layout.Reference found = entry == null ? null : entries.key(entry, scope);
        return found == null
                ? unknownEntry(compiler, call, entry, entries)
                : new FormulaCompiler.Typed(new Refer(found, compiler.text(call)), Shape.TEXT);
    }

    private static FormulaCompiler.@Nullable Typed unknownEntry(
            FormulaCompiler compiler, Expression.Call call, @Nullable String entry, Layout.Entries entries) {
        String known = entries.names().isEmpty() ? "none is declared" : String.join(", ", entries.names());
        compiler.problem(
                "unknown-entry",
                call.function() + " takes the name of an entry" + (entry == null ? "" : ", and " + entry + " is none")
                        + " (" + known + ")." + (entry == null ? "" : NearMiss.hint(entry, entries.names())),
                call.arguments().getFirst());
        return null;
    }

    private static final class Refer extends Node {
        private final Layout.Reference reference;
        private final String shown;

        Refer(Layout.Reference reference, String shown) {
            this.reference = reference;
            this.shown = shown;
        }

        @Override
        Value one(Frame frame) {
            return found(frame, false);
        }

        @Override
        Value all(Frame frame) {
            return found(frame, true);
        }

        private Value found(Frame frame, boolean all) {
            Value value = reference.find(frame, all);
            if (frame.tracer != null) {
                Value shownValue = Texts.first(value) instanceof Value.Group group ? group.get("reference") : value;
                frame.tracer.step(Kind.REFERENCE, shown, shownValue);
            }
            return value;
        }
    }

    private static FormulaCompiler.@Nullable Typed index(FormulaCompiler compiler, Expression.Call call, Scope scope) {
        String loop = call.arguments().isEmpty() ? "" : name(call.arguments().getFirst());
        for (Scope at = scope; at != null; at = at.parent) {
            if (at.loop && (loop != null && loop.isEmpty() || at.name.equals(loop))) {
                int slot = at.slot;
                return new FormulaCompiler.Typed(
                        new Node() {
                            @Override
                            Value one(Frame frame) {
                                Value turn = Value.text(Integer.toString(frame.turns[slot]));
                                if (frame.tracer != null) {
                                    frame.tracer.step(Kind.FUNCTION, "index", turn);
                                }
                                return turn;
                            }
                        },
                        Shape.NUMBER);
            }
        }
        compiler.problem(
                "unknown-loop",
                loop != null && loop.isEmpty()
                        ? "There is no loop around this formula."
                        : "No loop of that name is around this formula.",
                call.arguments().isEmpty() ? call : call.arguments().getFirst());
        return null;
    }

    private static FormulaCompiler.@Nullable Typed resolve(
            FormulaCompiler compiler, Expression.Call call, Scope scope) {
        Node reference = compiler.node(call.arguments().getFirst(), scope).node();
        Format format = scope.layout.format();
        FieldType type = null;
        if (call.arguments().size() > 1) {
            type = resource(compiler, call.arguments().get(1), scope);
            if (type == null) {
                return null;
            }
        }
        if (format == null) {
            compiler.problem("resolve", "The format of this message knows no references.", call);
            return null;
        }
        Scope from = scope;
        while (from.parent != null && (from.type == null || from.type.kind() != FieldType.Kind.GROUP)) {
            from = from.parent;
        }
        return new FormulaCompiler.Typed(
                new Resolve(reference, format, from.slot, compiler.text(call)), Shape.of(type, true));
    }

    private static @Nullable FieldType resource(FormulaCompiler compiler, Expression argument, Scope scope) {
        SchemaRef source = scope.layout.source().ref();
        String name = name(argument);
        Optional<Schema> schema = name == null
                ? Optional.empty()
                : scope.layout.environment().schema(new SchemaRef(source.format(), source.version(), name));
        if (schema.isEmpty()) {
            compiler.problem("unknown-resource", "Here stands the type of a resource, as in 'Patient'.", argument);
            return null;
        }
        return schema.get().root();
    }

    private static final class Resolve extends Node {
        private final Node reference;
        private final Format format;
        private final int from;
        private final String shown;

        Resolve(Node reference, Format format, int from, String shown) {
            this.reference = reference;
            this.format = format;
            this.from = from;
            this.shown = shown;
        }

        @Override
        Value one(Frame frame) {
            return resolved(reference.one(frame), frame);
        }

        @Override
        Value all(Frame frame) {
            var found = new ArrayList<Value>();
            for (Value item : Value.items(reference.all(frame))) {
                found.add(resolved(item, frame));
            }
            return Value.Repeat.of(found);
        }

        private Value resolved(Value value, Frame frame) {
            Value text = value instanceof Value.Group group ? group.get("reference") : value;
            if (!(text instanceof Value.Text(String address))) {
                return text == Value.Null.NULL ? text : Value.Absent.ABSENT;
            }
            frame.use(text);
            Value.Group start = frame.slots[from] instanceof Value.Group group ? group : frame.message();
            Value found = format.resolve(frame.message(), start, address);
            if (found == Value.Absent.ABSENT) {
                frame.warn("reference-unresolved", "Nothing in the message answers to the reference; it is left out.");
            }
            if (frame.tracer != null) {
                frame.tracer.step(Kind.REFERENCE, shown, text);
            }
            return found;
        }
    }

    private static FormulaCompiler.@Nullable Typed resources(
            FormulaCompiler compiler, Expression.Call call, Scope scope) {
        FieldType type = resource(compiler, call.arguments().getFirst(), scope);
        if (type == null) {
            return null;
        }
        String wanted = type.name();
        Node node = new Node() {
            @Override
            Value one(Frame frame) {
                return Texts.first(all(frame));
            }

            @Override
            Value all(Frame frame) {
                var found = new ArrayList<Value>();
                for (Value entry : Value.items(frame.message().get("entry"))) {
                    if (entry instanceof Value.Group group
                            && group.get("resource") instanceof Value.Group resource
                            && Texts.of(resource.get("resourceType")).equals(wanted)) {
                        found.add(resource);
                    }
                }
                return Value.Repeat.of(found);
            }
        };
        return new FormulaCompiler.Typed(node, new Shape(ValueType.GROUP, type, true));
    }

    private static FormulaCompiler.@Nullable Typed entryOf(
            FormulaCompiler compiler, Expression.Call call, Scope scope) {
        Optional<FieldType> entry = scope.layout.source().root().field("entry").map(Field::type);
        if (entry.isEmpty()) {
            compiler.problem("no-entries", "Only what stands in a Bundle has an entry.", call);
            return null;
        }
        Node resource = compiler.node(call.arguments().getFirst(), scope).node();
        Node node = new Node() {
            @Override
            Value one(Frame frame) {
                return entryOf(resource.one(frame), frame);
            }
        };
        return new FormulaCompiler.Typed(node, new Shape(ValueType.GROUP, entry.get(), false));
    }

    /// Known by the resource itself: equal ones may stand in several entries.
    @SuppressWarnings("ReferenceEquality")
    private static Value entryOf(Value resource, Frame frame) {
        for (Value entry : Value.items(frame.message().get("entry"))) {
            if (entry instanceof Value.Group group
                    && resource != Value.Absent.ABSENT
                    && group.get("resource") == resource) {
                return entry;
            }
        }
        return Value.Absent.ABSENT;
    }

    private static FormulaCompiler.@Nullable Typed query(FormulaCompiler compiler, Expression.Call call, Scope scope) {
        String name = name(call.arguments().getFirst());
        Set<String> known = scope.layout.environment().queries();
        Node key = call.arguments().size() > 1
                ? compiler.node(call.arguments().get(1), scope).node()
                : null;
        if (name == null || !known.contains(name)) {
            compiler.problem(
                    "unknown-query",
                    "The Channel declares no query of that name." + (name == null ? "" : NearMiss.hint(name, known)),
                    call.arguments().getFirst());
            return null;
        }
        return new FormulaCompiler.Typed(new Queried(name, key, compiler.text(call)), Shape.TEXT);
    }

    private static final class Queried extends Node {
        private final String name;
        private final @Nullable Node key;
        private final String shown;

        Queried(String name, @Nullable Node key, String shown) {
            this.name = name;
            this.key = key;
            this.shown = shown;
        }

        @Override
        Value one(Frame frame) {
            Value answer = key == null ? only(frame) : about(key.one(frame), frame);
            if (frame.tracer != null) {
                frame.tracer.step(Kind.LOOKUP, shown, answer);
            }
            return answer;
        }

        private Value only(Frame frame) {
            List<Answers.Answer> given = frame.inputs.answers().to(name);
            if (given.size() > 1) {
                frame.warn(
                        "query-several-keys",
                        "The query “" + name + "” asked about " + given.size()
                                + " keys of this message, and the formula does not say which one it means;"
                                + " it gives nothing.");
                return Value.Absent.ABSENT;
            }
            return given.isEmpty()
                    ? Value.Absent.ABSENT
                    : Value.text(given.getFirst().given());
        }

        private Value about(Value asked, Frame frame) {
            String text = Texts.of(asked);
            if (text.isEmpty()) {
                return asked == Value.Null.NULL ? asked : Value.Absent.ABSENT;
            }
            Optional<Answers.Answer> answer = frame.inputs.answers().find(name, text);
            if (answer.isEmpty()) {
                frame.warn(
                        "query-not-asked",
                        "The query “" + name + "” does not ask about this key: its keys must name the same values."
                                + " It gives nothing.");
            }
            return answer.map(found -> Value.text(found.given())).orElse(Value.Absent.ABSENT);
        }
    }
}
