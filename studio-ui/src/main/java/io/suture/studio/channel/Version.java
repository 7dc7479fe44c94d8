package io.suture.studio.channel;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/// An immutable, numbered, hashed state of a whole Channel.
///
/// @param channel     which Channel
/// @param number      from 1
/// @param hash        SHA-256 of the document in hex
/// @param comment     what its submitter says about it
/// @param submittedBy who submitted it
/// @param submittedAt when
/// @param authors     everybody who changed anything since the Version approved before
/// @param state       whether and how it was decided on
public record Version(
        ChannelId channel,
        int number,
        String hash,
        String comment,
        UUID submittedBy,
        Instant submittedAt,
        Set<UUID> authors,
        State state) {
    public Version {
        authors = Set.copyOf(authors);
    }

    /// Whether and how a Version was decided on.
    public enum State {
        SUBMITTED,
        APPROVED,
        SENT_BACK
    }
}
