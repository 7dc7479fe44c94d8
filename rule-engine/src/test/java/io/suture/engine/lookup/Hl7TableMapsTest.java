package io.suture.engine.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.suture.Fixtures;
import io.suture.engine.lookup.Hl7TableMaps.Row;
import io.suture.engine.lookup.Hl7TableMaps.TableMap;
import io.suture.engine.lookup.LookupTable.Unknown;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class Hl7TableMapsTest {
    private static final String GUIDE = "mapping/hl7-v2-to-fhir/codesystems";
    private static final String SNOMED = "http://snomed.info/sct";
    private static final int LONGEST_NAME = 80;

    @Test
    void every_row_of_the_guide_is_here_or_left_out_for_a_reason() {
        Map<String, Integer> leftOut = new HashMap<>();
        var names = new HashSet<String>();
        for (Path file : Fixtures.files(GUIDE, ".csv")) {
            String id = file.getFileName().toString().replaceAll("^HL7 Concept Map_ | - Sheet1\\.csv$", "");
            names.add(id);
            assertThat(Hl7TableMaps.named(id))
                    .as(id)
                    .map(TableMap::rows)
                    .hasValueSatisfying(rows -> assertThat(rows).as(id).isEqualTo(expected(file, leftOut)));
        }

        assertThat(Hl7TableMaps.all().stream().map(TableMap::id)).containsExactlyInAnyOrderElementsOf(names);
        assertThat(names).hasSize(99);
        // The reasons are told in README.md beside the data.
        assertThat(leftOut)
                .isEqualTo(Map.of(
                        "SNOMED CT without a v2 code", 1132,
                        "neither code", 5,
                        "explanation for a name", 23,
                        "condition or comment", 4,
                        "definition for a system", 12,
                        "slash after UCUM", 7));
        assertThat(Hl7TableMaps.all().stream()
                        .mapToInt(map -> map.rows().size())
                        .sum())
                .isEqualTo(5258 - 1132 - 5);
    }

    private static List<Row> expected(Path file, Map<String, Integer> leftOut) {
        List<CsvRecord> sheet = CsvReader.builder()
                .allowMissingFields(true)
                .ofCsvRecord(new String(Fixtures.bytes(file), StandardCharsets.UTF_8))
                .stream()
                .toList();
        List<String> head = sheet.get(1).getFields();
        int target = head.lastIndexOf("Code");
        int display = head.indexOf("Display");
        int system = head.lastIndexOf("Code System");
        var rows = new ArrayList<Row>();
        for (CsvRecord line : sheet.subList(2, sheet.size())) {
            var row =
                    new Row(cell(line, 0), cell(line, 1), cell(line, target), cell(line, display), cell(line, system));
            if (line.getFields().stream().allMatch(String::isBlank)) {
                continue;
            }
            if (row.code().isEmpty() && row.target().isEmpty()) {
                leftOut.merge("neither code", 1, Integer::sum);
            } else if (row.code().isEmpty() && row.system().equals(SNOMED)) {
                leftOut.merge("SNOMED CT without a v2 code", 1, Integer::sum);
            } else {
                rows.add(carriedOver(row, leftOut));
                for (int i = 3; i < target && !row.code().isEmpty(); i++) {
                    if (!cell(line, i).isEmpty()) {
                        leftOut.merge("condition or comment", 1, Integer::sum);
                    }
                }
            }
        }
        return rows;
    }

    private static Row carriedOver(Row row, Map<String, Integer> leftOut) {
        String meaning = row.meaning();
        String system = row.system();
        if (meaning.length() > LONGEST_NAME) {
            leftOut.merge("explanation for a name", 1, Integer::sum);
            meaning = "";
        }
        if (!system.isEmpty() && system.contains(" ")) {
            leftOut.merge("definition for a system", 1, Integer::sum);
            system = "";
        }
        if (system.equals("http://unitsofmeasure.org/")) {
            leftOut.merge("slash after UCUM", 1, Integer::sum);
            system = "http://unitsofmeasure.org";
        }
        return new Row(row.code(), meaning, row.target(), row.display(), system);
    }

    private static String cell(CsvRecord line, int at) {
        return at < line.getFieldCount()
                ? line.getField(at).replaceAll("[\\s\u00A0]+", " ").strip()
                : "";
    }

    @Test
    void a_map_becomes_a_table_whose_first_column_is_the_fhir_code() {
        LookupTable table = map("AdministrativeSex").lookupTable("Sex");

        assertThat(table.check()).isEmpty();
        assertThat(table.columns()).containsExactly("code", "display", "system", "meaning");
        assertThat(table.row("F"))
                .contains(List.of("female", "Female", "http://hl7.org/fhir/administrative-gender", "Female"));
        assertThat(table.unknown()).isEqualTo(new Unknown.Keep());
    }

    @Test
    void a_status_that_is_not_known_becomes_unknown_and_nothing_else() {
        assertThat(map("ResultStatus[Non-Queries]").lookupTable("Status").unknown())
                .isEqualTo(new Unknown.Become("unknown"));
        assertThat(map("OrderStatus").lookupTable("Status").unknown()).isEqualTo(new Unknown.Become("unknown"));
    }

    @Test
    void of_several_targets_the_first_is_taken_and_the_others_are_named() {
        TableMap actions = map("SegmentActionCode");

        assertThat(actions.lookupTable("Actions").row("U").orElseThrow().getFirst())
                .isEqualTo("PUT");
        assertThat(actions.alternatives()).singleElement().satisfies(row -> {
            assertThat(row.code()).isEqualTo("U");
            assertThat(row.target()).isEqualTo("PATCH");
        });
    }

    @Test
    void where_a_site_has_its_own_codes_the_targets_are_told() {
        TableMap diets = map("DietType");

        assertThat(diets.codes()).isEmpty();
        assertThat(diets.targets()).hasSize(7).extracting(Row::target).contains("vegetarian");
        assertThat(diets.lookupTable("Diets").check()).isEmpty();
    }

    @Test
    void maps_are_found_by_table_number_and_by_name() {
        assertThat(Hl7TableMaps.find("0190"))
                .extracting(TableMap::title)
                .containsExactly("Address type (type)", "Address type (use)");
        assertThat(Hl7TableMaps.find("practitioner id"))
                .extracting(TableMap::title)
                .containsExactly("Practitioner ID number type");
        assertThat(Hl7TableMaps.find("hl70001")).extracting(TableMap::title).containsExactly("Administrative sex");
        assertThat(Hl7TableMaps.find("VIP")).extracting(TableMap::title).containsExactly("VIP indicator");
        assertThat(Hl7TableMaps.find("nothing of the kind")).isEmpty();
        assertThat(Hl7TableMaps.find("")).hasSize(99);
    }

    private static TableMap map(String id) {
        return Hl7TableMaps.named(id).orElseThrow();
    }
}
