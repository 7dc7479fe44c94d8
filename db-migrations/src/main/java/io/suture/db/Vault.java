package io.suture.db;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.DataFormatException;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// Through here goes everything that could name a patient, and every secret, before it is stored: compressed,
/// then sealed with AES-256-GCM under the data key of the day and the retention class. There is no way around
/// it and no setting that stores plain text. Decision 0002.
///
/// A seal is bound to its table and row: copied to another row it does not open. Digests and search tokens are
/// keyed, so that the database alone does not tell whether somebody is in it. Thread-safe; made for thousands
/// a second.
public final class Vault {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int NONCE = 12;

    private final DataKeys dataKeys;
    private final byte[] indexKey;
    private final ConcurrentHashMap<String, SecretKey> purposes = new ConcurrentHashMap<>();
    /// Not one per thread: virtual threads come by the thousand, and a tool set holds half a megabyte.
    private final BlockingQueue<Tools> tools =
            new ArrayBlockingQueue<>(4 * Runtime.getRuntime().availableProcessors());

    private Vault(DataKeys dataKeys, byte[] indexKey) {
        this.dataKeys = dataKeys;
        this.indexKey = indexKey;
    }

    /// Opens the vault of a database. Its master key is what `STUDIO_MASTER_KEY` holds (32 bytes in base64 or
    /// hexadecimal), else the file that `STUDIO_MASTER_KEY_FILE` names, else `master.key` in `folder`, which
    /// is made only for a database that nothing was sealed in yet.
    ///
    /// @param environment where those two are looked up, as by [System#getenv()]
    /// @throws VaultLocked if there is no key, or one that does not fit
    public static Vault open(Database database, Path folder, Map<String, String> environment, InstantSource clock) {
        var store = new VaultKeyStore(database);
        var master = MasterKey.find(folder, environment);
        var context = "index key";
        var stored = store.indexKey();
        if (stored.isEmpty()) {
            master = master == null ? MasterKey.create(folder) : master;
            var fresh = new byte[32];
            RANDOM.nextBytes(fresh);
            store.addIndexKey(master.wrap(new SecretKeySpec(fresh, "Generic"), context), clock.instant());
            stored = store.indexKey();
        }
        var wrapped = stored.orElseThrow();
        if (master == null) {
            throw MasterKey.missing(wrapped.masterKeyId(), folder);
        }
        var indexKey = master.unwrap(wrapped, context, "Generic").getEncoded();
        return new Vault(new DataKeys(store, master, clock), indexKey);
    }

    /// Seals a payload for one row. The row's id must be known before it is inserted.
    ///
    /// @param table          the full name, as `runtime.message`
    /// @param retentionClass what is kept equally long and forgotten together, as `message`
    public Sealed seal(byte[] payload, String table, String rowId, String retentionClass) {
        var key = dataKeys.today(retentionClass);
        var with = borrow();
        try {
            var nonce = with.nonce();
            return new Sealed(key.id(), nonce, with.encrypt(key.key(), nonce, bound(table, rowId), payload));
        } finally {
            giveBack(with);
        }
    }

    public Sealed seal(byte[] payload, String table, UUID rowId, String retentionClass) {
        return seal(payload, table, rowId.toString(), retentionClass);
    }

    public Sealed seal(byte[] payload, String table, long rowId, String retentionClass) {
        return seal(payload, table, Long.toString(rowId), retentionClass);
    }

    /// The payload that was sealed for this row.
    ///
    /// @throws SealBroken   if it was changed, or sealed for another row
    /// @throws KeyForgotten if its time was over and its key destroyed
    public byte[] open(Sealed sealed, String table, String rowId) {
        var key = dataKeys.byId(sealed.keyId());
        var with = borrow();
        try {
            return with.decrypt(key.key(), sealed, bound(table, rowId));
        } catch (AEADBadTagException | DataFormatException e) {
            throw new SealBroken(table, rowId, sealed.keyId(), e);
        } finally {
            giveBack(with);
        }
    }

