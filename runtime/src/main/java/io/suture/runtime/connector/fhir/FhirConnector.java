package io.suture.runtime.connector.fhir;

import io.suture.engine.channel.Endpoint;
import io.suture.engine.report.Problem;
import io.suture.runtime.connector.Connector;
import io.suture.runtime.connector.Inbound;
import io.suture.runtime.connector.Inquirer;
import io.suture.runtime.connector.Setting;
import java.io.IOException;
import java.util.List;

/// FHIR REST out: it delivers and asks. It does not listen.
public final class FhirConnector implements Connector, Inquirer {

    @Override
    public String name() {
        return "fhir";
    }

    @Override
    public List<Setting> settings(Direction direction) {
        return direction == Direction.IN ? List.of() : FhirSettings.KNOWN;
    }

    @Override
    public List<Problem> check(Endpoint endpoint, Direction direction) {
        return direction == Direction.IN
                ? List.of(Problem.error("no-listener", "", "The fhir connector sends; it does not listen."))
                : FhirSettings.check(endpoint, FhirSettings.Use.DELIVERING);
    }

    @Override
    public Listener listen(Endpoint endpoint, Inbound inbound) throws IOException {
        throw new IOException("The fhir connector sends; it does not listen.");
    }

    @Override
    public Outbound open(Endpoint endpoint) {
        return new FhirSender(endpoint, FhirSettings.of(endpoint, FhirSettings.Use.DELIVERING));
    }

    @Override
    public List<Problem> checkInquiry(Endpoint endpoint) {
        return FhirSettings.check(endpoint, FhirSettings.Use.ASKING);
    }

    @Override
    public Inquiry inquire(Endpoint endpoint) {
        return new FhirInquiry(endpoint, FhirSettings.of(endpoint, FhirSettings.Use.ASKING));
    }
}
