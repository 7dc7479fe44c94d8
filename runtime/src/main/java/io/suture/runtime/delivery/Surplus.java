package io.suture.runtime.delivery;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Destinations with more open Deliveries than fit into memory, and from where on theirs lie in the database only. Once
/// one of a Destination is left out, so are all that come after it, or its order would be lost.
final class Surplus {

    private static final class Left {
        private long after;
        private long count;

        Left(long after) {
            this.after = after;
        }
    }

    private final Map<Target, Left> all = new HashMap<>();

    synchronized boolean isEmpty() {
        return all.isEmpty();
    }

    synchronized List<Target> targets() {
        return List.copyOf(all.keySet());
    }

    synchronized boolean has(Target target) {
        return all.containsKey(target);
    }

    /// Leaves one out, and all of its Destination from its position on.
    synchronized void leave(Delivery delivery) {
        Left left = all.computeIfAbsent(Target.of(delivery), target -> new Left(delivery.position() - 1));
        left.after = Math.min(left.after, delivery.position() - 1);
        left.count++;
    }

    /// All of a Destination after this position are left out; the largest number where none is.
    synchronized long after(Target target) {
        Left left = all.get(target);
        return left == null ? Long.MAX_VALUE : left.after;
    }

    /// So many more were taken up after all, the last of them at this position.
    synchronized void taken(Target target, long position, int count) {
        Left left = all.get(target);
        if (left != null) {
            left.after = position;
            left.count = Math.max(0, left.count - count);
        }
    }

    /// Nothing of a Destination is left out any more.
    synchronized void end(Target target) {
        all.remove(target);
    }

    /// Before which position nothing is left out.
    synchronized long first() {
        return all.values().stream().mapToLong(left -> left.after + 1).min().orElse(Long.MAX_VALUE);
    }

    /// About how many are left out, by Channel.
    synchronized Map<String, Long> counts() {
        Map<String, Long> counts = new HashMap<>();
        all.forEach((target, left) -> counts.merge(target.channel(), left.count, Long::sum));
        return counts;
    }
}
