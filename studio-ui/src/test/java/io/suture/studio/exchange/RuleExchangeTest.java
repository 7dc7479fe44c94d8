package io.suture.studio.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.engine.ChannelCompiler;
import io.suture.engine.channel.Channel;
import io.suture.engine.exchange.Workbook;
import io.suture.engine.exchange.Workbook.Sheet;
import io.suture.engine.expression.Formula;
import io.suture.engine.format.fhir.FhirFormat;
import io.suture.engine.format.hl7v2.Hl7v2Format;
import io.suture.engine.report.Problem;
import io.suture.engine.rule.Condition.Quantifier;
import io.suture.engine.rule.DecisionTable;
import io.suture.engine.rule.DecisionTable.Column;
import io.suture.engine.rule.DecisionTable.HitPolicy;
import io.suture.engine.rule.DecisionTable.Kind;
import io.suture.engine.rule.DecisionTable.Outcome;
import io.suture.engine.rule.DecisionTable.Row;
import io.suture.engine.rule.RulePart;
import io.suture.engine.rule.table.Cell;
import io.suture.engine.rule.table.ColumnType;
import io.suture.studio.channel.Change;
import io.suture.studio.channel.Changes;
import io.suture.studio.channel.Compilation;
import io.suture.studio.channel.Preview;
import io.suture.studio.mapping.FieldMappings;
import io.suture.studio.security.Actor;
import io.suture.studio.security.Role;
import io.suture.template.TemplateCatalog;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// Decision tables as files of other tools, and back into a Channel's rules.
class RuleExchangeTest {
    private static final Actor INES = new Actor(UUID.randomUUID(), "ines", Role.ANALYST.rights());
    private static final DecisionTable TABLE = new DecisionTable(
            "Critical results",
            HitPolicy.FIRST,
            List.of(
                    new Column("Flag", Quantifier.ANY, new Formula("OBX-8"), ColumnType.TEXT),
                    new Column("", Quantifier.ANY, new Formula("PV1-2"), ColumnType.TEXT)),
            List.of(new Outcome(Kind.ROUTE, "", ""), new Outcome(Kind.ALERT, "", "lab")),
            List.of(
                    row("panic", "HH, LL", "-", "fhir", "A critical result"),
                    row("", "-", "I", "fhir", ""),
                    row("", "-", "-", "fhir", "")),
            false,
            true,
            "");

    private static final Channel LAB = with(TABLE);

    private final FieldMappings mappings = new FieldMappings(
            List.of(new Hl7v2Format(), new FhirFormat()),
            new Preview(new Compilation(ChannelCompiler.standard(), Map.of()), () -> INES));
    private final Exchange exchange =
            new Exchange(mappings, InstantSource.fixed(Instant.parse("2026-11-02T06:21:40Z")));

    @Test
    void an_approver_reads_each_row_that_differs_and_each_column() {
        DecisionTable other = TABLE.with(
                List.of(
                        TABLE.columns().getFirst(),
                        new Column("", Quantifier.ALL, new Formula("PV1-2"), ColumnType.TEXT)),
                TABLE.outcomes(),
                List.of(
                        row("panic", "HH", "-", "fhir", "A critical result"),
                        TABLE.rows().get(1)));

        List<Change> changes = Changes.between(LAB, with(other));

        assertThat(changes)
                .extracting(Change::subject)
                .containsExactlyInAnyOrder(
                        "Critical results",
                        "Critical results, columns",
                        "Critical results: panic",
                        "Critical results: row 3");
        assertThat(changes)
                .filteredOn(change -> change.subject().equals("Critical results: panic"))
                .singleElement()
                .satisfies(change -> {
                    assertThat(change.before())
                            .isEqualTo("Flag HH, LL and PV1-2 -: route to fhir, alert lab (“A critical result”).");
                    assertThat(change.after()).startsWith("Flag HH and PV1-2 -:");
                });
    }

    @Test
    void two_rows_of_one_name_are_two_lines() {
        Row row = row("same", "HH", "-", "fhir", "");

        assertThat(Changes.between(with(TABLE.withRows(List.of(row, row))), with(TABLE.withRows(List.of(row)))))
                .extracting(Change::subject)
                .containsExactly("Critical results", "Critical results: same (2)");
    }

