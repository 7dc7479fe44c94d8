package io.suture.engine.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.engine.document.Read;
import io.suture.engine.document.RuleSetDocument;
import io.suture.engine.exchange.DmnDocument;
import io.suture.engine.exchange.DmnTables;
import io.suture.engine.exchange.RuleSheets;
import io.suture.engine.exchange.Workbook;
import io.suture.engine.expression.Formula;
import io.suture.engine.expression.Inputs;
import io.suture.engine.report.Problem;
import io.suture.engine.rule.Condition.Operator;
import io.suture.engine.rule.Condition.Quantifier;
import io.suture.engine.rule.DecisionTable.Column;
import io.suture.engine.rule.DecisionTable.HitPolicy;
import io.suture.engine.rule.DecisionTable.Kind;
import io.suture.engine.rule.DecisionTable.Outcome;
import io.suture.engine.rule.DecisionTable.Row;
import io.suture.engine.rule.drools.FieldReader;
import io.suture.engine.rule.drools.Router;
import io.suture.engine.rule.drools.RuleCompiler;
import io.suture.engine.rule.table.Cell;
import io.suture.engine.rule.table.ColumnType;
import io.suture.engine.rule.table.Words;
import io.suture.engine.value.Fields;
import io.suture.engine.value.Value;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What somebody could write into rules, tables and their files to have it run. Whatever reaches a rule is a text that
/// is
/// compared and nothing else; whatever could be run is refused. A property of the machine that every payload would set
/// shows that none did.
class AttackTest {
    private static final String TRAP = "suture.attacked";
    private static final Inputs NOW = Inputs.of(Instant.EPOCH, "");
    private static final String SET = "java.lang.System.setProperty(\"" + TRAP + "\", \"yes\")";

    private static final String DMN = """
        <definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" name="n" namespace="urn:x">EXTRA
          <decision name="T">
            <decisionTable hitPolicy="FIRST">
              <input label="flag"><inputExpression typeRef="string"><text>flag</text></inputExpression></input>
              <output name="route"/>
              <rule><inputEntry><text>CELL</text></inputEntry><outputEntry><text>THEN</text></outputEntry></rule>
            </decisionTable>
          </decision>
        </definitions>
        """;

    /// Texts that stand in literals, names, labels, notes and cells.
    static Stream<String> texts() {
        return Stream.of(
                "\"); " + SET + "; //",
                "\\\"); " + SET + "; //",
                "\\u0022); " + SET + "; //",
                "') || " + SET + " != null || ('",
                "a\nend\nrule \"evil\" when then " + SET + "; end",
                "\" end rule \"evil\" salience 1000000 when eval(" + SET + " == null) then end //",
                "$f.fire(0); " + SET,
                "then " + SET + "; end",
                "when Facts() then " + SET + "; end",
                "import java.lang.*;",
                "function void f() { " + SET + "; }",
                "global java.lang.Runtime r",
                "declare Evil end",
                "query q end",
                "eval(" + SET + " == null)",
                "from accumulate(Object(), init(" + SET + ";))",
                "dialect \"java\"",
                "package evil;",
                "unit Evil;",
                "#{T(java.lang.System).setProperty('" + TRAP + "','yes')}",
                "${" + SET + "}",
                "@{" + SET + "}",
                "${jndi:ldap://127.0.0.1:1/x}",
                "%{" + SET + "}",
                "{{" + SET + "}}",
                "<%= " + SET + " %>",
                "*/ " + SET + "; /*",
                "/* " + SET + " */",
                "// \u2028" + SET,
                "\u2029" + SET,
                "\0" + SET,
                "\uFEFF" + SET,
                "\u202E" + SET,
                "=cmd|'/c calc'!A1",
                "+HYPERLINK(\"http://127.0.0.1:1/\")",
                "@SUM(1+1)*cmd|'/c calc'!A1",
                "=WEBSERVICE(\"http://127.0.0.1:1/\")",
                "'); DROP TABLE rules; --",
                "<script>" + SET + "</script>",
                "<!DOCTYPE x [<!ENTITY y SYSTEM \"file:///etc/passwd\">]>",
                "&xxe;",
                "]]>",
                "constant(0)",
                "set(0)",
                "table(0)",
                "this.getClass().forName(\"java.lang.Runtime\")",
                "with (x) { }",
                "x -> " + SET,
                "new java.lang.ProcessBuilder(\"true\").start()",
                "drools.getKieRuntime().getKieBase()",
                "kcontext.getKieRuntime()",
                "modify($f) { }",
                "insert(new Object())",
                "\\");
    }

