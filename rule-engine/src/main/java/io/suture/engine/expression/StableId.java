package io.suture.engine.expression;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/// UUIDs computed from names (RFC 9562, version 5), under a namespace of Suture's own.
public final class StableId {
    private static final UUID NAMESPACE = UUID.fromString("6f1b0d5a-8c4e-5b7f-9a3d-2e8c7a1f4d60");
    /// SHA-1 with the namespace in it already: to clone one costs less than to ask the JDK's providers for another.
    private static final MessageDigest BEGUN = begun();

    private StableId() {}

    public static String of(String name) {
        byte[] digest;
        try {
            digest = ((MessageDigest) BEGUN.clone()).digest(name.getBytes(StandardCharsets.UTF_8));
        } catch (CloneNotSupportedException broken) {
            throw new IllegalStateException("the JDK's own SHA-1 can be cloned", broken);
        }
        digest[6] = (byte) (digest[6] & 0x0f | 0x50);
        digest[8] = (byte) (digest[8] & 0x3f | 0x80);
        return new UUID(number(digest, 0), number(digest, 8)).toString();
    }

    private static MessageDigest begun() {
        try {
            MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
            sha1.update(bytes(NAMESPACE));
            return sha1;
        } catch (NoSuchAlgorithmException broken) {
            throw new IllegalStateException("every JDK has SHA-1", broken);
        }
    }

    private static long number(byte[] bytes, int from) {
        long number = 0;
        for (int i = from; i < from + 8; i++) {
            number = number << 8 | bytes[i] & 0xff;
        }
        return number;
    }

    private static byte[] bytes(UUID uuid) {
        return java.nio.ByteBuffer.allocate(16)
                .putLong(uuid.getMostSignificantBits())
                .putLong(uuid.getLeastSignificantBits())
                .array();
    }
}
