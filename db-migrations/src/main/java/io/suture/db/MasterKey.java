package io.suture.db;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The key above all keys. It wraps data keys and is never stored with what it protects.
final class MasterKey {
    private static final Logger log = LoggerFactory.getLogger(MasterKey.class);
    private static final int BYTES = 32;
    private static final String GIVEN = "STUDIO_MASTER_KEY";
    private static final String GIVEN_FILE = "STUDIO_MASTER_KEY_FILE";
    private static final SecureRandom RANDOM = new SecureRandom();

    private final SecretKey wrapping;
    private final String id;

    private MasterKey(byte[] key) {
        this.wrapping = derive(key, "wrap", "AES");
        this.id = HexFormat.of()
                .formatHex(Arrays.copyOf(derive(key, "name", "Generic").getEncoded(), 8));
    }

    /// Names the key without saying anything about it: stored beside what it wrapped.
    String id() {
        return id;
    }

    static Path file(Path folder) {
        return folder.resolve("master.key");
    }

    /// The key that the environment gives, else the one of the folder, else null.
    static @Nullable MasterKey find(Path folder, Map<String, String> environment) {
        var given = environment.get(GIVEN);
        if (given != null && !given.isBlank()) {
            return parse(given, GIVEN);
        }
        var givenFile = environment.get(GIVEN_FILE);
        if (givenFile != null && !givenFile.isBlank()) {
            return read(Path.of(givenFile));
        }
        return Files.exists(file(folder)) ? read(file(folder)) : null;
    }

    /// Makes the folder's key; of two programs that do so at once both get the same.
    static MasterKey create(Path folder) {
        var bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        try {
            Folders.createPrivate(folder);
            var kept = Folders.writeSecretOnce(file(folder), Base64.getEncoder().encodeToString(bytes));
            log.info("A new master key lies in {}: keep a copy elsewhere, nothing opens without it", file(folder));
            return parse(kept, file(folder).toString());
        } catch (IOException e) {
            throw new VaultLocked("The master key cannot be written to " + file(folder) + ": " + e.getMessage());
        }
    }

    Wrapped wrap(SecretKey key, String context) {
        try {
            var nonce = new byte[12];
            RANDOM.nextBytes(nonce);
            return new Wrapped(
                    id, nonce, cipher(Cipher.ENCRYPT_MODE, nonce, context).doFinal(key.getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This JDK lacks AES-GCM", e);
        }
    }

    /// @throws VaultLocked if another master key wrapped it, or for another context, or it was changed
    SecretKey unwrap(Wrapped wrapped, String context, String algorithm) {
        if (!wrapped.masterKeyId().equals(id)) {
            throw new VaultLocked("The database is sealed with master key %s, but the key at hand is %s: give the right"
                            .formatted(wrapped.masterKeyId(), id)
                    + " one by " + GIVEN_FILE);
        }
        try {
            return new SecretKeySpec(
                    cipher(Cipher.DECRYPT_MODE, wrapped.nonce(), context).doFinal(wrapped.bytes()), algorithm);
        } catch (AEADBadTagException e) {
            throw new VaultLocked("The stored key " + context + " was changed and does not open");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This JDK lacks AES-GCM", e);
        }
    }

    static VaultLocked missing(String neededId, Path folder) {
        return new VaultLocked("The database is sealed with master key %s, which is neither in %s nor given by %s or %s"
                .formatted(neededId, file(folder), GIVEN, GIVEN_FILE));
    }

    /// A key for one purpose, from which neither the key above nor that of another purpose can be learnt.
    static SecretKey derive(byte[] key, String purpose, String algorithm) {
        try {
            return KDF.getInstance("HKDF-SHA256")
                    .deriveKey(
                            algorithm,
                            HKDFParameterSpec.ofExtract()
                                    .addIKM(key)
                                    .thenExpand(("suture " + purpose).getBytes(StandardCharsets.UTF_8), BYTES));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This JDK lacks HKDF", e);
        }
    }

    private Cipher cipher(int mode, byte[] nonce, String context) throws GeneralSecurityException {
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, wrapping, new GCMParameterSpec(128, nonce));
        cipher.updateAAD(context.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    private static MasterKey read(Path file) {
        try {
            if (!PosixFilePermissions.toString(Files.getPosixFilePermissions(file))
                    .endsWith("------")) {
                log.warn("The master key in {} is open to other users of this machine: chmod 600 it", file);
            }
            return parse(Files.readString(file, StandardCharsets.US_ASCII), file.toString());
        } catch (IOException e) {
            throw new VaultLocked("The master key cannot be read: " + e);
        }
    }

    private static MasterKey parse(String text, String origin) {
        var stripped = text.strip();
        try {
            var bytes = stripped.length() == 2 * BYTES
                    ? HexFormat.of().parseHex(stripped)
                    : Base64.getDecoder().decode(stripped);
            if (bytes.length == BYTES) {
                return new MasterKey(bytes);
            }
        } catch (IllegalArgumentException e) {
            log.debug("Neither base64 nor hexadecimal: {}", origin);
        }
        throw new VaultLocked("The master key in " + origin + " is not 32 bytes in base64 or hexadecimal");
    }

    @Override
    public String toString() {
        return "master key " + id;
    }

    /// A key under the master key, as it is stored.
    record Wrapped(String masterKeyId, byte[] nonce, byte[] bytes) {}
}
