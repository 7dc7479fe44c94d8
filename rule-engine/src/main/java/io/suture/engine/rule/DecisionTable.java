package io.suture.engine.rule;

import io.suture.engine.expression.Formula;
import io.suture.engine.rule.Condition.Quantifier;
import io.suture.engine.rule.table.Cell;
import io.suture.engine.rule.table.ColumnType;
import io.suture.engine.rule.table.Words;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Rules written as a grid: a row holds where each of its cells holds, and decides what stands in its decision cells.
///
/// @param name     unique in its RuleSet
/// @param policy   which of the rows that hold decide
/// @param columns  what is compared
/// @param outcomes what is decided
/// @param rows     in the order in which they are looked at
/// @param stop     whether no later part of the RuleSet is looked at once a row held
/// @param enabled  whether it takes part
/// @param note     why it is so, or empty
public record DecisionTable(
        String name,
        HitPolicy policy,
        List<Column> columns,
        List<Outcome> outcomes,
        List<Row> rows,
        boolean stop,
        boolean enabled,
        String note)
        implements RulePart {

    /// Which of the rows that hold decide.
    public enum HitPolicy {
        /// The first.
        FIRST,
        /// At most one may hold; two are a Problem.
        UNIQUE,
        /// All; what several decide alike is decided once.
        COLLECT,
        /// All, each for itself, in the order of the rows.
        RULE_ORDER
    }

    /// What the cells of a condition column compare.
    ///
    /// @param title      as people call it; empty: its field
    /// @param quantifier how many of the field's repeats must satisfy a cell
    /// @param field      a path of the source Schema, or a formula over it
    /// @param type       what its cells are
    public record Column(String title, Quantifier quantifier, Formula field, ColumnType type) {
        /// What people call it.
        public String heading() {
            return title.isEmpty() ? field.text() : title;
        }
    }

    /// A decision column. An empty cell in it decides nothing.
    ///
    /// @param kind   what its cells decide
    /// @param title  as people call it; empty: its kind
    /// @param detail of an alert its recipient, of a reject its code of HL7 table 0357, else empty
    public record Outcome(Kind kind, String title, String detail) {}

    /// What decision cells say.
    public enum Kind {
        /// Names of Destinations: `ehr, archive`.
        ROUTE,
        /// A tag; several with commas.
        LABEL,
        /// The reason to wait for a person.
        HOLD,
        /// The reason to go nowhere.
        DROP,
        /// The text of the refusal.
        REJECT,
        /// What the recipient is told.
        ALERT
    }

    /// A row. In a finished table it has a cell for each column.
    ///
    /// @param name unique in its table, or empty: it is called by its number
    /// @param when a cell for each column
    /// @param then a text for each outcome
    /// @param note why it is so, or empty
    public record Row(String name, List<Cell> when, List<String> then, String note) {
        public Row {
            when = List.copyOf(when);
            then = List.copyOf(then);
        }
    }

    public DecisionTable {
        columns = List.copyOf(columns);
        outcomes = List.copyOf(outcomes);
        rows = List.copyOf(rows);
    }

    public DecisionTable withRows(List<Row> others) {
        return with(columns, outcomes, others);
    }

    /// The same table over other columns, with rows that fit them.
    public DecisionTable with(List<Column> conditions, List<Outcome> decisions, List<Row> others) {
        return new DecisionTable(name, policy, conditions, decisions, others, stop, enabled, note);
    }

    /// What traces and records call a row: `Routing: row 3`, `Routing: critical potassium`.
    public String rowName(int row) {
        String own = rows.get(row).name();
        return name + ": " + (own.isEmpty() ? "row " + (row + 1) : own);
    }

    /// What a row decides, in the order of the columns. What a cell says that cannot be read decides nothing; the
    /// compiler refuses it before.
    public List<Decision> decisions(int row) {
        return rowDecisions(row).values().stream().flatMap(List::stream).toList();
    }

    /// The same by the number of the outcome; none for cells that decide nothing.
    public Map<Integer, List<Decision>> rowDecisions(int row) {
        Map<Integer, List<Decision>> decisions = new LinkedHashMap<>();
        List<String> then = rows.get(row).then();
        for (int i = 0; i < outcomes.size() && i < then.size(); i++) {
            decisions.put(i, decisions(outcomes.get(i), then.get(i).trim()));
        }
        return decisions;
    }

    private static List<Decision> decisions(Outcome outcome, String text) {
        if (text.isEmpty()) {
            return List.of();
        }
        return switch (outcome.kind()) {
            case ROUTE ->
                Words.read(text)
                        .<List<Decision>>map(names -> List.of(new Decision.RouteTo(names)))
                        .orElse(List.of());
            case LABEL ->
                Words.read(text).orElse(List.of()).stream()
                        .<Decision>map(label -> new Decision.Label(label, List.of()))
                        .toList();
            case HOLD -> List.of(new Decision.Hold(text));
            case DROP -> List.of(new Decision.Drop(text));
            case REJECT -> List.of(new Decision.Reject(outcome.detail().isEmpty() ? "207" : outcome.detail(), text));
            case ALERT -> List.of(new Decision.Alert(outcome.detail(), text));
        };
    }
}
