package io.suture.studio.channel.frame;

import io.suture.studio.channel.Drafts;
import io.suture.studio.channel.Presence;
import io.suture.studio.channel.Versions;
import io.suture.studio.security.Rights;
import java.util.Optional;
import java.util.function.Function;

/// What every page of a Channel needs.
///
/// @param runs    what runs of a Channel, in words, by its name: `v7 running`
public record ChannelServices(
        Drafts drafts, Versions versions, Presence presence, Rights rights, Function<String, Optional<String>> runs) {

    Optional<String> running(String channel) {
        return runs.apply(channel);
    }
}
