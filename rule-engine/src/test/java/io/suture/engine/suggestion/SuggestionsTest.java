package io.suture.engine.suggestion;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.engine.expression.Environment;
import io.suture.engine.expression.Formula;
import io.suture.engine.format.fhir.FhirFormat;
import io.suture.engine.format.hl7v2.Hl7v2Format;
import io.suture.engine.lookup.LookupTable;
import io.suture.engine.mapping.Entry;
import io.suture.engine.mapping.FieldMapping;
import io.suture.engine.mapping.Loop;
import io.suture.engine.mapping.Mapping;
import io.suture.engine.mapping.MappingEnvironment;
import io.suture.engine.mapping.Origin;
import io.suture.engine.schema.SchemaRef;
import io.suture.engine.suggestion.Suggestion.Confidence;
import io.suture.engine.value.FieldPath;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SuggestionsTest {
    private static final SchemaRef ORU = new SchemaRef("hl7v2", "2.5.1", "ORU_R01");
    private static final SchemaRef OLD_ORU = new SchemaRef("hl7v2", "2.3.1", "ORU_R01");
    private static final SchemaRef PATIENT = new SchemaRef("fhir", "r4", "Patient");
    private static final SchemaRef BUNDLE = new SchemaRef("fhir", "r4", "Bundle");
    private static final LookupTable SEX = new LookupTable(
            "Administrative sex", 1, List.of("gender"), Map.of("F", List.of("female")), new LookupTable.Unknown.Keep());
    private static final Mapping XPN = mapping(
            "XPN",
            new SchemaRef("hl7v2", "2.5.1", "#XPN"),
            new SchemaRef("fhir", "r4", "#HumanName"),
            FieldMapping.from(path("family"), "XPN.1.1"));
    private static final Mapping EMPTY = mapping("mine", ORU, BUNDLE);
    private static final Mapping TEAM = mapping(
            "theirs",
            ORU,
            BUNDLE,
            entry("person", "Patient", "PID-3.1", Loop.over("one", "PATIENT_RESULT")),
            using("person.name", "XPN", "PID-5"),
            FieldMapping.from(path("person.gender"), "PID-8 in 'Administrative sex'"),
            entry("result", "Observation", "key(person) & OBX-3.1", Loop.over("obx", "OBSERVATION")),
            FieldMapping.from(path("result.subject"), "ref(person)"),
            FieldMapping.from(path("result.status"), "coalesce(OBX-11, OBR-25)"));

    private final MappingEnvironment environment = environment(List.of(), List.of());

    @Test
    void what_the_team_mapped_before_comes_with_its_entry_its_sub_mapping_and_its_table() {
        Suggestion name = at(suggestions(EMPTY, TEAM), "person.name");
        Suggestion gender = at(suggestions(EMPTY, TEAM), "person.gender");

        assertThat(name.rows()).extracting(FieldMapping::target).containsExactly(path("person"), path("person.name"));
        assertThat(name.brought().maps()).containsExactly(XPN);
        assertThat(name.sources()).containsExactly(path("PATIENT_RESULT.PATIENT.PID-5"));
        assertThat(name.reason()).isEqualTo("Channel North lab");
        assertThat(name.confidence()).isEqualTo(Confidence.HIGH);
        assertThat(gender.brought().tables()).containsExactly(SEX);
    }

    @Test
    void an_entry_that_another_refers_to_comes_along() {
        Suggestion subject = at(suggestions(EMPTY, TEAM), "result.subject");

        assertThat(subject.rows())
                .extracting(FieldMapping::target)
                .containsExactly(path("person"), path("result"), path("result.subject"));
    }

    @Test
    void an_entry_that_is_called_otherwise_here_keeps_its_name_in_rows_and_references() {
        Mapping begun =
                mapping("mine", ORU, BUNDLE, entry("patient", "Patient", "PID-3.1", Loop.over("p", "PATIENT_RESULT")));

        List<Suggestion> offered = suggestions(begun, TEAM);

        assertThat(at(offered, "patient.name").rows()).hasSize(1);
        assertThat(at(offered, "result.subject").rows().getLast().origin())
                .isEqualTo(new Origin.From(new Formula("ref(patient)")));
    }

    @Test
    void groups_of_another_version_are_named_as_that_version_names_them() {
        Suggestion status = at(suggestions(mapping("mine", OLD_ORU, BUNDLE), TEAM), "result.status");

        assertThat(status.rows().stream()
                        .filter(row -> row.target().equals(path("result")))
                        .findFirst()
                        .orElseThrow()
                        .loops())
                .containsExactly(Loop.over("obx", "OBXNTE"));
        assertThat(status.sources().getFirst().toString()).endsWith("OBXNTE.OBX-11");
    }

    @Test
    void what_a_structure_lacks_is_left_out_of_lists() {
        var rewriting = new Rewriting(structure(ORU), structure(new SchemaRef("hl7v2", "2.4", "ORU_R01")), Map.of());

        assertThat(rewriting.formula(new Formula("coalesce(SPM-4, OBR-15)"))).isEqualTo(new Formula("OBR-15"));
        assertThat(rewriting.formula(new Formula("exists(OBR-15) and not exists(SPM)")))
                .isEqualTo(new Formula("exists(OBR-15)"));
        assertThat(rewriting.formula(new Formula("upper( PID-8 )"))).isEqualTo(new Formula("upper( PID-8 )"));
    }

    @Test
    void the_guide_s_maps_are_proposed_where_nobody_has_gone_before_codes_through_their_table() {
        Mapping alone = mapping("mine", ORU, PATIENT);
        MappingEnvironment equipped = environment(List.of(SEX), List.of(XPN));

        List<Suggestion> offered = Suggestions.of(alone, equipped, List.of(), null);

        assertThat(at(offered, "birthDate").rows().getFirst().origin())
                .isEqualTo(new Origin.From(new Formula("date(PID-7)")));
        assertThat(at(offered, "birthDate").reason()).isEqualTo("HL7 map PID-7");
        assertThat(at(offered, "gender").rows().getFirst().origin())
                .isEqualTo(new Origin.From(new Formula("PID-8 in 'Administrative sex'")));
        assertThat(at(offered, "name").confidence()).isEqualTo(Confidence.MEDIUM);
        assertThat(find(Suggestions.of(alone, environment, List.of(), null), "gender"))
                .as("a code without a table is no suggestion")
                .isEmpty();
    }

    @Test
    void no_repeat_is_merged_into_what_stands_once() {
        List<Suggestion> offered =
                Suggestions.of(mapping("mine", ORU, PATIENT), environment(List.of(SEX), List.of(XPN)), List.of(), null);

        assertThat(offered).noneMatch(one -> one.target().startsWith(path("contact")));
    }

    @Test
    void fields_of_the_same_name_and_type_are_proposed() {
        var orders = new SchemaRef("fhir", "r4", "ServiceRequest");
        var report = new SchemaRef("fhir", "r4", "DiagnosticReport");

        List<Suggestion> offered = Suggestions.of(mapping("mine", orders, report), environment, List.of(), null);

        assertThat(at(offered, "code").reason()).isEqualTo("Same name and type");
        assertThat(at(offered, "code").percent()).isEqualTo(81);
        assertThat(at(offered, "subject").sources()).containsExactly(path("subject"));
        assertThat(find(offered, "status")).as("codes of another value set").isEmpty();
    }

    @Test
    void words_that_mean_the_same_are_the_same_name() {
        assertThat(Likeness.words("Date/Time of Birth")).isEqualTo(Likeness.words("birthDate"));
        assertThat(Likeness.words("Administrative Sex")).isEqualTo(Likeness.words("gender"));
        assertThat(Likeness.score(Likeness.words("Marital Status"), Likeness.words("status")))
                .isLessThan(0.7);
    }

    @Test
    void a_value_that_stands_once_in_the_sample_and_once_in_what_it_must_yield_connects_them() {
        var example = new Example(
                Map.of(path("PATIENT_RESULT.PATIENT.PID-23"), "Leeds", path("PATIENT_RESULT.PATIENT.PID-8"), "F"),
                Map.of(path("Patient.managingOrganization.display"), "Leeds", path("Patient.language"), "F"));

        List<Suggestion> offered = Suggestions.of(mapping("mine", ORU, PATIENT), environment, List.of(), example);

        assertThat(at(offered, "managingOrganization.display").reason()).isEqualTo("Same value in the sample");
        assertThat(at(offered, "managingOrganization.display").sources())
                .containsExactly(path("PATIENT_RESULT.PATIENT.PID-23"));
        assertThat(find(offered, "language")).as("one letter proves nothing").isEmpty();
    }

    @Test
    void what_is_suggested_whole_has_no_suggestion_in_its_parts() {
        Mapping begun =
                mapping("mine", ORU, BUNDLE, entry("patient", "Patient", "PID-3.1", Loop.over("p", "PATIENT_RESULT")));
        var example = new Example(
                Map.of(path("PATIENT_RESULT.PATIENT.PID-5.1.1"), "Quill"),
                Map.of(path("Patient.name.family"), "Quill"));
        var precedent =
                new Precedent("Channel North lab", Precedent.Kind.TEAM, TEAM, List.of(XPN), List.of(SEX), Map.of());

        List<Suggestion> offered = Suggestions.of(begun, environment, List.of(precedent), example);

        assertThat(find(offered, "patient.name")).isPresent();
        assertThat(find(offered, "patient.name.family")).isEmpty();
        assertThat(find(Suggestions.of(begun, environment, List.of(), example), "patient.name.family"))
                .isPresent();
    }

    @Test
    void a_precedent_that_does_not_compile_here_is_not_offered_nor_does_an_error_of_the_draft_hide_it() {
        Mapping wrong = mapping("theirs", ORU, PATIENT, FieldMapping.from(path("birthDate"), "nowhere(PID-7)"));
        Mapping broken = mapping("mine", ORU, PATIENT, FieldMapping.from(path("active"), "nobody(PID-8)"));

        assertThat(at(suggestions(broken, wrong), "birthDate").reason()).isEqualTo("HL7 map PID-7");
    }

    private List<Suggestion> suggestions(Mapping mapping, Mapping before) {
        var precedent =
                new Precedent("Channel North lab", Precedent.Kind.TEAM, before, List.of(XPN), List.of(SEX), Map.of());
        return Suggestions.of(mapping, environment, List.of(precedent), null);
    }

    private Structure structure(SchemaRef ref) {
        return Structure.of(environment.formulas().schema(ref).orElseThrow());
    }

    private static MappingEnvironment environment(List<LookupTable> tables, List<Mapping> maps) {
        return MappingEnvironment.of(
                Environment.of(
                        List.of(new Hl7v2Format(), new FhirFormat()), tables, Map.of("SENDER_ZONE", "UTC"), Set.of()),
                maps);
    }

    private static Suggestion at(List<Suggestion> suggestions, String target) {
        return find(suggestions, target).orElseThrow();
    }

    private static Optional<Suggestion> find(List<Suggestion> suggestions, String target) {
        return suggestions.stream()
                .filter(one -> one.target().equals(path(target)))
                .findFirst();
    }

    private static FieldMapping entry(String name, String resource, String key, Loop... loops) {
        return new FieldMapping(
                path(name),
                new Entry(resource, new Formula(key), Entry.WriteMode.REPLACE, null),
                List.of(loops),
                null,
                new Origin.Beneath(),
                null,
                "");
    }

    private static FieldMapping using(String target, String map, String from) {
        return new FieldMapping(
                path(target), null, List.of(), null, new Origin.Using(map, new Formula(from), Map.of()), null, "");
    }

    private static Mapping mapping(String name, SchemaRef source, SchemaRef target, FieldMapping... rows) {
        return new Mapping(name, 1, source, Map.of(), target, false, Map.of(), null, null, List.of(rows));
    }

    private static FieldPath path(String text) {
        return FieldPath.parse(text).orElseThrow();
    }
}
