package io.suture.studio.channel;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The answers that were asked for last; older ones are forgotten. For any number of threads.
///
/// @param <K> what is asked
/// @param <V> the answer to it, which never changes
final class Recent<K, V> {
    private final Map<K, V> kept;

    /// @param most how many are kept
    Recent(int most) {
        kept = new LinkedHashMap<>(most, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > most;
            }
        };
    }

    @Nullable
    synchronized V get(K asked) {
        return kept.get(asked);
    }

    synchronized void keep(K asked, V answer) {
        kept.put(asked, answer);
    }
}
