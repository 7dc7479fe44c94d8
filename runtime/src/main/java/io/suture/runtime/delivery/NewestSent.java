package io.suture.runtime.delivery;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/// When the data was from that was sent last, for the business keys seen lately. Not thread-safe.
final class NewestSent {
    private static final int MOST = 200_000;

    private final Map<UUID, Instant> instants = new LinkedHashMap<>(1_024, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, Instant> eldest) {
            return size() > MOST;
        }
    };

    void add(Map<UUID, Instant> sent) {
        sent.forEach((key, at) -> instants.merge(key, at, (a, b) -> a.isAfter(b) ? a : b));
    }

    void sent(Delivery delivery) {
        if (delivery.businessKey() != null && delivery.dataAt() != null) {
            add(Map.of(delivery.businessKey(), delivery.dataAt()));
        }
    }

    boolean isOutdated(Delivery delivery) {
        Instant at = delivery.dataAt();
        Instant sent = delivery.businessKey() == null ? null : instants.get(delivery.businessKey());
        return at != null && sent != null && at.isBefore(sent);
    }
}
