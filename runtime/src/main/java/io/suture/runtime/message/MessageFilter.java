package io.suture.runtime.message;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Which Messages are wanted.
///
/// @param channel  null for all
/// @param statuses empty for all
/// @param since    received at or after
/// @param until    received before
/// @param text     words that it must hold: control id, patient's identifier or name (three letters do), order number;
///                 empty for all
/// @param before   only those received before this one: the last of the page before
public record MessageFilter(
        @Nullable String channel,
        Set<MessageStatus> statuses,
        @Nullable Instant since,
        @Nullable Instant until,
        String text,
        @Nullable UUID before) {
    public static final MessageFilter ALL = new MessageFilter(null, Set.of(), null, null, "", null);

    public MessageFilter {
        statuses = Set.copyOf(statuses);
    }

    public MessageFilter before(UUID last) {
        return new MessageFilter(channel, statuses, since, until, text, last);
    }
}
