package io.suture.template;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.engine.ChannelCompiler;
import io.suture.engine.CompiledChannel;
import io.suture.engine.Context;
import io.suture.engine.Engine;
import io.suture.engine.Message;
import io.suture.engine.Result;
import io.suture.engine.Tracing;
import io.suture.engine.channel.Settings;
import io.suture.engine.mapping.Write;
import io.suture.engine.report.Problem;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What must hold of admissions whatever a sender does.
class AdmissionsTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final CompiledChannel CHANNEL = ChannelCompiler.standard()
            .compile(
                    Settings.fill(TemplateCatalog.channel("admissions").orElseThrow(), Map.of())
                            .channel(),
                    "test")
            .orThrow();

    private static Result run(String event, String... segments) {
        String message = "MSH|^~\\&|REG|NORTH|||20260310||ADT^" + event + "|1|P|2.5.1\rEVN||20260310\r"
                + "PID|1||7^^^NORTH^MR||Doe^Jane\r" + String.join("\r", segments) + "\r";
        return Engine.run(
                CHANNEL,
                new Message(message.getBytes(StandardCharsets.UTF_8), ""),
                Context.of(Instant.EPOCH, "seed"),
                Tracing.OFF);
    }

    private static List<JsonNode> resources(Result result, String type) {
        assertThat(result.problems()).noneMatch(Problem::isError);
        List<JsonNode> found = new ArrayList<>();
        for (JsonNode entry : JSON.readTree(result.outputs().getFirst().bytes()).path("entry")) {
            if (entry.path("resource").path("resourceType").stringValue().equals(type)) {
                found.add(entry.path("resource"));
            }
        }
        return found;
    }

    @ParameterizedTest
    @CsvSource({
        "A01, I, '', in-progress",
        "A02, I, '', in-progress",
        "A03, I, '', finished",
        "A04, O, '', in-progress",
        "A04, P, '', planned",
        "A05, P, '', planned",
        "A08, I, '', in-progress",
        "A08, I, 20260311, finished",
        "A08, Z, '', unknown",
        "A08, '', '', unknown",
        "A11, I, '', cancelled",
        "A13, I, 20260311, in-progress",
    })
    void the_event_and_then_the_patient_class_say_the_status_of_the_visit(
            String event, String patientClass, String discharged, String status) {
        Result result = run(event, "PV1|1|" + patientClass + "|".repeat(17) + "V1" + "|".repeat(26) + discharged);

        assertThat(resources(result, "Encounter"))
                .singleElement()
                .satisfies(encounter ->
                        assertThat(encounter.path("status").stringValue()).isEqualTo(status));
        assertThat(result.problems().stream().anyMatch(problem -> problem.path().contains("status")))
                .as("who made nothing known hears of it")
                .isEqualTo(status.equals("unknown"));
    }

    @ParameterizedTest
    @CsvSource({"A28", "A31", "A40"})
    void what_is_about_a_person_leaves_visits_alone(String event) {
        Result result = run(event, "PV1|1|I|4W^1^A" + "|".repeat(16) + "V1");

        assertThat(resources(result, "Encounter")).isEmpty();
        assertThat(resources(result, "Location")).isEmpty();
        assertThat(resources(result, "Patient")).hasSize(1);
    }

    @Test
    void a_cancelled_discharge_erases_the_end_of_the_visit() {
        Result result = run("A13", "PV1|1|I" + "|".repeat(17) + "V1" + "|".repeat(25) + "20260301|20260311");

        assertThat(result.outputs().getFirst().writes())
                .flatExtracting(Write::erased)
                .extracting(Object::toString)
                .containsExactly("period.end");
        assertThat(resources(result, "Encounter").getFirst().path("period").propertyNames())
                .containsExactly("start");
    }

    @Test
    void a_merge_keeps_both_records_and_links_the_one_that_is_given_up() {
        List<JsonNode> patients = resources(run("A40", "MRG|9^^^NORTH^MR"), "Patient");

        assertThat(patients).hasSize(2);
        assertThat(patients.getFirst().path("identifier")).hasSize(2);
        assertThat(patients.getFirst().path("active").isMissingNode()).isTrue();
        assertThat(patients.getLast().path("active").booleanValue()).isFalse();
        assertThat(patients.getLast().path("link").path(0).path("type").stringValue())
                .isEqualTo("replaced-by");
    }

    @Test
    void a_merge_without_the_other_record_waits_for_a_person() {
        assertThat(run("A40", "MRG|").outputs()).isEmpty();
    }

    @Test
    void a_visit_without_a_number_is_left_out_and_the_person_is_not() {
        Result result = run("A08", "PV1|1|I|4W^1^A");

        assertThat(resources(result, "Patient")).hasSize(1);
        assertThat(resources(result, "Encounter")).isEmpty();
    }

    @Test
    void an_employer_is_a_contact_and_no_related_person() {
        Result result = run("A08", "NK1|1|Roe^Jo|EMR^Employer", "NK1|2|Doe^Jim|SPO^Spouse", "NK1|3|Doe^Jim|SPO^Spouse");

        assertThat(resources(result, "RelatedPerson")).as("each person once").hasSize(1);
        assertThat(resources(result, "Patient").getFirst().path("contact")).hasSize(3);
    }

    @Test
    void a_diagnosis_that_is_deleted_is_entered_in_error() {
        Result result = run("A08", "DG1|1||J45^Asthma^I10||||||||||||||||||D");

        assertThat(resources(result, "Condition"))
                .singleElement()
                .satisfies(condition -> assertThat(condition
                                .path("verificationStatus")
                                .path("coding")
                                .path(0)
                                .path("code")
                                .stringValue())
                        .isEqualTo("entered-in-error"));
    }
}
