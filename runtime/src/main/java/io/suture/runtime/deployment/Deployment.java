package io.suture.runtime.deployment;

import java.time.Instant;
import java.util.UUID;

/// What a Channel runs from a moment on.
///
/// @param number   rises with every Deployment
/// @param version  of the Channel, as people call it: `7`
/// @param hash     of the frozen document
/// @param approved whether somebody had approved that document
/// @param stopped  whether the Channel was stopped, and so runs nothing
public record Deployment(
        UUID id,
        long number,
        String channel,
        String version,
        String hash,
        boolean approved,
        boolean stopped,
        String deployedBy,
        Instant deployedAt) {}
