package io.suture.engine.rule.table;

/// What the cells of a condition column compare with.
public enum ColumnType {
    /// Codes and texts: `I, E`, `not P`.
    TEXT,
    /// Beginnings of texts: `F1, F2`.
    PREFIX,
    /// Numbers and ranges of them: `10`, `< 5`, `10..20`, `(10..20]`.
    NUMBER,
    /// Dates and ranges of them: `2026-01-01..2026-12-31`.
    DATE,
    /// Names of LookupTables that hold the code: `Critical tests`, `not Critical tests`.
    TABLE
}
