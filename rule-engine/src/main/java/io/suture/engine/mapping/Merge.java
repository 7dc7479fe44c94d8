package io.suture.engine.mapping;

import io.suture.engine.schema.Cardinality;
import io.suture.engine.schema.Field;
import io.suture.engine.schema.FieldType;
import io.suture.engine.value.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Two descriptions of the same thing as one: what the first says stands, the second fills what it leaves open, and
/// lists are joined without repeats.
final class Merge {
    private Merge() {}

    static Value.Group of(Value.Group first, Value.Group second, @Nullable FieldType type) {
        Built built = Built.from(first, second.size());
        for (int i = 0; i < second.size(); i++) {
            String name = second.name(i);
            Value known = first.get(name);
            Value other = second.value(i);
            if (known == Value.Absent.ABSENT) {
                built.append(name, other);
                continue;
            }
            Field field = type == null ? null : type.field(name).orElse(null);
            Cardinality often = field == null ? Cardinality.OPTIONAL : field.cardinality();
            if (often.repeats()) {
                built.replace(name, joined(known, other));
            } else if (known instanceof Value.Group one && other instanceof Value.Group two) {
                built.replace(name, of(one, two, field == null ? null : field.type()));
            }
        }
        return built.group();
    }

    private static Value joined(Value one, Value other) {
        List<Value> all = new ArrayList<>(Value.items(one));
        for (Value item : Value.items(other)) {
            int same = -1;
            boolean said = false;
            for (int i = 0; i < all.size() && !said; i++) {
                said = says(all.get(i), item);
                same = same < 0 && !said && says(item, all.get(i)) ? i : same;
            }
            if (!said && same < 0) {
                all.add(item);
            } else if (!said) {
                all.set(same, item);
            }
        }
        return Value.Repeat.of(all);
    }

    /// Whether a value says all that another says: a name with its given names, the same without.
    private static boolean says(Value more, Value less) {
        if (!(more instanceof Value.Group whole) || !(less instanceof Value.Group part)) {
            return more.equals(less);
        }
        for (int i = 0; i < part.size(); i++) {
            if (!says(whole.get(part.name(i)), part.value(i))) {
                return false;
            }
        }
        return true;
    }
}
