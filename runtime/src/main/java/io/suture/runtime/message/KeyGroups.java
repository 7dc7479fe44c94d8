package io.suture.runtime.message;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Parts a batch so that Messages which share a key, however indirectly, stay together and in order. A Message with
/// several keys joins what they stand for: it is a barrier for all of them.
final class KeyGroups {
    private KeyGroups() {}

    /// @param most how many parts
    static List<List<LaneMessage>> of(List<LaneMessage> batch, int most) {
        Map<UUID, UUID> leaders = new HashMap<>();
        for (LaneMessage message : batch) {
            UUID leader = leader(leaders, message.keys().getFirst());
            for (UUID key : message.keys()) {
                leaders.put(leader(leaders, key), leader);
            }
        }
        Map<UUID, Integer> parts = new HashMap<>();
        Map<Integer, List<LaneMessage>> parted = new LinkedHashMap<>();
        for (LaneMessage message : batch) {
            UUID leader = leader(leaders, message.keys().getFirst());
            Integer part = parts.computeIfAbsent(leader, group -> parts.size() % most);
            parted.computeIfAbsent(part, number -> new ArrayList<>()).add(message);
        }
        return List.copyOf(parted.values());
    }

    private static UUID leader(Map<UUID, UUID> leaders, UUID key) {
        UUID at = key;
        UUID next = leaders.getOrDefault(at, at);
        while (!next.equals(at)) {
            at = next;
            next = leaders.getOrDefault(at, at);
        }
        return at;
    }
}
