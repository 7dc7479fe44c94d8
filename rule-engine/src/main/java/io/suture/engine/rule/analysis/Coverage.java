package io.suture.engine.rule.analysis;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What of a box no other box covers. Dimension after dimension, the kinds of values are put together that the same
/// rows
/// take; what no row takes is left over. Rows that take all of what remains end the search, and what was found covered
/// once is not looked at again, so tables that leave nothing out are done soon. Others are cut off by a number of
/// steps:
/// the answer then says that it is not whole.
final class Coverage {
    private final int dimensions;
    private final List<Box> rows;
    private final int most;
    private int steps;
    private final List<Box> left = new ArrayList<>();
    private final Set<Known> covered = new HashSet<>();
    private boolean whole = true;

    private record Known(int dimension, BitSet rows) {}

    private Coverage(List<Box> rows, int dimensions, int most, int steps) {
        this.rows = rows;
        this.dimensions = dimensions;
        this.most = most;
        this.steps = steps;
    }

    /// What is left over.
    ///
    /// @param boxes at most as many as were asked for
    /// @param whole whether there is no other
    record Left(List<Box> boxes, boolean whole) {
        boolean isCovered() {
            return whole && boxes.isEmpty();
        }
    }

    /// @param most  how many leftovers are asked for
    /// @param steps how many kinds of values may be looked at
    static Left of(Box box, List<Box> rows, int most, int steps) {
        List<Box> meeting =
                rows.stream().filter(row -> row.covers() && row.meets(box)).toList();
        var coverage = new Coverage(meeting, box.sides().size(), most, steps);
        var all = new BitSet();
        all.set(0, meeting.size());
        coverage.search(box, 0, all, new ArrayList<>());
        return new Left(List.copyOf(coverage.left), coverage.whole);
    }

    /// Whether everything from this dimension on is covered.
    private boolean search(Box box, int dimension, BitSet active, List<BitSet> sides) {
        if (active.isEmpty()) {
            List<BitSet> found = new ArrayList<>(sides);
            found.addAll(box.sides().subList(dimension, dimensions));
            if (left.size() == most) {
                whole = false;
            } else {
                left.add(new Box(found, true));
            }
            return false;
        }
        if (dimension == dimensions || someTakesTheRest(box, dimension, active)) {
            return true;
        }
        var known = new Known(dimension, active);
        if (covered.contains(known)) {
            return true;
        }
        boolean all = true;
        for (Map.Entry<BitSet, BitSet> group : groups(box, dimension, active).entrySet()) {
            if (!whole) {
                return false;
            }
            sides.add(group.getValue());
            all &= search(box, dimension + 1, group.getKey(), sides);
            sides.removeLast();
        }
        if (all && whole) {
            covered.add(known);
        }
        return all;
    }

    private boolean someTakesTheRest(Box box, int dimension, BitSet active) {
        for (int row = active.nextSetBit(0); row >= 0; row = active.nextSetBit(row + 1)) {
            boolean takes = true;
            for (int d = dimension; d < dimensions && takes; d++) {
                BitSet outside = (BitSet) box.sides().get(d).clone();
                outside.andNot(rows.get(row).sides().get(d));
                takes = outside.isEmpty();
            }
            if (takes) {
                return true;
            }
        }
        return false;
    }

    /// Kinds of values by the rows that take them.
    private Map<BitSet, BitSet> groups(Box box, int dimension, BitSet active) {
        BitSet side = box.sides().get(dimension);
        Map<Integer, BitSet> byKind = new LinkedHashMap<>();
        side.stream().forEach(kind -> byKind.put(kind, new BitSet()));
        for (int row = active.nextSetBit(0); row >= 0; row = active.nextSetBit(row + 1)) {
            BitSet taken = (BitSet) rows.get(row).sides().get(dimension).clone();
            taken.and(side);
            for (int kind = taken.nextSetBit(0); kind >= 0; kind = taken.nextSetBit(kind + 1)) {
                BitSet taking = byKind.get(kind);
                if (taking != null) {
                    taking.set(row);
                }
                steps--;
            }
        }
        if (steps < 0) {
            whole = false;
            return Map.of();
        }
        Map<BitSet, BitSet> groups = new LinkedHashMap<>();
        byKind.forEach((kind, taking) ->
                groups.computeIfAbsent(taking, one -> new BitSet()).set(kind));
        return groups;
    }
}
