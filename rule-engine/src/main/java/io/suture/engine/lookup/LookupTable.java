package io.suture.engine.lookup;

import io.suture.engine.report.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Codes to codes, with as many columns as it needs. A code that it does not hold is kept and flagged, or an error, or
/// becomes one declared code with a flag; it is never invented. Exchanged as a FHIR ConceptMap.
///
/// @param name    what formulas call it: `PID-8 in 'Administrative sex'`
/// @param version its own number, which Channels pin
/// @param columns names of the result columns; the first is what a formula gets that names none
/// @param rows    by source code, one text a column, empty where a column says nothing
/// @param unknown what becomes of a code that it does not hold
public record LookupTable(
        String name, int version, List<String> columns, Map<String, List<String>> rows, Unknown unknown) {

    /// What becomes of a code that the table does not hold.
    public sealed interface Unknown {
        /// The code goes on as sent, with a warning.
        record Keep() implements Unknown {}

        /// The Message is parked.
        record Refuse() implements Unknown {}

        /// This stands in its place, with a warning: `unknown` in status tables.
        record Become(String code) implements Unknown {}

        /// Nothing goes on, with a warning.
        record Omit() implements Unknown {}
    }

    public LookupTable {
        columns = List.copyOf(columns);
        var copy = new LinkedHashMap<String, List<String>>();
        rows.forEach((code, row) -> copy.put(code, List.copyOf(row)));
        rows = java.util.Collections.unmodifiableMap(copy);
    }

    /// The row of a code; empty when the table does not hold it.
    public Optional<List<String>> row(String code) {
        return Optional.ofNullable(rows.get(code));
    }

    /// What is wrong with the table itself, all at once.
    public List<Problem> check() {
        var problems = new ArrayList<Problem>();
        if (columns.isEmpty()) {
            problems.add(Problem.error("lookup-columns", name, "The lookup table " + name + " has no result column."));
        }
        rows.forEach((code, row) -> {
            if (row.size() != columns.size()) {
                problems.add(Problem.error(
                        "lookup-row",
                        name + "[" + code + "]",
                        "The row for code " + code + " has " + row.size() + " cells where the table " + name + " has "
                                + columns.size() + " columns."));
            }
        });
        return problems;
    }
}
