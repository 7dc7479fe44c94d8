package io.suture.engine.format.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.engine.report.Problem;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FhirValidationTest {
    private static final String OBSERVATION = """
            {"resourceType":"Observation","status":"%s","code":{"coding":[
            {"system":"http://loinc.org","code":"2823-3"},{"system":"urn:oid:1.2.3.4","code":"LOCALK"}],"text":"Potassium"},
            "subject":{"display":"Quillfeather"},"effectiveDateTime":"%s",
            "valueQuantity":{"value":6.80,"unit":"mmol/L","system":"http://unitsofmeasure.org","code":"mmol/L"}}""";

    @Test
    void what_conforms_has_no_errors_even_with_code_systems_that_nobody_knows() {
        assertThat(validate(OBSERVATION.formatted("final", "2026-11-02"))).noneMatch(Problem::isError);
    }

    @ParameterizedTest
    @CsvSource({
        "R4, Encounter, '\"class\":{\"code\":\"AMB\"}'",
        "R4B, Encounter, '\"class\":{\"code\":\"AMB\"}'",
        "R5, Encounter, '\"class\":[{\"coding\":[{\"code\":\"AMB\"}]}]'"
    })
    void each_version_is_checked_by_its_own_definitions(FhirVersion version, String resource, String own) {
        String status = version == FhirVersion.R5 ? "in-progress" : "arrived";
        String json = "{\"resourceType\":\"%s\",\"status\":\"%s\",%s}".formatted(resource, status, own);

        assertThat(validate(json, version)).noneMatch(Problem::isError);
        for (FhirVersion other : FhirVersion.values()) {
            if ((other == FhirVersion.R5) != (version == FhirVersion.R5)) {
                assertThat(validate(json, other))
                        .anyMatch(Problem::isError)
                        .allSatisfy(problem -> assertThat(problem.code()).startsWith(other.word() + "-"));
            }
        }
    }

    @Test
    void what_does_not_conform_is_said_with_its_place_and_without_its_values() {
        List<Problem> problems = validate("""
                {"resourceType":"Bundle","type":"transaction","entry":[{"fullUrl":"urn:uuid:4c5f9a5e-0a4f-4b0e-9c5b-0f3f0a9b1c11",
                "resource":{"resourceType":"Patient","id":"quill-9","birthDate":"Quillfeather-born","gender":"feminine",
                "name":[{"family":"Quillfeather"}]},"request":{"method":"POST","url":"Patient"}}]}""");

        assertThat(problems)
                .anyMatch(problem -> problem.isError()
                        && problem.path().startsWith("Bundle.entry[1].resource")
                        && problem.path().endsWith("birthDate"));
        assertThat(problems)
                .anyMatch(problem -> problem.isError() && problem.path().endsWith("gender"));
        assertThat(problems).allSatisfy(problem -> {
            assertThat(problem.code()).matches("r4-[a-z0-9-]+");
            assertThat(problem.message()).isNotBlank().doesNotContain("Quillfeather", "feminine", "quill-9");
            assertThat(problem.path()).doesNotContain("quill-9", "/*");
        });
    }

    @Test
    void what_is_required_and_absent_is_an_error() {
        assertThat(validate("{\"resourceType\":\"Observation\",\"code\":{\"text\":\"Potassium\"}}"))
                .anyMatch(problem -> problem.isError() && problem.message().contains("status"));
    }

    @Test
    void what_is_no_json_is_a_problem_with_its_place() {
        assertThat(validate("{\"resourceType\":\"Patient\",\"name\":[{\"family\":"))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.isError()).isTrue();
                    assertThat(problem.path()).startsWith("line 1");
                });
    }

    private static List<Problem> validate(String json) {
        return validate(json, FhirVersion.R4);
    }

    private static List<Problem> validate(String json, FhirVersion version) {
        return FhirValidation.validate(json.getBytes(StandardCharsets.UTF_8), version);
    }
}
