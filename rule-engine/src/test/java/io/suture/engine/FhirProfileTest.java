package io.suture.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.engine.document.ChannelDocument;
import io.suture.engine.format.fhir.FhirValidation;
import io.suture.engine.format.fhir.FhirVersion;
import io.suture.engine.report.Problem;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A Channel that names profiles for what it makes.
class FhirProfileTest {
    private static final String CHANNEL = """
            {
              "$schema": "/schemas/channel.json", "version": 1, "name": "vitals", "title": "Vital signs",
              "source": {
                "endpoint": {"connector": "mllp", "settings": {"zone": "Europe/Berlin"}}, "schema": "hl7v2:2.5.1/ORU_R01"
              },
              "rules": {"policy": "collect", "otherwise": ["ehr"], "rules": []},
              "destinations": [
                {
                  "name": "ehr",
                  "endpoint": {"connector": "fhir"},
                  "mapping": {
                    "name": "To FHIR", "source": "hl7v2:2.5.1/ORU_R01", "target": "fhir:r4/Bundle",
                    "fields": [
                      {"target": "patient",
                       "entry": {"resource": "Patient@north", "key": "token('urn:mrn', PID-3.1)", "write": "merge"}},
                      {"target": "patient.identifier.value", "from": "PID-3.1"},
                      {"target": "patient.extension:race.extension:text.valueString", "from": "PID-10.2"},
                      {"target": "pressure", "each": [{"as": "order", "in": "PATIENT_RESULT.ORDER_OBSERVATION"}],
                       "entry": {"resource": "Observation@bp", "key": "token('urn:f', OBR-3.1)", "write": "replace"}},
                      {"target": "pressure.status", "from": "'final'"},
                      {"target": "pressure.category:VSCat.text", "from": "'Vital signs'"},
                      {"target": "pressure.code.text", "from": "OBR-4.2"},
                      {"target": "pressure.subject", "from": "ref(patient)"},
                      {"target": "pressure.effectiveDateTime", "from": "date(OBR-7)"},
                      {"target": "pressure.component:SystolicBP.code.coding.display", "from": "'Systolic'"},
                      {"target": "pressure.component:SystolicBP.valueQuantity.value",
                       "from": "first(order.OBSERVATION.OBX[OBX-3.1 = 'SYS']).5"},
                      {"target": "pressure.component:DiastolicBP.valueQuantity.value",
                       "from": "first(order.OBSERVATION.OBX[OBX-3.1 = 'DIA']).5"}
                    ]
                  }
                }
              ],
              "schemas": [
                {"name": "north", "format": "fhir", "standard": "r4", "resource": "Patient", "profile": "http://north.example/patient",
                 "elements": [
                  {"path": "extension:race", "label": "Race", "cardinality": "0..1", "mustSupport": true},
                  {"path": "extension:race.url", "fixed": "http://north.example/race"},
                  {"path": "extension:race.extension:text", "cardinality": "1..1"},
                  {"path": "extension:race.extension:text.url", "fixed": "text"},
                  {"path": "photo", "cardinality": "0..0"}]},
                {"name": "bp", "format": "fhir", "standard": "r4", "resource": "Observation", "profile": "http://north.example/bp",
                 "elements": [
                  {"path": "category:VSCat", "cardinality": "1..1"},
                  {"path": "category:VSCat.coding", "pattern": {
                   "system": "http://terminology.hl7.org/CodeSystem/observation-category", "code": "vital-signs"}},
                  {"path": "component:SystolicBP", "cardinality": "1..1"},
                  {"path": "component:SystolicBP.code.coding:SBP", "cardinality": "1..1"},
                  {"path": "component:SystolicBP.code.coding:SBP.system", "fixed": "http://loinc.org"},
                  {"path": "component:SystolicBP.code.coding:SBP.code", "fixed": "8480-6"},
                  {"path": "component:DiastolicBP", "cardinality": "1..1"},
                  {"path": "component:DiastolicBP.code",
                   "pattern": {"coding": [{"system": "http://loinc.org", "code": "8462-4"}]}}]}
              ]
            }
            """;
    private static final String MESSAGE = """
            MSH|^~\\&|LAB|NORTH|||20260102||ORU^R01^ORU_R01|1|P|2.5.1
            PID|1||7^^^NORTH^MR||Doe^Jane||19800101|F||2106-3^White
            OBR|1||F1|BP^Blood pressure|||20260102
            OBX|1|NM|SYS||120
            """;