    public byte[] open(Sealed sealed, String table, UUID rowId) {
        return open(sealed, table, rowId.toString());
    }

    public byte[] open(Sealed sealed, String table, long rowId) {
        return open(sealed, table, Long.toString(rowId));
    }

    /// A keyed digest of 32 bytes: equal texts of one purpose have equal ones, and nothing else can be told
    /// from it.
    ///
    /// @param purpose a fixed word of the caller's; digests of two purposes cannot be compared
    public byte[] digest(String purpose, byte[] bytes) {
        var key = purposes.computeIfAbsent(purpose, name -> MasterKey.derive(indexKey, "digest " + name, "HmacSHA256"));
        var with = borrow();
        try {
            return with.mac(purpose, key, bytes);
        } finally {
            giveBack(with);
        }
    }

    public byte[] digest(String purpose, String text) {
        return digest(purpose, text.getBytes(StandardCharsets.UTF_8));
    }

    /// A search token: the first eight bytes of a digest. Hits are candidates only; compare after opening.
    public long token(String purpose, String text) {
        return ByteBuffer.wrap(digest(purpose, text)).getLong();
    }

    /// Destroys the data keys of a class that are older than a day, and with them all that they sealed,
    /// backups of the rows included. Other running nodes forget within ten minutes; the server's log files as
    /// they are recycled.
    ///
    /// @param before the first UTC day to keep; today at the latest
    /// @return how many keys were destroyed
    public int forget(String retentionClass, LocalDate before) {
        return dataKeys.forget(retentionClass, before);
    }

    /// No table's name holds a line break, so no two pairs give the same bytes.
    private static byte[] bound(String table, String rowId) {
        return (table + '\n' + rowId).getBytes(StandardCharsets.UTF_8);
    }

    private Tools borrow() {
        var free = tools.poll();
        return free == null ? new Tools() : free;
    }

    private void giveBack(Tools used) {
        if (!tools.offer(used)) {
            used.compression.end();
        }
    }

    @Override
    public String toString() {
        return "vault";
    }

    /// What one caller at a time works with.
    private static final class Tools {
        private final Compression compression = new Compression();
        private final Cipher cipher;
        private final Map<String, Mac> macs = new HashMap<>();
        private final byte[] random = new byte[100 * NONCE];
        private int randomUsed = random.length;

        private Tools() {
            try {
                cipher = Cipher.getInstance("AES/GCM/NoPadding");
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("This JDK lacks AES-GCM", e);
            }
        }

        /// Random bytes are fetched for many at once: everybody waits for the one source of them.
        byte[] nonce() {
            if (randomUsed == random.length) {
                RANDOM.nextBytes(random);
                randomUsed = 0;
            }
            var nonce = Arrays.copyOfRange(random, randomUsed, randomUsed + NONCE);
            randomUsed += NONCE;
            return nonce;
        }

        byte[] encrypt(SecretKey key, byte[] nonce, byte[] bound, byte[] payload) {
            try {
                cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(128, nonce));
                cipher.updateAAD(bound);
                return cipher.doFinal(compression.compress(payload));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("AES-GCM failed", e);
            }
        }

        byte[] decrypt(SecretKey key, Sealed sealed, byte[] bound) throws AEADBadTagException, DataFormatException {
            try {
                cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(128, sealed.nonce()));
                cipher.updateAAD(bound);
                return compression.expand(cipher.doFinal(sealed.ciphertext()));
            } catch (AEADBadTagException e) {
                throw e;
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("AES-GCM failed", e);
            }
        }

        byte[] mac(String purpose, SecretKey key, byte[] bytes) {
            return macs.computeIfAbsent(purpose, name -> mac(key)).doFinal(bytes);
        }

        private static Mac mac(SecretKey key) {
            try {
                var mac = Mac.getInstance("HmacSHA256");
                mac.init(key);
                return mac;
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("This JDK lacks HMAC", e);
            }
        }
    }
}
