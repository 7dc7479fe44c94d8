package io.suture.runtime.bench;

import java.util.BitSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/// What was sent and what arrived: a message is known by its number, which is a part of its filler number, so that it
/// is found again whatever became of the rest.
final class Journal {
    static final int PATIENTS = 1_000;
    static final int DIGITS = 9;
    /// Stands before the number, and nowhere else in a message.
    static final byte[] MARK = {'Q', '7', 'J'};

    private static final int MOST = 1 << 23;

    private final AtomicLongArray sentAt = new AtomicLongArray(MOST);
    private final short[] patients = new short[MOST];
    private final int[] last = new int[PATIENTS];
    private final BitSet arrived = new BitSet();
    private final AtomicLong numbers = new AtomicLong();
    private final AtomicLong acknowledged = new AtomicLong();
    private final AtomicLong delivered = new AtomicLong();
    private volatile Latencies acks = new Latencies();
    private volatile Latencies ends = new Latencies();
    private long repeats;
    private long disordered;

    /// The next message of a patient leaves now.
    int sent(int patient) {
        int number = (int) numbers.incrementAndGet();
        if (number >= MOST) {
            throw new IllegalStateException("More messages than this journal has lines for");
        }
        patients[number] = (short) patient;
        sentAt.set(number, System.nanoTime());
        return number;
    }

    void acknowledged(int number) {
        acks.add(System.nanoTime() - sentAt.get(number));
        acknowledged.incrementAndGet();
    }

    /// @param bytes of what came out; its number is looked for
    void arrived(byte[] bytes, int length) {
        int number = number(bytes, length);
        long now = System.nanoTime();
        synchronized (this) {
            if (arrived.get(number)) {
                repeats++;
                return;
            }
            arrived.set(number);
            int patient = patients[number];
            if (last[patient] > number) {
                disordered++;
            }
            last[patient] = number;
        }
        ends.add(now - sentAt.get(number));
        delivered.incrementAndGet();
    }

    static int number(byte[] bytes, int length) {
        for (int at = 0; at < length - DIGITS - 2; at++) {
            if (bytes[at] == MARK[0] && bytes[at + 1] == MARK[1] && bytes[at + 2] == MARK[2]) {
                int number = 0;
                for (int digit = 0; digit < DIGITS; digit++) {
                    number = number * 10 + bytes[at + 3 + digit] - '0';
                }
                return number;
            }
        }
        throw new IllegalStateException("What arrived bears no number");
    }

    /// Times from now on; counts go on.
    void beginTimes() {
        acks = new Latencies();
        ends = new Latencies();
    }

    Latencies acks() {
        return acks;
    }

    Latencies ends() {
        return ends;
    }

    long acknowledged() {
        return acknowledged.get();
    }

    long delivered() {
        return delivered.get();
    }

    synchronized long repeats() {
        return repeats;
    }

    synchronized long disordered() {
        return disordered;
    }
}
