package io.suture.engine.document;

import io.suture.engine.report.Problem;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.io.JsonStringEncoder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Bytes to a document's tree and back. What is written is canonical: properties in the order in which a document
/// names them, two blanks of indentation, one line for what fits on it, so that two saves of the same thing are the
/// same bytes and each row is one line of a difference.
public final class DocumentText {
    /// The version of documents that this engine writes; it reads this and every older one.
    public static final int VERSION = 1;

    private static final int WIDTH = 118;

    /// Properties that are a line for each entry even where they would fit on one.
    private static final Set<String> TALL = Set.of("rows", "settings", "constants", "parameters");

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private DocumentText() {}

    /// Reads a document of one kind: its header is checked here, the rest by the body.
    ///
    /// @param kind the name of its JSON Schema: `channel`
    public static <T> Read<T> read(byte[] bytes, String kind, Function<DocumentPart, T> body) {
        List<Problem> problems = new ArrayList<>();
        JsonNode tree;
        try {
            tree = JSON.readTree(bytes);
        } catch (JacksonException wrong) {
            TokenStreamLocation where = wrong.getLocation();
            String place = where == null ? "" : "line " + where.getLineNr() + ", column " + where.getColumnNr();
            return Read.refused(List.of(
                    Problem.error("not-json", place, "This is not a JSON document: " + wrong.getOriginalMessage())));
        }
        return read(tree, kind, body, problems);
    }

    /// The same for a tree that another notation was read to.
    public static <T> Read<T> read(JsonNode tree, String kind, Function<DocumentPart, T> body, List<Problem> problems) {
        DocumentPart root = DocumentPart.root(tree, problems);
        if (tree.isObject()) {
            String schema = root.text("$schema");
            if (!schema.isEmpty() && !schema.equals(schemaOf(kind))) {
                root.refuse("wrong-schema", "$schema", "A " + kind + " document says " + schemaOf(kind) + " here.");
            }
            long version = root.number("version", 1, 0);
            if (!root.has("version")) {
                root.refuse("missing", "version", "“version” is missing here.");
            } else if (version > VERSION) {
                root.refuse(
                        "newer-version",
                        "version",
                        "This document has version " + version + "; this release reads versions up to " + VERSION
                                + ". Open it with a newer one.");
            }
        }
        T value = body.apply(root);
        root.finish();
        return Read.of(value, problems);
    }

    /// The tree of a document of somebody else's; throws where it is no JSON.
    static JsonNode tree(byte[] bytes) throws JacksonException {
        return JSON.readTree(bytes);
    }

    static String schemaOf(String kind) {
        return "/schemas/" + kind + ".json";
    }

    /// A new document's tree, with its header.
    public static ObjectNode header(String kind) {
        return object().put("$schema", schemaOf(kind)).put("version", VERSION);
    }

    /// JSON that stands in a document and is none of ours.
    static JsonNode tree(String json) {
        return JSON.readTree(json);
    }

    public static ObjectNode object() {
        return JSON.createObjectNode();
    }

    /// The canonical bytes of a tree.
    public static byte[] write(JsonNode tree) {
        var text = new StringBuilder();
        tall(tree, 0, text);
        return text.append('\n').toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void write(JsonNode node, int depth, int column, boolean tall, StringBuilder text) {
        int start = text.length();
        boolean parts = node.isContainer() && !node.isEmpty();
        if (parts && (tall || !line(node, text, start + WIDTH - column))) {
            text.setLength(start);
            tall(node, depth, text);
        } else if (!parts) {
            line(node, text, Integer.MAX_VALUE);
        }
    }

    private static void tall(JsonNode node, int depth, StringBuilder text) {
        String indent = "  ".repeat(depth + 1);
        String separator = "\n";
        text.append(node.isObject() ? '{' : '[');
        if (node.isObject()) {
            for (Map.Entry<String, JsonNode> property : node.properties()) {
                text.append(separator);
                int start = text.length();
                text.append(indent);
                quote(property.getKey(), text);
                text.append(": ");
                boolean tall = TALL.contains(property.getKey()) || isListOfParts(property.getValue());
                write(property.getValue(), depth + 1, text.length() - start, tall, text);
                separator = ",\n";
            }
        } else {
            for (JsonNode item : node) {
                text.append(separator).append(indent);
                write(item, depth + 1, indent.length(), false, text);
                separator = ",\n";
            }
        }
        text.append('\n').append("  ".repeat(depth)).append(node.isObject() ? '}' : ']');
    }

    private static boolean isListOfParts(JsonNode node) {
        return node.isArray() && node.valueStream().anyMatch(JsonNode::isObject);
    }

    /// Writes it on one line, or what of it comes before it is too long.
    ///
    /// @param most how long the text may become
    /// @return whether all of it is there
    private static boolean line(JsonNode node, StringBuilder text, int most) {
        if (node.isObject()) {
            text.append('{');
            String separator = "";
            for (Map.Entry<String, JsonNode> property : node.properties()) {
                text.append(separator);
                quote(property.getKey(), text);
                text.append(": ");
                if (!line(property.getValue(), text, most)) {
                    return false;
                }
                separator = ", ";
            }
            text.append('}');
        } else if (node.isArray()) {
            text.append('[');
            String separator = "";
            for (JsonNode item : node) {
                text.append(separator);
                if (!line(item, text, most)) {
                    return false;
                }
                separator = ", ";
            }
            text.append(']');
        } else if (node.isString()) {
            quote(node.stringValue(), text);
        } else {
            text.append(JSON.writeValueAsString(node));
        }
        return text.length() <= most;
    }

    private static void quote(String name, StringBuilder text) {
        text.append('"');
        JsonStringEncoder.getInstance().quoteAsString(name, text);
        text.append('"');
    }
}
