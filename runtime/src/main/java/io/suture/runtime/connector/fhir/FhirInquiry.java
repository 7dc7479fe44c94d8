package io.suture.runtime.connector.fhir;

import io.suture.engine.channel.Endpoint;
import io.suture.runtime.connector.Finding;
import io.suture.runtime.connector.Inquirer;
import java.io.IOException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// Searches a FHIR server. Two matches are as many as need be seen: a second one makes the first no answer.
final class FhirInquiry implements Inquirer.Inquiry {
    private static final String AT_MOST_TWO = "&_count=2";

    private final FhirSettings settings;
    private final FhirServer server;

    FhirInquiry(Endpoint endpoint, FhirSettings settings) {
        this.settings = settings;
        this.server = new FhirServer(endpoint, settings);
    }

    @Override
    public int parallel() {
        return settings.connections();
    }

    @Override
    public Duration within() {
        return settings.answer();
    }

    @Override
    public Finding find(String resource, String search) throws InterruptedException {
        try {
            return finding(server.search(resource + "?" + search + AT_MOST_TWO), resource);
        } catch (FhirSender.Unexpected e) {
            String code = "HTTP " + e.answer().status();
            return e.answer().isForLater() ? new Finding.NotNow(code) : new Finding.Refused(code);
        } catch (HttpTimeoutException e) {
            return new Finding.NotNow("timeout");
        } catch (IOException e) {
            return new Finding.NotNow("no-connection");
        } catch (JacksonException e) {
            return new Finding.Refused("an answer that is no JSON");
        }
    }

    private static Finding finding(JsonNode answer, String resource) {
        if (!answer.path("resourceType").asString("").equals("Bundle")) {
            return new Finding.Refused("an answer that is no Bundle");
        }
        List<JsonNode> matches = new ArrayList<>();
        for (JsonNode entry : answer.path("entry")) {
            JsonNode found = entry.path("resource");
            boolean included =
                    entry.path("search").path("mode").asString("match").equals("include");
            if (found.path("resourceType").asString("").equals(resource) && !included) {
                matches.add(found);
            }
        }
        if (matches.size() > 1 || answer.path("total").asInt(0) > 1) {
            return new Finding.Several();
        }
        return matches.isEmpty()
                ? new Finding.Nobody()
                : new Finding.One(FhirServer.JSON.writeValueAsBytes(matches.getFirst()));
    }

    @Override
    public void close() {
        server.close();
    }
}
