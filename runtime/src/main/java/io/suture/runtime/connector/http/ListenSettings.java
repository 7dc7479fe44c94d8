package io.suture.runtime.connector.http;

import io.suture.engine.channel.Endpoint;
import io.suture.engine.report.Problem;
import io.suture.runtime.connector.EndpointSettings;
import io.suture.runtime.connector.Setting;
import io.suture.runtime.connector.Setting.Group;
import java.util.ArrayList;
import java.util.List;

/// The settings of an HTTP Endpoint that listens, read.
///
/// @param host        to listen on
/// @param path        the only one that is answered
/// @param token       the bearer token that senders must show, where there is one
/// @param mostBytes   of a body
/// @param connections at once; further ones wait
/// @param requests    at once; further ones are told to come again
/// @param idleMillis  between requests and within a request's head
/// @param stallMillis between bytes of a body
/// @param bodyMillis  for a whole body
/// @param tls         whether to speak TLS, by the certificate and its key
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
    private static final Setting PORT = Setting.text("port", Group.ADDRESS, "Port", "");
    private static final Setting PATH =
            Setting.text("path", Group.ADDRESS, "Path", "Where messages are posted to, such as /orders.", "/");
    private static final Setting HOST =
            Setting.text("host", Group.ADDRESS, "Listens on", "0.0.0.0 for every network of the machine.", "127.0.0.1");
    private static final Setting TOKEN =
            Setting.text("token", Group.ADDRESS, "Bearer token of senders", Setting.TOKEN_HINT);
    private static final Setting MOST_BYTES =
            Setting.number("maximumBytes", Group.LIMITS, "Bytes of a body at most", "", 64 * 1024 * 1024);
    private static final Setting CONNECTIONS =
            Setting.number("connections", Group.LIMITS, "Connections at once", "Further ones wait.", 200);
    private static final Setting REQUESTS =
            Setting.number("requests", Group.LIMITS, "Requests at once", "Further ones are told to come again.", 32);
    private static final Setting IDLE =
            Setting.seconds("idleTimeout", Group.LIMITS, "Let go of a silent connection", 30);
    private static final Setting STALL = Setting.seconds("stallTimeout", Group.LIMITS, "Wait within a body", 20);
    private static final Setting BODY = Setting.seconds("bodyTimeout", Group.LIMITS, "Wait for a whole body", 120);

    /// What a source can be told.
    static final List<Setting> KNOWN = List.of(
            PORT,
            PATH,
            TOKEN,
            HOST,
            Setting.TLS,
            Setting.CERTIFICATE,
            Setting.KEY,
            Setting.AUTHORITIES,
            Setting.CLIENT_NEEDED,
            MOST_BYTES,
            CONNECTIONS,
            REQUESTS,
            IDLE,
            STALL,
            BODY);

    static ListenSettings of(Endpoint endpoint) {
        return read(new EndpointSettings(endpoint));
    }

    static List<Problem> check(Endpoint endpoint) {
        var settings = new EndpointSettings(endpoint);
        ListenSettings read = read(settings);
        if (read.tls) {
            settings.required(Setting.CERTIFICATE.name());
            settings.required(Setting.KEY.name());
        }
        List<Problem> problems = new ArrayList<>(settings.problems());
        if (!read.path.matches("/[A-Za-z0-9._~/-]*")) {
            problems.add(Problem.error(
                    "setting-wrong", "path", "The setting path begins with / and has letters, digits and - . _ ~ /."));
        }
        return problems;
    }

    private static ListenSettings read(EndpointSettings from) {
        return new ListenSettings(
                from.text(HOST),
                from.port(PORT.name()),
                from.text(PATH),
                from.text(TOKEN),
                Math.max(1_024, from.number(MOST_BYTES)),
                Math.max(1, from.number(CONNECTIONS)),
                Math.max(1, from.number(REQUESTS)),
                SECOND * Math.max(1, from.number(IDLE)),
                SECOND * Math.max(1, from.number(STALL)),
                SECOND * Math.max(1, from.number(BODY)),
                from.yes(Setting.TLS),
                from.yes(Setting.CLIENT_NEEDED),
                from.text(Setting.CERTIFICATE),
                from.text(Setting.KEY),
                from.text(Setting.AUTHORITIES));
    }

    /// Without the token, which a record would otherwise print.
    @Override
    public String toString() {
        return host + ":" + port + path;
    }
}
