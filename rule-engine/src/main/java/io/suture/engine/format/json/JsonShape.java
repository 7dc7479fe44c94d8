package io.suture.engine.format.json;

import io.suture.engine.schema.Cardinality;
import io.suture.engine.schema.Field;
import io.suture.engine.schema.FieldType;
import io.suture.engine.schema.FieldType.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What may stand at a place, and the FieldType that shows it. Members are looked at when first asked for.
final class JsonShape {
    /// A place of which the schema says nothing: formulas may take it for anything.
    private static final FieldType ANYTHING = FieldType.primitive("varies");

    private static final FieldType STRING = FieldType.primitive("string");
    private static final FieldType CODE = FieldType.primitive("code");
    private static final FieldType DATE = FieldType.primitive("date");
    private static final FieldType DATE_TIME = FieldType.primitive("dateTime");
    private static final FieldType TIME = FieldType.primitive("time");
    private static final FieldType NUMBER = FieldType.primitive("decimal");
    private static final FieldType INTEGER = FieldType.primitive("integer");
    private static final FieldType BOOLEAN = FieldType.primitive("boolean");

    private final JsonSchema schema;
    private final List<JsonNode> nodes;
    private final JsonSchema.Merged merged;
    private final Set<Sort> sorts;
    private final FieldType type;
    private volatile @Nullable Map<String, JsonShape> members;
    private volatile @Nullable JsonShape item;

    JsonShape(JsonSchema schema, List<JsonNode> nodes, JsonSchema.Merged merged, boolean single) {
        this.schema = schema;
        this.nodes = List.copyOf(nodes);
        this.merged = merged;
        this.sorts = new LinkedHashSet<>(merged.sorts);
        if (single) {
            sorts.remove(Sort.ARRAY);
        }
        this.type = isObject() || isList() && leaves().isEmpty() ? group() : leaf();
    }

    boolean isObject() {
        return sorts.contains(Sort.OBJECT);
    }

    boolean isList() {
        return sorts.contains(Sort.ARRAY);
    }

    /// Whether one item may also stand here without a list around it.
    boolean isListOrItem() {
        return isList() && sorts.stream().anyMatch(sort -> sort != Sort.ARRAY && sort != Sort.NULL);
    }

    boolean isAnything() {
        return sorts.isEmpty();
    }

    boolean takes(Sort sort) {
        return sorts.contains(sort) || sort == Sort.INTEGER && sorts.contains(Sort.NUMBER);
    }

    /// The sorts of single values, in the schema's order.
    List<Sort> leaves() {
        return sorts.stream()
                .filter(sort -> sort != Sort.OBJECT && sort != Sort.ARRAY && sort != Sort.NULL)
                .toList();
    }

    /// As what a Text is written here: the first of the schema's sorts that it looks like.
    Sort written(String text) {
        return leaves().stream().filter(sort -> sort.fits(text)).findFirst().orElse(Sort.STRING);
    }

    /// Whether members that the schema does not name are foreseen.
    boolean isOpen() {
        return merged.open;
    }

    Set<String> required() {
        return merged.required;
    }

    /// `a text`, `an object or a list`.
    String said() {
        return String.join(" or ", sorts.stream().map(Sort::said).toList());
    }

    /// The shape of a member; null for one that the schema does not name.
    @Nullable
    JsonShape member(String name) {
        return members().get(name);
    }

    private Map<String, JsonShape> members() {
        Map<String, JsonShape> known = members;
        if (known == null) {
            Map<String, JsonShape> found = new LinkedHashMap<>();
            merged.properties.forEach((name, parts) -> found.put(name, schema.shape(parts, false)));
            known = found;
            members = found;
        }
        return known;
    }

    /// The shape of one item of the list.
    JsonShape item() {
        JsonShape known = item;
        if (known == null) {
            List<JsonNode> parts = new ArrayList<>(merged.items);
            if (isListOrItem()) {
                parts.addAll(nodes);
            }
            known = schema.shape(parts, isListOrItem());
            item = known;
        }
        return known;
    }

    /// The type of a single value here; for a list, of one that stands in another list or at the top.
    FieldType type() {
        return type;
    }

    /// The type of a whole message.
    FieldType standing() {
        return type.isLeaf()
                ? FieldType.of("value", Kind.GROUP, () -> List.of(field(JsonFormat.VALUE, this, true)))
                : type;
    }

    private FieldType group() {
        return FieldType.of(name(), Kind.GROUP, this::fields);
    }

    private String name() {
        String reference = merged.reference;
        if (merged.title != null && !merged.title.isBlank()) {
            return merged.title;
        }
        if (reference != null && reference.length() > 1) {
            return reference.substring(reference.lastIndexOf('/') + 1);
        }
        return isObject() ? "object" : "list";
    }

    private List<Field> fields() {
        List<Field> fields = new ArrayList<>();
        if (isObject()) {
            members().forEach((name, shape) -> {
                // A path cannot say such a name; the member is kept all the same.
                if (!name.isEmpty() && name.indexOf('`') < 0) {
                    fields.add(field(name, shape, merged.required.contains(name)));
                }
            });
        }
        if (isList()) {
            JsonShape item = item();
            fields.add(new Field(JsonFormat.ITEM, "Item", item.type(), Cardinality.REPEATING, null, ""));
        }
        return fields;
    }

    private static Field field(String name, JsonShape shape, boolean required) {
        JsonShape one = shape.isList() ? shape.item() : shape;
        String title = shape.merged.title;
        String description = shape.merged.description;
        return new Field(
                name,
                title == null || title.isBlank() ? name : title,
                one.type(),
                new Cardinality(required ? 1 : 0, shape.isList() ? Cardinality.MANY : 1),
                null,
                description == null ? "" : description);
    }

    private FieldType leaf() {
        List<Sort> leaves = leaves();
        if (leaves.isEmpty()) {
            return ANYTHING;
        }
        return switch (leaves.getFirst()) {
            case NUMBER -> NUMBER;
            case INTEGER -> leaves.contains(Sort.NUMBER) ? NUMBER : INTEGER;
            case BOOLEAN -> BOOLEAN;
            case STRING -> text();
            case OBJECT, ARRAY, NULL -> ANYTHING;
        };
    }

    private FieldType text() {
        return switch (merged.format == null ? "" : merged.format) {
            case "date" -> DATE;
            case "date-time" -> DATE_TIME;
            case "time" -> TIME;
            default -> merged.codes ? CODE : STRING;
        };
    }
}
