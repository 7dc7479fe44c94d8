package io.suture.engine.rule.drools;

import io.suture.engine.rule.table.Cell;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// The rows of texts, beginnings and LookupTables by what they name.
final class TextMatches implements ColumnIndex.Matches {
    private final Map<String, List<Integer>> whole = new HashMap<>();
    private final Map<String, List<Integer>> wholeNot = new HashMap<>();
    private final Map<String, List<Integer>> begins = new HashMap<>();
    private final Map<String, List<Integer>> beginsNot = new HashMap<>();
    /// How long the beginnings are, shortest first.
    private final int[] lengths;
    /// All rows that say 'not'.
    private final BitSet not = new BitSet();

    private final List<Listed> listed = new ArrayList<>();

    /// The rows that name a LookupTable.
    private record Listed(Set<String> codes, BitSet in, List<Integer> notIn) {}

    TextMatches(List<Cell> cells, Map<String, Set<String>> codes) {
        Map<String, Listed> tables = new HashMap<>();
        for (int row = 0; row < cells.size(); row++) {
            int number = row;
            switch (cells.get(row)) {
                case Cell.OneOf(List<String> values, boolean no) ->
                    values.forEach(value -> add(value, number, no, no ? wholeNot : whole));
                case Cell.StartsWith(List<String> prefixes, boolean no) ->
                    prefixes.forEach(prefix -> add(prefix, number, no, no ? beginsNot : begins));
                case Cell.InTable(List<String> names, boolean no) -> {
                    for (String name : names) {
                        Listed table = tables.computeIfAbsent(
                                name,
                                one -> new Listed(codes.getOrDefault(one, Set.of()), new BitSet(), new ArrayList<>()));
                        if (no) {
                            not.set(number);
                            table.notIn().add(number);
                        } else {
                            table.in().set(number);
                        }
                    }
                }
                case Cell.Any any -> {}
                case Cell.HasValue value -> {}
                case Cell.HasNoValue none -> {}
                case Cell.Within within -> throw new IllegalStateException("a range in a column of texts");
                case Cell.Unclear unclear -> throw new IllegalStateException("a checked table has an unclear cell");
            }
        }
        listed.addAll(tables.values());
        Set<Integer> sizes = new TreeSet<>();
        begins.keySet().forEach(prefix -> sizes.add(prefix.length()));
        beginsNot.keySet().forEach(prefix -> sizes.add(prefix.length()));
        lengths = sizes.stream().mapToInt(Integer::intValue).toArray();
    }

    private void add(String text, int row, boolean no, Map<String, List<Integer>> rows) {
        rows.computeIfAbsent(text, one -> new ArrayList<>()).add(row);
        if (no) {
            not.set(row);
        }
    }

    @Override
    public void add(String text, BitSet rows) {
        set(whole, text, rows);
        for (int length : lengths) {
            if (length > text.length()) {
                break;
            }
            set(begins, text.substring(0, length), rows);
        }
        for (Listed table : listed) {
            if (table.codes().contains(text)) {
                rows.or(table.in());
            }
        }
        if (!not.isEmpty()) {
            rows.or(unnamed(text));
        }
    }

    /// The rows that say 'not' of something else.
    private BitSet unnamed(String text) {
        BitSet left = (BitSet) not.clone();
        clear(wholeNot, text, left);
        for (int length : lengths) {
            if (length > text.length()) {
                break;
            }
            clear(beginsNot, text.substring(0, length), left);
        }
        for (Listed table : listed) {
            if (table.codes().contains(text)) {
                table.notIn().forEach(left::clear);
            }
        }
        return left;
    }

    private static void set(Map<String, List<Integer>> named, String text, BitSet rows) {
        List<Integer> found = named.get(text);
        if (found != null) {
            found.forEach(rows::set);
        }
    }

    private static void clear(Map<String, List<Integer>> named, String text, BitSet rows) {
        List<Integer> found = named.get(text);
        if (found != null) {
            found.forEach(rows::clear);
        }
    }
}
