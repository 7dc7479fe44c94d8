package io.suture.engine.rule.analysis;

import io.suture.engine.rule.Decision;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// Whether Decisions of two rules go together on one message.
final class Conflicts {
    private Conflicts() {}

    /// Where a message ends. Routes add up; one that is also dropped, held or refused goes nowhere.
    private enum End {
        ROUTED,
        DROPPED,
        REFUSED,
        HELD
    }

    static boolean between(List<Decision> one, List<Decision> other) {
        Set<End> first = ends(one);
        Set<End> second = ends(other);
        return !first.isEmpty() && !second.isEmpty() && !first.equals(second);
    }

    private static Set<End> ends(List<Decision> decisions) {
        Set<End> ends = EnumSet.noneOf(End.class);
        for (Decision decision : decisions) {
            switch (decision) {
                case Decision.RouteTo route -> ends.add(End.ROUTED);
                case Decision.Drop drop -> ends.add(End.DROPPED);
                case Decision.Reject reject -> ends.add(End.REFUSED);
                case Decision.Hold hold -> ends.add(End.HELD);
                case Decision.Label label -> {}
                case Decision.Redact redact -> {}
                case Decision.Alert alert -> {}
                case Decision.Correlate correlate -> {}
            }
        }
        return ends;
    }
}
