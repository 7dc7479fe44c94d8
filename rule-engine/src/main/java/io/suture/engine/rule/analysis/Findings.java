package io.suture.engine.rule.analysis;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// Findings while they are made: of each kind so many that a person can read them.
final class Findings {
    /// Of each kind and part.
    private static final int MOST = 100;

    private final List<Finding> all = new ArrayList<>();
    private final Map<Finding.Kind, Integer> counts = new EnumMap<>(Finding.Kind.class);
    private boolean whole = true;

    void add(Finding finding) {
        if (counts.merge(finding.kind(), 1, Integer::sum) <= MOST) {
            all.add(finding);
        } else {
            whole = false;
        }
    }

    void nextPart() {
        counts.clear();
    }

    void unfinished() {
        whole = false;
    }

    List<Finding> all() {
        return List.copyOf(all);
    }

    boolean isWhole() {
        return whole;
    }
}
