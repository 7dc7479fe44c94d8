package io.suture.engine.rule.analysis;

import java.util.BitSet;
import java.util.List;

/// Messages as one row sees them: of each dimension the kinds of values that it takes.
///
/// @param sides  one for each dimension of the space
/// @param covers whether it holds for every message whose single values lie in it: not so where all repeats of a field
///               must satisfy it, as a message may have one of each
record Box(List<BitSet> sides, boolean covers) {
    Box {
        sides = List.copyOf(sides);
    }

    boolean isEmpty() {
        return sides.stream().anyMatch(BitSet::isEmpty);
    }

    boolean meets(Box other) {
        for (int i = 0; i < sides.size(); i++) {
            if (!sides.get(i).intersects(other.sides.get(i))) {
                return false;
            }
        }
        return true;
    }

    /// Whether all of the other lies in it.
    boolean contains(Box other) {
        for (int i = 0; i < sides.size(); i++) {
            BitSet outside = (BitSet) other.sides.get(i).clone();
            outside.andNot(sides.get(i));
            if (!outside.isEmpty()) {
                return false;
            }
        }
        return true;
    }

    /// What both take.
    Box and(Box other) {
        List<BitSet> both = new java.util.ArrayList<>();
        for (int i = 0; i < sides.size(); i++) {
            BitSet side = (BitSet) sides.get(i).clone();
            side.and(other.sides.get(i));
            both.add(side);
        }
        return new Box(both, covers && other.covers);
    }
}
