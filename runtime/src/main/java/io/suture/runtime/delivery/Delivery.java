package io.suture.runtime.delivery;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The duty to bring one output to one Destination.
///
/// @param position    its place in the order of all Deliveries
/// @param keys        digests of the ordering keys among which it keeps its place
/// @param output      the Delivery that holds the output's bytes: itself, unless it was resent
/// @param number      of the output, from 1, among those of one run for this Destination
/// @param requestedBy who asked for it, where a person did
/// @param businessKey digest of what the output is about, by which a newer one is known
/// @param dataAt      the time of its data, by which the older is known
/// @param size        of the output, in bytes
public record Delivery(
        UUID id,
        long position,
        short bucket,
        List<UUID> keys,
        UUID message,
        int run,
        UUID output,
        int number,
        String channel,
        String destination,
        Cause cause,
        @Nullable String requestedBy,
        Instant createdAt,
        @Nullable UUID businessKey,
        @Nullable Instant dataAt,
        String mediaType,
        int size) {
    public Delivery {
        keys = List.copyOf(keys);
    }

    Delivery at(long place) {
        return new Delivery(
                id,
                place,
                bucket,
                keys,
                message,
                run,
                output,
                number,
                channel,
                destination,
                cause,
                requestedBy,
                createdAt,
                businessKey,
                dataAt,
                mediaType,
                size);
    }

    /// Why there is one.
    public enum Cause {
        PROCESSED,
        REPROCESSED,
        RESENT
    }

    /// How far it has come. SENDING is known only to the node that sends.
    public enum State {
        QUEUED,
        SENDING,
        SENT,
        HELD,
        DEAD,
        CANCELLED;

        public boolean isFinal() {
            return this == SENT || this == DEAD || this == CANCELLED;
        }
    }
}
