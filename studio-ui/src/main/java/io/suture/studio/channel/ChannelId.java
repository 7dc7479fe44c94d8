package io.suture.studio.channel;

import java.util.Optional;
import java.util.UUID;

/// Which Channel.
public record ChannelId(UUID value) {

    /// Reads the text form; empty when the text is not one.
    public static Optional<ChannelId> parse(String text) {
        try {
            return Optional.of(new ChannelId(UUID.fromString(text)));
        } catch (IllegalArgumentException notAnId) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
