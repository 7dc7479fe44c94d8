package io.suture.engine.rule;

import java.util.List;

/// Rules in order. A Message that no Rule routes, drops, rejects or holds goes to the Destinations named otherwise.
///
/// @param rules     in the order in which they are looked at
/// @param policy    how many may decide
/// @param otherwise the Destinations of a Message that no Rule decided on; empty: it is held for a person
public record RuleSet(List<Rule> rules, HitPolicy policy, List<String> otherwise) {

    /// How many Rules may decide.
    public enum HitPolicy {
        /// Every Rule that holds, in order.
        COLLECT,
        /// The first that holds.
        FIRST,
        /// At most one may hold; two are a Problem.
        UNIQUE
    }

    public RuleSet {
        rules = List.copyOf(rules);
        otherwise = List.copyOf(otherwise);
    }
}
