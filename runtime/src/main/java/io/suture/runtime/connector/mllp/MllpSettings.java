package io.suture.runtime.connector.mllp;

import io.suture.engine.channel.Endpoint;
import io.suture.engine.report.Problem;
import io.suture.runtime.connector.Connector.Direction;
import io.suture.runtime.connector.EndpointSettings;
import io.suture.runtime.connector.Setting;
import io.suture.runtime.connector.Setting.Group;
import java.util.List;

/// An MLLP Endpoint's settings, read.
///
/// @param host         to connect to, or to listen on
/// @param connections  at most, in or out
/// @param mostBytes    of a message, beyond which a connection is not read further
/// @param idleMillis   between messages, 0 for ever
/// @param stallMillis  between bytes of one message
/// @param tls          whether to speak TLS
/// @param clientNeeded whether senders must show a certificate
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
    private static final Setting HOST = Setting.text("host", Group.ADDRESS, "Host", "");
    private static final Setting LISTEN_ON =
            Setting.text("host", Group.ADDRESS, "Listens on", "0.0.0.0 for every network of the machine.", "127.0.0.1");
    private static final Setting PORT = Setting.text("port", Group.ADDRESS, "Port", "");
    private static final Setting SENDERS =
            Setting.number("connections", Group.LIMITS, "Senders at once", "Connections.", 1_000);
    private static final Setting CONNECTIONS =
            Setting.number("connections", Group.LIMITS, "Connections", "Each sends one message at a time.", 1);
    private static final Setting MOST_BYTES =
            Setting.number("maximumBytes", Group.LIMITS, "Bytes of a message at most", "", 64 * 1024 * 1024);
    private static final Setting CONNECT = Setting.seconds("connectTimeout", Group.LIMITS, "Wait to be connected", 5);
    private static final Setting ANSWER = Setting.seconds("answerTimeout", Group.LIMITS, "Wait for the answer", 30);
    private static final Setting IDLE = Setting.number(
            "idleTimeout", Group.LIMITS, "Let go of a silent connection", "Seconds; 0 to keep it open for ever.", 0);
    private static final Setting STALL = Setting.seconds("stallTimeout", Group.LIMITS, "Wait within a message", 60);
    private static final List<Setting> IN = List.of(
            PORT,
            LISTEN_ON,
            Setting.TLS,
            Setting.CERTIFICATE,
            Setting.KEY,
            Setting.AUTHORITIES,
            Setting.CLIENT_NEEDED,
            SENDERS,
            MOST_BYTES,
            IDLE,
            STALL);
    private static final List<Setting> OUT = List.of(
            HOST,
            PORT,
            Setting.TLS,
            Setting.CERTIFICATE,
            Setting.KEY,
            Setting.AUTHORITIES,
            CONNECTIONS,
            MOST_BYTES,
            CONNECT,
            ANSWER,
            IDLE,
            STALL);

    static List<Setting> known(Direction direction) {
        return switch (direction) {
            case IN -> IN;
            case OUT -> OUT;
        };
    }

    static MllpSettings of(Endpoint endpoint, Direction direction) {
        return read(new EndpointSettings(endpoint), direction);
    }

    static List<Problem> check(Endpoint endpoint, Direction direction) {
        var settings = new EndpointSettings(endpoint);
        MllpSettings read = read(settings, direction);
        if (read.tls && direction == Direction.IN) {
            settings.required(Setting.CERTIFICATE.name());
            settings.required(Setting.KEY.name());
        }
        return settings.problems();
    }

    private static MllpSettings read(EndpointSettings from, Direction direction) {
        boolean in = direction == Direction.IN;
        return new MllpSettings(
                in ? from.text(LISTEN_ON) : from.required(HOST.name()),
                from.port(PORT.name()),
                Math.max(1, from.number(in ? SENDERS : CONNECTIONS)),
                Math.max(1_024, from.number(MOST_BYTES)),
                SECOND * Math.max(1, from.number(CONNECT)),
                SECOND * Math.max(1, from.number(ANSWER)),
                SECOND * Math.max(0, from.number(IDLE)),
                SECOND * Math.max(1, from.number(STALL)),
                from.yes(Setting.TLS),
                from.yes(Setting.CLIENT_NEEDED));
    }
}
