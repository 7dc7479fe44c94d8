package io.suture.runtime.message;

import io.suture.db.Vault;
import io.suture.engine.CompiledChannel;
import io.suture.runtime.lane.Buckets;
import java.util.List;
import java.util.UUID;

/// Digests of what orders and identifies Messages: the database alone does not tell whose they are.
final class Keys {
    private final Vault vault;

    Keys(Vault vault) {
        this.vault = vault;
    }

    /// The ordering keys of a Message; the Channel's own where it names none or cannot be read.
    List<UUID> ordering(CompiledChannel channel, byte[] payload) {
        String name = channel.channel().name();
        List<String> keys = channel.orderingKeys(payload);
        return keys.isEmpty()
                ? List.of(ordering(name, ""))
                : keys.stream().map(key -> ordering(name, key)).toList();
    }

    UUID ordering(String channel, String key) {
        return half("ordering key", channel + '\n' + key);
    }

    UUID identity(String channel, String application, String facility, String controlId) {
        return half("message identity", channel + '\n' + application + '\n' + facility + '\n' + controlId);
    }

    UUID business(String channel, String destination, String key) {
        return half("business key", channel + '\n' + destination + '\n' + key);
    }

    UUID payload(byte[] bytes) {
        return Buckets.half(vault.digest("payload", bytes));
    }

    private UUID half(String purpose, String text) {
        return Buckets.half(vault.digest(purpose, text));
    }
}
