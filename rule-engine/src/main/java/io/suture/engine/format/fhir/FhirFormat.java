package io.suture.engine.format.fhir;

import io.suture.engine.format.Format;
import io.suture.engine.schema.Cardinality;
import io.suture.engine.schema.Field;
import io.suture.engine.schema.FieldType;
import io.suture.engine.schema.FieldType.Kind;
import io.suture.engine.schema.Schema;
import io.suture.engine.schema.SchemaRef;
import io.suture.engine.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// FHIR R4, R4B and R5 in JSON and XML: any resource, any data type, and Bundles of named entries. Schemas and Values
/// are
/// the same for both, so a mapping does not know which of them comes or goes.
///
/// Settings: `encoding` (`json` or `xml`; a reader without it takes either, a writer without it writes JSON); of a
/// reader
/// `maximumDepth` (nested objects and arrays, or elements, default 64).
public final class FhirFormat implements Format {
    private final Map<SchemaRef, Schema> known = new ConcurrentHashMap<>();

    @Override
    public String id() {
        return "fhir";
    }

    @Override
    public List<SchemaRef> schemas() {
        List<SchemaRef> all = new ArrayList<>();
        for (FhirVersion version : FhirVersion.values()) {
            version.types().resources().forEach(name -> all.add(new SchemaRef(id(), version.word(), name)));
        }
        return all;
    }

    /// The version of a Schema of this Format.
    private Optional<FhirVersion> version(SchemaRef ref) {
        return ref.format().equals(id()) ? FhirVersion.of(ref.version()) : Optional.empty();
    }

    @Override
    public Optional<Schema> schema(SchemaRef ref) {
        Schema schema = known.get(ref);
        if (schema == null) {
            Optional<Schema> made = version(ref).flatMap(version -> make(ref, version));
            made.ifPresent(one -> known.putIfAbsent(ref, one));
            return made;
        }
        return Optional.of(schema);
    }

    private static Optional<Schema> make(SchemaRef ref, FhirVersion version) {
        FhirTypes types = version.types();
        String name = ref.isPart() ? ref.name().substring(1) : ref.name();
        return (ref.isPart() ? types.datatype(name) : types.resource(name))
                .map(type -> new Schema(ref, version.title() + " " + name, type));
    }

    @Override
    public Optional<Schema> bundle(SchemaRef ref, Map<String, String> resourceByEntry) {
        return ref.name().equals("Bundle")
                ? version(ref).flatMap(version -> bundle(ref, version, resourceByEntry))
                : Optional.empty();
    }

    private static Optional<Schema> bundle(SchemaRef ref, FhirVersion version, Map<String, String> resourceByEntry) {
        List<Field> fields = new ArrayList<>();
        FieldType bundle = version.resource("Bundle").orElseThrow();
        for (String own : List.of("type", "identifier", "timestamp")) {
            Field field = bundle.field(own).orElseThrow();
            // The writer says `transaction` where no row gives another type.
            fields.add(new Field(
                    field.name(),
                    field.label(),
                    field.type(),
                    Cardinality.OPTIONAL,
                    field.binding(),
                    field.description()));
        }
        for (Map.Entry<String, String> entry : resourceByEntry.entrySet()) {
            Optional<FieldType> resource = version.resource(entry.getValue());
            if (resource.isEmpty()) {
                return Optional.empty();
            }
            fields.add(new Field(
                    entry.getKey(),
                    entry.getValue(),
                    resource.get(),
                    Cardinality.REPEATING,
                    null,
                    "Entry of type " + entry.getValue()));
        }
        List<Field> all = List.copyOf(fields);
        return Optional.of(new Schema(ref, version.title() + " Bundle", FieldType.of("Bundle", Kind.GROUP, () -> all)));
    }

    /// @throws IllegalArgumentException for a Schema of another Format, or settings that mean nothing
    @Override
    public Reader reader(Schema schema, Map<String, String> settings) {
        FhirVersion version = versionOf(schema);
        int maximumDepth = Format.number(settings, "maximumDepth", 64);
        var json = new FhirReader(schema.root(), version, maximumDepth);
        var xml = new FhirXmlReader(schema.root(), version, maximumDepth);
        return switch (encoding(settings)) {
            case JSON -> json;
            case XML -> xml;
            case EITHER -> (bytes, problems) -> (FhirXml.isXml(bytes) ? xml : json).read(bytes, problems);
        };
    }

    private enum Encoding {
        EITHER,
        JSON,
        XML
    }

    private static Encoding encoding(Map<String, String> settings) {
        return switch (settings.getOrDefault("encoding", "").strip()) {
            case "" -> Encoding.EITHER;
            case "json" -> Encoding.JSON;
            case "xml" -> Encoding.XML;
            default -> throw new IllegalArgumentException("encoding is json or xml");
        };
    }

    /// @throws IllegalArgumentException for a Schema of another Format, or settings that mean nothing
    @Override
    public Writer writer(Schema schema, Map<String, String> settings) {
        return encoding(settings) == Encoding.XML
                ? new FhirXmlWriter(schema, versionOf(schema))
                : new FhirWriter(schema, versionOf(schema));
    }

    private FhirVersion versionOf(Schema schema) {
        return version(schema.ref())
                .orElseThrow(() -> new IllegalArgumentException(schema.ref() + " is no version of FHIR"));
    }

    @Override
    public Value resolve(Value.Group root, Value.Group from, String reference) {
        return FhirReferences.resolve(root, from, reference);
    }
}
