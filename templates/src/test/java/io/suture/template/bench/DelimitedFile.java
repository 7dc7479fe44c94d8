package io.suture.template.bench;

import io.suture.engine.ChannelCompiler;
import io.suture.engine.CompiledChannel;
import io.suture.engine.Message;
import io.suture.engine.document.ChannelDocument;
import io.suture.engine.format.Format;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Function;

/// A delimited file of 50,000 rows, some 10 MB, and a Channel that makes a JSON message of each.
final class DelimitedFile {
    static final int ROWS = 50_000;

    private static final String CHANNEL = """
            {
              "$schema": "/schemas/channel.json", "version": 1, "name": "extract", "title": "Extract",
              "source": {
                "endpoint": {"connector": "file", "settings": {"zone": "Europe/Berlin"}},
                "schema": "csv:1/results"
              },
              "rules": {
                "policy": "collect", "otherwise": ["json"],
                "rules": [
                  {"name": "Tests", "when": {"field": "row.status", "operator": "is", "values": ["T"]}, "then": [{"drop": "a test"}]}
                ]
              },
              "destinations": [
                {
                  "name": "json",
                  "endpoint": {"connector": "file"},
                  "mapping": {
                    "name": "To JSON", "source": "csv:1/results", "target": "json:1/result",
                    "fields": [
                      {"target": "order", "from": "row.order_no"},
                      {"target": "patient.mrn", "from": "row.mrn"},
                      {"target": "patient.name", "from": "join(' ', row.given, row.family)"},
                      {"target": "patient.born", "from": "row.born"},
                      {"target": "patient.sex", "from": "row.sex"},
                      {"target": "patient.address.street", "from": "row.street"},
                      {"target": "patient.address.city", "from": "row.city"},
                      {"target": "patient.address.zip", "from": "row.zip"},
                      {"target": "code", "from": "row.code"},
                      {"target": "display", "from": "row.test"},
                      {"target": "value", "from": "number(row.value)"},
                      {"target": "unit", "from": "row.unit"},
                      {"target": "flag", "when": "row.flag != 'N'", "from": "row.flag"},
                      {"target": "taken", "from": "dateTime(row.taken)"},
                      {"target": "comment", "from": "row.comment"}
                    ]
                  }
                }
              ],
              "schemas": [
                {
                  "name": "results", "format": "csv", "message": "row",
                  "columns": [
                    {"name": "order_no", "required": true}, {"name": "mrn"}, {"name": "family"}, {"name": "given"},
                    {"name": "born", "type": "date"}, {"name": "sex"}, {"name": "street"}, {"name": "city"}, {"name": "zip"},
                    {"name": "code"}, {"name": "test"}, {"name": "value", "type": "number"}, {"name": "unit"}, {"name": "flag"},
                    {"name": "taken"}, {"name": "status"}, {"name": "comment"}
                  ]
                },
                {
                  "name": "result", "format": "json",
                  "definition": {
                    "type": "object",
                    "properties": {
                      "order": {"type": "string"},
                      "patient": {
                        "type": "object",
                        "properties": {
                          "mrn": {"type": "string"}, "name": {"type": "string"},
                          "born": {"type": "string", "format": "date"}, "sex": {"type": "string"},
                          "address": {
                            "type": "object",
                            "properties": {"street": {"type": "string"}, "city": {"type": "string"}, "zip": {"type": "string"}}
                          }
                        }
                      },
                      "code": {"type": "string"}, "display": {"type": "string"}, "value": {"type": "number"},
                      "unit": {"type": "string"}, "flag": {"type": "string"},
                      "taken": {"type": "string", "format": "date-time"}, "comment": {"type": "string"}
                    }
                  }
                }
              ]
            }
            """;

    private DelimitedFile() {}

    static CompiledChannel channel() {
        return ChannelCompiler.standard()
                .compile(
                        ChannelDocument.read(CHANNEL.getBytes(StandardCharsets.UTF_8))
                                .orThrow(),
                        "bench")
                .orThrow();
    }

    static byte[] file() {
        var text = new StringBuilder(11 * 1024 * 1024);
        text.append(
                "order_no,mrn,family,given,born,sex,street,city,zip,code,test,value,unit,flag,taken,status,comment\r\n");
        for (int i = 0; i < ROWS; i++) {
            text.append("F").append(100_000 + i).append(",M").append(i % 9_973 + 1_000_000);
            text.append(",Quill-")
                    .append(i % 997)
                    .append(",\"Nora, J. ")
                    .append(i % 31)
                    .append("\",19");
            text.append(30 + i % 70)
                    .append("-03-14,F,\"")
                    .append(i % 400)
                    .append(" North \"\"Old\"\" Street\",Springfield,");
            text.append(60_000 + i % 9_000).append(",2345-7,Glucose [Mass/volume] in Serum or Plasma,");
            text.append(60 + i % 200)
                    .append(".")
                    .append(i % 10)
                    .append("0,mg/dL,")
                    .append(i % 3 == 0 ? "H" : "N");
            text.append(",202601021530,F,Sample ").append(i).append(" was taken at rest and is not haemolysed\r\n");
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /// Splits, judges, reads, routes, maps and writes the whole file; gives the bytes written.
    static long run(CompiledChannel channel, byte[] file, Function<Message, byte[]> engine) {
        long written = 0;
        try {
            Format.Records records = channel.split(new ByteArrayInputStream(file));
            for (Optional<Format.Part> part = records.next(); part.isPresent(); part = records.next()) {
                byte[] record = part.get().bytes();
                if (!channel.accept(record).accepted()) {
                    throw new IllegalStateException(
                            "a row was refused: " + part.get().place());
                }
                written += engine.apply(new Message(record, "")).length;
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        return written;
    }
}
