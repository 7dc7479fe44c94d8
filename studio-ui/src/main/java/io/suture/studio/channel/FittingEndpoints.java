package io.suture.studio.channel;

import io.suture.engine.channel.Channel;
import io.suture.engine.channel.Endpoint;
import io.suture.engine.channel.Source;
import io.suture.engine.schema.SchemaRef;
import java.util.Locale;
import java.util.Map;

/// The Endpoints that a Channel's Schemas need: HL7 v2 comes and goes over MLLP, FHIR goes to a FHIR server, and
/// everything else is posted.
public final class FittingEndpoints {
    private static final String HL7 = "hl7v2";
    private static final String FHIR = "fhir";

    private FittingEndpoints() {}

    static Endpoint in(String channel, SchemaRef schema, String zone) {
        String sender = "${SENDER_ZONE:" + zone + "}";
        return schema.format().equals(HL7)
                ? new Endpoint(
                        "mllp", Map.of("port", setting(channel, "PORT", "2575"), "zone", sender, "charset", "UTF-8"))
                : new Endpoint(
                        "http",
                        Map.of(
                                "port",
                                setting(channel, "PORT", "8090"),
                                "path",
                                "/" + channel,
                                "token",
                                setting(channel, "TOKEN", ""),
                                "zone",
                                sender));
    }

    static Endpoint out(String channel, SchemaRef schema) {
        return switch (schema.format()) {
            case HL7 ->
                new Endpoint(
                        "mllp",
                        Map.of(
                                "host",
                                setting(channel, "HOST", "localhost"),
                                "port",
                                setting(channel, "TARGET_PORT", "2576")));
            case FHIR ->
                new Endpoint(
                        FHIR, Map.of("url", "${FHIR_BASE_URL:http://localhost:8080/fhir}", "token", "${FHIR_TOKEN:}"));
            default ->
                new Endpoint(
                        "http",
                        Map.of(
                                "url",
                                setting(channel, "URL", "http://localhost:8091/"),
                                "method",
                                "POST",
                                "token",
                                setting(channel, "TARGET_TOKEN", "")));
        };
    }

    /// The Channel after one of its Schemas was replaced: an Endpoint that cannot carry what it is to carry gives way
    /// to one that can; others stay, settings and all.
    public static Channel fit(Channel channel) {
        Source source = channel.source();
        Channel fitting = channel;
        if (!carries(source.endpoint(), source.schema())) {
            String zone = source.endpoint().setting("zone", "");
            fitting = fitting.withSource(
                    source.at(in(channel.name(), source.schema(), "UTC").with("zone", zone)));
        }
        return fitting.withDestinations(channel.destinations().stream()
                .map(way -> carries(way.endpoint(), way.mapping().target())
                        ? way
                        : way.at(out(channel.name(), way.mapping().target())))
                .toList());
    }

    private static boolean carries(Endpoint endpoint, SchemaRef schema) {
        return switch (endpoint.connector()) {
            case "mllp" -> schema.format().equals(HL7);
            case FHIR -> schema.format().equals(FHIR);
            default -> true;
        };
    }

    /// A setting of this Channel's own, which whoever runs it may give another value.
    private static String setting(String channel, String what, String otherwise) {
        return "${" + channel.toUpperCase(Locale.ROOT).replace('-', '_') + "_" + what + ":" + otherwise + "}";
    }
}
