package io.suture.studio.mapping;

import io.suture.engine.format.Format;
import io.suture.engine.schema.Field;
import io.suture.engine.schema.FieldType;
import io.suture.engine.schema.Schema;
import io.suture.engine.value.FieldPath;
import io.suture.engine.value.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The values of one Sample: by path for trees, by place as people write it for what nobody used.
final class Reading {
    private final Format format;
    private final Schema schema;
    private final Map<FieldPath, Sampled> values = new LinkedHashMap<>();
    private final Map<FieldPath, Integer> counts = new HashMap<>();
    private final Map<String, Unused> places = new HashMap<>();

    private Reading(Format format, Schema schema) {
        this.format = format;
        this.schema = schema;
    }

    static Reading of(Value.Group message, Format format, Schema schema) {
        var reading = new Reading(format, schema);
        reading.group(message, FieldPath.ROOT, List.of());
        return reading;
    }

    /// Values by path, of repeats the first that has one.
    Map<FieldPath, Sampled> values() {
        var counted = new LinkedHashMap<FieldPath, Sampled>();
        values.forEach((path, value) -> {
            int repeats = counts.getOrDefault(path, 1);
            counted.put(path, repeats > 1 ? new Sampled(value.text(), 1, repeats) : value);
        });
        return counted;
    }

    Optional<Unused> at(String location) {
        return Optional.ofNullable(places.get(location));
    }

    private void group(Value.Group group, FieldPath above, List<Integer> positionsAbove) {
        var seen = new HashMap<String, Integer>();
        for (int i = 0; i < group.size(); i++) {
            String name = group.name(i);
            FieldPath path = above.child(name);
            for (Value item : Value.items(group.value(i))) {
                int position = seen.merge(name, 1, Integer::sum);
                var positions = new ArrayList<>(positionsAbove);
                positions.add(position);
                item(item, path, positions);
            }
        }
        seen.forEach((name, count) -> counts.merge(above.child(name), count, Math::max));
    }

    private void item(Value item, FieldPath path, List<Integer> positions) {
        Optional<Field> field = schema.find(path);
        String text = text(item, field.map(Field::type).orElse(null) instanceof FieldType type && isStructure(type));
        values.putIfAbsent(path, new Sampled(text, 0, 0));
        if (item instanceof Value.Group inner) {
            group(inner, path, positions);
        } else {
            String location = format.show(schema.root(), path.names(), positions);
            places.put(location, new Unused(location, path, label(path), text));
        }
    }

    private String label(FieldPath path) {
        return schema.find(path).map(Field::label).orElse("");
    }

    private static boolean isStructure(FieldType type) {
        return type.kind() == FieldType.Kind.GROUP || type.kind() == FieldType.Kind.SEGMENT;
    }

    /// In one line; of a data type its parts as they are written, of segments and groups nothing.
    private static String text(Value value, boolean structure) {
        return switch (value) {
            case Value.Text(String text) -> text;
            case Value.Null erase -> "\"\"";
            case Value.Absent absent -> "";
            case Value.Binary binary -> binary.mediaType();
            case Value.Repeat(var items) -> text(items.getFirst(), structure);
            case Value.Group group -> structure ? "" : parts(group);
        };
    }

    private static String parts(Value.Group group) {
        var parts = new StringBuilder();
        int written = 0;
        for (int i = 0; i < group.size(); i++) {
            String part = text(group.value(i), false);
            String name = group.name(i);
            if (name.chars().allMatch(Character::isDigit)) {
                int number = Integer.parseInt(name);
                parts.append("^".repeat(Math.max(0, number - Math.max(1, written))));
                written = number;
            } else if (!parts.isEmpty() && !part.isEmpty()) {
                parts.append(' ');
            }
            parts.append(part);
        }
        return parts.toString();
    }
}
