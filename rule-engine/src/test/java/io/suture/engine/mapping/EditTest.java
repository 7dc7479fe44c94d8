package io.suture.engine.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.engine.expression.Environment;
import io.suture.engine.expression.Formula;
import io.suture.engine.format.fhir.FhirFormat;
import io.suture.engine.format.hl7v2.Hl7v2Format;
import io.suture.engine.lookup.LookupTable;
import io.suture.engine.report.Problem;
import io.suture.engine.schema.SchemaRef;
import io.suture.engine.value.FieldPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EditTest {
    private static final SchemaRef ORU = new SchemaRef("hl7v2", "2.5.1", "ORU_R01");
    private static final Mapping XPN = mapping(
            "XPN",
            new SchemaRef("hl7v2", "2.5.1", "#XPN"),
            new SchemaRef("fhir", "r4", "#HumanName"),
            FieldMapping.from(path("family"), "XPN.1.1"));
    private static final Mapping CWE = mapping(
            "CWE",
            new SchemaRef("hl7v2", "2.5.1", "#CWE"),
            new SchemaRef("fhir", "r4", "#CodeableConcept"),
            FieldMapping.from(path("text"), "CWE.2"));
    private static final MappingEnvironment ENVIRONMENT = MappingEnvironment.of(
            Environment.of(
                    List.of(new Hl7v2Format(), new FhirFormat()), List.of(), Map.of("SENDER_ZONE", "UTC"), Set.of()),
            List.of(XPN, CWE));
    private static final Mapping EMPTY = mapping("m", ORU, new SchemaRef("fhir", "r4", "Patient"));
    private static final Mapping BUNDLE = mapping(
            "b",
            ORU,
            new SchemaRef("fhir", "r4", "Bundle"),
            new FieldMapping(
                    path("observation"),
                    new Entry("Observation", new Formula("OBX-3.1"), Entry.WriteMode.REPLACE, null),
                    List.of(),
                    null,
                    new Origin.Beneath(),
                    null,
                    ""));

    @Test
    void a_drag_to_a_date_proposes_the_conversion() {
        assertThat(connected(EMPTY, "PATIENT_RESULT.PATIENT.PID-7", "birthDate"))
                .isEqualTo(new Origin.From(new Formula("date(PID-7)")));
    }

    @Test
    void a_drag_between_datatypes_uses_the_sub_mapping_between_them() {
        assertThat(connected(EMPTY, "PATIENT_RESULT.PATIENT.PID-5", "name"))
                .isEqualTo(new Origin.Using("XPN", new Formula("PID-5"), Map.of()));
    }

    @Test
    void a_drag_between_datatypes_without_one_says_so_and_changes_nothing() {
        Edit.Applied applied =
                new Edit.Connect(path("PATIENT_RESULT.PATIENT.PID-11"), path("address")).apply(EMPTY, ENVIRONMENT);

        assertThat(applied.mapping()).isEqualTo(EMPTY);
        assertThat(applied.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo("type-clash");
            assertThat(problem.message()).contains("sub-mapping from XAD to Address");
        });
    }

    @Test
    void a_segment_dropped_on_an_entry_becomes_its_loop_and_its_fields_are_then_those_of_the_turn() {
        Mapping looped = new Edit.Connect(path("PATIENT_RESULT.ORDER_OBSERVATION.OBSERVATION.OBX"), path("observation"))
                .apply(BUNDLE, ENVIRONMENT)
                .mapping();

        assertThat(looped.fields().getFirst().loops()).containsExactly(Loop.over("obx", "OBSERVATION.OBX"));
        assertThat(connected(
                        looped, "PATIENT_RESULT.ORDER_OBSERVATION.OBSERVATION.OBX-6", "observation.valueQuantity.unit"))
                .isEqualTo(new Origin.From(new Formula("coalesce(OBX-6.2, OBX-6.1)")));
        assertThat(connected(looped, "PATIENT_RESULT.ORDER_OBSERVATION.OBR-7", "observation.effectiveDateTime"))
                .isEqualTo(new Origin.From(new Formula("dateTime(OBR-7)")));
    }

    @Test
    void a_further_value_of_a_numbered_field_prints_as_it_is_typed() {
        assertThat(path("PATIENT_RESULT.PATIENT.PID-3:added.1")).hasToString("PATIENT_RESULT.PATIENT.PID-3:added.1");
    }

    @Test
    void a_coded_element_of_an_older_version_is_mapped_as_what_it_became() {
        assertThat(connected(EMPTY, "PATIENT_RESULT.PATIENT.PID-16", "maritalStatus"))
                .isEqualTo(new Origin.Using("CWE", new Formula("PID-16"), Map.of()));
    }

    @Test
    void a_code_dropped_where_only_others_may_stand_goes_through_the_table_of_its_name() {
        var table = new LookupTable(
                "Administrative sex",
                1,
                List.of("code"),
                Map.of("F", List.of("female")),
                new LookupTable.Unknown.Keep());
        var environment = MappingEnvironment.of(
                Environment.of(
                        List.of(new Hl7v2Format(), new FhirFormat()),
                        List.of(table),
                        Map.of("SENDER_ZONE", "UTC"),
                        Set.of()),
                List.of());

        Edit.Applied applied =
                new Edit.Connect(path("PATIENT_RESULT.PATIENT.PID-8"), path("gender")).apply(EMPTY, environment);

        assertThat(applied.problems()).isEmpty();
        assertThat(Edit.row(applied.mapping(), path("gender")).orElseThrow().origin())
                .isEqualTo(new Origin.From(new Formula("PID-8 in 'Administrative sex'")));
    }

    @Test
    void a_code_dropped_where_only_others_may_stand_is_flagged_when_no_table_translates_it() {
        Edit.Applied applied =
                new Edit.Connect(path("PATIENT_RESULT.PATIENT.PID-8"), path("gender")).apply(EMPTY, ENVIRONMENT);

        assertThat(Edit.row(applied.mapping(), path("gender"))).isPresent();
        assertThat(applied.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo("codes-untranslated");
            assertThat(problem.isError()).isFalse();
            assertThat(problem.message()).contains("Translate it with a lookup table");
        });
    }

    @Test
    void an_entry_is_removed_with_all_that_is_said_beneath_it_and_comes_back_whole() {
        Mapping mapping = new Edit.Several(List.of(
                        new Edit.SetFormula(path("observation.status"), new Formula("'final'")),
                        new Edit.SetFormula(path("observation.code.text"), new Formula("OBX-3.2"))))
                .apply(BUNDLE, ENVIRONMENT)
                .mapping();

        Edit.Applied removed = new Edit.RemoveAll(path("observation")).apply(mapping, ENVIRONMENT);

        assertThat(removed.mapping().fields()).isEmpty();
        assertThat(removed.inverse().apply(removed.mapping(), ENVIRONMENT).mapping())
                .isEqualTo(mapping);
    }

    @Test
    void a_place_that_the_target_lacks_is_refused() {
        Edit.Applied applied = new Edit.Connect(path("MSH-3"), path("nonsense")).apply(EMPTY, ENVIRONMENT);

        assertThat(applied.problems()).extracting(Problem::code).containsExactly("unknown-target");
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void undo_leads_back_through_any_edits(int seed) {
        var random = new Random(seed);
        Mapping now = EMPTY;
        var before = new ArrayList<Mapping>();
        var back = new ArrayList<Edit>();
        for (int i = 0; i < 40; i++) {
            Edit.Applied applied = edit(random).apply(now, ENVIRONMENT);
            if (applied.problems().stream().anyMatch(Problem::isError)) {
                assertThat(applied.mapping()).isEqualTo(now);
            }
            before.add(now);
            back.add(applied.inverse());
            now = applied.mapping();
        }
        for (int i = back.size() - 1; i >= 0; i--) {
            now = back.get(i).apply(now, ENVIRONMENT).mapping();
            assertThat(now).isEqualTo(before.get(i));
        }
    }

    static IntStream seeds() {
        return IntStream.range(0, 30);
    }

    private static Edit edit(Random random) {
        List<String> targets = List.of("birthDate", "gender", "name", "name.family", "active", "address.city");
        FieldPath target = path(targets.get(random.nextInt(targets.size())));
        return switch (random.nextInt(6)) {
            case 0 -> new Edit.Put(FieldMapping.from(target, "'" + random.nextInt(9) + "'"));
            case 1 -> random.nextBoolean() ? new Edit.Remove(target) : new Edit.RemoveAll(target);
            case 2 -> new Edit.Move(target, random.nextInt(8));
            case 3 -> new Edit.SetFormula(target, new Formula("PID-" + random.nextInt(30) + " &"));
            case 4 -> new Edit.Several(List.of(edit(random), edit(random)));
            default -> new Edit.Connect(path("PATIENT_RESULT.PATIENT.PID-" + (1 + random.nextInt(30))), target);
        };
    }

    private static Origin connected(Mapping mapping, String source, String target) {
        Edit.Applied applied = new Edit.Connect(path(source), path(target)).apply(mapping, ENVIRONMENT);
        assertThat(applied.problems()).isEmpty();
        Optional<FieldMapping> row = Edit.row(applied.mapping(), path(target));
        assertThat(MappingCompiler.compile(applied.mapping(), ENVIRONMENT).problems())
                .noneMatch(Problem::isError);
        return row.orElseThrow().origin();
    }

    private static FieldPath path(String text) {
        return FieldPath.parse(text).orElseThrow();
    }

    private static Mapping mapping(String name, SchemaRef source, SchemaRef target, FieldMapping... rows) {
        return new Mapping(name, 1, source, Map.of(), target, false, Map.of(), null, null, List.of(rows));
    }
}
