package io.suture.engine.rule;

/// A Decision and the Rule that made it.
///
/// @param rule its name; empty for what the RuleSet says otherwise
public record Decided(String rule, Decision decision) {}
