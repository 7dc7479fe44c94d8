package io.suture.engine.rule;

import java.util.List;

/// When a condition holds, Decisions.
///
/// @param name      unique in its RuleSet; what traces and records call it
/// @param when      its condition
/// @param decisions what follows
/// @param stop      whether no later Rule is looked at once this one held
/// @param enabled   whether it takes part
/// @param note      why it is so, or empty
public record Rule(String name, Condition when, List<Decision> decisions, boolean stop, boolean enabled, String note)
        implements RulePart {
    public Rule {
        decisions = List.copyOf(decisions);
    }
}
