package io.suture.engine.expression;

import io.suture.engine.value.Fields;
import io.suture.engine.value.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A loop that runs: it puts each turn's value, and the groups on the way to it, into their slots.
public final class CompiledLoop {
    private static final String[] KEYED = {"key", "items"};

    private final Scope inside;
    private final PathNode.Step @Nullable [] steps;
    private final @Nullable Node values;
    private final int start;
    private final int[] slots;
    private final int turnSlot;
    private final @Nullable Node where;
    private final @Nullable Node groupBy;
    private final @Nullable Node orderBy;
    private final int itemSlot;

    /// What is done in a turn.
    @FunctionalInterface
    public interface Body {
        void turn();
    }

    /// @param steps    of a path from the slot `start`; null where `values` gives the turns
    /// @param slots    one for each step, the last of which holds the item
    /// @param itemSlot the item's slot while it is filtered, grouped and sorted
    /// @param turnSlot the turn's slot, another one only when grouped
    CompiledLoop(
            Scope inside,
            PathNode.Step @Nullable [] steps,
            @Nullable Node values,
            int start,
            int[] slots,
            int itemSlot,
            int turnSlot,
            @Nullable Node where,
            @Nullable Node groupBy,
            @Nullable Node orderBy) {
        this.inside = inside;
        this.steps = steps;
        this.values = values;
        this.start = start;
        this.slots = slots;
        this.itemSlot = itemSlot;
        this.turnSlot = turnSlot;
        this.where = where;
        this.groupBy = groupBy;
        this.orderBy = orderBy;
    }

    /// The scope of what is repeated.
    public Scope inside() {
        return inside;
    }

    /// The slot of the turn's value, whose position and number the Frame knows.
    public int slot() {
        return turnSlot;
    }

    /// Does something in each turn; says whether the source was erased rather than absent.
    public boolean run(Frame frame, Body body) {
        frame.turns[turnSlot] = 0;
        if (orderBy != null) {
            return ordered(frame, body, orderBy);
        }
        if (groupBy != null) {
            return grouped(frame, body, groupBy);
        }
        return walk(frame, body);
    }

    private boolean ordered(Frame frame, Body body, Node order) {
        var turns = new ArrayList<Turn>();
        boolean erased = walk(frame, () -> turns.add(turn(frame, order)));
        turns.sort(Comparator.comparing(Turn::order));
        frame.turns[turnSlot] = 0;
        Node by = groupBy;
        if (by == null) {
            for (Turn turn : turns) {
                restore(turn, frame);
                frame.turns[turnSlot]++;
                body.turn();
            }
            return erased;
        }
        var groups = new LinkedHashMap<String, List<Value>>();
        for (Turn turn : turns) {
            restore(turn, frame);
            group(frame, by, groups);
        }
        turns(groups, frame, body);
        return erased;
    }

    private boolean grouped(Frame frame, Body body, Node by) {
        var groups = new LinkedHashMap<String, List<Value>>();
        boolean erased = walk(frame, () -> group(frame, by, groups));
        turns(groups, frame, body);
        return erased;
    }

    private void group(Frame frame, Node by, Map<String, List<Value>> groups) {
        groups.computeIfAbsent(Texts.of(by.one(frame)), any -> new ArrayList<>(2))
                .add(frame.slots[itemSlot]);
    }

    private void turns(Map<String, List<Value>> groups, Frame frame, Body body) {
        int position = 0;
        frame.turns[turnSlot] = 0;
        for (var group : groups.entrySet()) {
            Value items = Value.Repeat.of(group.getValue());
            frame.slots[turnSlot] = group.getKey().isEmpty()
                    ? Fields.of("items", items)
                    : Fields.taking(KEYED, new Value[] {new Value.Text(group.getKey()), items}, KEYED.length);
            frame.positions[turnSlot] = position++;
            frame.turns[turnSlot]++;
            body.turn();
        }
    }

    private record Turn(Value[] held, int[] positions, SortKey order) {}

    /// Numbers before text, each in its own order; absent ones last.
    private record SortKey(java.math.@Nullable BigDecimal number, String text) implements Comparable<SortKey> {
        @Override
        public int compareTo(SortKey other) {
            if (number != null && other.number != null) {
                return number.compareTo(other.number);
            }
            if (number != null || other.number != null) {
                return other.text.isEmpty() || number != null && !other.text.isEmpty() ? -1 : 1;
            }
            if (text.isEmpty() != other.text.isEmpty()) {
                return text.isEmpty() ? 1 : -1;
            }
            return text.compareTo(other.text);
        }
    }

    private Turn turn(Frame frame, Node by) {
        var held = new Value[slots.length];
        var positions = new int[slots.length];
        for (int i = 0; i < slots.length; i++) {
            held[i] = frame.slots[slots[i]];
            positions[i] = frame.positions[slots[i]];
        }
        String order = Texts.of(by.one(frame));
        return new Turn(held, positions, new SortKey(Numbers.parse(order).orElse(null), order));
    }

    private void restore(Turn turn, Frame frame) {
        for (int i = 0; i < slots.length; i++) {
            frame.slots[slots[i]] = turn.held()[i];
            frame.positions[slots[i]] = turn.positions()[i];
        }
    }

    private boolean walk(Frame frame, Body body) {
        PathNode.Step[] path = steps;
        if (path != null) {
            return walk(path, frame.slots[start], 0, frame, body);
        }
        if (values == null) {
            throw new IllegalStateException("a loop turns on a path or on values");
        }
        Value all = values.all(frame);
        return items(all, slots[0], frame, body);
    }

    private boolean walk(PathNode.Step[] path, Value value, int depth, Frame frame, Body body) {
        if (depth == path.length) {
            // A loop over a scope's own value turns once.
            return items(value, itemSlot, frame, body);
        }
        Value below = path[depth].all(value, frame);
        if (depth == path.length - 1) {
            if (below == Value.Null.NULL && frame.tracer != null) {
                frame.tracer.erased(value, path[depth].name());
            }
            return items(below, slots[depth], frame, body);
        }
        int slot = slots[depth];
        if (below instanceof Value.Repeat(var items)) {
            for (int i = 0; i < items.size(); i++) {
                frame.slots[slot] = items.get(i);
                frame.positions[slot] = i;
                walk(path, items.get(i), depth + 1, frame, body);
            }
            return false;
        }
        if (below == Value.Absent.ABSENT) {
            return false;
        }
        frame.slots[slot] = below;
        frame.positions[slot] = 0;
        return walk(path, below, depth + 1, frame, body);
    }

    private boolean items(Value value, int slot, Frame frame, Body body) {
        if (value instanceof Value.Repeat(var items)) {
            for (int i = 0; i < items.size(); i++) {
                if (items.get(i) != Value.Null.NULL) {
                    frame.slots[slot] = items.get(i);
                    frame.positions[slot] = i;
                    begin(frame, body);
                }
            }
            return false;
        }
        if (Texts.isNothing(value)) {
            return value == Value.Null.NULL;
        }
        frame.slots[slot] = value;
        frame.positions[slot] = 0;
        begin(frame, body);
        return false;
    }

    private void begin(Frame frame, Body body) {
        if (where == null || where.holds(frame)) {
            frame.turns[turnSlot]++;
            body.turn();
        }
    }

    /// The slots that a turn fills, to put them back later.
    public int[] held() {
        return groupBy == null ? slots.clone() : new int[] {turnSlot};
    }

    @Override
    public String toString() {
        return "loop over " + Arrays.toString(slots);
    }
}
