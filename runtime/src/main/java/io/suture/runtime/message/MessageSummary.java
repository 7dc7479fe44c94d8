package io.suture.runtime.message;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A Message in a list. Nothing in it names a patient.
///
/// @param type     `ORU^R01`, or empty
/// @param origin   the sender's address
/// @param size     in bytes
/// @param answer   what the sender was told at the door; empty where it wanted no answer
/// @param version  the one that processed it last, or empty
/// @param waits    why it waits outside its lane; null where it does not
/// @param sameIdAs an earlier Message of this sender with the same control id and other content
/// @param sent     how many Deliveries were sent
/// @param open     how many still are to be
/// @param held     how many wait for a person
public record MessageSummary(
        UUID id,
        String channel,
        Instant receivedAt,
        String type,
        String origin,
        int size,
        String answer,
        MessageStatus status,
        String version,
        Done.@Nullable Why waits,
        @Nullable UUID sameIdAs,
        int sent,
        int open,
        int held) {}
