package io.suture.engine.expression;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.engine.format.fhir.FhirValidation;
import io.suture.engine.format.fhir.FhirVersion;
import io.suture.engine.report.Problem;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What names an authority. Decision 0115.
class IdentifierSystemTest {
    @ParameterizedTest
    @CsvSource({
        "1.2, urn:id:1.2",
        "1.2.3, urn:id:1.2.3",
        "23.2, urn:id:23.2",
        "2.16.0840.1, urn:id:2.16.0840.1",
        "3.16.840.1, urn:id:3.16.840.1",
        "2.16..840.1, urn:id:2.16..840.1",
        "2.16.840.1., urn:id:2.16.840.1.",
        "2, urn:id:2",
        "1.2.3.4, urn:oid:1.2.3.4",
        "0.9.2342.19200300, urn:oid:0.9.2342.19200300",
        "2.16.840.1.113883.19.5, urn:oid:2.16.840.1.113883.19.5"
    })
    void what_is_no_oid_that_names_somebody_is_kept_as_a_name(String sent, String address) {
        assertThat(Given.given("identifierSystem('" + sent + "')")).isEqualTo(address);
        assertThat(Given.given("codingSystem('" + sent + "')")).isEqualTo(address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.2",
                "1.23",
                "2.4",
                "23.2",
                "1.2.3",
                "1.2.3.4",
                "2.16.840",
                "2.16.840.1",
                "1.2.840",
                "1.2.840.1",
                "0.1.2.3",
                "1.02.3.4",
                "2.999.1.0",
                "9.9.9.9"
            })
    void the_validator_of_FHIR_takes_whatever_it_becomes(String sent) {
        String patient = "{\"resourceType\":\"Patient\",\"identifier\":[{\"system\":\""
                + Given.given("identifierSystem('" + sent + "')") + "\",\"value\":\"7\"}]}";

        assertThat(FhirValidation.validate(patient.getBytes(StandardCharsets.UTF_8), FhirVersion.R4))
                .noneMatch(Problem::isError);
    }
}
