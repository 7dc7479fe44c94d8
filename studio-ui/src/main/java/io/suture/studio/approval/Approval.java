package io.suture.studio.approval;

import io.suture.studio.channel.ChannelId;
import java.time.Instant;
import java.util.UUID;

/// A second person's recorded yes or no to a Version.
///
/// @param channel  which Channel
/// @param number   which Version of it
/// @param approved yes, or sent back
/// @param comment  what the voter says
/// @param voter    who
/// @param at       when
public record Approval(ChannelId channel, int number, boolean approved, String comment, UUID voter, Instant at) {}
