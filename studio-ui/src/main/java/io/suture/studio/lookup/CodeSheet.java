package io.suture.studio.lookup;

import io.suture.engine.lookup.LookupTable;
import io.suture.studio.kit.sheet.Sheet;
import io.suture.studio.kit.sheet.Sheet.Mark;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A LookupTable as a sheet, the code in the first column. Rows that no table holds, as one whose code is still to be
/// typed or stands in another row already, are marked; they are saved once they have a code of their own.
public final class CodeSheet {
    private CodeSheet() {}

    public static Sheet of(LookupTable table) {
        var rows = new ArrayList<List<String>>(table.rows().size());
        table.rows().forEach((code, cells) -> {
            var row = new ArrayList<String>(cells.size() + 1);
            row.add(code);
            row.addAll(cells);
            rows.add(List.copyOf(row));
        });
        return new Sheet(table.columns(), rows);
    }

    /// The table with these rows: of those with the same code the first, none without one.
    public static LookupTable table(Sheet sheet, LookupTable before) {
        Map<String, List<String>> byCode = new LinkedHashMap<>();
        for (List<String> row : sheet.rows()) {
            if (!row.getFirst().isEmpty()) {
                byCode.putIfAbsent(row.getFirst(), row.subList(1, row.size()));
            }
        }
        return new LookupTable(before.name(), before.version(), sheet.columns(), byCode, before.unknown());
    }

    /// How many rows no table holds as they are.
    public static int unsaved(Sheet sheet) {
        return sheet.rows().size()
                - (int) sheet.rows().stream()
                        .map(List::getFirst)
                        .filter(code -> !code.isEmpty())
                        .distinct()
                        .count();
    }

    /// What is to be mended, each at its cell.
    public static List<Mark> marks(Sheet sheet) {
        var marks = new ArrayList<Mark>();
        Map<String, Integer> first = new HashMap<>();
        int system = sheet.columns().indexOf("system") + 1;
        for (int i = 0; i < sheet.rows().size(); i++) {
            List<String> row = sheet.rows().get(i);
            code(i, row, first, marks);
            if (system > 0 && !row.get(system).isEmpty() && !row.get(system).matches("[A-Za-z][A-Za-z0-9+.-]*:\\S+")) {
                marks.add(new Mark(
                        i,
                        system,
                        false,
                        "This is no address of a code system, as http://loinc.org is. It goes out as it stands."));
            }
        }
        return marks;
    }

    private static void code(int at, List<String> row, Map<String, Integer> first, List<Mark> marks) {
        String code = row.getFirst();
        if (code.isEmpty()) {
            if (row.stream().anyMatch(cell -> !cell.isEmpty())) {
                marks.add(new Mark(at, 0, true, "A row without a code is never found. It is saved once it has one."));
            }
            return;
        }
        Integer before = first.putIfAbsent(code, at);
        if (before != null) {
            marks.add(new Mark(
                    at,
                    0,
                    true,
                    "The code stands in row " + (before + 1)
                            + " already, and that row counts. This one is saved once it has a code of its own."));
        } else if (!code.equals(code.strip())) {
            marks.add(new Mark(
                    at, 0, false, "The code begins or ends with a blank. Without it, a message's code is not found."));
        }
    }
}
