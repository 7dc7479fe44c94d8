package io.suture.studio.channel;

import io.suture.engine.channel.Channel;
import java.time.Instant;

/// A Channel as it is being worked on: saved at every change, broken or not.
///
/// @param id       which Channel
/// @param revision counts every change; a change names the one that it was made on
/// @param step     the saved step that this is; the same step is the same document
/// @param channel  the document
/// @param what     the last change in words
/// @param canUndo  whether there is a step before
/// @param canRedo  whether there is a step after
/// @param savedAt  when the last change was saved
public record Draft(
        ChannelId id,
        long revision,
        long step,
        Channel channel,
        String what,
        boolean canUndo,
        boolean canRedo,
        Instant savedAt) {}
