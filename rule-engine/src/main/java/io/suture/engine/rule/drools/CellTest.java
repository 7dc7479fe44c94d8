package io.suture.engine.rule.drools;

import io.suture.engine.rule.DecisionTable.Column;
import io.suture.engine.rule.table.Cell;
import io.suture.engine.rule.table.ColumnType;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// One cell, judged by itself with the operators of [Seen]: to say why a row holds, and to hold the index to it.
final class CellTest {
    private CellTest() {}

    static boolean holds(Column column, Cell cell, List<String> texts, Map<String, Set<String>> codes) {
        var seen = new Seen(column.quantifier(), texts, column.type() == ColumnType.DATE);
        return switch (cell) {
            case Cell.Any any -> true;
            case Cell.HasValue value -> seen.hasAValue();
            case Cell.HasNoValue none -> seen.hasNoValue();
            case Cell.OneOf(List<String> values, boolean not) -> seen.holds(text -> values.contains(text) != not);
            case Cell.StartsWith(List<String> prefixes, boolean not) ->
                seen.holds(text -> prefixes.stream().anyMatch(text::startsWith) != not);
            case Cell.InTable(List<String> tables, boolean not) ->
                seen.holds(text -> tables.stream()
                                .anyMatch(table ->
                                        codes.getOrDefault(table, Set.of()).contains(text))
                        != not);
            case Cell.Within(var ranges) -> seen.isWithin(ranges);
            case Cell.Unclear unclear -> false;
        };
    }
}
