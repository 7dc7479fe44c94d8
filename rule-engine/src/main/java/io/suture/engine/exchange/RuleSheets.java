package io.suture.engine.exchange;

import io.suture.engine.document.Read;
import io.suture.engine.exchange.Workbook.Sheet;
import io.suture.engine.report.Problem;
import io.suture.engine.rule.DecisionTable;
import io.suture.engine.rule.RulePart;
import io.suture.engine.rule.RuleSet;
import java.util.ArrayList;
import java.util.List;

/// Decision tables out of a workbook that is no channel's: sheets as this studio writes them, and sheets of Drools.
/// Decision 0103.
public final class RuleSheets {
    private RuleSheets() {}

    /// Whether any of its sheets is one.
    public static boolean any(Workbook book) {
        return book.sheets().stream().anyMatch(sheet -> isTable(sheet) || DroolsSheet.isOne(sheet))
                && book.sheets().stream().noneMatch(RuleSheets::isChannel);
    }

    private static boolean isChannel(Sheet sheet) {
        return sheet.cell(0, 0).text().equals(ChannelWorkbook.KIND);
    }

    private static boolean isTable(Sheet sheet) {
        return sheet.cell(0, 0).text().strip().equals(DecisionTableSheet.KIND);
    }

    /// Its tables in the order of the sheets; or every cell that is refused, and nothing.
    public static Read<List<DecisionTable>> read(Workbook book) {
        var problems = new ArrayList<Problem>();
        var tables = new ArrayList<DecisionTable>();
        for (Sheet sheet : book.sheets()) {
            if (isTable(sheet)) {
                DecisionTable table = DecisionTableSheet.read(sheet, null, problems);
                if (table != null) {
                    tables.add(table);
                }
            } else if (DroolsSheet.isOne(sheet)) {
                tables.addAll(DroolsSheet.read(sheet, problems));
            } else {
                problems.add(Problem.info(
                        "other-sheet",
                        sheet.name(),
                        "The sheet “" + sheet.name() + "” holds no decision table and is not read."));
            }
        }
        return Read.of(List.copyOf(tables), problems);
    }

    /// The rules with these tables: one takes the place of a table of its name, others come last. The name of a rule
    /// that is no table is not taken from it.
    public static RuleSet into(RuleSet rules, List<DecisionTable> tables) {
        var parts = new ArrayList<RulePart>(rules.parts());
        for (DecisionTable table : tables) {
            int at = 0;
            while (at < parts.size()
                    && !(parts.get(at) instanceof DecisionTable known
                            && known.name().equals(table.name()))) {
                at++;
            }
            if (at < parts.size()) {
                parts.set(at, table);
            } else {
                parts.add(table);
            }
        }
        return rules.withParts(parts);
    }
}
