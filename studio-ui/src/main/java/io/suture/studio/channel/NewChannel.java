package io.suture.studio.channel;

import io.suture.engine.channel.Channel;
import io.suture.engine.channel.Destination;
import io.suture.engine.channel.Endpoint;
import io.suture.engine.channel.Source;
import io.suture.engine.mapping.Mapping;
import io.suture.engine.rule.RuleSet;
import io.suture.engine.schema.SchemaRef;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What somebody says of a Channel that begins without a template: an empty Mapping, and every message goes to the one
/// Destination.
///
/// @param name   lower case letters, digits and hyphens
/// @param title  its name in words
/// @param source what comes in, over MLLP
/// @param zone   of the sender's times without an offset
/// @param target what goes out: FHIR over HTTP, HL7 v2 over MLLP
/// @param copy   whether the output starts as a copy of the message, both being HL7 v2
public record NewChannel(String name, String title, SchemaRef source, String zone, SchemaRef target, boolean copy) {
    private static final String HL7 = "hl7v2";

    /// The document that it begins as.
    public Channel channel() {
        String destination = target.format();
        Mapping mapping = new Mapping(
                title, 1, source, Map.of(), target, copy && mayCopy(source, target), Map.of(), null, null, List.of());
        return new Channel(
                name,
                title,
                "",
                new Source(
                        new Endpoint(
                                "mllp",
                                Map.of(
                                        "port",
                                        setting("PORT", "2575"),
                                        "zone",
                                        "${SENDER_ZONE:" + zone + "}",
                                        "charset",
                                        "UTF-8")),
                        source,
                        Source.Answer.STORED,
                        Source.Acceptance.ANY,
                        Source.Order.PATIENT),
                new RuleSet(List.of(), RuleSet.HitPolicy.COLLECT, List.of(destination)),
                List.of(new Destination(
                        destination, mapping, endpoint(), Destination.Retry.DEFAULT, Destination.WhenHeld.WAIT)),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Map.of(),
                "");
    }

    /// Whether an output can start as a copy of the message.
    public static boolean mayCopy(SchemaRef source, SchemaRef target) {
        return source.format().equals(HL7) && target.format().equals(HL7);
    }

    private Endpoint endpoint() {
        return target.format().equals(HL7)
                ? new Endpoint(
                        "mllp", Map.of("host", setting("HOST", "localhost"), "port", setting("TARGET_PORT", "2576")))
                : new Endpoint(
                        "fhir",
                        Map.of("url", "${FHIR_BASE_URL:http://localhost:8080/fhir}", "token", "${FHIR_TOKEN:}"));
    }

    /// A setting of this Channel's own, which whoever runs it may give another value.
    private String setting(String what, String otherwise) {
        return "${" + name.toUpperCase(Locale.ROOT).replace('-', '_') + "_" + what + ":" + otherwise + "}";
    }
}
