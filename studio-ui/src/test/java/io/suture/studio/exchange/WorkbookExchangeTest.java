package io.suture.studio.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.engine.ChannelCompiler;
import io.suture.engine.channel.Channel;
import io.suture.engine.document.ChannelDocument;
import io.suture.engine.exchange.Workbook;
import io.suture.engine.exchange.Workbook.Cell;
import io.suture.engine.exchange.Workbook.Sheet;
import io.suture.engine.format.fhir.FhirFormat;
import io.suture.engine.format.hl7v2.Hl7v2Format;
import io.suture.engine.lookup.LookupTable;
import io.suture.engine.mapping.Edit;
import io.suture.engine.mapping.FieldMapping;
import io.suture.engine.mapping.Mapping;
import io.suture.engine.mapping.Origin;
import io.suture.engine.report.Problem;
import io.suture.engine.value.FieldPath;
import io.suture.regression.Sample;
import io.suture.studio.channel.Change;
import io.suture.studio.channel.Change.Kind;
import io.suture.studio.channel.Compilation;
import io.suture.studio.channel.Preview;
import io.suture.studio.mapping.FieldMappings;
import io.suture.studio.security.Actor;
import io.suture.studio.security.Role;
import io.suture.template.TemplateCatalog;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Channels as workbooks and back.
class WorkbookExchangeTest {
    private static final Actor INES = new Actor(UUID.randomUUID(), "ines", Role.ANALYST.rights());
    private static final Channel LAB = TemplateCatalog.channel("lab-results").orElseThrow();

    private final FieldMappings mappings = new FieldMappings(
            List.of(new Hl7v2Format(), new FhirFormat()),
            new Preview(new Compilation(ChannelCompiler.standard(), Map.of()), () -> INES));
    private final Exchange exchange =
            new Exchange(mappings, InstantSource.fixed(Instant.parse("2026-11-02T06:21:40Z")));

    static List<String> templates() {
        return TemplateCatalog.names();
    }

    @ParameterizedTest
    @MethodSource("templates")
    void a_workbook_that_nobody_edited_changes_nothing(String template) {
        Channel channel = TemplateCatalog.channel(template).orElseThrow();
        Sample sample = TemplateCatalog.template(template)
                .orElseThrow()
                .samples()
                .getFirst()
                .sample();

        Incoming back = exchange.read("lab.xlsx", exchange.workbook(channel, "draft", sample), channel);

        assertThat(back.refused()).isEmpty();
        assertThat(back.remarks()).isEmpty();
        assertThat(back.changes()).isEmpty();
        assertThat(ChannelDocument.write(back.channel())).isEqualTo(ChannelDocument.write(channel));
    }

    @Test
    void the_first_sheet_says_what_it_is_and_counts_what_follows() {
        Sheet about = book(LAB).sheets().getFirst();

        assertThat(texts(about))
                .contains(
                        List.of("Suture channel", LAB.title()),
                        List.of("Version", "draft"),
                        List.of("Date", "2 November 2026 06:21 UTC"))
                .contains(List.of(
                        "Administrative sex",
                        "Lookup table",
                        "Administrative sex",
                        Integer.toString(table(LAB, "Administrative sex").rows().size())));
        assertThat(book(LAB).sheets())
                .hasSize(1
                        + LAB.destinations().size()
                        + LAB.maps().size()
                        + LAB.tables().size());
    }

    @Test
    void a_row_says_its_path_its_name_its_formula_and_what_the_sample_has() {
        var row = texts(sheet(book(LAB), to())).stream()
                .filter(cells -> cells.getFirst().equals("patient.gender"))
                .findFirst()
                .orElseThrow();

        assertThat(row).contains("PID-8 in 'Administrative sex'", "code", "Administrative sex");
        assertThat(row.get(column("Sample in"))).isEqualTo("F");
        assertThat(row.get(column("Sample out"))).isEqualTo("female");
    }

    @Test
    void edits_of_formulas_conditions_notes_and_loops_come_back_as_one_set_of_changes() {
        Incoming back = edited(book -> {
            book.set(to(), "patient.gender", "Made from", "lower(PID-8)");
            book.set(to(), "patient.gender", "Only when", "PID-8 != 'O'");
            book.set(to(), "patient.birthDate", "Note", "As the registry has it.");
            book.set(to(), "observation", "Only those where", "OBR-25 != 'X'");
        });

        assertThat(back.refused()).isEmpty();
        assertThat(row(back, "patient.gender"))
                .isEqualTo(Edit.row(mapping(LAB), path("patient.gender"))
                        .orElseThrow()
                        .withOrigin(FieldMapping.from(path("patient.gender"), "lower(PID-8)")
                                .origin())
                        .withWhen(new io.suture.engine.expression.Formula("PID-8 != 'O'")));
        assertThat(row(back, "patient.birthDate").note()).isEqualTo("As the registry has it.");
        assertThat(back.changes())
                .extracting(Change::subject)
                .contains("patient.gender", "patient.birthDate, its note", "observation");
        assertThat(back.what()).startsWith("Imported lab.xlsx: ");
    }

