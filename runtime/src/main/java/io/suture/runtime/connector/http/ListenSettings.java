package io.suture.runtime.connector.http;

import io.suture.engine.channel.Endpoint;
import io.suture.engine.report.Problem;
import io.suture.runtime.connector.EndpointSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// The settings of an HTTP Endpoint that listens, read.
///
/// @param host        `host`: to listen on; this machine only unless it is named
/// @param port        `port`
/// @param path        `path`: the only one that is answered, `/`
/// @param token       `token`: the bearer token that senders must show, where there is one
/// @param mostBytes   `maximumBytes` of a body, 64 MB
/// @param connections `connections` at once, 200; further ones wait
/// @param requests    `requests` at once, 32; further ones are told to come again
/// @param idleMillis  `idleTimeout` in seconds between requests and within a request's head, 30
/// @param stallMillis `stallTimeout` in seconds between bytes of a body, 20
/// @param bodyMillis  `bodyTimeout` in seconds for a whole body, 120
/// @param tls         `tls`: whether to speak TLS, by `tlsCertificate` and `tlsKey`
record ListenSettings(
        String host,
        int port,
        String path,
        String token,
        int mostBytes,
        int connections,
        int requests,
        int idleMillis,
        int stallMillis,
        int bodyMillis,
        boolean tls,
        boolean clientNeeded,
        String certificate,
        String key,
        String authorities) {
    private static final int SECOND = 1_000;
    private static final Set<String> KNOWN = Set.of(
            "host",
            "port",
            "path",
            "token",
            "maximumBytes",
            "connections",
            "requests",
            "backlogLimit",
            "idleTimeout",
            "stallTimeout",
            "bodyTimeout",
            "tls",
            "tlsCertificate",
            "tlsKey",
            "tlsAuthorities",
            "tlsClientNeeded",
            // Of the Channel's source, whatever its Connector.
            "zone",
            "charset",
            "encoding",
            "answerFrom",
            "answerWithin",
            "whenError",
            "maximumCell",
            "maximumRecord",
            "maximumDepth",
            "maximumText");

    static ListenSettings of(Endpoint endpoint) {
        return read(new EndpointSettings(endpoint));
    }

    static List<Problem> check(Endpoint endpoint) {
        var settings = new EndpointSettings(endpoint);
        ListenSettings read = read(settings);
        if (read.tls) {
            settings.required("tlsCertificate");
            settings.required("tlsKey");
        }
        List<Problem> problems = new ArrayList<>(settings.problems());
        if (!read.path.matches("/[A-Za-z0-9._~/-]*")) {
            problems.add(Problem.error(
                    "setting-wrong", "path", "The setting path begins with / and has letters, digits and - . _ ~ /."));
        }
        problems.addAll(unknown(endpoint, KNOWN));
        return problems;
    }

    /// A misspelt `token` would leave a door open that its author thinks locked: what is not known is an error.
    static List<Problem> unknown(Endpoint endpoint, Set<String> known) {
        return endpoint.settings().keySet().stream()
                .filter(name -> !known.contains(name))
                .map(name -> Problem.error(
                        "setting-unknown", name, "The http connector knows no setting " + name + ". Is it misspelt?"))
                .toList();
    }

    private static ListenSettings read(EndpointSettings from) {
        return new ListenSettings(
                from.text("host", "127.0.0.1"),
                from.port("port"),
                from.text("path", "/"),
                from.text("token", ""),
                Math.max(1_024, from.number("maximumBytes", 64 * 1024 * 1024)),
                Math.max(1, from.number("connections", 200)),
                Math.max(1, from.number("requests", 32)),
                SECOND * Math.max(1, from.number("idleTimeout", 30)),
                SECOND * Math.max(1, from.number("stallTimeout", 20)),
                SECOND * Math.max(1, from.number("bodyTimeout", 120)),
                from.yes("tls"),
                from.yes("tlsClientNeeded"),
                from.text("tlsCertificate", ""),
                from.text("tlsKey", ""),
                from.text("tlsAuthorities", ""));
    }

    /// Without the token, which a record would otherwise print.
    @Override
    public String toString() {
        return host + ":" + port + path;
    }
}
