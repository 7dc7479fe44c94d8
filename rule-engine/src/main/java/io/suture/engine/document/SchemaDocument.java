package io.suture.engine.document;

import io.suture.engine.schema.FhirProfile;
import io.suture.engine.schema.Hl7Profile;
import io.suture.engine.schema.SchemaDefinition;
import io.suture.engine.schema.SchemaDefinition.Batch;
import io.suture.engine.schema.SchemaDefinition.CellType;
import io.suture.engine.schema.SchemaDefinition.Column;
import io.suture.engine.schema.SchemaDefinition.Content;
import io.suture.engine.schema.SchemaDefinition.Delimited;
import io.suture.engine.schema.SchemaDefinition.Dialect;
import io.suture.engine.schema.SchemaDefinition.Formulas;
import io.suture.engine.schema.SchemaDefinition.Json;
import io.suture.engine.schema.SchemaDefinition.LineEnd;
import io.suture.engine.schema.SchemaDefinition.Xml;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A [SchemaDefinition] as JSON: what every format has, then `columns` with their `dialect`, a JSON Schema, XSD
/// files line by line, the `segments` of an HL7 profile, or the `elements` of a FHIR profile.
public final class SchemaDocument {
    static final String KIND = "schema";
    private static final Dialect STANDARD = Dialect.STANDARD;

    private SchemaDocument() {}

    public static Read<SchemaDefinition> read(byte[] bytes) {
        return DocumentText.read(bytes, KIND, SchemaDocument::body);
    }

    public static byte[] write(SchemaDefinition definition) {
        return DocumentText.write(body(definition, DocumentText.header(KIND)));
    }