    @Test
    void the_workbook_has_a_sheet_for_the_table_and_a_cell_comes_back_as_one_change() {
        byte[] file = exchange.workbook(LAB, "draft", null);
        Incoming same = exchange.read("lab.xlsx", file, LAB);
        Incoming edited = exchange.read("lab.xlsx", edit(file, 10, 1, "HH"), LAB);

        assertThat(same.changes()).isEmpty();
        assertThat(same.remarks()).isEmpty();
        assertThat(edited.refused()).isEmpty();
        assertThat(edited.changes()).extracting(Change::subject).containsExactly("Critical results: panic");
        assertThat(table(edited.channel()).rows().getFirst().when().getFirst().text())
                .isEqualTo("HH");
    }

    @Test
    void a_cell_that_says_nothing_is_refused_and_the_table_stays() {
        Incoming edited = exchange.read("lab.xlsx", edit(exchange.workbook(LAB, "draft", null), 10, 1, ""), LAB);

        assertThat(edited.refused()).extracting(Problem::path).containsExactly("Critical results!B11");
        assertThat(edited.channel().rules()).isEqualTo(LAB.rules());
    }

    @Test
    void a_draft_with_a_cell_that_cannot_be_read_yet_comes_back_as_it_went() {
        var typed = new Row("", List.of(Cell.read(ColumnType.TEXT, "")), List.of("fhir"), "");
        Channel draft = with(TABLE.withRows(List.of(typed)));

        Incoming same = exchange.read("lab.xlsx", exchange.workbook(draft, "draft", null), draft);

        assertThat(same.refused()).isEmpty();
        assertThat(same.channel()).isEqualTo(draft);
    }

    @Test
    void a_sheet_of_drools_comes_in_as_a_table_behind_the_rules() {
        Incoming back = exchange.read("rules.xlsx", drools("flag == \"$param\"", "HH"), LAB);

        assertThat(back.refused()).isEmpty();
        assertThat(back.channel().rules().parts()).extracting(RulePart::name).endsWith("Critical results", "Routing");
        assertThat(back.changes())
                .extracting(Change::subject)
                .contains("Routing", "Routing, columns", "Routing: row 1");
    }

    @Test
    void what_drools_would_run_is_refused_at_its_cell_and_nothing_is_taken() {
        Incoming back = exchange.read("rules.xlsx", drools("eval(true)", "HH"), LAB);

        assertThat(back.refused()).extracting(Problem::path).containsExactly("Rules!A4");
        assertThat(back.channel()).isEqualTo(LAB);
        assertThat(back.changes()).isEmpty();
    }

    @Test
    void a_formula_of_the_spreadsheet_is_refused_at_its_cell_and_never_calculated() {
        var parts = Parts.of(drools("flag == \"$param\"", "HH"));
        String sheet = Objects.requireNonNull(parts.get("xl/worksheets/sheet1.xml"));
        for (String formula : List.of(
                "WEBSERVICE(\"http://127.0.0.1:1/\")",
                "HYPERLINK(\"http://127.0.0.1:1/\")",
                "cmd|'/c calc'!A1",
                "[1]Other!A1",
                "CALL(\"kernel32\",\"WinExec\",\"JCJ\",\"calc\",0)")) {
            parts.put(
                    "xl/worksheets/sheet1.xml",
                    sheet.replaceFirst(
                            "<c r=\"A6\"[^>]*>.*?</c>",
                            "<c r=\"A6\" t=\"str\"><f>" + formula.replace("\"", "&quot;") + "</f><v>HH</v></c>"));

            Incoming back = exchange.read("rules.xlsx", Parts.pack(parts), LAB);

            assertThat(back.refused()).as(formula).extracting(Problem::path).containsExactly("Rules!A6");
            assertThat(back.channel()).isEqualTo(LAB);
        }
    }

