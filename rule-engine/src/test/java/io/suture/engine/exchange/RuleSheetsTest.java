package io.suture.engine.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.engine.document.Read;
import io.suture.engine.exchange.Workbook.Cell;
import io.suture.engine.exchange.Workbook.Sheet;
import io.suture.engine.expression.Formula;
import io.suture.engine.report.Problem;
import io.suture.engine.rule.Condition;
import io.suture.engine.rule.Condition.Quantifier;
import io.suture.engine.rule.Decision;
import io.suture.engine.rule.DecisionTable;
import io.suture.engine.rule.DecisionTable.Column;
import io.suture.engine.rule.DecisionTable.HitPolicy;
import io.suture.engine.rule.DecisionTable.Kind;
import io.suture.engine.rule.DecisionTable.Outcome;
import io.suture.engine.rule.DecisionTable.Row;
import io.suture.engine.rule.Rule;
import io.suture.engine.rule.RulePart;
import io.suture.engine.rule.RuleSet;
import io.suture.engine.rule.table.ColumnType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Decision tables in spreadsheets: ours there and back, and those of Drools.
class RuleSheetsTest {
    private static final DecisionTable TABLE = new DecisionTable(
            "Critical results",
            HitPolicy.UNIQUE,
            List.of(
                    new Column("Flag", Quantifier.ANY, new Formula("OBX-8"), ColumnType.TEXT),
                    new Column("", Quantifier.ALL, new Formula("count(OBX)"), ColumnType.NUMBER),
                    new Column("Born", Quantifier.NONE, new Formula("PID-7"), ColumnType.DATE),
                    new Column("", Quantifier.ANY, new Formula("OBX-3.1"), ColumnType.TABLE),
                    new Column("", Quantifier.ANY, new Formula("PV1-3"), ColumnType.PREFIX)),
            List.of(
                    new Outcome(Kind.ROUTE, "", ""),
                    new Outcome(Kind.ALERT, "Call", "lab"),
                    new Outcome(Kind.REJECT, "", "207")),
            List.of(
                    row(
                            "critical",
                            "HH, LL | > 1 | < 2026-01-01 | Critical tests | ICU, ER",
                            "ehr, archive",
                            "now",
                            ""),
                    row("", "not HH, \"a, b\" | 1..3, (5..9] | - | not Critical tests | has no value", "ehr", "", "no"),
                    row("rest", "- | - | has a value | - | -", "", "=1+1", "\"said\"")),
            true,
            false,
            "As agreed.\nTwice.");

    /// A sheet of Drools as people write it, with its texts in the places that matter.
    private static List<List<String>> drools() {
        return new ArrayList<>(List.of(
                List.of("", "RuleSet", "io.northside.routing"),
                List.of("", "Import", "io.northside.Message, io.northside.model.*"),
                List.of("", "Sequential", "true"),
                List.of("", "Notes", "Agreed with the laboratory"),
                List.of(),
                List.of("", "RuleTable Critical results"),
                List.of("", "NAME", "CONDITION", "CONDITION", "CONDITION", "CONDITION", "ACTION", "ACTION"),
                List.of("", "", "m : Message"),
                List.of(
                        "",
                        "",
                        "flag == \"$param\"",
                        "age >= $1, age < $2",
                        "unit in ($param)",
                        "sent > \"$param\"",
                        "m.route(\"$param\");",
                        "m.alert(\"lab\", \"$param\");"),
                List.of("Case", "Name", "Flag", "Age", "Unit", "Sent", "To", "Tell"),
                List.of(
                        "",
                        "panic",
                        "HH",
                        "18, 65",
                        "\"ICU\", \"ER\"",
                        "01-Jul-2026",
                        "ehr, archive",
                        "A critical result"),
                List.of("", "child", "LL", "0, 18", "", "", "ehr", ""),
                List.of("", "rest", "", "", "\"W\"", "", "archive", "")));
    }

