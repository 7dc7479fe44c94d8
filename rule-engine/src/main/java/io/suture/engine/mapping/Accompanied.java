package io.suture.engine.mapping;

import io.suture.engine.schema.Field;
import io.suture.engine.schema.FieldType;
import io.suture.engine.value.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What was made, with what must stand in it. Unlike [Merge] it takes the two for one thing: a coding that was given a
/// display gets the system and code that are asked of it, and is not joined by a second coding.
final class Accompanied {
    private Accompanied() {}

    static Value.Group of(Value.Group made, Value.Group given, @Nullable FieldType type) {
        Built built = Built.from(made, given.size());
        for (int i = 0; i < given.size(); i++) {
            String name = given.name(i);
            Value known = made.get(name);
            Field field = type == null ? null : type.field(name).orElse(null);
            if (known == Value.Absent.ABSENT) {
                built.append(name, given.value(i));
            } else {
                boolean many = field != null && field.cardinality().repeats();
                built.replace(name, both(known, given.value(i), many, field == null ? null : field.type()));
            }
        }
        return built.group();
    }

    private static Value both(Value made, Value given, boolean many, @Nullable FieldType type) {
        if (!(given instanceof Value.Group group)) {
            return made;
        }
        List<Value> items = new ArrayList<>(Value.items(made));
        for (int i = 0; i < items.size(); i++) {
            if (items.get(i) instanceof Value.Group one && (!many || agree(one, group))) {
                items.set(i, of(one, group, type));
                return Value.Repeat.of(items);
            }
        }
        if (many) {
            items.add(given);
        }
        return Value.Repeat.of(items);
    }

    /// Whether nothing in the one contradicts the other.
    private static boolean agree(Value.Group made, Value.Group given) {
        for (int i = 0; i < given.size(); i++) {
            Value known = made.get(given.name(i));
            boolean open = known == Value.Absent.ABSENT || known.equals(given.value(i));
            boolean inside = known instanceof Value.Group one
                    && given.value(i) instanceof Value.Group other
                    && agree(one, other);
            if (!open && !inside) {
                return false;
            }
        }
        return true;
    }
}
