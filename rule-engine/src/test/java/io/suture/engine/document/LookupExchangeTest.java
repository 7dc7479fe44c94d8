package io.suture.engine.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.engine.format.fhir.FhirValidation;
import io.suture.engine.format.fhir.FhirVersion;
import io.suture.engine.lookup.Hl7TableMaps;
import io.suture.engine.lookup.LookupTable;
import io.suture.engine.lookup.LookupTable.Unknown;
import io.suture.engine.report.Problem;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Lookup tables going out of the studio and coming in: as CSV, through the clipboard, as a ConceptMap.
class LookupExchangeTest {
    private static final String CELLS = "abcXYZ0129 .-+=@'\"\t,;|^~&\\\r\n<>%/:#äßЖ漢＝＠\u202e";

    static Stream<LookupTable> tables() {
        return Stream.iterate(1L, seed -> seed + 1).limit(200).map(seed -> table(new Random(seed)));
    }

    private static LookupTable table(Random random) {
        var names = new LinkedHashSet<String>();
        List<String> known = List.of("code", "display", "system", "meaning", "source system", "npi", "Größe %");
        int width = 1 + random.nextInt(4);
        while (names.size() < width) {
            names.add(known.get(random.nextInt(known.size())));
        }
        var columns = List.copyOf(names);
        var rows = new LinkedHashMap<String, List<String>>();
        for (int i = random.nextInt(12); i > 0; i--) {
            var cells = new ArrayList<String>();
            columns.forEach(column -> cells.add(random.nextInt(4) == 0 ? "" : text(random)));
            rows.put(text(random) + i, cells);
        }
        Unknown unknown = switch (random.nextInt(4)) {
            case 0 -> new Unknown.Keep();
            case 1 -> new Unknown.Refuse();
            case 2 -> new Unknown.Omit();
            default -> new Unknown.Become(text(random));
        };
        return new LookupTable("Table " + random.nextInt(99), 1, columns, rows, unknown);
    }

    private static String text(Random random) {
        var text = new StringBuilder();
        for (int i = 1 + random.nextInt(6); i > 0; i--) {
            text.append(CELLS.charAt(random.nextInt(CELLS.length())));
        }
        return text.toString();
    }

    @ParameterizedTest
    @MethodSource("tables")
    void csv_reads_back_equal_and_no_spreadsheet_runs_any_of_it(LookupTable table) {
        byte[] written = LookupTableCsv.write(table);
        Read<LookupTable> read = LookupTableCsv.read(written, table.name());

        assertThat(read.problems()).isEmpty();
        assertThat(read.orThrow().rows()).isEqualTo(table.rows());
        assertThat(List.copyOf(read.orThrow().rows().keySet()))
                .isEqualTo(List.copyOf(table.rows().keySet()));
        assertThat(read.orThrow().columns()).isEqualTo(table.columns());
        de.siegmar.fastcsv.reader.CsvReader.builder()
                .ofCsvRecord(new String(written, StandardCharsets.UTF_8).substring(1))
                .stream()
                .flatMap(row -> row.getFields().stream())
                .forEach(cell -> assertThat(cell).doesNotMatch("(?s)[=+\\-@\t\r\n＝＋－＠].*"));
    }

    @ParameterizedTest
    @MethodSource("tables")
    void the_clipboard_reads_back_equal(LookupTable table) {
        List<List<String>> rows = table.rows().entrySet().stream()
                .map(row -> Stream.concat(Stream.of(row.getKey()), row.getValue().stream())
                        .toList())
                .toList();

        assertThat(SpreadsheetText.pasted(SpreadsheetText.write(rows, '\t')).orThrow())
                .isEqualTo(rows);
    }

    @ParameterizedTest
    @MethodSource("tables")
    void a_concept_map_reads_back_equal(LookupTable table) {
        Read<LookupTable> read = ConceptMapDocument.read(ConceptMapDocument.write(table), "other");

        assertThat(read.value()).as("%s", read.problems()).isNotNull();
        LookupTable back = read.orThrow();
        assertThat(back.name()).isEqualTo(table.name());
        assertThat(back.columns()).isEqualTo(table.columns());
        assertThat(back.unknown()).isEqualTo(table.unknown());
        // What stands in further columns where there is no code is a system's or a display's, and goes with it.
        assertThat(back.rows()).isEqualTo(table.rows());
    }

