package io.suture.engine;

import io.suture.engine.schema.Field;
import io.suture.engine.schema.FieldType;
import io.suture.engine.schema.Schema;
import io.suture.engine.value.FieldPath;
import io.suture.engine.value.Fields;
import io.suture.engine.value.Value;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Leaves paths out of a Value: source paths before a Mapping, target paths after it.
final class Redaction {
    /// Deeper than any message nests its groups; types that contain themselves end here.
    private static final int DEEPEST = 6;

    private Redaction() {}

    /// The whole path of what people write short: `PID-19` for `PATIENT_RESULT.PATIENT.PID-19`. Empty when the Schema
    /// has no such place.
    static Optional<FieldPath> locate(Schema schema, FieldPath written) {
        if (written.isRoot()) {
            return Optional.empty();
        }
        record Place(FieldPath path, FieldType type) {}
        Deque<Place> open = new ArrayDeque<>(List.of(new Place(FieldPath.ROOT, schema.root())));
        Set<String> groups = new HashSet<>();
        while (!open.isEmpty()) {
            Place place = open.removeFirst();
            if (place.type().field(written.names().getFirst()).isPresent()) {
                FieldPath whole = place.path().resolve(written);
                return exists(schema, whole) ? Optional.of(whole) : Optional.empty();
            }
            for (Field field : place.type().fields()) {
                boolean group = field.type().kind() == FieldType.Kind.GROUP;
                if (group
                        && place.path().names().size() < DEEPEST
                        && groups.add(field.type().name())) {
                    open.addLast(new Place(place.path().child(field.name()), field.type()));
                }
            }
        }
        return Optional.empty();
    }

    /// A Schema knows no component 1 of a field that is a leaf, nor what stands in OBX-5; HL7 does.
    private static boolean exists(Schema schema, FieldPath path) {
        return schema.find(path).isPresent()
                || schema.find(path.parent())
                        .map(Field::type)
                        .filter(FieldType::isLeaf)
                        .isPresent();
    }

    /// The Value without what stands at these paths.
    static Value.Group without(Value.Group message, Collection<FieldPath> paths) {
        Value.Group left = message;
        for (FieldPath path : paths) {
            left = without(left, path.names());
        }
        return left;
    }

    private static Value.Group without(Value.Group group, List<String> names) {
        var kept = Fields.builder();
        for (int i = 0; i < group.size(); i++) {
            String name = group.name(i);
            Value value = group.value(i);
            if (name.equals(names.getFirst())) {
                kept.add(
                        name, names.size() == 1 ? Value.Absent.ABSENT : beneath(value, names.subList(1, names.size())));
            } else {
                kept.add(name, value);
            }
        }
        return kept.build();
    }

    private static Value beneath(Value value, List<String> names) {
        return switch (value) {
            case Value.Group group -> without(group, names);
            case Value.Repeat repeat -> {
                List<Value> left = new ArrayList<>();
                repeat.items().forEach(item -> left.add(beneath(item, names)));
                yield Value.Repeat.of(left);
            }
            // A field that holds no separators is its own first component.
            case Value.Text text -> names.stream().allMatch("1"::equals) ? Value.Absent.ABSENT : text;
            case Value.Binary binary -> binary;
            case Value.Null erase -> erase;
            case Value.Absent absent -> absent;
        };
    }

    /// A Bundle's rows say `patient.name`; its Value holds the entry, and beneath it the resource.
    static FieldPath inEntry(FieldPath path) {
        List<String> names = new ArrayList<>(path.names());
        if (names.size() > 1) {
            names.add(1, "resource");
        }
        return new FieldPath(names);
    }
}
