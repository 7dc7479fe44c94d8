package io.suture.studio.channel.ui;

import io.suture.engine.channel.Endpoint;

/// What people call a Connector's protocol.
final class Protocol {
    private Protocol() {}

    static String words(Endpoint endpoint) {
        return switch (endpoint.connector()) {
            case "mllp" -> "MLLP";
            case "fhir" -> "FHIR";
            case "http" -> "HTTP";
            default -> endpoint.connector();
        };
    }
}
