package io.suture.studio.rule;

import io.suture.engine.report.Problem;
import io.suture.engine.rule.DecisionTable;
import io.suture.engine.rule.DecisionTable.Kind;
import io.suture.engine.rule.DecisionTable.Row;
import io.suture.engine.rule.analysis.Finding;
import io.suture.engine.rule.analysis.Place;
import io.suture.engine.rule.table.Cell;
import io.suture.studio.kit.sheet.Sheet;
import io.suture.studio.kit.sheet.Sheet.Mark;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A DecisionTable as a sheet: the row's name, a cell for each condition, a cell for each decision.
public final class DecisionSheet {
    private static final Pattern ROW = Pattern.compile("\\.rows\\[(\\d+)](?:\\.(when|then)\\[(\\d+)])?");

    private DecisionSheet() {}

    public static Sheet of(DecisionTable table) {
        var columns = new ArrayList<String>();
        table.columns().forEach(column -> columns.add(column.heading()));
        table.outcomes().forEach(outcome -> columns.add("→ " + heading(outcome)));
        var rows = new ArrayList<List<String>>(table.rows().size());
        for (Row row : table.rows()) {
            var cells = new ArrayList<String>(1 + columns.size());
            cells.add(row.name());
            for (int i = 0; i < table.columns().size(); i++) {
                cells.add(i < row.when().size() ? row.when().get(i).text() : "");
            }
            for (int i = 0; i < table.outcomes().size(); i++) {
                cells.add(i < row.then().size() ? row.then().get(i) : "");
            }
            rows.add(List.copyOf(cells));
        }
        return new Sheet(columns, rows);
    }

    /// What people call a decision column.
    public static String heading(DecisionTable.Outcome outcome) {
        return outcome.title().isEmpty() ? words(outcome.kind()) : outcome.title();
    }

    /// What a decision column says.
    public static String words(Kind kind) {
        return switch (kind) {
            case ROUTE -> "Route to";
            case LABEL -> "Label";
            case HOLD -> "Hold, because";
            case DROP -> "Drop, because";
            case REJECT -> "Reject, because";
            case ALERT -> "Alert";
        };
    }

    /// The table with these rows. A row keeps its note where it keeps its place.
    public static DecisionTable table(Sheet sheet, DecisionTable before) {
        int conditions = before.columns().size();
        var rows = new ArrayList<Row>(sheet.rows().size());
        for (int i = 0; i < sheet.rows().size(); i++) {
            List<String> cells = sheet.rows().get(i);
            var when = new ArrayList<Cell>(conditions);
            for (int k = 0; k < conditions; k++) {
                when.add(Cell.read(before.columns().get(k).type(), cells.get(1 + k)));
            }
            String note = i < before.rows().size() ? before.rows().get(i).note() : "";
            rows.add(new Row(cells.getFirst().strip(), when, cells.subList(1 + conditions, cells.size()), note));
        }
        return before.withRows(rows);
    }

    /// A row that asks and decides nothing yet.
    public static Row blank(DecisionTable table) {
        return new Row(
                "",
                Collections.nCopies(table.columns().size(), Cell.ANY),
                Collections.nCopies(table.outcomes().size(), ""),
                "");
    }

    /// What is to be mended, each at its cell: what does not compile, then what the analysis found.
    ///
    /// @param part which part of the RuleSet the table is
    public static List<Mark> marks(int part, DecisionTable table, List<Problem> problems, List<Finding> findings) {
        var marks = new ArrayList<Mark>();
        Set<List<Integer>> marked = new HashSet<>();
        String prefix = "rules[" + part + "]";
        for (Problem problem : problems) {
            if (problem.path().startsWith(prefix)) {
                Matcher at = ROW.matcher(problem.path());
                if (at.find()) {
                    int column = at.group(2) == null
                            ? 0
                            : Integer.parseInt(at.group(3))
                                    + (at.group(2).equals("when")
                                            ? 1
                                            : 1 + table.columns().size());
                    add(marks, marked, new Mark(Integer.parseInt(at.group(1)), column, true, problem.message()));
                }
            }
        }
        for (Finding finding : findings) {
            for (Place place : finding.places()) {
                Integer row = place.row();
                if (place.part() == part && row != null) {
                    Integer column = place.column();
                    add(marks, marked, new Mark(row, column == null ? 0 : column + 1, false, finding.sentence()));
                }
            }
        }
        return marks;
    }

    private static void add(List<Mark> marks, Set<List<Integer>> marked, Mark mark) {
        if (marked.add(List.of(mark.row(), mark.column()))) {
            marks.add(mark);
        }
    }
}
