package io.suture.engine.expression;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/// UUIDs computed from names (RFC 9562, version 5), under a namespace of Suture's own.
public final class StableId {
    private static final UUID NAMESPACE = UUID.fromString("6f1b0d5a-8c4e-5b7f-9a3d-2e8c7a1f4d60");
    private static final byte[] PREFIX = bytes(NAMESPACE);

    private StableId() {}

    public static String of(String name) {
        byte[] digest;
        try {
            MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
            sha1.update(PREFIX);
            digest = sha1.digest(name.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException broken) {
            throw new IllegalStateException("every JDK has SHA-1", broken);
        }
        digest[6] = (byte) (digest[6] & 0x0f | 0x50);
        digest[8] = (byte) (digest[8] & 0x3f | 0x80);
        return new UUID(number(digest, 0), number(digest, 8)).toString();
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
