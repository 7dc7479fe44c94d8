package io.suture.runtime.delivery;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/// The open Deliveries of this node's lanes, in line for each Destination and ordering key. One that has several keys
/// stands in the line of each, and is first only when it is first in all. Not thread-safe.
final class Queues {

    private record Line(Target target, UUID key) {}

    private final Map<Line, Deque<Pending>> lines = new HashMap<>();
    private final Map<UUID, Pending> byId = new HashMap<>();
    private final Map<Target, Integer> sizes = new HashMap<>();
    /// Open positions of each lane.
    private final Map<Short, TreeMap<Long, UUID>> open = new HashMap<>();

    int size() {
        return byId.size();
    }

    int size(Target target) {
        return sizes.getOrDefault(target, 0);
    }

    Map<Target, Integer> sizes() {
        return sizes;
    }

    List<Pending> all() {
        return List.copyOf(byId.values());
    }

    Optional<Pending> find(UUID delivery) {
        return Optional.ofNullable(byId.get(delivery));
    }

    /// Puts one at the end of its lines. Whether it is first now.
    boolean add(Pending pending) {
        Delivery delivery = pending.delivery();
        byId.put(delivery.id(), pending);
        sizes.merge(Target.of(delivery), 1, Integer::sum);
        open.computeIfAbsent(delivery.bucket(), bucket -> new TreeMap<>()).put(delivery.position(), delivery.id());
        for (UUID key : delivery.keys()) {
            lines.computeIfAbsent(line(delivery, key), line -> new ArrayDeque<>(2))
                    .addLast(pending);
        }
        return isFirst(pending);
    }

    boolean isFirst(Pending pending) {
        for (UUID key : pending.delivery().keys()) {
            Deque<Pending> line = lines.get(line(pending.delivery(), key));
            if (line == null || line.peekFirst() != pending) {
                return false;
            }
        }
        return true;
    }

    /// Takes one out of its lines, finished or set aside. Those that are first now.
    List<Pending> remove(Pending pending) {
        Delivery delivery = pending.delivery();
        if (byId.remove(delivery.id()) == null) {
            return List.of();
        }
        sizes.computeIfPresent(Target.of(delivery), (target, size) -> size == 1 ? null : size - 1);
        TreeMap<Long, UUID> positions = open.get(delivery.bucket());
        if (positions != null) {
            positions.remove(delivery.position());
        }
        List<Pending> first = new ArrayList<>(1);
        for (UUID key : delivery.keys()) {
            Line name = line(delivery, key);
            Deque<Pending> line = lines.get(name);
            if (line == null) {
                continue;
            }
            line.remove(pending);
            Pending next = line.peekFirst();
            if (next == null) {
                lines.remove(name);
            } else if (isFirst(next) && !first.contains(next)) {
                first.add(next);
            }
        }
        return first;
    }

    /// How far a lane has come: all before it is finished.
    ///
    /// @param scanned up to where all of the lane was put in line
    long done(short bucket, long scanned) {
        TreeMap<Long, UUID> positions = open.get(bucket);
        return positions == null || positions.isEmpty() ? scanned : positions.firstKey() - 1;
    }

    private static Line line(Delivery delivery, UUID key) {
        return new Line(Target.of(delivery), key);
    }
}
