package io.suture.runtime;

import io.suture.engine.channel.Channel;
import io.suture.engine.channel.Destination;
import io.suture.engine.channel.Endpoint;
import io.suture.engine.channel.Source;
import io.suture.engine.mapping.FieldMapping;
import io.suture.engine.mapping.Mapping;
import io.suture.engine.rule.RuleSet;
import io.suture.engine.schema.SchemaDefinition;
import io.suture.engine.schema.SchemaDefinition.Batch;
import io.suture.engine.schema.SchemaDefinition.CellType;
import io.suture.engine.schema.SchemaDefinition.Column;
import io.suture.engine.schema.SchemaDefinition.Delimited;
import io.suture.engine.schema.SchemaDefinition.Dialect;
import io.suture.engine.schema.SchemaDefinition.Json;
import io.suture.engine.schema.SchemaRef;
import io.suture.engine.value.FieldPath;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Small Channels that are posted to: rows of people to JSON, FHIR patients to ADT.
final class HttpChannels {
    private static final SchemaDefinition ROWS = new SchemaDefinition(
            "people",
            1,
            "",
            new Delimited(
                    List.of(
                            new Column("id", "", CellType.TEXT, true, ""),
                            new Column("family", "", CellType.TEXT, false, "")),
                    Dialect.STANDARD,
                    Batch.ROW,
                    ""));
    private static final SchemaDefinition PERSON = new SchemaDefinition(
            "person",
            1,
            "",
            new Json("{\"type\":\"object\",\"properties\":{\"number\":{\"type\":\"string\"},"
                    + "\"name\":{\"type\":\"string\"}}}"));

    private HttpChannels() {}

    static Channel people(String url, Source.Answer answer, Map<String, String> in, Map<String, String> out) {
        var to = new TreeMap<>(Map.of("url", url, "connections", "4"));
        to.putAll(out);
        return channel(
                "people",
                ROWS.ref(),
                answer,
                in,
                PERSON.ref(),
                new Endpoint("http", to),
                List.of(row("number", "row.id"), row("name", "upper(row.family)")),
                List.of(ROWS, PERSON));
    }

    static Channel patients(int sinkPort, Map<String, String> in) {
        return channel(
                "patients",
                new SchemaRef("fhir", "r4", "Patient"),
                Source.Answer.STORED,
                in,
                new SchemaRef("hl7v2", "2.5.1", "ADT_A01"),
                new Endpoint("mllp", Map.of("host", "127.0.0.1", "port", Integer.toString(sinkPort))),
                List.of(
                        row("MSH-7.1", "'20260101120000'"),
                        row("MSH-9.1", "'ADT'"),
                        row("MSH-9.2", "'A08'"),
                        row("MSH-9.3", "'ADT_A01'"),
                        row("MSH-10", "first(identifier.value)"),
                        row("MSH-11.1", "'P'"),
                        row("MSH-12.1", "'2.5.1'"),
                        row("EVN-2.1", "'20260101120000'"),
                        row("PID-3.1", "first(identifier.value)"),
                        row("PID-5.1.1", "first(name.family)"),
                        row("PV1-2", "'N'")),
                List.of());
    }

    private static Channel channel(
            String name,
            SchemaRef from,
            Source.Answer answer,
            Map<String, String> in,
            SchemaRef into,
            Endpoint out,
            List<FieldMapping> rows,
            List<SchemaDefinition> schemas) {
        var listens = new TreeMap<>(Map.of("port", "0", "path", "/" + name, "zone", "Europe/Vienna"));
        listens.putAll(in);
        var mapping = new Mapping(name, 1, from, Map.of(), into, false, Map.of(), null, null, rows);
        return new Channel(
                name,
                name,
                "",
                new Source(new Endpoint("http", listens), from, answer, Source.Acceptance.ANY, Source.Order.PATIENT),
                new RuleSet(List.of(), RuleSet.HitPolicy.COLLECT, List.of("out")),
                List.of(new Destination(
                        "out", mapping, out, new Destination.Retry(50, 200, 2), Destination.WhenHeld.WAIT)),
                List.of(),
                List.of(),
                schemas,
                List.of(),
                Map.of(),
                "");
    }

    private static FieldMapping row(String target, String formula) {
        return FieldMapping.from(FieldPath.parse(target).orElseThrow(), formula);
    }
}