    private static ChannelCompiler.Compiled compile(String document) {
        var read = ChannelDocument.read(document.getBytes(StandardCharsets.UTF_8));
        return ChannelCompiler.standard().compile(read.orThrow(), "test");
    }

    private static String run(CompiledChannel channel, String message) {
        var payload = message.replace('\n', '\r').getBytes(StandardCharsets.UTF_8);
        Result traced = Engine.run(channel, new Message(payload, "m"), Context.of(Instant.EPOCH, "seed"), Tracing.FULL);
        Result plain = Engine.run(channel, new Message(payload, "m"), Context.of(Instant.EPOCH, "seed"), Tracing.OFF);
        assertThat(plain.outputs().getFirst().bytes())
                .isEqualTo(traced.outputs().getFirst().bytes());
        return new String(plain.outputs().getFirst().bytes(), StandardCharsets.UTF_8);
    }

    @Test
    void mapping_to_a_slice_writes_what_tells_it_apart_by_itself() {
        String json = run(compile(CHANNEL).orThrow(), MESSAGE);

        assertThat(json)
                .contains("\"extension\":[{\"extension\":[{\"valueString\":\"White\",\"url\":\"text\"}],"
                        + "\"url\":\"http://north.example/race\"}]")
                .contains("\"category\":[{\"text\":\"Vital signs\",\"coding\":[{\"system\":"
                        + "\"http://terminology.hl7.org/CodeSystem/observation-category\",\"code\":\"vital-signs\"}]}]")
                .contains("\"component\":[{\"code\":{\"coding\":[{\"display\":\"Systolic\",\"system\":"
                        + "\"http://loinc.org\",\"code\":\"8480-6\"}]},\"valueQuantity\":{\"value\":120}}]")
                .contains("\"url\":\"Patient?identifier=");
        assertThat(FhirValidation.validate(json.getBytes(StandardCharsets.UTF_8), FhirVersion.R4))
                .noneMatch(Problem::isError);
    }

    @Test
    void a_slice_of_which_nothing_is_made_is_not_made_for_its_constants() {
        String json = run(compile(CHANNEL).orThrow(), MESSAGE.replace("2106-3^White", ""));

        assertThat(json).doesNotContain("race", "8462-4");
    }

    @Test
    void what_a_profile_requires_and_no_row_makes_is_said() {
        assertThat(compile(CHANNEL.replace("pressure.component:DiastolicBP.valueQuantity.value", "pressure.note.text"))
                        .problems())
                .filteredOn(problem -> problem.code().equals("required-unmapped"))
                .anySatisfy(problem -> assertThat(problem.message()).contains("component:DiastolicBP"));
    }

    @Test
    void what_a_profile_forbids_is_no_target() {
        assertThat(compile(CHANNEL.replace("patient.identifier.value", "patient.photo.title"))
                        .problems())
                .filteredOn(Problem::isError)
                .extracting(Problem::code)
                .containsExactly("unknown-target");
    }

    @Test
    void a_profile_that_does_not_fit_its_resource_is_refused_with_its_place() {
        assertThat(compile(CHANNEL.replace("\"path\": \"photo\"", "\"path\": \"foto\""))
                        .problems())
                .filteredOn(Problem::isError)
                .extracting(Problem::path)
                .contains("schemas[0].elements[4].path");
    }

    @Test
    void what_comes_in_is_named_without_a_profile() {
        assertThat(compile(CHANNEL.replace("hl7v2:2.5.1/ORU_R01\"\n", "fhir:r4/Patient@north\"\n"))
                        .problems())
                .extracting(Problem::code)
                .contains("profile-source");
    }

    @Test
    void a_channel_with_profiles_is_the_same_after_it_was_written() {
        var channel =
                ChannelDocument.read(CHANNEL.getBytes(StandardCharsets.UTF_8)).orThrow();

        assertThat(ChannelDocument.read(ChannelDocument.write(channel)).orThrow())
                .isEqualTo(channel);
        assertThat(List.copyOf(channel.schemas())).hasSize(2);
    }
}
