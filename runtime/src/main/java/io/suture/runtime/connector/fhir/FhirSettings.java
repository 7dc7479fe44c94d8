package io.suture.runtime.connector.fhir;

import io.suture.engine.channel.Endpoint;
import io.suture.engine.report.Problem;
import io.suture.runtime.connector.EndpointSettings;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;

/// A FHIR Endpoint's settings, read.
///
/// @param base        `url`: the server's base, without a slash at its end
/// @param token       `token`: sent as bearer token, where there is one
/// @param connections `connections`: how many requests at once, 8
/// @param connect     `connectTimeout` in seconds, 5
/// @param answer      `answerTimeout` in seconds, 60; of a query `answerWithin`, 10
record FhirSettings(URI base, String token, int connections, Duration connect, Duration answer) {
    private static final URI NOWHERE = URI.create("http://127.0.0.1:0");

    /// What an Endpoint is for.
    enum Use {
        DELIVERING("answerTimeout", 60),
        ASKING("answerWithin", 10);

        private final String answer;
        private final int seconds;

        Use(String answer, int seconds) {
            this.answer = answer;
            this.seconds = seconds;
        }
    }

    static FhirSettings of(Endpoint endpoint, Use use) {
        return read(new EndpointSettings(endpoint), endpoint, use);
    }

    static List<Problem> check(Endpoint endpoint, Use use) {
        var settings = new EndpointSettings(endpoint);
        settings.required("url");
        FhirSettings read = read(settings, endpoint, use);
        List<Problem> problems = new java.util.ArrayList<>(settings.problems());
        String scheme = String.valueOf(read.base.getScheme());
        if (problems.isEmpty()
                && (read.base.getHost() == null || !List.of("http", "https").contains(scheme))) {
            problems.add(Problem.error("setting-wrong", "url", "The setting url is an address: https://host/fhir."));
        }
        if (endpoint.setting("encoding", "json").strip().equals("xml")) {
            problems.add(Problem.error(
                    "setting-wrong", "encoding", "FHIR servers are spoken to in JSON. Leave this setting out."));
        }
        return problems;
    }

    private static FhirSettings read(EndpointSettings from, Endpoint endpoint, Use use) {
        return new FhirSettings(
                base(endpoint.setting("url", "").strip()),
                from.text("token", ""),
                Math.max(1, from.number("connections", 8)),
                Duration.ofSeconds(Math.max(1, from.number("connectTimeout", 5))),
                Duration.ofSeconds(Math.max(1, from.number(use.answer, use.seconds))));
    }

    private static URI base(String url) {
        try {
            return new URI(url.endsWith("/") ? url.substring(0, url.length() - 1) : url);
        } catch (URISyntaxException e) {
            return NOWHERE;
        }
    }

    /// Without the token, which a record would otherwise print.
    @Override
    public String toString() {
        return base.toString();
    }
}
