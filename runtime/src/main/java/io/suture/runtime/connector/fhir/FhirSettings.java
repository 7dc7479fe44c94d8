package io.suture.runtime.connector.fhir;

import io.suture.engine.channel.Endpoint;
import io.suture.engine.report.Problem;
import io.suture.runtime.connector.EndpointSettings;
import io.suture.runtime.connector.Setting;
import io.suture.runtime.connector.Setting.Group;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;

/// A FHIR Endpoint's settings, read.
///
/// @param base        the server's base, without a slash at its end
/// @param token       sent as bearer token, where there is one
/// @param connections how many requests at once
record FhirSettings(URI base, String token, int connections, Duration connect, Duration answer) {
    private static final URI NOWHERE = URI.create("http://127.0.0.1:0");

    private static final Setting URL =
            Setting.text("url", Group.ADDRESS, "Address of the FHIR server", "Its base, such as https://host/fhir.");
    private static final Setting TOKEN = Setting.text("token", Group.ADDRESS, "Bearer token", Setting.TOKEN_HINT);
    private static final Setting CONNECTIONS =
            Setting.number("connections", Group.LIMITS, "Connections", "Each sends one request at a time.", 8);
    private static final Setting CONNECT = Setting.seconds("connectTimeout", Group.LIMITS, "Wait to be connected", 5);
    private static final Setting ANSWER = Setting.seconds("answerTimeout", Group.LIMITS, "Wait for the answer", 60);
    private static final Setting ANSWER_TO_QUERY =
            Setting.seconds("answerWithin", Group.LIMITS, "Wait for the answer", 10);

    /// What a Destination can be told.
    static final List<Setting> KNOWN =
            List.of(URL, TOKEN, Setting.CERTIFICATE, Setting.KEY, Setting.AUTHORITIES, CONNECTIONS, CONNECT, ANSWER);

    /// What an Endpoint is for.
    enum Use {
        DELIVERING(ANSWER),
        ASKING(ANSWER_TO_QUERY);

        private final Setting answer;

        Use(Setting answer) {
            this.answer = answer;
        }
    }

    static FhirSettings of(Endpoint endpoint, Use use) {
        return read(new EndpointSettings(endpoint), use);
    }

    static List<Problem> check(Endpoint endpoint, Use use) {
        var settings = new EndpointSettings(endpoint);
        settings.required(URL.name());
        FhirSettings read = read(settings, use);
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

    private static FhirSettings read(EndpointSettings from, Use use) {
        return new FhirSettings(
                base(from.text(URL)),
                from.text(TOKEN),
                Math.max(1, from.number(CONNECTIONS)),
                Duration.ofSeconds(Math.max(1, from.number(CONNECT))),
                Duration.ofSeconds(Math.max(1, from.number(use.answer))));
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
