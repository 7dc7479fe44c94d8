package io.suture.engine.document;

import io.suture.engine.expression.Formula;
import io.suture.engine.mapping.Entry;
import io.suture.engine.mapping.FieldMapping;
import io.suture.engine.mapping.Loop;
import io.suture.engine.mapping.Mapping;
import io.suture.engine.mapping.Origin;
import io.suture.engine.schema.SchemaRef;
import io.suture.engine.value.FieldPath;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A [Mapping] as JSON: one line for each row. Formulas stay text, so a draft's broken one is kept.
public final class MappingDocument {
    static final String KIND = "mapping";

    private MappingDocument() {}

    public static Read<Mapping> read(byte[] bytes) {
        return DocumentText.read(bytes, KIND, MappingDocument::body);
    }

    public static byte[] write(Mapping mapping) {
        return DocumentText.write(body(mapping, DocumentText.header(KIND)));
    }

    static Mapping body(DocumentPart part) {
        Map<String, SchemaRef> companions = new LinkedHashMap<>();
        if (part.has("companions")) {
            DocumentPart named = part.part("companions");
            named.names().forEach(name -> companions.put(name, schema(named, name)));
        }
        List<FieldMapping> fields = new ArrayList<>();
        return new Mapping(
                part.text("name"),
                (int) part.number("revision", 1, 1),
                schema(part, "source"),
                companions,
                schema(part, "target"),
                part.flag("copy", false),
                part.textMap("parameters"),
                formula(part, "key"),
                formula(part, "instant"),
                rows(part, fields));
    }

    private static List<FieldMapping> rows(DocumentPart part, List<FieldMapping> fields) {
        if (!part.has("fields")) {
            part.text("fields");
        }
        part.parts("fields").forEach(row -> fields.add(row(row)));
        return fields;
    }

    static SchemaRef schema(DocumentPart part, String property) {
        String text = part.text(property);
        return SchemaRef.parse(text).orElseGet(() -> {
            if (!text.isEmpty()) {
                part.refuse(
                        "schema-name",
                        property,
                        "“" + text + "” names no schema. It is written as hl7v2:2.5.1/ORU_R01 or fhir:r4/Patient.");
            }
            return new SchemaRef("none", "none", "none");
        });
    }

    static FieldPath path(DocumentPart part, String property) {
        String text = part.text(property);
        return FieldPath.parse(text).orElseGet(() -> {
            part.refuse("path", property, "“" + text + "” is no path. It is written as PID-5.1 or patient.name.");
            return FieldPath.ROOT;
        });
    }

    private static @Nullable Formula formula(DocumentPart part, String property) {
        String text = part.textOrNull(property);
        return text == null ? null : new Formula(text);
    }

    private static FieldMapping row(DocumentPart part) {
        FieldPath target = path(part, "target");
        List<Loop> loops = new ArrayList<>();
        for (DocumentPart each : part.parts("each")) {
            loops.add(new Loop(
                    each.text("as"),
                    new Formula(each.text("in")),
                    formula(each, "where"),
                    formula(each, "groupBy"),
                    formula(each, "orderBy")));
            each.finish();
        }
        Entry entry = null;
        if (part.has("entry")) {
            DocumentPart made = part.part("entry");
            entry = new Entry(
                    made.text("resource"),
                    new Formula(made.text("key")),
                    made.choice("write", Entry.WriteMode.class, null),
                    made.textOrNull("search"));
            made.finish();
        }
        Formula when = formula(part, "when");
        Origin origin = origin(part);
        var row =
                new FieldMapping(target, entry, loops, when, origin, formula(part, "otherwise"), part.text("note", ""));
        part.finish();
        return row;
    }

    private static Origin origin(DocumentPart part) {
        if (!part.has("cases")) {
            return single(part);
        }
        for (String other : List.of("from", "use", "with")) {
            if (part.hasKnown(other)) {
                part.refuse("two-origins", other, "A row says either “cases” or “" + other + "”.");
            }
        }
        List<Origin.Case> cases = new ArrayList<>();
        for (DocumentPart row : part.parts("cases")) {
            cases.add(new Origin.Case(formula(row, "when"), row.textOrNull("type"), single(row)));
            row.finish();
        }
        return new Origin.Cases(cases);
    }

