package io.suture.engine.format.hl7v2;

import io.suture.engine.format.Format;
import io.suture.engine.schema.FieldType;
import io.suture.engine.schema.Schema;
import io.suture.engine.schema.SchemaRef;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// HL7 v2 in ER7 encoding, versions 2.1 to 2.8.1.
///
/// SchemaRefs: `hl7v2:2.5.1/ORU_R01` for a message structure, `hl7v2:2.5.1/#XPN` and `#OBX` for a data type or
/// segment of the standard, whose root is that type; `#ZPI` gives a Z segment of numbered fields. Fields of
/// segments, components and subcomponents are named by number. A second segment of one code in a group is
/// numbered as HAPI does (`ROL2`).
///
/// Settings of the reader: `charset`, for messages without MSH-18 (default UTF-8). Of the writer: `charset`,
/// written to MSH-18 (default: UTF-8, named when the message is not plain ASCII); `order`: `given` to write
/// built groups as they are given instead of in the order of the structure. Character sets are named as in HL7
/// table 0211 or as in Java.
public final class Hl7v2Format implements Format {
    private final Standards standards = new Standards();
    private final Map<FieldType, Grammar> grammars = new ConcurrentHashMap<>();

    @Override
    public String id() {
        return Standards.FORMAT;
    }

    @Override
    public List<SchemaRef> schemas() {
        return standards.structures();
    }

    @Override
    public Optional<Schema> schema(SchemaRef ref) {
        return standards.schema(ref);
    }

    /// The structure of a message type and event as the standard has it: `ADT`, `A04` at 2.5.1 is `ADT_A01`.
    public Optional<SchemaRef> structure(String version, String type, String event) {
        return standards.structure(version, type, event);
    }

    @Override
    public Optional<Schema> bundle(SchemaRef ref, Map<String, String> resourceByEntry) {
        return Optional.empty();
    }

    /// @throws IllegalArgumentException for the Schema of a part, or a `charset` that is not known
    @Override
    public Reader reader(Schema schema, Map<String, String> settings) {
        return new Hl7v2Reader(grammar(schema), set(settings).orElse(CharacterSet.UTF_8));
    }

    /// @throws IllegalArgumentException for the Schema of a part, or a `charset` that is not known
    @Override
    public Writer writer(Schema schema, Map<String, String> settings) {
        return new Hl7v2Writer(
                grammar(schema),
                set(settings).orElse(null),
                settings.getOrDefault("order", "").equals("given"));
    }

    /// Whether a `charset` setting names a set that is known here.
    public static boolean isCharset(String name) {
        return CharacterSet.named(name).isPresent();
    }

    private static Optional<CharacterSet> set(Map<String, String> settings) {
        String name = settings.getOrDefault("charset", "");
        if (name.isBlank()) {
            return Optional.empty();
        }
        return Optional.of(CharacterSet.named(name)
                .orElseThrow(() -> new IllegalArgumentException("unknown character set " + name)));
    }

    /// The messages of a file, framed, in batches or behind each other, read as a whole. What is wrong with the batch
    /// stands with its first message; a file without any is one that will be refused.
    @Override
    public Records split(InputStream stream, Schema schema, Map<String, String> settings) {
        return new Hl7v2Records(stream);
    }

    private Grammar grammar(Schema schema) {
        if (schema.root().kind() != FieldType.Kind.GROUP) {
            throw new IllegalArgumentException(schema.ref() + " is a part of messages and no message");
        }
        return grammars.computeIfAbsent(schema.root(), Grammar::new);
    }

    @Override
    public String show(FieldType root, List<String> names, List<Integer> positions) {
        return Location.show(root, names, positions);
    }
}