    @ParameterizedTest
    @MethodSource("texts")
    void a_text_is_a_text_wherever_it_stands(String text) {
        System.clearProperty(TRAP);
        Cell cell = new Cell.OneOf(List.of(text), false);
        var table = new DecisionTable(
                "Table " + text,
                HitPolicy.RULE_ORDER,
                List.of(new Column(text, Quantifier.ANY, new Formula("flag"), ColumnType.TEXT)),
                List.of(new Outcome(Kind.LABEL, text, ""), new Outcome(Kind.ALERT, "", text)),
                List.of(new Row(text, List.of(cell), List.of(Words.write(List.of(text)), text), text)),
                false,
                true,
                text);
        RuleSet rules = new RuleSet(
                List.of(
                        rule("Is " + text, Operator.IS, text),
                        rule("Begins " + text, Operator.STARTS_WITH, text),
                        rule("One " + text, Operator.IS_ONE_OF, text),
                        table),
                RuleSet.HitPolicy.COLLECT,
                List.of("x"));

        RuleSet kept = RuleSetDocument.read(RuleSetDocument.write(rules)).orThrow();
        Router router = router(kept);

        assertThat(kept).isEqualTo(rules);
        assertThat(router.route(message(text), NOW, true).decisions())
                .extracting(Decided::rule)
                .contains("Is " + text, "Begins " + text, "One " + text, "Table " + text + ": " + text);
        assertThat(router.route(message("other"), NOW, true).decisions())
                .extracting(Decided::rule)
                .containsExactly("");
        assertThat(System.getProperty(TRAP)).isNull();
    }

    @ParameterizedTest
    @MethodSource("texts")
    void a_text_in_a_dmn_file_is_refused_or_a_text(String text) {
        System.clearProperty(TRAP);
        String escaped = text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\0", "");
        Read<List<DecisionTable>> asCell =
                dmn(DMN.replace("EXTRA", "").replace("CELL", escaped).replace("THEN", "\"x\""));
        Read<List<DecisionTable>> asThen =
                dmn(DMN.replace("EXTRA", "").replace("CELL", "\"a\"").replace("THEN", escaped));
        var table = new DecisionTable(
                "T",
                HitPolicy.FIRST,
                List.of(new Column(text, Quantifier.ANY, new Formula("flag"), ColumnType.TEXT)),
                List.of(new Outcome(Kind.LABEL, "", "")),
                List.of(new Row("", List.of(new Cell.OneOf(List.of(text), false)), List.of("x"), "")),
                false,
                true,
                "");

        assertThat(asCell.problems()).extracting(Problem::code).contains("dmn-cell");
        assertThat(asThen.problems()).extracting(Problem::code).contains("dmn-cell");
        if (text.indexOf('\0') < 0) {
            // XML cannot say it, so it is not written.
            assertThat(dmn(new String(DmnDocument.write(table, List.of()).bytes(), StandardCharsets.UTF_8))
                            .orThrow()
                            .getFirst()
                            .rows())
                    .isEqualTo(table.rows());
        }
        assertThat(System.getProperty(TRAP)).isNull();
    }