    private static Origin single(DocumentPart part) {
        Formula from = formula(part, "from");
        if (part.has("use")) {
            if (from == null) {
                part.refuse("missing", "from", "“use” needs “from”: what the map is applied to.");
            }
            Map<String, Formula> with = new LinkedHashMap<>();
            part.textMap("with").forEach((name, text) -> with.put(name, new Formula(text)));
            return new Origin.Using(part.text("use"), from == null ? new Formula("") : from, with);
        }
        if (part.has("with")) {
            part.refuse("with-alone", "with", "“with” gives the parameters of “use”, which is missing here.");
            part.textMap("with");
        }
        return from == null ? new Origin.Beneath() : new Origin.From(from);
    }

    static ObjectNode body(Mapping mapping, ObjectNode node) {
        node.put("name", mapping.name());
        if (mapping.version() != 1) {
            node.put("revision", mapping.version());
        }
        node.put("source", mapping.source().toString());
        if (!mapping.companions().isEmpty()) {
            ObjectNode companions = node.putObject("companions");
            mapping.companions().forEach((name, schema) -> companions.put(name, schema.toString()));
        }
        node.put("target", mapping.target().toString());
        if (mapping.copy()) {
            node.put("copy", true);
        }
        texts(node, "parameters", mapping.parameters());
        put(node, "key", mapping.key());
        put(node, "instant", mapping.instant());
        ArrayNode fields = node.putArray("fields");
        mapping.fields().forEach(row -> row(row, fields.addObject()));
        return node;
    }

    private static void row(FieldMapping row, ObjectNode node) {
        node.put("target", row.target().toString());
        if (!row.loops().isEmpty()) {
            ArrayNode each = node.putArray("each");
            for (Loop loop : row.loops()) {
                ObjectNode turn = each.addObject()
                        .put("as", loop.name())
                        .put("in", loop.each().text());
                put(turn, "where", loop.where());
                put(turn, "groupBy", loop.groupBy());
                put(turn, "orderBy", loop.orderBy());
            }
        }
        Entry entry = row.entry();
        if (entry != null) {
            ObjectNode made = node.putObject("entry")
                    .put("resource", entry.resource())
                    .put("key", entry.key().text())
                    .put("write", DocumentPart.written(entry.write()));
            if (entry.search() != null) {
                made.put("search", entry.search());
            }
        }
        put(node, "when", row.when());
        origin(row.origin(), node);
        put(node, "otherwise", row.otherwise());
        if (!row.note().isEmpty()) {
            node.put("note", row.note());
        }
    }

    private static void origin(Origin origin, ObjectNode node) {
        switch (origin) {
            case Origin.Beneath beneath -> {}
            case Origin.From from -> put(node, "from", from.formula());
            case Origin.Using using -> {
                node.put("use", using.map());
                put(node, "from", using.from());
                if (!using.with().isEmpty()) {
                    ObjectNode with = node.putObject("with");
                    using.with().forEach((name, value) -> with.put(name, value.text()));
                }
            }
            case Origin.Cases cases -> {
                ArrayNode table = node.putArray("cases");
                for (Origin.Case row : cases.cases()) {
                    ObjectNode line = table.addObject();
                    put(line, "when", row.when());
                    if (row.type() != null) {
                        line.put("type", row.type());
                    }
                    origin(row.origin(), line);
                }
            }
        }
    }

    private static void put(ObjectNode node, String property, @Nullable Formula formula) {
        if (formula != null) {
            node.put(property, formula.text());
        }
    }

    static void texts(ObjectNode node, String property, Map<String, String> texts) {
        if (!texts.isEmpty()) {
            ObjectNode object = node.putObject(property);
            texts.forEach(object::put);
        }
    }
}
