package io.suture.runtime.message;

import io.suture.db.Sealed;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A Message that is to be processed next in its lanes.
///
/// @param position its place in the order of all Messages
/// @param bucket   the lane of its first key
/// @param barriers the lanes of its other keys
/// @param keys     digests of its ordering keys
/// @param size   of its payload, in bytes
/// @param sealed its payload; null where that is too large to lie in memory before its turn
/// @param waited   whether it waited outside its lane
public record LaneMessage(
        UUID id,
        long position,
        String channel,
        short bucket,
        List<Short> barriers,
        List<UUID> keys,
        Instant receivedAt,
        int size,
        @Nullable Sealed sealed,
        boolean waited) {
    /// Up to so many bytes a payload comes along: thousands of Messages may lie in memory.
    static final int LIGHT = 16 * 1024;

    public LaneMessage {
        barriers = List.copyOf(barriers);
        keys = List.copyOf(keys);
    }
}
