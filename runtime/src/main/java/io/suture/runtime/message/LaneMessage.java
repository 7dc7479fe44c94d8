package io.suture.runtime.message;

import io.suture.db.Sealed;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// A Message that is to be processed next in its lanes.
///
/// @param position its place in the order of all Messages
/// @param bucket   the lane of its first key
/// @param barriers the lanes of its other keys
/// @param keys     digests of its ordering keys
/// @param waited   whether it waited outside its lane
public record LaneMessage(
        UUID id,
        long position,
        String channel,
        short bucket,
        List<Short> barriers,
        List<UUID> keys,
        Instant receivedAt,
        Sealed sealed,
        boolean waited) {
    public LaneMessage {
        barriers = List.copyOf(barriers);
        keys = List.copyOf(keys);
    }
}