    @Test
    void formulas_are_neutralised() {
        assertThat(SpreadsheetText.safe("=cmd|' /C calc'!A0")).isEqualTo("'=cmd|' /C calc'!A0");
        assertThat(SpreadsheetText.safe("@SUM(1)")).isEqualTo("'@SUM(1)");
        assertThat(SpreadsheetText.safe("'=1")).isEqualTo("''=1");
        assertThat(SpreadsheetText.safe("-")).isEqualTo("'-");
        assertThat(SpreadsheetText.safe("a=b")).isEqualTo("a=b");
        assertThat(SpreadsheetText.safe("'n Beispiel")).isEqualTo("'n Beispiel");
        assertThat(SpreadsheetText.plain("'=1")).isEqualTo("=1");
        assertThat(SpreadsheetText.plain("'n Beispiel")).isEqualTo("'n Beispiel");
    }

    @ParameterizedTest
    @ValueSource(strings = {"AdministrativeSex", "Relationship", "NameType", "SegmentActionCode", "DietType"})
    void a_concept_map_is_valid_r4(String id) {
        LookupTable table = Hl7TableMaps.named(id).orElseThrow().lookupTable("From the guide: " + id);

        assertThat(FhirValidation.validate(ConceptMapDocument.write(table), FhirVersion.R4))
                .noneMatch(Problem::isError);
    }

    @Test
    void a_concept_map_with_products_and_every_choice_for_unknown_codes_is_valid_r4() {
        for (Unknown unknown :
                List.of(new Unknown.Keep(), new Unknown.Refuse(), new Unknown.Omit(), new Unknown.Become("x"))) {
            var rows = new LinkedHashMap<String, List<String>>();
            rows.put("A7", List.of("1234567893", "Archer, Maud", "urn:oid:2.16.840.1.113883.19.5"));
            rows.put("B1", List.of("", "nobody", ""));
            var table = new LookupTable("Doctors", 3, List.of("npi", "full name", "system"), rows, unknown);

            byte[] written = ConceptMapDocument.write(table);

            assertThat(FhirValidation.validate(written, FhirVersion.R4)).noneMatch(Problem::isError);
            assertThat(new String(written, StandardCharsets.UTF_8))
                    .contains("\"target\": \"urn:oid:2.16.840.1.113883.19.5\"", "\"equivalence\": \"unmatched\"");
        }
    }

    @Test
    void a_concept_map_of_somebody_else_is_read_as_far_as_a_table_goes() {
        Read<LookupTable> read = ConceptMapDocument.read("""
                {"resourceType": "ConceptMap", "name": "Sexes", "status": "active", "group": [
                  {"source": "urn:a", "target": "urn:b", "element": [
                    {"code": "F", "display": "Frau", "target": [
                      {"code": "female", "display": "Female", "equivalence": "equal"},
                      {"code": "woman", "equivalence": "wider"}]},
                    {"code": "X", "target": [{"code": "x", "equivalence": "disjoint"}]},
                    {"code": "Y"}, {"display": "no code"}],
                   "unmapped": {"mode": "fixed", "code": "unknown"}},
                  {"target": "urn:c", "element": [{"code": "F", "target": [{"code": "f", "equivalence": "equal"}]},
                    {"code": "M", "target": [{"code": "male", "equivalence": "equal",
                      "product": [{"property": "http://example.org/title", "value": "Mr"}]}]}]}]}
                """.getBytes(StandardCharsets.UTF_8), "other");

        LookupTable table = read.orThrow();
        assertThat(table.name()).isEqualTo("Sexes");
        assertThat(table.columns()).containsExactly("code", "source system", "meaning", "display", "system", "title");
        assertThat(table.row("F")).contains(List.of("female", "urn:a", "Frau", "Female", "urn:b", ""));
        assertThat(table.row("M")).contains(List.of("male", "", "", "", "urn:c", "Mr"));
        assertThat(table.row("X")).contains(List.of("", "urn:a", "", "", "", ""));
        assertThat(table.unknown()).isEqualTo(new Unknown.Become("unknown"));
        assertThat(read.problems())
                .extracting(Problem::code)
                .containsExactlyInAnyOrder("repeated-code", "several-targets", "no-code");
    }

    @Test
    void a_concept_map_that_looks_elsewhere_keeps_the_code_instead() {
        Read<LookupTable> read = ConceptMapDocument.read("""
                {"resourceType": "ConceptMap", "group": [{"element": [{"code": "a"}],
                  "unmapped": {"mode": "other-map", "url": "http://example.org/more"}}]}
                """.getBytes(StandardCharsets.UTF_8), "Other");

        assertThat(read.orThrow().name()).isEqualTo("Other");
        assertThat(read.orThrow().unknown()).isEqualTo(new Unknown.Keep());
        assertThat(read.problems()).extracting(Problem::code).containsExactly("unmapped-mode");
    }

