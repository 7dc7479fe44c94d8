package io.suture.studio.channel;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A line of the list of Channels.
///
/// @param id            which
/// @param name          its name
/// @param title         its name in words
/// @param lastVersion   the newest Version's number, or null when none was submitted
/// @param state         of that Version, or null
/// @param draftChanges  steps of the Draft since that Version
/// @param changedAt     when the Draft was last changed
public record ChannelSummary(
        ChannelId id,
        String name,
        String title,
        @Nullable Integer lastVersion,
        Version.@Nullable State state,
        int draftChanges,
        Instant changedAt) {}
