package io.suture.runtime.connector.mllp;

import io.suture.engine.channel.Endpoint;
import io.suture.engine.report.Problem;
import io.suture.runtime.connector.Connector.Direction;
import io.suture.runtime.connector.EndpointSettings;
import java.util.List;

/// An MLLP Endpoint's settings, read.
///
/// @param host          `host`: to connect to; to listen on (this machine only unless it is named)
/// @param port          `port`
/// @param connections   `connections`: at most, in (default 1000) or out (1)
/// @param mostBytes     `maximumBytes` of a message, beyond which a connection is not read further
/// @param connectMillis `connectTimeout` in seconds, 5
/// @param answerMillis  `answerTimeout` in seconds, 30
/// @param idleMillis    `idleTimeout` in seconds, 0 for ever
/// @param stallMillis   `stallTimeout` in seconds between bytes of one message, 60
/// @param tls           `tls`: whether to speak TLS
/// @param clientNeeded  `tlsClientNeeded`: whether senders must show a certificate
record MllpSettings(
        String host,
        int port,
        int connections,
        int mostBytes,
        int connectMillis,
        int answerMillis,
        int idleMillis,
        int stallMillis,
        boolean tls,
        boolean clientNeeded) {
    private static final int SECOND = 1_000;

    static MllpSettings of(Endpoint endpoint, Direction direction) {
        return read(new EndpointSettings(endpoint), direction);
    }

    static List<Problem> check(Endpoint endpoint, Direction direction) {
        var settings = new EndpointSettings(endpoint);
        MllpSettings read = read(settings, direction);
        if (read.tls && direction == Direction.IN) {
            settings.required("tlsCertificate");
            settings.required("tlsKey");
        }
        return settings.problems();
    }

    private static MllpSettings read(EndpointSettings from, Direction direction) {
        boolean in = direction == Direction.IN;
        return new MllpSettings(
                in ? from.text("host", "127.0.0.1") : from.required("host"),
                from.port("port"),
                Math.max(1, from.number("connections", in ? 1_000 : 1)),
                Math.max(1_024, from.number("maximumBytes", 64 * 1024 * 1024)),
                SECOND * Math.max(1, from.number("connectTimeout", 5)),
                SECOND * Math.max(1, from.number("answerTimeout", 30)),
                SECOND * Math.max(0, from.number("idleTimeout", 0)),
                SECOND * Math.max(1, from.number("stallTimeout", 60)),
                from.yes("tls"),
                from.yes("tlsClientNeeded"));
    }
}
