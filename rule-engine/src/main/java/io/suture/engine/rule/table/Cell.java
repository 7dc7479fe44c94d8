package io.suture.engine.rule.table;

import java.util.List;

/// What a row asks of a column's value. Nothing holds for a field without a value but [Any] and [HasNoValue].
public sealed interface Cell {
    /// Whatever stands there, or nothing.
    record Any() implements Cell {}

    /// Something stands there.
    record HasValue() implements Cell {}

    /// Nothing stands there.
    record HasNoValue() implements Cell {}

    /// It is one of these texts, or none of them.
    record OneOf(List<String> values, boolean not) implements Cell {
        public OneOf {
            values = List.copyOf(values);
        }
    }

    /// It begins with one of these texts, or with none of them.
    record StartsWith(List<String> prefixes, boolean not) implements Cell {
        public StartsWith {
            prefixes = List.copyOf(prefixes);
        }
    }

    /// One of these LookupTables holds it, or none of them does.
    record InTable(List<String> tables, boolean not) implements Cell {
        public InTable {
            tables = List.copyOf(tables);
        }
    }

    /// It lies in one of these ranges.
    record Within(List<Range> ranges) implements Cell {
        public Within {
            ranges = List.copyOf(ranges);
        }
    }

    /// What somebody typed and nobody can read: kept in drafts, refused when it is to run.
    ///
    /// @param text   as typed; empty for a cell that was left empty
    /// @param reason a sentence that says what is expected
    record Unclear(String text, String reason) implements Cell {}

    Cell ANY = new Any();

    /// What a typed text means in a column of that type. Never fails: what means nothing is [Unclear].
    static Cell read(ColumnType type, String text) {
        return CellText.read(type, text);
    }

    /// As people read and type it; reading it gives an equal cell.
    default String text() {
        return CellText.write(this);
    }
}