    @Test
    void macros_and_links_to_other_files_end_at_the_door() {
        var parts = Parts.of(drools("flag == \"$param\"", "HH"));
        parts.put("xl/vbaProject.bin", "Sub Auto_Open()");
        parts.put("xl/macrosheets/sheet1.xml", "<xm:macrosheet/>");
        parts.put("xl/externalLinks/externalLink1.xml", "<externalLink/>");
        parts.put("customXml/item1.xml", "<x/>");

        Incoming back = exchange.read("rules.xlsm", Parts.pack(parts), LAB);

        assertThat(back.refused()).isEmpty();
        assertThat(back.remarks()).extracting(Problem::code).contains("left-out");
    }

    @Test
    void bombs_entities_and_paths_that_lead_out_are_refused_with_rules_in_them_too() {
        byte[] sound = drools("flag == \"$param\"", "HH");
        for (Map.Entry<String, String> evil : Map.of(
                        "xl/worksheets/sheet2.xml", " ".repeat(40_000_000),
                        "../sheet2.xml", "<a/>",
                        "xl/sharedStrings.xml",
                                "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><sst>&e;</sst>")
                .entrySet()) {
            var parts = Parts.of(sound);
            parts.put(evil.getKey(), evil.getValue());

            Incoming back = exchange.read("rules.xlsx", Parts.pack(parts), LAB);

            assertThat(back.refused()).as(evil.getKey()).hasSize(1);
            assertThat(back.channel()).isEqualTo(LAB);
        }
    }

    @Test
    void a_dmn_file_that_was_exported_changes_nothing_and_one_of_another_name_comes_last() {
        byte[] dmn = Objects.requireNonNull(exchange.decisionTables(LAB).get("Critical results"))
                .bytes();
        String other = new String(dmn, StandardCharsets.UTF_8).replace("\"Critical results\"", "\"Other\"");

        assertThat(exchange.read("table.dmn", dmn, LAB).changes()).isEmpty();
        Incoming back = exchange.read("table.dmn", ("\uFEFF" + other).getBytes(StandardCharsets.UTF_8), LAB);
        assertThat(back.channel().rules().parts().getLast().name()).isEqualTo("Other");
        assertThat(exchange.read("table.dmn", "<html/>".getBytes(StandardCharsets.UTF_8), LAB)
                        .refused())
                .extracting(Problem::code)
                .containsExactly("not-dmn");
    }

    private static Row row(String name, String flag, String visit, String... then) {
        return new Row(
                name, List.of(Cell.read(ColumnType.TEXT, flag), Cell.read(ColumnType.TEXT, visit)), List.of(then), "");
    }

    private static Channel with(DecisionTable table) {
        Channel lab = TemplateCatalog.channel("lab-results").orElseThrow();
        var parts = new ArrayList<>(lab.rules().parts());
        parts.add(table);
        return lab.withRules(lab.rules().withParts(parts));
    }

    private static DecisionTable table(Channel channel) {
        return (DecisionTable) channel.rules().parts().getLast();
    }

    private static byte[] drools(String condition, String cell) {
        List<List<String>> rows = List.of(
                List.of("RuleTable Routing"),
                List.of("CONDITION", "ACTION"),
                List.of("m : Message", ""),
                List.of(condition, "route(\"$param\");"),
                List.of("Flag", "To"),
                List.of(cell, "fhir"));
        return XlsxFile.write(new Workbook(List.of(Workbook.sheet(
                "Rules",
                rows.stream()
                        .map(row -> row.stream().map(Workbook.Cell::of).toList())
                        .toList()))));
    }

    /// The file with another text in a cell of the table's sheet.
    private static byte[] edit(byte[] file, int row, int column, String text) {
        var sheets = new ArrayList<Sheet>();
        for (Sheet sheet : XlsxFile.read(file).orThrow().sheets()) {
            if (sheet.name().equals("Critical results")) {
                var rows = new ArrayList<>(sheet.rows());
                var cells = new ArrayList<>(rows.get(row));
                cells.set(column, Workbook.Cell.of(text));
                rows.set(row, cells);
                sheets.add(Workbook.sheet(sheet.name(), rows));
            } else {
                sheets.add(sheet);
            }
        }
        return XlsxFile.write(new Workbook(sheets));
    }
}
