package io.suture.engine.rule.analysis;

import org.jspecify.annotations.Nullable;

/// Where a finding stands.
///
/// @param part   which part of the RuleSet, from 0
/// @param row    which row of a table, from 0, or null
/// @param column which condition column of a table, from 0, or null
/// @param name   what traces call it
public record Place(
        int part, @Nullable Integer row, @Nullable Integer column, String name) {

    /// The place as Problems name it: `rules[2].rows[7].when[1]`.
    public String path() {
        String at = "rules[" + part + "]";
        if (row == null) {
            return column == null ? at : at + ".columns[" + column + "]";
        }
        return at + ".rows[" + row + "]" + (column == null ? "" : ".when[" + column + "]");
    }
}
