package io.suture.engine.format.hl7v2;

import io.suture.engine.format.hl7v2.Grammar.Node;
import io.suture.engine.value.Value;
import org.jspecify.annotations.Nullable;

/// The order in which the parts of a built group are written: the structure's. A part that the structure does
/// not have stays behind the part before it.
final class Order {
    private Order() {}

    /// Positions in the order of writing, or null when the parts stand in that order already.
    static int @Nullable [] of(Value.Group group, Node node) {
        int size = group.size();
        var ranks = new int[size];
        boolean sorted = true;
        int rank = -1;
        for (int i = 0; i < size; i++) {
            Node child = node.child(group.name(i));
            int own = child == null ? rank : child.index();
            sorted &= own >= rank;
            rank = own;
            ranks[i] = own;
        }
        if (sorted) {
            return null;
        }
        var order = new int[size];
        for (int i = 0; i < size; i++) {
            int at = i;
            while (at > 0 && ranks[order[at - 1]] > ranks[i]) {
                order[at] = order[at - 1];
                at--;
            }
            order[at] = i;
        }
        return order;
    }
}