    @Test
    void rows_that_were_added_and_deleted_are_added_and_removed_where_they_stood() {
        Incoming back = edited(book -> {
            book.delete(to(), "patient.gender");
            book.addBelow(to(), "patient.birthDate", Map.of("Target", "patient.active", "Made from", "true"));
        });

        assertThat(back.refused()).isEmpty();
        assertThat(back.changes())
                .extracting(Change::kind, Change::subject)
                .contains(
                        org.assertj.core.groups.Tuple.tuple(Kind.REMOVED, "patient.gender"),
                        org.assertj.core.groups.Tuple.tuple(Kind.ADDED, "patient.active"));
        List<FieldPath> order = back.channel().destinations().getFirst().mapping().fields().stream()
                .map(FieldMapping::target)
                .toList();
        assertThat(order.indexOf(path("patient.active"))).isEqualTo(order.indexOf(path("patient.birthDate")) + 1);
    }

    @Test
    void what_is_wrong_is_refused_with_its_cell_and_the_rest_is_taken() {
        Incoming back = edited(book -> {
            book.set(to(), "patient.gender", "Made from", "lower(PID-8");
            book.set(to(), "patient.birthDate", "Made from", "PID-799");
            book.addBelow(to(), "patient.birthDate", Map.of("Target", "patient.birthdat", "Made from", "PID-7"));
            book.set(to(), "patient.gender", "Note", "lost with its row");
            book.set(to(), "report.status", "Note", "taken");
        });

        assertThat(back.changes()).extracting(Change::subject).containsExactly("report.status, its note");
        assertThat(back.refused()).hasSize(3);
        assertThat(back.refused())
                .extracting(Problem::path)
                .contains(
                        to() + "!" + "F" + rowNumber("patient.gender"),
                        to() + "!" + "F" + rowNumber("patient.birthDate"),
                        to() + "!" + "A" + (rowNumber("patient.birthDate") + 1));
        assertThat(back.refused()).allMatch(problem -> problem.message().contains("of “" + to() + "”"));
    }