    @Test
    void what_is_no_concept_map_is_refused_whole() {
        assertThat(codes(ConceptMapDocument.read(bytes("<ConceptMap/>"), "x"))).containsExactly("not-json");
        assertThat(codes(ConceptMapDocument.read(bytes("[".repeat(5000)), "x"))).containsExactly("not-json");
        assertThat(codes(ConceptMapDocument.read(bytes("{\"resourceType\": \"Patient\"}"), "x")))
                .containsExactly("no-concept-map");
        assertThat(codes(ConceptMapDocument.read(new byte[SpreadsheetText.MOST_BYTES + 1], "x")))
                .containsExactly("too-large");
        assertThat(codes(ConceptMapDocument.read(
                        bytes("{\"resourceType\":\"ConceptMap\",\"group\":[{\"element\":[{\"code\":\"a\",\"target\":"
                                + "[{\"code\":\"" + "b".repeat(5000) + "\"}]}]}]}"),
                        "x")))
                .contains("too-long");
    }

    @Test
    void a_file_is_refused_whole_where_it_is_too_large_or_no_text() {
        assertThat(codes(LookupTableCsv.read(new byte[SpreadsheetText.MOST_BYTES + 1], "x")))
                .containsExactly("too-large");
        assertThat(codes(LookupTableCsv.read(new byte[] {'P', 'K', 3, 4}, "x"))).containsExactly("not-text");
        assertThat(codes(LookupTableCsv.read(new byte[] {'a', ',', (byte) 0xE4, '\n'}, "x")))
                .containsExactly("not-utf8");
        assertThat(codes(LookupTableCsv.read(bytes("a,b\n" + "x,y\n".repeat(50_001)), "x")))
                .containsExactly("too-many-rows");
        assertThat(codes(LookupTableCsv.read(bytes("a" + ",b".repeat(60)), "x")))
                .containsExactly("too-many-columns");
        assertThat(codes(LookupTableCsv.read(bytes("a,b\nc," + "d".repeat(5000)), "x")))
                .containsExactly("too-long");
        assertThat(codes(LookupTableCsv.read(bytes("a,b\n\"c\"d,e"), "x"))).containsExactly("not-csv");
        assertThat(codes(LookupTableCsv.read(bytes(" \n"), "x"))).containsExactly("empty");
    }

    @Test
    void repeated_and_missing_codes_of_a_file_are_named_by_row() {
        Read<LookupTable> read = LookupTableCsv.read(bytes("from;to;to\nF;female\nM;male;Mr\nF;frau\n;nobody\n"), "x");

        LookupTable table = read.orThrow();
        assertThat(table.columns()).containsExactly("to", "to 2");
        assertThat(table.rows()).containsOnlyKeys("F", "M");
        assertThat(table.row("F")).contains(List.of("female", ""));
        assertThat(read.problems())
                .extracting(Problem::message)
                .anySatisfy(message -> assertThat(message).contains("4 (“F”, as in row 2)"))
                .anySatisfy(message -> assertThat(message).contains("no code", "5"));
    }

    @Test
    void the_clipboard_is_cells_between_tabs_else_csv_else_lines() {
        assertThat(SpreadsheetText.pasted("F\tfemale\r\nM\tmale\r\n").orThrow())
                .containsExactly(List.of("F", "female"), List.of("M", "male"));
        assertThat(SpreadsheetText.pasted("F,female\nM,\"male, adult\"\n").orThrow())
                .containsExactly(List.of("F", "female"), List.of("M", "male, adult"));
        assertThat(SpreadsheetText.pasted("Diabetes, type 2").orThrow()).containsExactly(List.of("Diabetes, type 2"));
        assertThat(SpreadsheetText.pasted("one\ntwo, three\nfour").orThrow())
                .containsExactly(List.of("one"), List.of("two, three"), List.of("four"));
        assertThat(SpreadsheetText.pasted("\"an inch\tIN").orThrow()).hasSize(1);
        assertThat(SpreadsheetText.pasted("'=1\tb").orThrow()).containsExactly(List.of("=1", "b"));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static List<String> codes(Read<LookupTable> read) {
        assertThat(read.value()).isNull();
        return read.problems().stream().map(Problem::code).toList();
    }
}
