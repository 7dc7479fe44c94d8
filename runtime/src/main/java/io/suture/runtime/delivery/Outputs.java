package io.suture.runtime.delivery;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// Outputs that are about to be sent, so that they need not be read again: as many as fit.
final class Outputs {
    private static final long MOST_BYTES = 32L * 1024 * 1024;
    private static final int OVERHEAD = 200;

    private final Map<UUID, Output> kept = new ConcurrentHashMap<>();
    private final AtomicLong bytes = new AtomicLong();

    boolean isFull() {
        return bytes.get() > MOST_BYTES;
    }

    void keep(UUID id, Output output) {
        if (kept.putIfAbsent(id, output) == null) {
            bytes.addAndGet(size(output));
        }
    }

    @Nullable
    Output find(UUID id) {
        return kept.get(id);
    }

    void forget(UUID id) {
        Output gone = kept.remove(id);
        if (gone != null) {
            bytes.addAndGet(-size(gone));
        }
    }

    private static long size(Output output) {
        return OVERHEAD + output.bytes().length;
    }
}
