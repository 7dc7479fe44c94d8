package io.suture.engine.expression;

import static io.suture.engine.expression.Function.Category.CODE;

import io.suture.engine.lookup.LookupTable;
import io.suture.engine.report.Problem;
import io.suture.engine.value.Value;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Codes, and the systems that they are of. An unknown code is kept as sent and flagged; none is invented.
final class CodeFunctions {
    private static final Map<String, String> SYSTEMS = systems();

    private CodeFunctions() {}

    static List<Function> all() {
        return List.of(
                Function.special(
                                "lookup",
                                CODE,
                                ValueType.TEXT,
                                "table code column?",
                                "What a lookup table has for a code, in its first column or a named one.",
                                CodeFunctions::lookup)
                        .as("lookup('Providers', XCN.1, 'npi')"),
                Function.special(
                                "known",
                                CODE,
                                ValueType.TEXT,
                                "table code column?",
                                "What a lookup table has for a code; absent, and nothing is flagged, when it does not hold it.",
                                CodeFunctions::known)
                        .as("coalesce(known('Authorities', CX.4.1), identifierSystem(CX.4))"),
                Function.special(
                                "isIn",
                                CODE,
                                ValueType.BOOLEAN,
                                "table code",
                                "Whether a lookup table holds a code; nothing is flagged.",
                                CodeFunctions::isIn)
                        .as("isIn('Status', OBX-11)"),
                Function.texts(
                                "codingSystem",
                                CODE,
                                ValueType.TEXT,
                                "name",
                                "The address of a coding system that HL7 v2 names shortly; one that is not known becomes urn:oid or urn:id.",
                                (a, frame) -> new Value.Text(system(a[0])))
                        .giving("codingSystem('LN')", "http://loinc.org")
                        .giving("codingSystem('HL70078')", "http://terminology.hl7.org/CodeSystem/v2-0078")
                        .giving("codingSystem('L')", "urn:id:L"),
                Function.texts(
                                "hasForm",
                                CODE,
                                ValueType.BOOLEAN,
                                "code system",
                                "Whether a code has the form, and the check digit, that codes of a system have: I10, I9C, C4, HCPCS, NDC, LN, SCT, NPI; of other systems every code does.",
                                (a, frame) -> Texts.truth(CodeForms.holds(a[0], a[1])))
                        .giving("hasForm('J02.0', 'I10')", "true")
                        .giving("hasForm('J2', 'I10')", "false")
                        .giving("hasForm('2823-3', 'LN')", "true")
                        .giving("hasForm('2823-4', 'LN')", "false"),
                Function.texts(
                                "isUcum",
                                CODE,
                                ValueType.BOOLEAN,
                                "unit",
                                "Whether the text is a unit as UCUM writes it.",
                                (a, frame) -> Texts.truth(Ucum.isUnit(a[0])))
                        .giving("isUcum('mmol/L')", "true")
                        .giving("isUcum('furlongs per week')", "false"));
    }

    private static FormulaCompiler.@Nullable Typed lookup(FormulaCompiler compiler, Expression.Call call, Scope scope) {
        return lookup(compiler, call, scope, false);
    }

    private static FormulaCompiler.@Nullable Typed known(FormulaCompiler compiler, Expression.Call call, Scope scope) {
        return lookup(compiler, call, scope, true);
    }

    private static FormulaCompiler.@Nullable Typed lookup(
            FormulaCompiler compiler, Expression.Call call, Scope scope, boolean quiet) {
        LookupTable table = table(compiler, call, scope);
        Node code = compiler.node(call.arguments().get(1), scope).node();
        if (table == null) {
            return null;
        }
        int column = 0;
        if (call.arguments().size() > 2) {
            if (!(call.arguments().get(2) instanceof Expression.Text(String name))
                    || !table.columns().contains(name)) {
                compiler.problem(
                        "unknown-column",
                        "The lookup table " + table.name() + " has these columns: " + String.join(", ", table.columns())
                                + ".",
                        call.arguments().get(2));
                return null;
            }
            column = table.columns().indexOf(name);
        }
        return new FormulaCompiler.Typed(new LookupNode(compiler.text(call), code, table, column, quiet), Shape.TEXT);
    }

    private static FormulaCompiler.@Nullable Typed isIn(FormulaCompiler compiler, Expression.Call call, Scope scope) {
        LookupTable table = table(compiler, call, scope);
        Node code = compiler.node(call.arguments().get(1), scope).node();
        return table == null
                ? null
                : new FormulaCompiler.Typed(
                        new Logic.OneOf(code, table.rows().keySet(), compiler.text(call)), Shape.BOOLEAN);
    }

