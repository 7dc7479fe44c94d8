package io.suture.studio.channel;

import io.suture.engine.channel.Channel;
import io.suture.engine.channel.Destination;
import io.suture.engine.channel.Source;
import io.suture.engine.mapping.Mapping;
import io.suture.engine.rule.RuleSet;
import io.suture.engine.schema.SchemaDefinition;
import io.suture.engine.schema.SchemaRef;
import java.util.List;
import java.util.Map;

/// What somebody says of a Channel that begins without a template: an empty Mapping, and every message goes to the one
/// Destination.
///
/// @param name   lower case letters, digits and hyphens
/// @param title  its name in words
/// @param source what comes in: HL7 v2 over MLLP, all else over HTTP
/// @param zone   of the sender's times without an offset
/// @param target what goes out: HL7 v2 over MLLP, FHIR to a FHIR server, all else over HTTP
/// @param own    definitions of those that no standard has
/// @param copy   whether the output starts as a copy of the message, both being HL7 v2
public record NewChannel(
        String name,
        String title,
        SchemaRef source,
        String zone,
        SchemaRef target,
        List<SchemaDefinition> own,
        boolean copy) {
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
                        FittingEndpoints.in(name, source, zone),
                        source,
                        Source.Answer.STORED,
                        Source.Acceptance.ANY,
                        Source.Order.PATIENT),
                new RuleSet(List.of(), RuleSet.HitPolicy.COLLECT, List.of(destination)),
                List.of(new Destination(
                        destination,
                        mapping,
                        FittingEndpoints.out(name, target),
                        Destination.Retry.DEFAULT,
                        Destination.WhenHeld.WAIT)),
                List.of(),
                List.of(),
                own,
                List.of(),
                Map.of(),
                "");
    }

    /// Whether an output can start as a copy of the message.
    public static boolean mayCopy(SchemaRef source, SchemaRef target) {
        return source.format().equals(HL7) && target.format().equals(HL7);
    }
}
