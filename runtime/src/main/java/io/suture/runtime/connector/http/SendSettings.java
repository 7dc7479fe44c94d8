package io.suture.runtime.connector.http;

import io.suture.engine.channel.Endpoint;
import io.suture.engine.report.Problem;
import io.suture.runtime.connector.EndpointSettings;
import io.suture.runtime.connector.Setting;
import io.suture.runtime.connector.Setting.Group;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// The settings of an HTTP Endpoint that sends, read.
///
/// @param method      POST or PUT
/// @param token       sent as bearer token, where there is one
/// @param connections how many requests at once
record SendSettings(URI url, String method, String token, int connections, Duration connect, Duration answer) {
    private static final URI NOWHERE = URI.create("http://127.0.0.1:0");
    private static final Setting URL = Setting.text("url", Group.ADDRESS, "Address", "Such as https://host/orders.");
    private static final Setting METHOD = Setting.choice("method", Group.ADDRESS, "Method", "", List.of("POST", "PUT"));
    private static final Setting TOKEN = Setting.text("token", Group.ADDRESS, "Bearer token", Setting.TOKEN_HINT);
    private static final Setting CONNECTIONS =
            Setting.number("connections", Group.LIMITS, "Connections", "Each sends one request at a time.", 8);
    private static final Setting CONNECT = Setting.seconds("connectTimeout", Group.LIMITS, "Wait to be connected", 5);
    private static final Setting ANSWER = Setting.seconds("answerTimeout", Group.LIMITS, "Wait for the answer", 60);

    /// What a Destination can be told.
    static final List<Setting> KNOWN = List.of(
            URL, METHOD, TOKEN, Setting.CERTIFICATE, Setting.KEY, Setting.AUTHORITIES, CONNECTIONS, CONNECT, ANSWER);

    static SendSettings of(Endpoint endpoint) {
        return read(new EndpointSettings(endpoint));
    }

    static List<Problem> check(Endpoint endpoint) {
        var settings = new EndpointSettings(endpoint);
        boolean named = !settings.required(URL.name()).isEmpty();
        SendSettings read = read(settings);
        List<Problem> problems = new ArrayList<>(settings.problems());
        if (named
                && (read.url.getHost() == null
                        || !Set.of("http", "https").contains(String.valueOf(read.url.getScheme())))) {
            problems.add(Problem.error("setting-wrong", "url", "The setting url is an address: https://host/orders."));
        }
        if (!METHOD.choices().contains(read.method)) {
            problems.add(Problem.error("setting-wrong", "method", "The setting method is POST or PUT."));
        }
        return problems;
    }

    private static SendSettings read(EndpointSettings from) {
        return new SendSettings(
                url(from.text(URL)),
                from.text(METHOD),
                from.text(TOKEN),
                Math.max(1, from.number(CONNECTIONS)),
                Duration.ofSeconds(Math.max(1, from.number(CONNECT))),
                Duration.ofSeconds(Math.max(1, from.number(ANSWER))));
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
