package io.suture.engine.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.engine.document.Read;
import io.suture.engine.expression.Formula;
import io.suture.engine.lookup.LookupTable;
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
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DmnTablesTest {
    static final String FILE = """
        <?xml version="1.0" encoding="UTF-8"?>
        <definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" name="Routing" namespace="urn:x" id="d">
          <inputData id="i" name="Age"/>
          <decision id="e" name="Routing">
            <decisionTable id="t" hitPolicy="FIRST">
              <input id="i1" label="Patient class"><inputExpression id="x1" typeRef="string"><text>PV1-2</text></inputExpression></input>
              <input id="i2" label="Age"><inputExpression id="x2" typeRef="number"><text>age(PID-7)</text></inputExpression></input>
              <output id="o1" name="route"/>
              <rule id="r1">
                <inputEntry id="a1"><text>"I","E"</text></inputEntry>
                <inputEntry id="b1"><text>[18..65)</text></inputEntry>
                <outputEntry id="c1"><text>"ehr, archive"</text></outputEntry>
              </rule>
              <rule id="r2">
                <inputEntry id="a2"><text>not("P")</text></inputEntry>
                <inputEntry id="b2"><text></text></inputEntry>
                <outputEntry id="c2"><text>"ehr"</text></outputEntry>
              </rule>
            </decisionTable>
          </decision>
        </definitions>
        """;

    @Test
    void a_table_of_another_tool_is_read_with_its_fields() {
        DecisionTable table = read(FILE).orThrow().getFirst();

        assertThat(table.name()).isEqualTo("Routing");
        assertThat(table.policy()).isEqualTo(HitPolicy.FIRST);
        assertThat(table.columns())
                .containsExactly(
                        new Column("Patient class", Quantifier.ANY, new Formula("PV1-2"), ColumnType.TEXT),
                        new Column("Age", Quantifier.ANY, new Formula("age(PID-7)"), ColumnType.NUMBER));
        assertThat(table.rows().getFirst())
                .isEqualTo(new Row(
                        "",
                        List.of(Cell.read(ColumnType.TEXT, "I, E"), Cell.read(ColumnType.NUMBER, "[18..65)")),
                        List.of("ehr, archive"),
                        ""));
        assertThat(table.rows().get(1).when().get(1)).isEqualTo(Cell.ANY);
    }

    @ParameterizedTest
    @EnumSource(HitPolicy.class)
    void what_is_written_reads_the_same(HitPolicy policy) {
        List<Column> columns = List.of(
                new Column("Class <&> \"x\"", Quantifier.ALL, new Formula("PV1-2"), ColumnType.TEXT),
                new Column("", Quantifier.NONE, new Formula("DG1-3"), ColumnType.PREFIX),
                new Column("Value", Quantifier.ANY, new Formula("OBX-5"), ColumnType.NUMBER),
                new Column("Date", Quantifier.ANY, new Formula("OBX-14"), ColumnType.DATE));
        List<List<String>> cells = List.of(
                List.of("\"a, b\", \"c\"\"d\", back\\slash", "not F1, F2", "< 5, >= 10.50", "2026-01-02"),
                List.of("not I", "F10", "(1..2]", "2026-01-01..2026-12-31"),
                List.of("has no value", "has a value", "-5", "-"),
                List.of("\"line\nbreak\tß東\"", "-", "-", "> 2026-01-31"));
        List<Row> rows = new ArrayList<>();
        for (List<String> row : cells) {
            List<Cell> when = new ArrayList<>();
            for (int c = 0; c < row.size(); c++) {
                when.add(Cell.read(columns.get(c).type(), row.get(c)));
            }
            rows.add(new Row("row " + rows.size(), when, List.of("ehr", "\"Come\" & \\see", ""), "Why " + rows.size()));
        }
        var table = new DecisionTable(
                "Routing & more",
                policy,
                columns,
                List.of(
                        new Outcome(Kind.ROUTE, "", ""),
                        new Outcome(Kind.ALERT, "Tell", "lab"),
                        new Outcome(Kind.REJECT, "", "206")),
                rows,
                false,
                true,
                "For wards.");

        DmnDocument.Written written = DmnDocument.write(table, List.of());

        assertThat(written.problems()).isEmpty();
        assertThat(DmnTables.read(written.bytes()).orThrow()).containsExactly(table);
    }

    @Test
    void months_and_hours_are_written_as_where_they_begin_and_end_and_lookup_tables_as_their_codes() {
        var lookup = new LookupTable(
                "Critical",
                1,
                List.of("x"),
                Map.of("HH", List.of("1"), "LL", List.of("2")),
                new LookupTable.Unknown.Keep());
        var table = new DecisionTable(
                "T",
                HitPolicy.FIRST,
                List.of(
                        new Column("", Quantifier.ANY, new Formula("d"), ColumnType.DATE),
                        new Column("", Quantifier.ANY, new Formula("f"), ColumnType.TABLE)),
                List.of(new Outcome(Kind.ROUTE, "", "")),
                List.of(new Row(
                        "",
                        List.of(Cell.read(ColumnType.DATE, "> 2026-01"), Cell.read(ColumnType.TABLE, "not Critical")),
                        List.of("ehr"),
                        "")),
                false,
                true,
                "");

        DmnDocument.Written written = DmnDocument.write(table, List.of(lookup));

        assertThat(written.problems()).extracting(Problem::code).containsExactly("dmn-lookup");
        Row row = DmnTables.read(written.bytes()).orThrow().getFirst().rows().getFirst();
        assertThat(row.when()).extracting(Cell::text).containsExactly(">= 2026-02-01", "not HH, LL");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "not([5..10]) | < 5, > 10",
                "not(5) | < 5, > 5",
                "> 5 | > 5",
                "null | has no value",
                "not(null) | has a value",
                "] 1 .. 2 [ | (1..2)",
                "date(\"2026-01-02\") | 2026-01-02",
                "[@\"2026-01-02\"..date(\"2026-02-01\")] | 2026-01-02..2026-02-01",
                "date and time(\"2026-01-02T15:30:00\") | 2026-01-02T15:30:00",
                "true | true",
                "starts with(?, \"F1\") | F1"
            })
    void unary_tests_are_read_as_cells(String feel, String cell) {
        assertThat(FeelTests.read(feel).map(test -> test.cell().text())).contains(cell);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "? in Codes",
                "Age > 5",
                "contains(?, \"x\")",
                "starts with(Other, \"x\")",
                "5 + 1",
                "\"a\" + \"b\"",
                "java.lang.System.exit(0)",
                "function() external {java: {class: \"java.lang.Runtime\"}}",
                "if true then 1 else 2",
                "for x in y return x",
                "some x in y satisfies x",
                "every x in y satisfies x",
                "[1..2",
                "(1..2",
                "\"open",
                "\"a\", 5",
                "not(5",
                "not(< 5, > 7)",
                "{a: 1}",
                "duration(\"P1D\")",
                "time(\"10:00:00\")",
                "1e999999999",
                "date(\"2026-13-01\")",
                "date(Birth)",
                "@Birth",
                "-5..5",
                "\"\\x41\"",
                "not(not(5))",
                "instance of string"
            })
    void what_is_no_unary_test_that_is_allowed_is_refused_by_its_row_and_column(String feel) {
        Read<List<DecisionTable>> read = read(FILE.replace(
                "[18..65)", feel.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;")));

        assertThat(read.value()).isNull();
        assertThat(read.problems())
                .anySatisfy(problem -> assertThat(problem.path()).startsWith("Routing, row 1, column 2"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<inputData id=\"i\" name=\"Age\"/> | <import namespace=\"urn:y\" locationURI=\"http://evil/x.dmn\""
                        + " importType=\"x\" name=\"y\"/> | dmn-import",
                "<inputData id=\"i\" name=\"Age\"/> | <businessKnowledgeModel name=\"f\"/> | dmn-function",
                "<inputData id=\"i\" name=\"Age\"/> | <decisionService name=\"f\"/> | dmn-function",
                "<inputData id=\"i\" name=\"Age\"/> | <script name=\"f\"/> | dmn-unknown",
                "hitPolicy=\"FIRST\" | hitPolicy=\"PRIORITY\" | dmn-hit-policy",
                "hitPolicy=\"FIRST\" | hitPolicy=\"COLLECT\" aggregation=\"SUM\" | dmn-hit-policy",
                "name=\"route\" | name=\"execute\" | dmn-output",
                "\"ehr, archive\" | route(\"ehr\") | dmn-cell",
                "not(\"P\") | 5 | dmn-mixed",
                "definitions xmlns | definitions2 xmlns | not-xml"
            })
    void what_is_not_taken_says_so(String good, String bad, String code) {
        assertThat(FILE).contains(good);

        Read<List<DecisionTable>> read = read(FILE.replace(good, bad));

        assertThat(read.value()).isNull();
        assertThat(read.problems()).extracting(Problem::code).contains(code);
        assertThat(read.problems())
                .allSatisfy(problem -> assertThat(problem.message()).endsWith("."));
    }

    @Test
    void document_types_and_entities_are_refused() {
        String entity =
                FILE.replace("<definitions", "<!DOCTYPE d [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><definitions");

        assertThat(read(entity).problems()).extracting(Problem::code).containsExactly("dtd-refused");
    }

    private static Read<List<DecisionTable>> read(String file) {
        return DmnTables.read(file.getBytes(StandardCharsets.UTF_8));
    }
}
