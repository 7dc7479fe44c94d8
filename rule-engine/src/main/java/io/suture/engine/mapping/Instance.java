package io.suture.engine.mapping;

import io.suture.engine.expression.StableId;
import io.suture.engine.value.Fields;
import io.suture.engine.value.Value;
import java.util.Arrays;

/// One entry of an output: which turns of its loops it was made in, and what it is known by.
final class Instance {
    final EntryPlan plan;
    final String key;
    final String fullUrl;
    final Value.Group reference;
    /// Positions in the levels that references compare.
    final int[] positions;

    private final Value[] held;
    private final int[] heldPositions;
    private final int[] turns;
    final int number;

    Instance(EntryPlan plan, String key, int number, Run run) {
        this.plan = plan;
        this.key = key;
        this.number = number;
        this.fullUrl = "urn:uuid:" + StableId.of(plan.resource + "|" + key);
        this.reference = Fields.of("reference", new Value.Text(fullUrl));
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
