package io.suture.studio.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.engine.expression.Formula;
import io.suture.engine.report.Problem;
import io.suture.engine.rule.Condition.Quantifier;
import io.suture.engine.rule.DecisionTable;
import io.suture.engine.rule.DecisionTable.Column;
import io.suture.engine.rule.DecisionTable.HitPolicy;
import io.suture.engine.rule.DecisionTable.Kind;
import io.suture.engine.rule.DecisionTable.Outcome;
import io.suture.engine.rule.DecisionTable.Row;
import io.suture.engine.rule.table.Cell;
import io.suture.engine.rule.table.ColumnType;
import io.suture.studio.kit.sheet.Sheet;
import io.suture.studio.kit.sheet.Sheet.Mark;
import java.util.List;
import org.junit.jupiter.api.Test;

class DecisionSheetTest {
    private final DecisionTable table = new DecisionTable(
            "Potassium",
            HitPolicy.UNIQUE,
            List.of(
                    new Column("Class", Quantifier.ANY, new Formula("PV1-2"), ColumnType.TEXT),
                    new Column("", Quantifier.ANY, new Formula("OBX-5"), ColumnType.NUMBER)),
            List.of(new Outcome(Kind.ROUTE, "", ""), new Outcome(Kind.LABEL, "Priority", "")),
            List.of(
                    new Row(
                            "critical",
                            List.of(Cell.read(ColumnType.TEXT, "I, E"), Cell.read(ColumnType.NUMBER, ">= 6.2")),
                            List.of("ehr", "high"),
                            "As the laboratory asked"),
                    new Row("", List.of(Cell.ANY, Cell.ANY), List.of("ehr", ""), "")),
            false,
            true,
            "");

    @Test
    void a_table_is_a_row_of_texts_for_each_of_its_rows_and_back() {
        Sheet sheet = DecisionSheet.of(table);

        assertThat(sheet.columns()).containsExactly("Class", "OBX-5", "→ Route to", "→ Priority");
        assertThat(sheet.rows().getLast()).containsExactly("", "-", "-", "ehr", "");
        assertThat(DecisionSheet.table(sheet, table)).isEqualTo(table);
    }

    @Test
    void what_nobody_can_read_is_kept_and_marked_at_its_cell() {
        Sheet sheet = DecisionSheet.of(table).with(List.of(new Sheet.Cell(0, 2, "many"), new Sheet.Cell(2, 3, "ehr")));

        DecisionTable typed = DecisionSheet.table(sheet, table);

        assertThat(typed.rows()).hasSize(3);
        assertThat(typed.rows().getFirst().when().get(1)).isInstanceOf(Cell.Unclear.class);
        assertThat(typed.rows().getFirst().note()).isEqualTo("As the laboratory asked");
        List<Mark> marks = DecisionSheet.marks(
                4,
                typed,
                List.of(
                        Problem.error("cell-unclear", "rules[4].rows[0].when[1]", "No number."),
                        Problem.error("unknown-destination", "rules[4].rows[1].then[0]", "No such destination."),
                        Problem.error("row-empty", "rules[4].rows[2].then", "Decides nothing."),
                        Problem.error("cell-unclear", "rules[3].rows[0].when[0]", "Another table's.")),
                List.of());
        assertThat(marks)
                .containsExactly(
                        new Mark(0, 2, true, "No number."),
                        new Mark(1, 3, true, "No such destination."),
                        new Mark(2, 0, true, "Decides nothing."));
    }

    @Test
    void a_blank_row_asks_and_decides_nothing() {
        Row blank = DecisionSheet.blank(table);

        assertThat(blank.when()).containsExactly(Cell.ANY, Cell.ANY);
        assertThat(blank.then()).containsExactly("", "");
    }
}