    @Test
    void a_row_whose_path_was_mistyped_stays_as_it_is() {
        Incoming back = edited(book -> book.set(to(), "patient.gender", "Target", "patient..gender"));

        assertThat(back.changes()).isEmpty();
        assertThat(back.refused())
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).endsWith("patient.gender stays as it is."));
    }

    @Test
    void cases_are_lines_that_can_be_added() {
        FieldMapping before =
                Edit.row(mapping(LAB), path("patient.deceased[x]")).orElseThrow();
        var cases = ((Origin.Cases) before.origin()).cases();
        Incoming back = edited(book -> book.addBelow(
                to(),
                before.target().toString(),
                Map.of(
                        "Target",
                        before.target().toString(),
                        "Part",
                        "case",
                        "Only when",
                        "PID-30 = 'ZZ'",
                        "Made from",
                        cases.getLast().origin() instanceof Origin.From(var formula) ? formula.text() : "OBX-5",
                        "As type",
                        cases.getLast().type() == null ? "" : cases.getLast().type())));

        assertThat(back.refused()).isEmpty();
        assertThat(((Origin.Cases) row(back, before.target().toString()).origin()).cases())
                .hasSize(cases.size() + 1);
    }

    @Test
    void rows_of_a_lookup_table_are_edited_added_and_removed() {
        String sex = "Administrative sex";
        var before = table(LAB, sex);
        Incoming back = edited(book -> {
            book.set(sex, "F", before.columns().getFirst(), "woman");
            book.delete(sex, "M");
            book.rows(sex).add(List.of("X1", "other"));
            book.rows(sex).add(List.of("X1", "again"));
            book.rows(sex).add(List.of("", "nameless"));
        });

        LookupTable now = table(back.channel(), sex);
        assertThat(now.row("F").orElseThrow().getFirst()).isEqualTo("woman");
        assertThat(now.rows())
                .doesNotContainKey("M")
                .containsKey("X1")
                .hasSize(before.rows().size());
        assertThat(back.refused()).hasSize(2).allMatch(problem -> problem.path().startsWith(sex + "!A"));
        assertThat(back.changes())
                .extracting(Change::subject)
                .containsExactlyInAnyOrder(sex + ": F", sex + ": M", sex + ": X1");
    }

    @Test
    void texts_that_a_spreadsheet_would_run_stay_texts_and_come_back_whole() {
        var codes =
                List.of("=1+1", "+49", "-5", "@SUM(A1)", "'=1", "\t=2", "007", "1-2", "TRUE", "_x0041_", "bell\u0007");
        var rows = new java.util.LinkedHashMap<String, List<String>>();
        codes.forEach(code -> rows.put(code, List.of("=cmd|' /C calc'!A0")));
        var table = new LookupTable("Odd", 1, List.of("code"), rows, new LookupTable.Unknown.Keep());
        Channel channel =
                LAB.withTables(java.util.stream.Stream.concat(LAB.tables().stream(), java.util.stream.Stream.of(table))
                        .toList());

        byte[] file = exchange.workbook(channel, "draft", null);

        assertThat(exchange.read("odd.xlsx", file, channel).changes()).isEmpty();
        assertThat(sheet(XlsxFile.read(file).orThrow(), "Odd").rows().stream()
                        .skip(3)
                        .map(row -> row.getFirst().text()))
                .startsWith(codes.toArray(String[]::new));
        assertThat(Parts.of(file).keySet()).noneMatch(name -> name.contains("calcChain"));
        assertThat(Parts.of(file).values()).noneMatch(part -> part.contains("<f>"));
    }

    @Test
    void a_workbook_of_an_older_state_says_so() {
        Channel later = LAB.withWords("Another title", "");

        Incoming back = exchange.read("lab.xlsx", exchange.workbook(LAB, "draft", null), later);

        assertThat(back.remarks()).extracting(Problem::code).containsExactly("other-content");
        assertThat(back.changes()).isEmpty();
    }

    @Test
    void a_channel_as_json_shows_its_difference_and_keeps_the_name_of_the_draft() {
        Channel other = new Channel(
                "another",
                "Another title",
                LAB.description(),
                LAB.source(),
                LAB.rules(),
                LAB.destinations(),
                LAB.tables(),
                LAB.maps(),
                LAB.schemas(),
                LAB.queries(),
                LAB.constants(),
                LAB.origin());

        Incoming back = exchange.read("lab.json", ChannelDocument.write(other), LAB);

        assertThat(back.changes()).extracting(Change::after).containsExactly("Another title");
        assertThat(back.channel().name()).isEqualTo(LAB.name());
        assertThat(back.remarks()).extracting(Problem::code).containsExactly("other-channel");
        assertThat(exchange.read("lab.json", "{\"version\": 1}".getBytes(java.nio.charset.StandardCharsets.UTF_8), LAB)
                        .refused())
                .isNotEmpty();
    }

    // ---- a workbook in an analyst's hands

    private Workbook book(Channel channel) {
        Sample sample = TemplateCatalog.template("lab-results")
                .orElseThrow()
                .samples()
                .getFirst()
                .sample();
        return XlsxFile.read(exchange.workbook(channel, "draft", sample)).orThrow();
    }

    private Incoming edited(Consumer<EditedWorkbook> edit) {
        var book = new EditedWorkbook(exchange.workbook(LAB, "draft", null));
        edit.accept(book);
        return exchange.read("lab.xlsx", book.bytes(), LAB);
    }

    private static String to() {
        return LAB.destinations().getFirst().name();
    }

    private static Mapping mapping(Channel channel) {
        return channel.destinations().getFirst().mapping();
    }

    private static FieldMapping row(Incoming back, String target) {
        return Edit.row(mapping(back.channel()), path(target)).orElseThrow();
    }

    private static FieldPath path(String text) {
        return FieldPath.parse(text).orElseThrow();
    }

    private static LookupTable table(Channel channel, String name) {
        return channel.tables().stream()
                .filter(table -> table.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Sheet sheet(Workbook book, String name) {
        return book.sheets().stream()
                .filter(sheet -> sheet.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<List<String>> texts(Sheet sheet) {
        return sheet.rows().stream()
                .map(row -> row.stream().map(Cell::text).toList())
                .toList();
    }

    private int column(String label) {
        return texts(sheet(book(LAB), to())).get(2).indexOf(label);
    }

    /// As a spreadsheet counts.
    private int rowNumber(String target) {
        return new EditedWorkbook(exchange.workbook(LAB, "draft", null)).number(to(), target) + 1;
    }
}
