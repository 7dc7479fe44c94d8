package io.suture.engine.mapping;

import io.suture.engine.expression.CompiledFormula;
import io.suture.engine.expression.Tracer;
import io.suture.engine.report.Trace.Outcome;
import io.suture.engine.schema.Field;
import io.suture.engine.schema.FieldType;
import io.suture.engine.value.Fields;
import io.suture.engine.value.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A place of a copied message that rows change; whatever no row names stays as it was, in place.
final class CopyPlace {
    private final String part;
    private final boolean slice;
    private final int slot;
    private final @Nullable FieldType type;
    private final List<CopyPlace> children = new ArrayList<>();
    private final Map<String, Integer> order = new HashMap<>();
    private @Nullable Place row;
    private @Nullable CompiledFormula when;
    private @Nullable Filling filling;
    private @Nullable CompiledFormula otherwise;
    private boolean anew;

    /// @param type of the parts beneath it, whose order they keep
    CopyPlace(String part, boolean slice, int slot, @Nullable FieldType type) {
        this.part = part;
        this.slice = slice;
        this.slot = slot;
        this.type = type;
        if (type != null && !type.isLeaf()) {
            int number = 0;
            for (Field field : type.fields()) {
                order.put(field.name(), number++);
            }
        }
    }

    void child(CopyPlace place) {
        children.add(place);
    }

    /// A row that changes what is there. A place that is made anew takes its row's loops and contents as they are.
    void says(
            Place place,
            @Nullable CompiledFormula condition,
            @Nullable Filling contents,
            @Nullable CompiledFormula otherContents,
            boolean madeAnew) {
        this.row = place;
        this.when = condition;
        this.filling = contents;
        this.otherwise = otherContents;
        this.anew = madeAnew;
    }

    /// The Group with the changes of the places beneath.
    Value.Group group(Value.Group source, Run run) {
        if (run.tracer() != null && row == null && slot < 0) {
            run.tracer().use(source);
        }
        Built built = new Built(source.size() + children.size());
        var done = new boolean[children.size()];
        for (int i = 0; i < source.size(); i++) {
            String name = source.name(i);
            int at = child(name);
            if (at < 0) {
                built.append(name, source.value(i));
            } else if (!done[at]) {
                done[at] = true;
                Value changed = children.get(at).all(source.get(name), run);
                if (changed != Value.Absent.ABSENT) {
                    built.append(name, changed);
                }
            }
        }
        for (int i = 0; i < children.size(); i++) {
            CopyPlace place = children.get(i);
            if (!done[i]) {
                Value made = place.all(Value.Absent.ABSENT, run);
                if (made != Value.Absent.ABSENT) {
                    insert(built, place.part, made);
                }
            }
        }
        return built.group();
    }

    private int child(String name) {
        for (int i = 0; i < children.size(); i++) {
            if (!children.get(i).slice && children.get(i).part.equals(name)) {
                return i;
            }
        }
        return -1;
    }

    /// New parts go where the standard has them; segments that it does not know count with the one before.
    private void insert(Built built, String name, Value value) {
        int wanted = orderOf(name, Integer.MAX_VALUE);
        int position = 0;
        int last = -1;
        for (int i = 0; i < built.size(); i++) {
            last = orderOf(built.name(i), last);
            if (last <= wanted) {
                position = i + 1;
            }
        }
        if (position > 0 && built.name(position - 1).equals(name)) {
            built.join(name, value);
        } else {
            built.insert(position, name, value);
        }
    }

    private int orderOf(String name, int unknown) {
        Integer known = order.get(name);
        if (known != null) {
            return known;
        }
        boolean number = !name.isEmpty() && name.chars().allMatch(c -> c >= '0' && c <= '9') && name.length() < 6;
        return number ? Integer.parseInt(name) - 1 : unknown;
    }

    /// Each repeat of the place, changed.
    private Value all(Value value, Run run) {
        if (anew && row != null) {
            var built = new Built(1);
            row.add(run, built);
            return built.group().get(part);
        }
        if (!(value instanceof Value.Repeat(var items))) {
            return one(value, 0, run);
        }
        var changed = new ArrayList<Value>(items.size());
        for (int i = 0; i < items.size(); i++) {
            Value item = one(items.get(i), i, run);
            if (item != Value.Absent.ABSENT) {
                changed.add(item);
            }
        }
        return Value.Repeat.of(changed);
    }

    private Value one(Value value, int position, Run run) {
        run.restore(slot, value, position, position + 1);
        Place place = row;
        if (place == null) {
            return beneath(value, run);
        }
        Place before = run.go(place);
        run.count(place.site().id(), position + 1);
        boolean holds = when == null || when.holds(run);
        Filling contents = filling;
        Value made;
        if (!holds) {
            made = otherwise == null ? value : otherwise.one(run);
        } else if (contents == null) {
            made = beneath(value, run);
        } else {
            made = contents.fill(run, place);
            if (made == Value.Absent.ABSENT && otherwise != null) {
                made = otherwise.one(run);
            }
        }
        Tracer tracer = run.tracer();
        if (tracer != null && contents != null) {
            Outcome outcome = !holds && otherwise == null
                    ? Outcome.CONDITION_FALSE
                    : made == Value.Absent.ABSENT
                            ? Outcome.SOURCE_ABSENT
                            : made == Value.Null.NULL ? Outcome.ERASED : Outcome.MADE;
            run.line(place, outcome, outcome == Outcome.MADE ? Tracer.text(made) : null, tracer.take());
        }
        run.go(before);
        return made;
    }

    private Value beneath(Value value, Run run) {
        if (children.isEmpty()) {
            return value;
        }
        Value.Group start;
        if (value instanceof Value.Group group) {
            start = group;
        } else if (value instanceof Value.Text text) {
            // A composite that was sent as a bare text has it as its first component.
            start = Fields.of("1", text);
        } else {
            start = Fields.builder().build();
        }
        Value.Group changed = group(start, run);
        if (changed.size() == 0) {
            return value == Value.Null.NULL ? value : Value.Absent.ABSENT;
        }
        return changed;
    }

    @Nullable
    FieldType type() {
        return type;
    }
}
