package io.suture.studio.channel;

import io.suture.engine.schema.SchemaRef;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A line of the list of Channels.
///
/// @param id            which
/// @param name          its name
/// @param title         its name in words
/// @param from          what the Draft reads
/// @param to            what the Draft makes, a Schema once
/// @param lastVersion   the newest Version's number, or null when none was submitted
/// @param state         of that Version, or null
/// @param draftChanges  steps of the Draft since that Version
/// @param changedAt     when the Draft was last changed
public record ChannelSummary(
        ChannelId id,
        String name,
        String title,
        SchemaRef from,
        List<SchemaRef> to,
        @Nullable Integer lastVersion,
        Version.@Nullable State state,
        int draftChanges,
        Instant changedAt) {
    public ChannelSummary {
        to = List.copyOf(to);
    }
}
