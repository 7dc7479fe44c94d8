package io.suture.runtime.bench;

import java.util.concurrent.atomic.AtomicIntegerArray;

/// Times from many threads, kept with an error of three per cent at most.
final class Latencies {
    private static final int STEPS = 32;
    private static final int LONGEST = 48;

    private final AtomicIntegerArray counts = new AtomicIntegerArray(STEPS * LONGEST);

    void add(long nanos) {
        counts.incrementAndGet(slot(Math.max(nanos, STEPS)));
    }

    private static int slot(long nanos) {
        int exponent = 63 - Long.numberOfLeadingZeros(nanos);
        int step = (int) (nanos >>> Math.max(exponent - 5, 0)) & (STEPS - 1);
        return Math.min(exponent * STEPS + step, STEPS * LONGEST - 1);
    }

    long count() {
        long all = 0;
        for (int slot = 0; slot < counts.length(); slot++) {
            all += counts.get(slot);
        }
        return all;
    }

    /// In milliseconds, the upper edge; 0 where there are none.
    double millis(double part) {
        long wanted = Math.max(1, Math.round(count() * part));
        long seen = 0;
        for (int slot = 0; slot < counts.length(); slot++) {
            seen += counts.get(slot);
            if (seen >= wanted) {
                long edge = (1L << slot / STEPS) / STEPS * (STEPS + slot % STEPS + 1);
                return edge / 1e6;
            }
        }
        return 0;
    }
}
