package io.suture.engine.mapping;

import io.suture.engine.expression.StableId;
import io.suture.engine.value.Fields;
import io.suture.engine.value.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One entry of an output: which turns of its loops it was made in, and what it is known by.
final class Instance {
    final EntryPlan plan;
    final String key;
    final String fullUrl;
    final Value.Group reference;
    /// Whether it was found before all others of the same resource and key.
    final boolean first;
    /// The others, of the first.
    final List<Instance> others = new ArrayList<>(0);
    /// Positions in the levels that references compare.
    final int[] positions;

    private final Value[] held;
    private final int[] heldPositions;
    private final int[] turns;
    final int number;

    /// @param known resource and key, by which the first one is found
    /// @param same  the first of the same resource and key; null when this is it
    Instance(EntryPlan plan, String key, String known, int number, @Nullable Instance same, Run run) {
        this.plan = plan;
        this.key = key;
        this.number = number;
        this.first = same == null;
        this.fullUrl = same == null ? "urn:uuid:" + StableId.of(known) : same.fullUrl;
        this.reference = same == null ? Fields.of("reference", new Value.Text(fullUrl)) : same.reference;
        this.positions = plan.positions(run);
        int[] slots = plan.slots;
        this.held = new Value[slots.length];
        this.heldPositions = new int[slots.length];
        this.turns = new int[slots.length];
        for (int i = 0; i < slots.length; i++) {
            held[i] = run.get(slots[i]);
            heldPositions[i] = run.position(slots[i]);
            turns[i] = run.turn(slots[i]);
        }
    }

    /// Whether another was found in turns of the same values, and so would be made the same.
    boolean isSame(Instance other) {
        return plan == other.plan && Arrays.equals(held, other.held);
    }

    /// Goes back into the turns in which it was found.
    void restore(Run run) {
        for (int i = 0; i < held.length; i++) {
            run.restore(plan.slots[i], held[i], heldPositions[i], turns[i]);
        }
    }
}