    /// Files that hold more than tables.
    static Stream<String> files() {
        return Stream.of(
                DMN.replace(
                        "EXTRA",
                        "<import namespace=\"urn:y\" importType=\"x\" name=\"y\""
                                + " locationURI=\"http://127.0.0.1:1/\"/>"),
                DMN.replace(
                        "EXTRA",
                        "<businessKnowledgeModel name=\"f\"><encapsulatedLogic"
                                + " kind=\"Java\"/></businessKnowledgeModel>"),
                DMN.replace("EXTRA", "<decisionService name=\"f\"/>"),
                DMN.replace(
                        "EXTRA",
                        "<decision name=\"e\"><literalExpression><text>" + SET
                                + "</text></literalExpression></decision>"),
                DMN.replace("EXTRA", "<decision name=\"e\"><invocation/></decision>"),
                DMN.replace("EXTRA", "<decision name=\"e\"><context/></decision>"),
                DMN.replace("EXTRA", "<decision name=\"e\"><functionDefinition kind=\"PMML\"/></decision>"),
                DMN.replace("EXTRA", "<decision name=\"e\"/>"),
                DMN.replace("EXTRA", "<script>" + SET + "</script>"),
                "<!DOCTYPE d [<!ENTITY a \"b\">]>" + DMN,
                "<!DOCTYPE d SYSTEM \"http://127.0.0.1:1/d.dtd\">" + DMN,
                DMN.replace("EXTRA", "&undeclared;"),
                DMN.replace("EXTRA", "<description>".repeat(100) + "</description>".repeat(100)),
                "<x:include xmlns:x=\"http://www.w3.org/2001/XInclude\" href=\"file:///etc/passwd\"/>",
                "<html/>",
                "");
    }

    @ParameterizedTest
    @MethodSource("files")
    void a_file_with_more_than_tables_is_refused_whole(String file) {
        System.clearProperty(TRAP);
        Read<List<DecisionTable>> read = dmn(file.replace("CELL", "\"a\"").replace("THEN", "\"x\""));

        assertThat(read.value()).isNull();
        assertThat(read.problems()).isNotEmpty();
        assertThat(System.getProperty(TRAP)).isNull();
    }

    @ParameterizedTest
    @MethodSource("texts")
    void a_text_in_a_sheet_of_drools_is_refused_or_a_text(String text) {
        System.clearProperty(TRAP);
        Read<List<DecisionTable>> asCondition = sheet(drools(text, "label(\"$param\");", "a", "x"));
        Read<List<DecisionTable>> asAction = sheet(drools("flag == \"$param\"", text, "a", "x"));
        Read<List<DecisionTable>> bare = sheet(drools("flag", "label($param);", text, "\"x\""));
        Read<List<DecisionTable>> asCell =
                sheet(drools("flag == \"$param\"", "alert(\"lab\", \"$param\");", text, text));

        assertThat(asCondition.value()).isNull();
        assertThat(asAction.value()).isNull();
        assertThat(bare.value()).isNull();
        if (asCell.value() != null) {
            DecisionTable table = asCell.value().getFirst();
            assertThat(table.rows().getFirst().when()).isEqualTo(List.of(new Cell.OneOf(List.of(text.strip()), false)));
            assertThat(router(new RuleSet(List.of(table), RuleSet.HitPolicy.COLLECT, List.of("x")))
                            .route(message(text.strip()), NOW, true)
                            .decisions())
                    .extracting(Decided::decision)
                    .contains(new Decision.Alert("lab", text.strip()));
        } else {
            assertThat(text).containsAnyOf("\"", "\\");
        }
        assertThat(System.getProperty(TRAP)).isNull();
    }

