package io.suture.engine.format.hl7v2;

import io.suture.Fixtures;
import io.suture.engine.report.Problem;
import io.suture.engine.schema.Schema;
import io.suture.engine.schema.SchemaRef;
import io.suture.engine.value.FieldPath;
import io.suture.engine.value.Fields;
import io.suture.engine.value.Value;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Messages for the tests of this package, and short ways to read them.
final class Messages {
    static final Hl7v2Format FORMAT = new Hl7v2Format();

    private Messages() {}

    /// A message of the fixtures and the structure to read it as.
    record Found(String name, byte[] bytes, SchemaRef schema) {
        @Override
        public String toString() {
            return name + " as " + schema;
        }
    }

    /// Segments joined by carriage returns.
    static byte[] message(String... segments) {
        return (String.join("\r", segments) + "\r").getBytes(StandardCharsets.UTF_8);
    }

    static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8).replace('\r', '\n');
    }

    static Schema schema(String ref) {
        return FORMAT.schema(SchemaRef.parse(ref).orElseThrow()).orElseThrow();
    }

    static Value.Group read(String schema, byte[] bytes, List<Problem> problems) {
        return FORMAT.reader(schema(schema), Map.of()).read(bytes, problems::add);
    }

    static Value.Group read(String schema, String... segments) {
        return read(schema, message(segments), new ArrayList<>());
    }

    static byte[] write(String schema, Value.Group value, Map<String, String> settings, List<Problem> problems) {
        return FORMAT.writer(schema(schema), settings).write(value, problems::add);
    }

    static String written(String schema, Value.Group value) {
        return text(write(schema, value, Map.of(), new ArrayList<>()));
    }

    /// What stands at a path; the first of several on the way.
    static Value at(Value.Group group, String path) {
        Value value = group;
        for (String name : FieldPath.parse(path).orElseThrow().names()) {
            if (value instanceof Value.Repeat repeat) {
                value = repeat.items().getFirst();
            }
            value = value instanceof Value.Group below ? below.get(name) : Value.Absent.ABSENT;
        }
        return value;
    }

    /// The same message with the MSH-18 of what was written, which the writer sets to what it sends.
    static Value in(Value.Group message, byte[] written) {
        String set = Header.find(written, CharacterSet.UTF_8, problem -> {})
                .orElseThrow()
                .field(18);
        var fields = Fields.builder();
        for (int i = 0; i < message.size(); i++) {
            var part = Fields.builder();
            boolean isHeader = message.name(i).equals("MSH");
            if (isHeader && message.value(i) instanceof Value.Group header) {
                for (int number = 1; number < 600; number++) {
                    Value value = number == 18 && !set.contains("~") ? Value.text(set) : header.at(number);
                    part.add(Integer.toString(number), value);
                }
            }
            fields.add(message.name(i), isHeader ? part.build() : message.value(i));
        }
        return fields.build();
    }

    /// The codes of the segments with their groups, as the structure took them: `PATIENT{PID PV1}`.
    static String outline(Value.Group group) {
        var text = new StringBuilder();
        for (int i = 0; i < group.size(); i++) {
            text.append(i == 0 ? "" : " ").append(group.name(i));
            if (group.value(i) instanceof StructureGroup below) {
                text.append('{').append(outline(below)).append('}');
            }
        }
        return text.toString();
    }

    /// Every message of the fixtures that begins with a readable header, each file split into its messages.
    static Stream<Found> fixtures() {
        return Stream.concat(
                        Fixtures.files("hl7v2", ".hl7", ".txt", ".bin").stream(),
                        Fixtures.files("pairs", ".hl7", ".txt").stream())
                .flatMap(Messages::split);
    }

    private static Stream<Found> split(Path file) {
        List<byte[]> messages = Hl7v2Batch.split(Fixtures.bytes(file)).messages();
        var found = new ArrayList<Found>();
        for (int i = 0; i < messages.size(); i++) {
            byte[] bytes = messages.get(i);
            Optional<Header> header = Header.find(bytes, CharacterSet.UTF_8, problem -> {});
            if (header.isPresent()
                    && header.get().set().decode(bytes, 0, bytes.length).isPresent()) {
                String name = file.subpath(file.getNameCount() - 2, file.getNameCount())
                                .toString()
                        + (messages.size() > 1 ? " " + (i + 1) : "");
                found.add(new Found(name, bytes, structure(header.get())));
            }
        }
        return found.stream();
    }

    static SchemaRef structure(Header header) {
        String version = Standards.VERSIONS.contains(header.field(12, 1)) ? header.field(12, 1) : "2.5.1";
        return FORMAT.structure(version, header.field(9, 1), header.field(9, 2))
                .or(() -> FORMAT.structure("2.5.1", header.field(9, 1), header.field(9, 2)))
                .orElse(new SchemaRef("hl7v2", "2.5.1", "ORU_R01"));
    }
}
