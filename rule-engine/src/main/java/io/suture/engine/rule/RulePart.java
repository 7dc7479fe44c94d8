package io.suture.engine.rule;

/// One thing that a RuleSet asks: a Rule said as a sentence, or a DecisionTable.
public sealed interface RulePart permits Rule, DecisionTable {
    /// Unique in its RuleSet; what traces and records call it.
    String name();

    /// Whether no later part is looked at once this one held.
    boolean stop();

    /// Whether it takes part.
    boolean enabled();

    /// Why it is so, or empty.
    String note();
}
