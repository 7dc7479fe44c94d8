package io.suture.runtime.lane;

import java.nio.ByteBuffer;
import java.util.UUID;

/// Which lane a key lies in.
public final class Buckets {
    public static final int COUNT = 256;

    private Buckets() {}

    /// @param key a keyed digest, so its first byte is as good a hash as any
    public static short of(UUID key) {
        return (short) (key.getMostSignificantBits() >>> 56);
    }

    /// The first half of a digest of 32 bytes.
    public static UUID half(byte[] digest) {
        var bytes = ByteBuffer.wrap(digest);
        return new UUID(bytes.getLong(), bytes.getLong());
    }
}