    static SchemaDefinition body(DocumentPart part) {
        String name = part.text("name");
        if (part.has("name") && !name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,99}")) {
            part.refuse("schema-name", "name", "A schema's name has letters, digits, dots and hyphens: lab-orders.");
        }
        int revision = (int) part.number("revision", 1, 1);
        String title = part.text("title", "");
        return new SchemaDefinition(name, revision, title, content(part));
    }

    private static Content content(DocumentPart part) {
        String format = part.text("format");
        return switch (format) {
            case "fhir" -> FhirProfileDocument.read(part);
            case "json" -> new Json(part.json("definition"));
            case "hl7v2" -> ProfileDocument.read(part);
            case "xml" -> new Xml(part.text("root"), files(part));
            default -> {
                if (!format.equals("csv") && !format.isEmpty()) {
                    part.refuse(
                            "unknown-choice", "format", "“" + format + "” is not one of csv, fhir, hl7v2, json, xml.");
                }
                yield delimited(part);
            }
        };
    }

    private static Delimited delimited(DocumentPart part) {
        List<Column> columns = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (DocumentPart one : part.parts("columns")) {
            String name = one.text("name");
            if (!names.add(name)) {
                one.refuse("same-name", "name", "Two columns are called “" + name + "”.");
            }
            if (name.isBlank() || name.indexOf('`') >= 0) {
                one.refuse("column-name", "name", "A column has a name, without backquotes.");
            }
            columns.add(new Column(
                    name,
                    one.text("label", ""),
                    one.choice("type", CellType.class, CellType.TEXT),
                    one.flag("required", false),
                    one.text("example", "")));
            one.finish();
        }
        if (columns.isEmpty()) {
            part.refuse("no-column", "columns", "A delimited file has at least one column.");
        }
        Batch batch = part.choice("message", Batch.class, Batch.FILE);
        String key = part.text("key", "");
        if (batch == Batch.KEY != names.contains(key)) {
            part.refuse(
                    "key-column",
                    "key",
                    "“key” names the column whose value the rows of a message share, where “message” is key.");
        }
        return new Delimited(
                columns, part.has("dialect") ? dialect(part.part("dialect"), batch) : STANDARD, batch, key);
    }

    private static Dialect dialect(DocumentPart part, Batch batch) {
        var dialect = new Dialect(
                part.text("separator", STANDARD.separator()),
                part.text("quote", STANDARD.quote()),
                part.flag("header", STANDARD.header()),
                part.choice("lineEnd", LineEnd.class, STANDARD.lineEnd()),
                part.text("charset", STANDARD.charset()),
                part.text("erased", STANDARD.erased()),
                part.choice("formulas", Formulas.class, STANDARD.formulas()));
        if (!isSign(dialect.separator())) {
            part.refuse("separator", "separator", "Between cells stands one sign: a comma, a semicolon, a tab.");
        }
        if (!dialect.quote().isEmpty() && !isSign(dialect.quote())
                || dialect.quote().equals(dialect.separator())) {
            part.refuse("quote", "quote", "Around cells stands one sign, other than the separator, or none.");
        }
        if (!Charsets.isKnown(dialect.charset())) {
            part.refuse("charset", "charset", "There is no character set “" + dialect.charset() + "”.");
        } else if (batch != Batch.FILE && !Charsets.holdsAscii(dialect.charset())) {
            part.refuse(
                    "charset",
                    "charset",
                    "A file in " + dialect.charset() + " is one message; only with UTF-8 and its like are rows told"
                            + " apart before they are read.");
        }
        part.finish();
        return dialect;
    }

    private static boolean isSign(String text) {
        return text.length() == 1
                && text.charAt(0) < 0x7F
                && text.charAt(0) != '\r'
                && text.charAt(0) != '\n'
                && text.charAt(0) != 0
                && !Character.isLetterOrDigit(text.charAt(0));
    }

    private static Map<String, String> files(DocumentPart part) {
        Map<String, String> files = new LinkedHashMap<>();
        if (part.hasKnown("files")) {
            DocumentPart all = part.part("files");
            all.names().forEach(name -> files.put(name, String.join("\n", all.texts(name))));
        }
        if (files.isEmpty()) {
            part.refuse("no-file", "files", "An XML schema has at least one XSD file.");
        }
        return files;
    }

    static ObjectNode body(SchemaDefinition definition, ObjectNode node) {
        node.put("name", definition.name());
        if (definition.revision() != 1) {
            node.put("revision", definition.revision());
        }
        if (!definition.title().isEmpty()) {
            node.put("title", definition.title());
        }
        node.put("format", definition.format());
        switch (definition.content()) {
            case Delimited delimited -> delimited(delimited, node);
            case Hl7Profile profile -> ProfileDocument.write(profile, node);
            case FhirProfile profile -> FhirProfileDocument.write(profile, node);
            case Json(String schema) -> node.set("definition", DocumentText.tree(schema));
            case Xml(String root, Map<String, String> files) -> {
                node.put("root", root);
                ObjectNode all = node.putObject("files");
                files.forEach((name, text) -> {
                    ArrayNode lines = all.putArray(name);
                    text.lines().forEach(lines::add);
                });
            }
        }
        return node;
    }

    private static void delimited(Delimited delimited, ObjectNode node) {
        if (delimited.batch() != Batch.FILE) {
            node.put("message", DocumentPart.written(delimited.batch()));
        }
        if (!delimited.key().isEmpty()) {
            node.put("key", delimited.key());
        }
        Dialect dialect = delimited.dialect();
        if (!dialect.equals(STANDARD)) {
            node.putObject("dialect")
                    .put("separator", dialect.separator())
                    .put("quote", dialect.quote())
                    .put("header", dialect.header())
                    .put("lineEnd", DocumentPart.written(dialect.lineEnd()))
                    .put("charset", dialect.charset())
                    .put("erased", dialect.erased())
                    .put("formulas", DocumentPart.written(dialect.formulas()));
        }
        ArrayNode columns = node.putArray("columns");
        for (Column column : delimited.columns()) {
            ObjectNode one = columns.addObject().put("name", column.name());
            if (!column.label().isEmpty()) {
                one.put("label", column.label());
            }
            one.put("type", DocumentPart.written(column.type()));
            if (column.required()) {
                one.put("required", true);
            }
            if (!column.example().isEmpty()) {
                one.put("example", column.example());
            }
        }
    }
}
