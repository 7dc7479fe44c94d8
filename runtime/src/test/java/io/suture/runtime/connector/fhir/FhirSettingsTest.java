package io.suture.runtime.connector.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.engine.channel.Endpoint;
import io.suture.engine.report.Problem;
import io.suture.runtime.connector.Connector;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FhirSettingsTest {
    private static final String URL = "http://localhost/fhir";

    @Test
    void a_server_is_spoken_to_in_json_only() {
        var connector = new FhirConnector();

        assertThat(connector.check(
                        new Endpoint("fhir", Map.of("url", URL, "encoding", "xml")), Connector.Direction.OUT))
                .extracting(Problem::path)
                .containsExactly("encoding");
        assertThat(connector.check(
                        new Endpoint("fhir", Map.of("url", URL, "encoding", "json")), Connector.Direction.OUT))
                .isEmpty();
    }
}