    @Test
    void a_table_of_ours_comes_back_as_it_went() {
        assertThat(read(DecisionTableSheet.of(TABLE, "Tab")).orThrow()).containsExactly(TABLE);
    }

    @Test
    void a_cell_of_ours_that_says_nothing_is_refused_with_its_address_and_the_table_with_it() {
        Read<List<DecisionTable>> read = read(with(DecisionTableSheet.of(TABLE, "Tab"), 10, 2, Cell.of("abc")));

        assertThat(read.value()).isNull();
        assertThat(read.problems()).extracting(Problem::path).containsExactly("Tab!C11");
        assertThat(read.problems().getFirst().message()).contains("“abc” is no number", "The table stays as it is.");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1, ''",
        "1, 1, most",
        "2, 1, perhaps",
        "5, 1, if",
        "5, 8, when",
        "6, 1, ''",
        "6, 6, execute",
        "7, 2, money",
        "8, 1, some",
        "10, 6, 'ehr,,archive'",
        "10, 1, ''",
    })
    void what_is_none_of_the_words_is_refused_at_its_cell(int row, int column, String text) {
        Read<List<DecisionTable>> read = read(with(DecisionTableSheet.of(TABLE, "Tab"), row, column, Cell.of(text)));

        assertThat(read.value()).isNull();
        assertThat(read.problems()).extracting(Problem::path).contains("Tab!" + Workbook.address(row, column));
    }

    @Test
    void a_formula_or_a_date_of_the_spreadsheet_is_no_text_in_any_cell() {
        Sheet ours = DecisionTableSheet.of(TABLE, "Tab");
        for (int row = 0; row < ours.rows().size(); row++) {
            for (int column = 1; column < ours.rows().get(row).size(); column++) {
                boolean asked = row >= 5 ? row != 8 || column <= TABLE.columns().size() : row > 0 && column == 1;
                if (asked) {
                    Read<List<DecisionTable>> read =
                            read(with(ours, row, column, Cell.strange("a spreadsheet formula")));

                    assertThat(read.value()).as(Workbook.address(row, column)).isNull();
                    assertThat(read.problems())
                            .extracting(Problem::path)
                            .contains("Tab!" + Workbook.address(row, column));
                }
            }
        }
    }

    @Test
    void a_table_of_drools_becomes_one_of_ours() {
        DecisionTable table = read(sheet(drools())).orThrow().getFirst();

        assertThat(table.name()).isEqualTo("Critical results");
        assertThat(table.policy()).isEqualTo(HitPolicy.RULE_ORDER);
        assertThat(table.columns())
                .containsExactly(
                        new Column("Flag", Quantifier.ANY, new Formula("flag"), ColumnType.TEXT),
                        new Column("Age", Quantifier.ANY, new Formula("age"), ColumnType.NUMBER),
                        new Column("Unit", Quantifier.ANY, new Formula("unit"), ColumnType.TEXT),
                        new Column("Sent", Quantifier.ANY, new Formula("sent"), ColumnType.DATE));
        assertThat(table.outcomes())
                .containsExactly(new Outcome(Kind.ROUTE, "To", ""), new Outcome(Kind.ALERT, "Tell", "lab"));
        assertThat(table.rows()).extracting(Row::name).containsExactly("panic", "child", "rest");
        assertThat(cells(table, 0)).containsExactly("HH", "[18..65)", "ICU, ER", "> 2026-07-01");
        assertThat(cells(table, 1)).containsExactly("LL", "[0..18)", "-", "-");
        assertThat(table.rows().getFirst().then()).containsExactly("ehr, archive", "A critical result");
        assertThat(table.decisions(0))
                .contains(
                        new Decision.RouteTo(List.of("ehr", "archive")),
                        new Decision.Alert("lab", "A critical result"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "age           | 5                | 5",
                "flag          | \"HH\"           | HH",
                "flag          | true             | true",
                "flag == $param | \"HH\"          | HH",
                "flag != \"$param\" | HH          | not HH",
                "age != $param | 5                | < 5, > 5",
                "age < $param  | 5                | < 5",
                "age<=$param   | 5.5              | <= 5.5",
                "age > \"$param\" | 5             | > 5",
                "age >= $1     | -5               | >= -5",
                "age in ($param) | 1, 2           | 1, 2",
                "flag not in ($param) | \"HH\",\"LL\" | not HH, LL",
                "age not in ($param) | 2, 1       | < 1, (1..2), > 2",
                "age > $1 && age <= $2 | 1, 2     | (1..2]",
                "unit str[startsWith] \"$param\" | F1 | F1",
                "sent >= \"$param\" | 2026-07-01  | >= 2026-07-01",
                "flag == \"HH\" | X               | HH",
                "age > 5       | x                | > 5",
            })
    void conditions_of_drools_that_are_taken(String condition, String cell, String ours) {
        List<List<String>> rows = drools();
        rows.set(8, set(rows.get(8), 2, condition));
        for (int row = 10; row < 13; row++) {
            rows.set(row, set(rows.get(row), 2, row == 10 ? cell : ""));
        }

        assertThat(cells(read(sheet(rows)).orThrow().getFirst(), 0).getFirst()).isEqualTo(ours);
        assertThat(cells(read(sheet(rows)).orThrow().getFirst(), 1).getFirst()).isEqualTo("-");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "eval(true)",
                "flag == $param || true",
                "flag matches \"$param\"",
                "flag contains \"$param\"",
                "flag memberOf $param",
                "this.getClass() == $param",
                "flag == Runtime.getRuntime()",
                "forall(||){flag == $}",
                "flag == $param, age > 1",
                "age >= $1, other < $2",
                "flag soundslike \"$param\"",
                "$f : flag == $param",
                "not Message(flag == $param)",
                "flag == \"$param",
                "$param",
                "",
            })
    void conditions_of_drools_that_are_not_taken_are_refused_at_their_cell(String condition) {
        List<List<String>> rows = drools();
        rows.set(8, set(rows.get(8), 2, condition));

        assertRefused(rows, "C9");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "System.exit(0);",
                "m.setPriority($param);",
                "m.route(\"$param\"); m.drop(\"$param\");",
                "route(Runtime.getRuntime().exec(\"$param\"));",
                "modify(m) { setRoute(\"$param\") }",
                "insert(new Message());",
                "route(\"a\", \"$param\");",
                "drools.halt();",
                "m.x.route(\"$param\");",
                "$param",
                "",
            })
    void actions_of_drools_that_are_no_decision_are_refused_at_their_cell(String action) {
        List<List<String>> rows = drools();
        rows.set(8, set(rows.get(8), 6, action));

        assertRefused(rows, "G9");
    }

    @ParameterizedTest
    @CsvSource({
        "6, 2, AGENDA-GROUP, C7",
        "6, 2, ACTIVATION-GROUP, C7",
        "6, 2, PRIORITY, C7",
        "6, 2, TIMER, C7",
        "6, 2, DURATION, C7",
        "6, 2, ENABLED, C7",
        "7, 2, eval, C8",
        "7, 2, m : Message() from accumulate, C8",
        "7, 2, '', C8",
        "10, 3, 'a, 65', D11",
        "10, 3, 18, D11",
        "10, 4, 'ICU', E11",
        "10, 4, '\"ICU\" || true', E11",
        "10, 4, '\"ICU\",', E11",
        "10, 4, '5', E13",
        "10, 2, 'a\" || true', C11",
        "10, 5, yesterday, F11",
        "10, 6, 'ehr,,x', G11",
        "10, 7, 'a\"); System.exit(0); //', H11",
    })
    void whatever_else_decides_something_is_refused_at_its_cell(int row, int column, String text, String address) {
        List<List<String>> rows = drools();
        rows.set(row, set(rows.get(row), column, text));

        assertRefused(rows, address);
    }

    @ParameterizedTest
    @CsvSource({
        "Functions, function void f() {}",
        "Queries, query q end",
        "Declare, declare Evil end",
        "Import, function io.evil.Static.run",
        "Import, 'java.lang.*; rule x'",
    })
    void a_setting_of_drools_that_is_code_is_refused_at_its_cell(String key, String text) {
        List<List<String>> rows = drools();
        rows.set(3, List.of("", key, text));

        assertRefused(rows, "C4");
    }

    @Test
    void classes_are_left_out_with_a_word_and_a_sheet_without_tables_is_not_read() {
        Read<List<DecisionTable>> read = RuleSheets.read(
                new Workbook(List.of(sheet(drools()), Workbook.sheet("Notes", List.of(Workbook.row("hello"))))));

        assertThat(read.orThrow()).hasSize(1);
        assertThat(read.problems()).extracting(Problem::code).containsExactly("drools-left-out", "other-sheet");
    }

    @Test
    void several_tables_of_a_sheet_end_where_a_row_is_blank_or_another_begins() {
        List<List<String>> rows = drools();
        List<List<String>> second = drools().subList(5, 13);
        rows.addAll(second);
        rows.add(List.of());
        rows.add(List.of("", "", "a remark"));
        rows.addAll(second);

        assertThat(read(sheet(rows)).orThrow())
                .extracting(table -> table.rows().size())
                .containsExactly(3, 3, 3);
    }

    @Test
    void a_table_takes_the_place_of_one_of_its_name_and_of_nothing_else() {
        var rule = new Rule("Critical results", new Condition.All(List.of()), List.of(), false, true, "");
        RuleSet rules = new RuleSet(List.of(rule, TABLE), RuleSet.HitPolicy.FIRST, List.of("x"));
        DecisionTable other = TABLE.withRows(List.of());

        assertThat(RuleSheets.into(rules, List.of(other)).parts()).containsExactly(rule, other);
        assertThat(RuleSheets.into(rules.withParts(List.of(rule)), List.of(other))
                        .parts())
                .extracting(RulePart::name)
                .containsExactly("Critical results", "Critical results");
    }

    private static void assertRefused(List<List<String>> rows, String address) {
        Read<List<DecisionTable>> read = read(sheet(rows));

        assertThat(read.value()).isNull();
        assertThat(read.problems())
                .filteredOn(Problem::isError)
                .extracting(Problem::path)
                .contains("Rules!" + address);
    }

    private static Read<List<DecisionTable>> read(Sheet sheet) {
        var book = new Workbook(List.of(sheet));
        assertThat(RuleSheets.any(book)).isTrue();
        return RuleSheets.read(book);
    }

    private static Sheet sheet(List<List<String>> rows) {
        return Workbook.sheet(
                "Rules",
                rows.stream().map(row -> row.stream().map(Cell::of).toList()).toList());
    }

    private static List<String> set(List<String> row, int column, String text) {
        var changed = new ArrayList<>(row);
        while (changed.size() <= column) {
            changed.add("");
        }
        changed.set(column, text);
        return changed;
    }

    private static Sheet with(Sheet sheet, int row, int column, Cell cell) {
        var rows = new ArrayList<>(sheet.rows());
        var changed = new ArrayList<>(rows.get(row));
        changed.set(column, cell);
        rows.set(row, changed);
        return Workbook.sheet(sheet.name(), rows);
    }

    private static List<String> cells(DecisionTable table, int row) {
        return table.rows().get(row).when().stream().map(cell -> cell.text()).toList();
    }

    private static Row row(String name, String when, String... then) {
        List<ColumnType> types =
                List.of(ColumnType.TEXT, ColumnType.NUMBER, ColumnType.DATE, ColumnType.TABLE, ColumnType.PREFIX);
        String[] cells = when.split(" \\| ");
        var read = new ArrayList<io.suture.engine.rule.table.Cell>();
        for (int i = 0; i < cells.length; i++) {
            read.add(io.suture.engine.rule.table.Cell.read(types.get(i), cells[i]));
        }
        return new Row(name, read, Arrays.asList(then), name.isEmpty() ? "" : "note on " + name);
    }
}
