package io.suture.engine.rule.drools;

import io.suture.engine.rule.DecisionTable;
import io.suture.engine.rule.DecisionTable.Column;
import io.suture.engine.rule.DecisionTable.HitPolicy;
import io.suture.engine.rule.table.Cell;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Finds the rows of a DecisionTable that hold. Each column knows by its value which rows take it, so a run costs a
/// look-up a column and value and the cutting of a few sets, however many rows there are. What holds is what [Seen]
/// says of each cell; a test compares both. Immutable, used by many threads.
final class TableIndex {
    private final int rows;
    private final HitPolicy policy;
    private final int[] fields;
    private final ColumnIndex[] columns;
    private final int[] order;

    /// @param fields numbers of fields by their formula
    /// @param codes  the codes of LookupTables by name
    TableIndex(DecisionTable table, Map<String, Integer> fields, Map<String, Set<String>> codes) {
        this.rows = table.rows().size();
        this.policy = table.policy();
        this.fields = new int[table.columns().size()];
        this.columns = new ColumnIndex[this.fields.length];
        List<Integer> cheapFirst = new ArrayList<>();
        for (int c = 0; c < columns.length; c++) {
            Column column = table.columns().get(c);
            Integer field = fields.get(column.field().text());
            if (field == null) {
                throw new IllegalStateException("a checked column has no field");
            }
            this.fields[c] = field;
            int number = c;
            List<Cell> cells =
                    table.rows().stream().map(row -> row.when().get(number)).toList();
            columns[c] = ColumnIndex.of(column, cells, codes);
            cheapFirst.add(c);
        }
        // What leaves most rows standing is asked last.
        cheapFirst.sort(java.util.Comparator.comparingInt(c -> columns[c].always()));
        this.order = cheapFirst.stream().mapToInt(Integer::intValue).toArray();
    }

    /// The rows that hold, in order: of FIRST no more than one, of UNIQUE no more than two, which is one too many.
    int[] hits(Facts facts) {
        BitSet left = new BitSet(rows);
        left.set(0, rows);
        for (int column : order) {
            left.and(columns[column].rows(facts.distinct(fields[column])));
            if (left.isEmpty()) {
                break;
            }
        }
        return switch (policy) {
            case FIRST -> first(left, 1);
            case UNIQUE -> first(left, 2);
            case COLLECT, RULE_ORDER -> left.stream().toArray();
        };
    }

    private static int[] first(BitSet rows, int most) {
        int[] found = new int[most];
        int count = 0;
        for (int row = rows.nextSetBit(0); row >= 0 && count < most; row = rows.nextSetBit(row + 1)) {
            found[count++] = row;
        }
        return count == most ? found : Arrays.copyOf(found, count);
    }
}
