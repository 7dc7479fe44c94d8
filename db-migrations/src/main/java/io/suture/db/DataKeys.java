package io.suture.db;

import io.suture.db.MasterKey.Wrapped;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/// The keys that seal rows: one per UTC day and retention class, unwrapped in memory for some minutes.
final class DataKeys {
    /// How long another node may still open rows of a key that was destroyed elsewhere.
    private static final Duration REMEMBERED = Duration.ofMinutes(10);

    private static final SecureRandom RANDOM = new SecureRandom();

    private final VaultKeyStore store;
    private final MasterKey master;
    private final InstantSource clock;
    private final ConcurrentHashMap<String, DataKey> current = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<Integer, DataKey> byId = new ConcurrentHashMap<>();

    DataKeys(VaultKeyStore store, MasterKey master, InstantSource clock) {
        this.store = store;
        this.master = master;
        this.clock = clock;
    }

    DataKey today(String retentionClass) {
        var now = clock.instant();
        var key = current.get(retentionClass);
        return key != null && now.isBefore(key.dayAfter()) && !now.isBefore(key.dayBegan())
                ? key
                : open(retentionClass, now);
    }

    /// @throws KeyForgotten if the key was destroyed
    DataKey byId(int keyId) {
        var now = clock.instant();
        var key = byId.get(keyId);
        if (key != null && now.isBefore(key.readAt().plus(REMEMBERED))) {
            return key;
        }
        var row = store.find(keyId)
                .orElseThrow(() -> new VaultLocked("Data key %d is not in this database".formatted(keyId)));
        byId.remove(keyId);
        return remember(row, now);
    }

    int forget(String retentionClass, LocalDate before) {
        var now = clock.instant();
        if (before.isAfter(now.atOffset(ZoneOffset.UTC).toLocalDate())) {
            throw new IllegalArgumentException("The key of today is in use: it cannot be forgotten");
        }
        var forgotten = store.destroy(retentionClass, before, now);
        byId.clear();
        return forgotten;
    }

    /// Several programs may come at once: the first one's key is everybody's.
    private synchronized DataKey open(String retentionClass, Instant now) {
        var day = now.atOffset(ZoneOffset.UTC).toLocalDate();
        var known = current.get(retentionClass);
        if (known != null && known.day().equals(day)) {
            return known;
        }
        var row = store.find(retentionClass, day).orElseGet(() -> {
            var bytes = new byte[32];
            RANDOM.nextBytes(bytes);
            store.add(
                    retentionClass,
                    day,
                    master.wrap(new SecretKeySpec(bytes, "AES"), context(retentionClass, day)),
                    now);
            return store.find(retentionClass, day).orElseThrow();
        });
        var key = remember(row, now);
        current.put(retentionClass, key);
        return key;
    }

    private DataKey remember(VaultKeyStore.Row row, Instant now) {
        Wrapped wrapped = row.wrapped().orElseThrow(() -> new KeyForgotten(row.keyId()));
        var key = new DataKey(
                row.keyId(),
                row.day(),
                master.unwrap(wrapped, context(row.retentionClass(), row.day()), "AES"),
                now,
                row.day().atStartOfDay(ZoneOffset.UTC).toInstant(),
                row.day().plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant());
        byId.put(key.id(), key);
        return key;
    }

    /// A wrapped key opens only as the key of its own class and day.
    private static String context(String retentionClass, LocalDate day) {
        return "data key " + retentionClass + " " + day;
    }

    /// @param readAt when it was read from the database
    record DataKey(int id, LocalDate day, SecretKey key, Instant readAt, Instant dayBegan, Instant dayAfter) {
        @Override
        public String toString() {
            return "data key " + id;
        }
    }
}
