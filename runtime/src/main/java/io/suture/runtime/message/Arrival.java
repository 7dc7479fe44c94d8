package io.suture.runtime.message;

import io.suture.db.Sealed;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A received payload about to be stored, sealed already.
///
/// @param bucket   the lane of its first key
/// @param barriers the lanes of its other keys
/// @param keys     digests of its ordering keys
/// @param origin   the sender's address
/// @param type     `ORU^R01`, or empty
/// @param identity digest of sender and control id; null where repeats are not known by it
/// @param digest   of the bytes
/// @param answer   the code that the sender gets at the door
/// @param refusal  why it was refused, as recorded; null where it was taken
/// @param tokens   what a refused one is found by; an accepted one gets its own when it is processed
/// @param parent   the batch that it came in; null where it came by itself
/// @param parted   what it was parted into; null where it is one message
public record Arrival(
        UUID id,
        String channel,
        short bucket,
        List<Short> barriers,
        List<UUID> keys,
        Instant receivedAt,
        String origin,
        String type,
        int size,
        @Nullable UUID identity,
        UUID digest,
        String answer,
        @Nullable String refusal,
        List<Long> tokens,
        @Nullable UUID parent,
        @Nullable Parted parted,
        Sealed sealed) {
    public Arrival {
        barriers = List.copyOf(barriers);
        keys = List.copyOf(keys);
        tokens = List.copyOf(tokens);
    }

    /// A batch is done with when its messages are stored with it.
    ///
    /// @param run      what is recorded of it
    /// @param messages in order
    public record Parted(Run run, List<Arrival> messages) {
        public Parted {
            messages = List.copyOf(messages);
        }
    }

    /// What became of it.
    ///
    /// @param id     its own, or that of the Message that it repeats
    /// @param repeat whether it was stored before
    public record Stored(UUID id, boolean repeat) {}
}
