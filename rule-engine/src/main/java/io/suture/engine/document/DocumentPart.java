package io.suture.engine.document;

import io.suture.engine.report.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// One object of a document while it is read. It hands out properties by type and collects a Problem for each that is
/// missing, of the wrong type or, on [#finish()], unknown; reading goes on after every one of them.
public final class DocumentPart {
    private final JsonNode node;
    private final String place;
    private final List<Problem> problems;
    private final Set<String> known = new LinkedHashSet<>();

    private DocumentPart(JsonNode node, String place, List<Problem> problems) {
        this.node = node;
        this.place = place;
        this.problems = problems;
    }

    /// A document's top object; a Problem when it is something else.
    public static DocumentPart root(JsonNode node, List<Problem> problems) {
        return of(node, "", problems);
    }

    private static DocumentPart of(JsonNode node, String place, List<Problem> problems) {
        if (node.isObject()) {
            return new DocumentPart(node, place, problems);
        }
        problems.add(Problem.error("wrong-type", place, "Here an object is expected, not " + kind(node) + "."));
        return nothing();
    }

    /// Stands in for an object that is not there, whose absence is reported already.
    private static DocumentPart nothing() {
        return new DocumentPart(JsonNodeFactory.instance.objectNode(), "", new ArrayList<>());
    }

    /// Where this object stands, or where one of its properties does.
    public String place(String property) {
        return place.isEmpty() ? property : property.isEmpty() ? place : place + "." + property;
    }

    public boolean has(String property) {
        return node.has(property);
    }

    /// Whether a property holds just this text.
    public boolean says(String property, String text) {
        return has(property) && text.equals(node.path(property).asString(""));
    }

    /// Whether a property is there whose presence is dealt with, so that it is not unknown as well.
    boolean hasKnown(String property) {
        return find(property) != null;
    }

    public void refuse(String code, String property, String message) {
        problems.add(Problem.error(code, place(property), message));
    }

    public String text(String property) {
        JsonNode found = find(property);
        if (found == null) {
            refuse("missing", property, "“" + property + "” is missing here.");
            return "";
        }
        return text(found, property);
    }

    public String text(String property, String otherwise) {
        JsonNode found = find(property);
        return found == null ? otherwise : text(found, property);
    }

    public @Nullable String textOrNull(String property) {
        JsonNode found = find(property);
        return found == null ? null : text(found, property);
    }

    private String text(JsonNode found, String property) {
        if (!found.isString()) {
            refuse("wrong-type", property, "“" + property + "” is a text, not " + kind(found) + ".");
            return "";
        }
        return found.stringValue();
    }

    /// A whole number from `least` on.
    public long number(String property, long least, long otherwise) {
        JsonNode found = find(property);
        if (found == null) {
            return otherwise;
        }
        if (!found.isIntegralNumber() || !found.canConvertToLong()) {
            refuse("wrong-type", property, "“" + property + "” is a whole number, not " + kind(found) + ".");
            return otherwise;
        }
        if (found.longValue() < least) {
            refuse("out-of-range", property, "“" + property + "” is " + least + " or more.");
            return otherwise;
        }
        return found.longValue();
    }

    public boolean flag(String property, boolean otherwise) {
        JsonNode found = find(property);
        if (found == null) {
            return otherwise;
        }
        if (!found.isBoolean()) {
            refuse("wrong-type", property, "“" + property + "” is true or false, not " + kind(found) + ".");
            return otherwise;
        }
        return found.booleanValue();
    }

    /// An object in another notation than ours, as JSON; empty where it is missing, which is a Problem.
    public String json(String property) {
        JsonNode found = find(property);
        if (found == null || !found.isObject() && !found.isBoolean()) {
            refuse(found == null ? "missing" : "wrong-type", property, "“" + property + "” is an object here.");
            return "{}";
        }
        return found.toString();
    }

    /// One of an enum's names, written in small letters with hyphens: `create-if-absent`.
    public <E extends Enum<E>> E choice(String property, Class<E> type, @Nullable E otherwise) {
        E first = type.getEnumConstants()[0];
        if (find(property) == null && otherwise != null) {
            return otherwise;
        }
        String written = text(property);
        if (written.isEmpty()) {
            return first;
        }
        for (E constant : type.getEnumConstants()) {
            if (written(constant).equals(written)) {
                return constant;
            }
        }
        refuse(
                "unknown-choice",
                property,
                "“" + written + "” is not one of "
                        + Arrays.stream(type.getEnumConstants())
                                .map(DocumentPart::written)
                                .collect(Collectors.joining(", "))
                        + ".");
        return first;
    }

    /// How an enum's name is written in documents.
    public static String written(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// An object that must be there.
    public DocumentPart part(String property) {
        JsonNode found = find(property);
        if (found == null) {
            refuse("missing", property, "“" + property + "” is missing here.");
            return nothing();
        }
        return of(found, place(property), problems);
    }

    /// The objects of a list; none where the property is left out.
    public List<DocumentPart> parts(String property) {
        List<DocumentPart> parts = new ArrayList<>();
        Collection<JsonNode> items = list(property);
        int index = 0;
        for (JsonNode item : items) {
            parts.add(of(item, place(property) + "[" + index++ + "]", problems));
        }
        return parts;
    }

    /// The texts of a list; none where the property is left out.
    public List<String> texts(String property) {
        List<String> texts = new ArrayList<>();
        int index = 0;
        for (JsonNode item : list(property)) {
            texts.add(text(item, property + "[" + index++ + "]"));
        }
        return texts;
    }

    /// An object whose values are all texts; empty where the property is left out.
    public Map<String, String> textMap(String property) {
        Map<String, String> texts = new LinkedHashMap<>();
        if (find(property) != null) {
            DocumentPart part = part(property);
            part.names().forEach(name -> texts.put(name, part.text(name)));
        }
        return texts;
    }

    /// The names of all properties that stand here.
    public List<String> names() {
        return List.copyOf(node.propertyNames());
    }

    /// Whether the property is a list rather than a single value.
    public boolean isList(String property) {
        return node.path(property).isArray();
    }

    /// Whether the property is an object rather than a single value.
    public boolean isPart(String property) {
        return node.path(property).isObject();
    }

    List<Problem> problems() {
        return problems;
    }

    private Collection<JsonNode> list(String property) {
        JsonNode found = find(property);
        if (found == null) {
            return List.of();
        }
        if (!found.isArray()) {
            refuse("wrong-type", property, "“" + property + "” is a list, not " + kind(found) + ".");
            return List.of();
        }
        return found.values();
    }

    private @Nullable JsonNode find(String property) {
        known.add(property);
        return node.get(property);
    }

    /// Refuses every property that nobody asked for: a misspelt one must not pass for one left out.
    public void finish() {
        for (String name : node.propertyNames()) {
            if (!known.contains(name)) {
                refuse(
                        "unknown-property",
                        name,
                        "“" + name + "” means nothing here. Known are " + String.join(", ", known) + ".");
            }
        }
    }

    private static String kind(JsonNode node) {
        return switch (node.getNodeType()) {
            case ARRAY -> "a list";
            case OBJECT -> "an object";
            case STRING -> "a text";
            case NUMBER -> "a number";
            case BOOLEAN -> "true or false";
            case NULL -> "null";
            case BINARY, MISSING, POJO -> "something else";
        };
    }
}