    private static @Nullable LookupTable table(FormulaCompiler compiler, Expression.Call call, Scope scope) {
        if (call.arguments().getFirst() instanceof Expression.Text(String name)) {
            return compiler.table(name, call.arguments().getFirst(), scope);
        }
        compiler.problem(
                "table-name",
                call.function() + " takes the name of a lookup table in quotes first.",
                call.arguments().getFirst());
        return null;
    }

    static String system(String name) {
        String known = SYSTEMS.get(name);
        if (known != null) {
            return known;
        }
        String upper = name.strip().toUpperCase(Locale.ROOT);
        known = SYSTEMS.get(upper);
        if (known != null) {
            return known;
        }
        if (upper.length() == 7 && upper.startsWith("HL7") && PathResolver.number(upper.substring(3)) > 0) {
            return "http://terminology.hl7.org/CodeSystem/v2-" + upper.substring(3);
        }
        if (name.contains("://") || name.startsWith("urn:")) {
            return name;
        }
        return IdentifierFunctions.isOid(name) ? "urn:oid:" + name : "urn:id:" + Uris.encode(name);
    }

    private static Map<String, String> systems() {
        var systems = new HashMap<String, String>();
        for (String line : lines("coding-systems.tsv")) {
            int tab = line.indexOf('\t');
            systems.put(line.substring(0, tab), line.substring(tab + 1).strip());
        }
        return Map.copyOf(systems);
    }

    /// The lines of a resource beside this class, without comments.
    static List<String> lines(String resource) {
        try (InputStream stream = Objects.requireNonNull(CodeFunctions.class.getResourceAsStream(resource));
                var reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            return reader.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /// What a LookupTable has for a code.
    static final class LookupNode extends Node {
        private final String shown;
        private final Node code;
        private final Map<String, Value> found = new HashMap<>();
        private final LookupTable table;
        private final boolean first;
        private final boolean quiet;

        LookupNode(String shown, Node code, LookupTable table, int column, boolean quiet) {
            this.quiet = quiet;
            this.shown = shown;
            this.code = code;
            this.table = table;
            this.first = column == 0;
            table.rows().forEach((from, row) -> found.put(from, Value.text(row.get(column))));
        }

        @Override
        Value one(Frame frame) {
            return looked(code.one(frame), frame);
        }

        @Override
        Value all(Frame frame) {
            Value codes = code.all(frame);
            if (!(codes instanceof Value.Repeat(var items))) {
                return looked(codes, frame);
            }
            return Value.Repeat.of(
                    items.stream().map(item -> looked(item, frame)).toList());
        }

        private Value looked(Value value, Frame frame) {
            if (Texts.isNothing(value)) {
                return value;
            }
            String text = Texts.of(value);
            if (text.isEmpty()) {
                return Value.Absent.ABSENT;
            }
            Value known = found.get(text);
            Value result = known != null ? known : quiet ? Value.Absent.ABSENT : unknown(text, frame);
            if (frame.tracer != null) {
                frame.tracer.step(io.suture.engine.report.Trace.Kind.LOOKUP, shown, result);
            }
            return result;
        }

        private Value unknown(String text, Frame frame) {
            if (frame.tracer != null) {
                frame.tracer.step(io.suture.engine.report.Trace.Kind.MISS, table.name(), new Value.Text(text));
            }
            return switch (table.unknown()) {
                case LookupTable.Unknown.Keep keep -> {
                    frame.warn(MISS, says("it is kept as it was sent"));
                    // The further columns say something about a code; the code itself says none of it.
                    yield first ? new Value.Text(text) : Value.Absent.ABSENT;
                }
                case LookupTable.Unknown.Refuse refuse -> {
                    frame.error(MISS, says("the table allows no other"));
                    yield Value.Absent.ABSENT;
                }
                case LookupTable.Unknown.Become(String code) -> {
                    frame.warn(MISS, says("it becomes " + code));
                    yield first ? Value.text(code) : Value.Absent.ABSENT;
                }
                case LookupTable.Unknown.Omit omit -> {
                    frame.warn(MISS, says("it is left out"));
                    yield Value.Absent.ABSENT;
                }
            };
        }

        private String says(String then) {
            return "The lookup table " + table.name() + " does not hold the code; " + then + ".";
        }

        private static final String MISS = "lookup-miss";
    }

    static Problem unknownTable(String name, Scope scope) {
        return Problem.error(
                "unknown-table",
                "",
                "There is no lookup table named " + name + "."
                        + NearMiss.hint(
                                name, scope.layout.environment().tables().keySet()));
    }
}
