package io.suture.engine.rule;

import java.util.ArrayList;
import java.util.List;

/// Rules and DecisionTables in order. A Message that none of them routes, drops, rejects or holds goes to the
/// Destinations named otherwise.
///
/// @param parts     in the order in which they are looked at
/// @param policy    how many of them may decide; a DecisionTable counts as one, whichever of its rows hold
/// @param otherwise the Destinations of a Message that nothing decided on; empty: it is held for a person
public record RuleSet(List<RulePart> parts, HitPolicy policy, List<String> otherwise) {

    /// How many parts may decide.
    public enum HitPolicy {
        /// Every one that holds, in order.
        COLLECT,
        /// The first that holds.
        FIRST,
        /// At most one may hold; two are a Problem.
        UNIQUE
    }

    public RuleSet {
        parts = List.copyOf(parts);
        otherwise = List.copyOf(otherwise);
    }

    public RuleSet withParts(List<? extends RulePart> others) {
        return new RuleSet(List.copyOf(others), policy, otherwise);
    }

    /// The same with another part in the place of one.
    public RuleSet with(int number, RulePart part) {
        List<RulePart> changed = new ArrayList<>(parts);
        changed.set(number, part);
        return withParts(changed);
    }
}
