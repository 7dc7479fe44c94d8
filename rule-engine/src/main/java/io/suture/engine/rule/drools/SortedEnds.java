package io.suture.engine.rule.drools;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;

/// Ends of ranges in order, for asking which of them lie before a value. The answer for every sixteenth is kept, so
/// that none takes more than a copy and fifteen steps.
final class SortedEnds<K extends Comparable<K>> {
    private static final int STEP = 16;

    private final List<End<K>> ends;
    private final List<BitSet> kept = new ArrayList<>();

    record End<K extends Comparable<K>>(K key, int range) {}

    SortedEnds(List<End<K>> ends) {
        this.ends = ends.stream()
                .sorted(Comparator.<End<K>, K>comparing(End::key).thenComparingInt(End::range))
                .toList();
        var before = new BitSet();
        for (int i = 0; i < this.ends.size(); i++) {
            if (i % STEP == 0) {
                kept.add((BitSet) before.clone());
            }
            before.set(this.ends.get(i).range());
        }
        kept.add(before);
    }

    /// Sets the ranges whose end lies before the key, and, where asked for, those at it.
    void before(K key, boolean included, BitSet ranges) {
        set(count(key, included), ranges);
    }

    /// Takes out the ranges whose end lies before the key, and, where asked for, those at it.
    void withoutBefore(K key, boolean included, BitSet ranges) {
        int count = count(key, included);
        int whole = count == ends.size() ? kept.size() - 1 : count / STEP;
        ranges.andNot(kept.get(whole));
        if (count < ends.size()) {
            for (int i = whole * STEP; i < count; i++) {
                ranges.clear(ends.get(i).range());
            }
        }
    }

    private void set(int count, BitSet ranges) {
        int whole = count == ends.size() ? kept.size() - 1 : count / STEP;
        ranges.or(kept.get(whole));
        if (count < ends.size()) {
            for (int i = whole * STEP; i < count; i++) {
                ranges.set(ends.get(i).range());
            }
        }
    }

    /// How many keys are less, or less or equal.
    private int count(K key, boolean included) {
        int low = 0;
        int high = ends.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            int order = ends.get(middle).key().compareTo(key);
            if (order < 0 || included && order == 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
