package io.suture.runtime.lane;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What this node has just committed, for whoever reads the same line in order: as long as nothing is missing in
/// between it need not be read from the database. Where something is (another node's rows, more than fits), the reader
/// reads there until it has come to what lies here. Nothing depends on it but speed.
///
/// @param <T> what stands at the positions
public final class Handover<T> {
    private final TreeMap<Long, Range<T>> ranges = new TreeMap<>();
    private final int most;
    private int size;
    private long newest;

    /// Positions that were taken together; not all of them need hold something.
    public record Range<T>(long from, long to, List<T> items) {}

    /// @param most how many things may lie here
    public Handover(int most) {
        this.most = most;
    }

    /// To be called after the commit.
    public synchronized void offer(long from, long to, List<T> items) {
        newest = Math.max(newest, to);
        if (size + items.size() > most) {
            ranges.clear();
            size = 0;
        } else {
            ranges.put(from, new Range<>(from, to, items));
            size += items.size();
        }
    }

    /// Whether this node committed something after a position.
    public synchronized boolean isBeyond(long position) {
        return newest > position;
    }

    /// What comes right after a position, in one range; an empty one that ends there where that is not known here.
    ///
    /// @param atOnce how many things are enough
    public synchronized Range<T> after(long position, int atOnce) {
        long to = position;
        List<T> items = new ArrayList<>();
        for (Map.Entry<Long, Range<T>> first = ranges.firstEntry(); first != null; first = ranges.firstEntry()) {
            Range<T> range = first.getValue();
            boolean passed = range.to <= to;
            if (!passed && (range.from != to + 1 || items.size() >= atOnce)) {
                break;
            }
            ranges.pollFirstEntry();
            size -= range.items.size();
            if (!passed) {
                items.addAll(range.items);
                to = range.to;
            }
        }
        return new Range<>(position + 1, to, items);
    }
}
