package io.suture.engine.format.json;

import io.suture.engine.report.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/// A JSON Schema of draft 2020-12 or 07, read for what a message may hold: properties, items, types. What it says of
/// single values (patterns, bounds) is for validators. References go to the same document and nowhere else.
final class JsonSchema {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final List<String> ALL = List.of("allOf");
    private static final List<String> SOME = List.of("oneOf", "anyOf");

    private final JsonNode document;
    private final Map<Key, JsonShape> shapes = new HashMap<>();

    /// @param text JSON; what is none is the schema that says nothing, and [#check] says so
    JsonSchema(String text) {
        JsonNode read;
        try {
            read = JSON.readTree(text);
        } catch (JacksonException broken) {
            read = JsonNodeFactory.instance.missingNode();
        }
        document = read;
    }

    JsonShape root() {
        return shape(List.of(document), false);
    }

    /// A node of the document, known by where it stands and not by what it says.
    private record Same(JsonNode node) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Same(JsonNode same) && same == node;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(node);
        }
    }

    private record Key(List<Same> nodes, boolean single) {}

    /// The shape of what fits any of these nodes; the same object for the same nodes, so that types that hold
    /// themselves are no larger than others (decision 0003).
    ///
    /// @param single whether a list is meant to be left aside: the shape of one item where one or many may stand
    synchronized JsonShape shape(List<JsonNode> nodes, boolean single) {
        var key = new Key(nodes.stream().map(Same::new).toList(), single);
        JsonShape known = shapes.get(key);
        if (known == null) {
            known = new JsonShape(this, nodes, merge(nodes), single);
            shapes.put(key, known);
        }
        return known;
    }

    /// What the nodes say together.
    static final class Merged {
        final Map<String, List<JsonNode>> properties = new LinkedHashMap<>();
        final Set<String> required = new LinkedHashSet<>();
        final Set<Sort> sorts = new LinkedHashSet<>();
        final List<JsonNode> items = new ArrayList<>();
        boolean open;
        boolean codes;

        @Nullable
        String format;

        @Nullable
        String title;

        @Nullable
        String description;

        @Nullable
        String reference;
    }

    private Merged merge(List<JsonNode> nodes) {
        var merged = new Merged();
        for (JsonNode node : nodes) {
            merge(node, merged, nodes.size() == 1, new LinkedHashSet<>());
        }
        if (merged.sorts.isEmpty() && !merged.properties.isEmpty()) {
            merged.sorts.add(Sort.OBJECT);
        }
        if (merged.sorts.isEmpty() && !merged.items.isEmpty()) {
            merged.sorts.add(Sort.ARRAY);
        }
        return merged;
    }

    private void merge(JsonNode node, Merged into, boolean always, Set<Same> open) {
        if (!node.isObject() || !open.add(new Same(node))) {
            return;
        }
        String reference = node.path("$ref").asString("");
        if (!reference.isEmpty()) {
            into.reference = into.reference == null ? reference : into.reference;
            target(reference).ifPresent(target -> merge(target, into, always, open));
        }
        sorts(node, into);
        node.path("properties")
                .properties()
                .forEach(property -> into.properties
                        .computeIfAbsent(property.getKey(), any -> new ArrayList<>())
                        .add(property.getValue()));
        if (always) {
            node.path("required").valueStream().forEach(name -> into.required.add(name.asString("")));
        }
        JsonNode items = node.path("items");
        (items.isArray() ? items.values() : items.isMissingNode() ? List.<JsonNode>of() : List.of(items))
                .forEach(into.items::add);
        node.path("prefixItems").forEach(into.items::add);
        JsonNode additional = node.path("additionalProperties");
        into.open |= additional.isObject() || additional.isBoolean() && additional.booleanValue();
        into.format =
                into.format == null && node.has("format") ? node.path("format").asString("") : into.format;
        into.title =
                into.title == null && node.has("title") ? node.path("title").asString("") : into.title;
        into.description = into.description == null && node.has("description")
                ? node.path("description").asString("")
                : into.description;
        ALL.forEach(word -> node.path(word).forEach(part -> merge(part, into, always, open)));
        SOME.forEach(word -> node.path(word).forEach(part -> merge(part, into, false, open)));
        open.remove(new Same(node));
    }

    private static void sorts(JsonNode node, Merged into) {
        JsonNode type = node.path("type");
        (type.isArray() ? type.values() : List.of(type))
                .forEach(name -> Sort.named(name.asString("")).ifPresent(into.sorts::add));
        List<JsonNode> constants = new ArrayList<>();
        node.path("enum").forEach(constants::add);
        if (node.has("const")) {
            constants.add(node.path("const"));
        }
        into.codes |= constants.stream().anyMatch(JsonNode::isString);
        if (type.isMissingNode()) {
            constants.forEach(constant -> into.sorts.add(sort(constant)));
        }
    }

    private static Sort sort(JsonNode constant) {
        return switch (constant.getNodeType()) {
            case OBJECT -> Sort.OBJECT;
            case ARRAY -> Sort.ARRAY;
            case NUMBER -> Sort.NUMBER;
            case BOOLEAN -> Sort.BOOLEAN;
            case NULL -> Sort.NULL;
            case STRING, BINARY, MISSING, POJO -> Sort.STRING;
        };
    }

    /// What a reference points to in this document; empty where there is no such place, or where it is elsewhere.
    private Optional<JsonNode> target(String reference) {
        if (!reference.startsWith("#")) {
            return Optional.empty();
        }
        String pointer = java.net.URLDecoder.decode(
                reference.substring(1).replace("+", "%2B"), java.nio.charset.StandardCharsets.UTF_8);
        if (!pointer.isEmpty() && !pointer.startsWith("/")) {
            return document.findValuesAsString("$anchor").contains(pointer)
                    ? anchored(document, pointer)
                    : Optional.empty();
        }
        return Optional.of(document.at(JsonPointer.compile(pointer))).filter(node -> !node.isMissingNode());
    }

    private static Optional<JsonNode> anchored(JsonNode at, String anchor) {
        if (at.path("$anchor").asString("").equals(anchor)) {
            return Optional.of(at);
        }
        return at.valueStream()
                .filter(JsonNode::isContainer)
                .flatMap(part -> anchored(part, anchor).stream())
                .findFirst();
    }

    List<Problem> check() {
        List<Problem> problems = new ArrayList<>();
        if (document.isMissingNode()) {
            problems.add(Problem.error("not-json", "", "The schema is not JSON."));
        }
        references(document, "", problems);
        return problems;
    }

    private void references(JsonNode node, String at, List<Problem> problems) {
        JsonNode reference = node.path("$ref");
        if (reference.isString() && target(reference.stringValue()).isEmpty()) {
            boolean here = reference.stringValue().startsWith("#");
            problems.add(Problem.error(
                    "unknown-reference",
                    at + "/$ref",
                    here
                            ? "This schema has no such part. Nothing is known of what stands there."
                            : "Only parts of this schema can be referred to. Copy what is meant into “$defs”."));
        }
        if (node.isObject()) {
            node.properties().forEach(part -> references(part.getValue(), at + "/" + part.getKey(), problems));
        } else if (node.isArray()) {
            int index = 0;
            for (JsonNode part : node) {
                references(part, at + "/" + index++, problems);
            }
        }
    }
}
