package io.suture.runtime.connector.http;

import io.suture.engine.channel.Endpoint;
import io.suture.engine.report.Problem;
import io.suture.runtime.connector.EndpointSettings;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// The settings of an HTTP Endpoint that sends, read.
///
/// @param url         `url`
/// @param method      `method`: POST or PUT
/// @param token       `token`: sent as bearer token, where there is one
/// @param connections `connections`: how many requests at once, 8
/// @param connect     `connectTimeout` in seconds, 5
/// @param answer      `answerTimeout` in seconds, 60
record SendSettings(URI url, String method, String token, int connections, Duration connect, Duration answer) {
    private static final URI NOWHERE = URI.create("http://127.0.0.1:0");
    private static final Set<String> KNOWN = Set.of(
            "url",
            "method",
            "token",
            "connections",
            "connectTimeout",
            "answerTimeout",
            "tlsCertificate",
            "tlsKey",
            "tlsAuthorities",
            // Of every Destination, whatever its Connector.
            "rateLimit",
            "giveUpAfter",
            "zone",
            "charset",
            "encoding");

    static SendSettings of(Endpoint endpoint) {
        return read(new EndpointSettings(endpoint));
    }

    static List<Problem> check(Endpoint endpoint) {
        var settings = new EndpointSettings(endpoint);
        boolean named = !settings.required("url").isEmpty();
        SendSettings read = read(settings);
        List<Problem> problems = new ArrayList<>(settings.problems());
        if (named
                && (read.url.getHost() == null
                        || !Set.of("http", "https").contains(String.valueOf(read.url.getScheme())))) {
            problems.add(Problem.error("setting-wrong", "url", "The setting url is an address: https://host/orders."));
        }
        if (!Set.of("POST", "PUT").contains(read.method)) {
            problems.add(Problem.error("setting-wrong", "method", "The setting method is POST or PUT."));
        }
        problems.addAll(ListenSettings.unknown(endpoint, KNOWN));
        return problems;
    }

    private static SendSettings read(EndpointSettings from) {
        return new SendSettings(
                url(from.text("url", "")),
                from.text("method", "POST"),
                from.text("token", ""),
                Math.max(1, from.number("connections", 8)),
                Duration.ofSeconds(Math.max(1, from.number("connectTimeout", 5))),
                Duration.ofSeconds(Math.max(1, from.number("answerTimeout", 60))));
    }

    private static URI url(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            return NOWHERE;
        }
    }

    /// For people: neither the token nor what the address says beyond the host.
    String host() {
        return url.getHost() + (url.getPort() < 0 ? "" : ":" + url.getPort());
    }

    /// Without the token, which a record would otherwise print.
    @Override
    public String toString() {
        return method + " " + host();
    }
}