    /// Sheets that hold more than tables of tests and decisions.
    static Stream<Workbook.Sheet> sheets() {
        Workbook.Sheet sound = drools("flag == \"$param\"", "label(\"$param\");", "a", "x");
        return Stream.concat(
                Stream.of(
                                List.of("Functions", "function void f() { " + SET + "; }"),
                                List.of("Functions", "=cmd|'/c calc'!A1"),
                                List.of("Queries", "query q Message() end"),
                                List.of("Declare", "declare Evil end"),
                                List.of("Import", "function java.lang.System.setProperty"),
                                List.of("Import", "static java.lang.System.*"),
                                List.of("Import", "java.lang.*; rule \"evil\" when then " + SET + "; end"),
                                List.of("RuleTable evil", ""))
                        .map(row ->
                                first(sound, row.stream().map(Workbook.Cell::of).toList())),
                Stream.of(
                        drools("eval(" + SET + " == null)", "label(\"$param\");", "a", "x"),
                        drools("flag == \"$param\" || " + SET + " == null", "label(\"$param\");", "a", "x"),
                        drools("flag == ($param)", "label(\"$param\");", SET, "x"),
                        drools("flag in ($param)", "label(\"$param\");", "\"a\", " + SET, "x"),
                        drools("flag == $param", "label(\"$param\");", SET, "x"),
                        drools("flag matches \"$param\"", "label(\"$param\");", "(a+)+$", "x"),
                        drools("flag == \"$param\"", SET + "; label(\"$param\");", "a", "x"),
                        drools("flag == \"$param\"", "label(\"$param\"); " + SET + ";", "a", "x"),
                        drools("flag == \"$param\"", "label(" + SET + ");", "a", "x"),
                        drools("flag == \"$param\"", "label(\"$param\", " + SET + ");", "a", "x"),
                        drools("flag == \"$param\"", "kcontext.getKieRuntime().halt();", "a", "x"),
                        drools("flag == \"$param\"", "label($param);", "a", SET),
                        first(
                                sound,
                                List.of(Workbook.Cell.of("Import"), Workbook.Cell.strange("a spreadsheet formula"))),
                        first(
                                sound,
                                List.of(Workbook.Cell.of("RuleSet"), Workbook.Cell.strange("a spreadsheet formula")))));
    }

    @ParameterizedTest
    @MethodSource("sheets")
    void a_sheet_with_more_than_tables_is_refused_whole(Workbook.Sheet sheet) {
        System.clearProperty(TRAP);
        Read<List<DecisionTable>> read = sheet(sheet);

        assertThat(read.value()).isNull();
        assertThat(read.problems()).extracting(Problem::code).contains("cell");
        assertThat(System.getProperty(TRAP)).isNull();
    }

    private static Read<List<DecisionTable>> sheet(Workbook.Sheet sheet) {
        return RuleSheets.read(new Workbook(List.of(sheet)));
    }

    private static Workbook.Sheet drools(String condition, String action, String cell, String then) {
        return Workbook.sheet(
                "Rules",
                Stream.of(
                                List.of("RuleTable T"),
                                List.of("CONDITION", "ACTION"),
                                List.of("m : Message", ""),
                                List.of(condition, action),
                                List.of("Flag", "Then"),
                                List.of(cell, then))
                        .map(row -> row.stream().map(Workbook.Cell::of).toList())
                        .toList());
    }

    private static Workbook.Sheet first(Workbook.Sheet sheet, List<Workbook.Cell> row) {
        return Workbook.sheet(
                sheet.name(),
                Stream.concat(Stream.of(row), sheet.rows().stream()).toList());
    }

    private static Read<List<DecisionTable>> dmn(String file) {
        return DmnTables.read(file.getBytes(StandardCharsets.UTF_8));
    }

    private static Rule rule(String name, Operator operator, String text) {
        return new Rule(
                name,
                new Condition.Test(Quantifier.ANY, new Formula("flag"), operator, List.of(text)),
                List.of(new Decision.Label(name, List.of())),
                false,
                true,
                text);
    }

    private static Value.Group message(String text) {
        return Fields.of("flag", new Value.Text(text));
    }

    private static Router router(RuleSet rules) {
        RuleCompiler.Compiled compiled = new RuleCompiler(AttackTest::field, List.of(), Set.of("x")).compile(rules);
        return Objects.requireNonNull(
                compiled.router(), () -> compiled.problems().toString());
    }

    private static Optional<FieldReader> field(Formula formula, Consumer<Problem> problems) {
        return Optional.of((message, inputs) -> message.get(formula.text()));
    }
}
