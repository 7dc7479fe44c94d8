package io.suture.runtime;

import io.suture.engine.channel.Channel;
import io.suture.engine.channel.Destination;
import io.suture.engine.channel.Destination.Retry;
import io.suture.engine.channel.Destination.WhenHeld;
import io.suture.engine.channel.Endpoint;
import io.suture.engine.channel.Source;
import io.suture.engine.mapping.FieldMapping;
import io.suture.engine.mapping.Mapping;
import io.suture.engine.rule.RuleSet;
import io.suture.engine.schema.SchemaRef;
import io.suture.engine.value.FieldPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Small Channels: results in over MLLP, a copy out over MLLP.
final class TestChannels {
    static final String SINK = "ward";
    private static final SchemaRef RESULTS = new SchemaRef("hl7v2", "2.5.1", "ORU_R01");

    private TestChannels() {}

    /// A Channel that forwards what it gets.
    ///
    /// @param application what it writes into MSH-5, so that versions can be told apart
    static Channel forward(String name, int sinkPort, String application, Map<String, String> source) {
        return forward(name, sinkPort, application, source, Source.Answer.STORED, WhenHeld.WAIT);
    }

    static Channel forward(
            String name,
            int sinkPort,
            String application,
            Map<String, String> source,
            Source.Answer answer,
            WhenHeld whenHeld) {
        var settings = new java.util.TreeMap<String, String>(Map.of("port", "0", "zone", "America/New_York"));
        settings.putAll(source);
        List<FieldMapping> rows = new ArrayList<>();
        rows.add(FieldMapping.from(path("MSH-5.1"), "'" + application + "'"));
        var mapping = new Mapping(
                "forward",
                1,
                RESULTS,
                Map.of(),
                RESULTS,
                true,
                Map.of(),
                new io.suture.engine.expression.Formula("OBR-3.1"),
                new io.suture.engine.expression.Formula("MSH-7"),
                rows);
        return new Channel(
                name,
                "Results",
                "",
                new Source(
                        new Endpoint("mllp", settings),
                        RESULTS,
                        answer,
                        new Source.Acceptance(List.of("ORU^R01"), List.of(), true, 1_000_000),
                        Source.Order.PATIENT),
                new RuleSet(List.of(), RuleSet.HitPolicy.COLLECT, List.of(SINK)),
                List.of(new Destination(
                        SINK,
                        mapping,
                        new Endpoint(
                                "mllp",
                                Map.of(
                                        "host",
                                        "127.0.0.1",
                                        "port",
                                        Integer.toString(sinkPort),
                                        "connections",
                                        "4",
                                        "answerTimeout",
                                        "2")),
                        new Retry(50, 400, 2),
                        whenHeld)),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Map.of(),
                "");
    }

    /// The same with one more setting of its way out.
    static Channel out(Channel channel, String setting, String value) {
        Destination way = channel.destinations().getFirst();
        var settings = new java.util.TreeMap<>(way.endpoint().settings());
        settings.put(setting, value);
        return new Channel(
                channel.name(),
                channel.title(),
                channel.description(),
                channel.source(),
                channel.rules(),
                List.of(new Destination(
                        way.name(),
                        way.mapping(),
                        new Endpoint(way.endpoint().connector(), settings),
                        way.retry(),
                        way.whenHeld())),
                channel.tables(),
                channel.maps(),
                channel.schemas(),
                channel.queries(),
                channel.constants(),
                channel.origin());
    }

    private static FieldPath path(String text) {
        return FieldPath.parse(text).orElseThrow();
    }
}
