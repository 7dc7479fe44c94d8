package io.suture.engine.format.fhir;

import io.suture.engine.format.Format;
import io.suture.engine.report.Problem;
import io.suture.engine.schema.Cardinality;
import io.suture.engine.schema.FhirProfile;
import io.suture.engine.schema.Field;
import io.suture.engine.schema.FieldType;
import io.suture.engine.schema.FieldType.Kind;
import io.suture.engine.schema.Schema;
import io.suture.engine.schema.SchemaDefinition;
import io.suture.engine.schema.SchemaRef;
import io.suture.engine.value.Value;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
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
    private final Map<SchemaRef, FhirProfile> profiles;
    private final Map<SchemaRef, Schema> known = new ConcurrentHashMap<>();

    public FhirFormat() {
        this(Map.of());
    }

    private FhirFormat(Map<SchemaRef, FhirProfile> profiles) {
        this.profiles = profiles;
    }

    /// The Format that knows a Channel's profiles besides; definitions of other formats are left aside.
    public FhirFormat with(Collection<SchemaDefinition> definitions) {
        Map<SchemaRef, FhirProfile> all = new HashMap<>(profiles);
        for (SchemaDefinition definition : definitions) {
            if (definition.content() instanceof FhirProfile profile) {
                all.put(definition.ref(), profile);
            }
        }
        return all.equals(profiles) ? this : new FhirFormat(Map.copyOf(all));
    }

    /// What is wrong with a profile, placed in its document.
    public static List<Problem> check(FhirProfile profile) {
        return FhirVersion.of(profile.version())
                .map(version -> new ProfiledTypes(version).check(profile))
                .orElseGet(() -> List.of(
                        Problem.error("unknown-version", "standard", "FHIR's versions are r4, r4b and r5 here.")));
    }

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
        profiles.keySet().stream()
                .sorted(Comparator.comparing(SchemaRef::toString))
                .forEach(all::add);
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

    private Optional<Schema> make(SchemaRef ref, FhirVersion version) {
        if (!ref.profile().isEmpty()) {
            return profiled(ref, version);
        }
        FhirTypes types = version.types();
        String name = ref.isPart() ? ref.name().substring(1) : ref.name();
        return (ref.isPart() ? types.datatype(name) : types.resource(name))
                .map(type -> new Schema(ref, version.title() + " " + name, type));
    }

    private Optional<Schema> profiled(SchemaRef ref, FhirVersion version) {
        FhirProfile profile = profiles.get(ref);
        return profile == null
                ? Optional.empty()
                : version.resource(profile.resource())
                        .map(type -> new Schema(
                                ref,
                                version.title() + " " + profile.resource() + ", " + ref.profile(),
                                new ProfiledTypes(version).over(type, profile)));
    }

    @Override
    public Optional<Schema> bundle(SchemaRef ref, Map<String, String> resourceByEntry) {
        return ref.name().equals("Bundle")
                ? version(ref).flatMap(version -> bundle(ref, version, resourceByEntry))
                : Optional.empty();
    }

    private Optional<Schema> bundle(SchemaRef ref, FhirVersion version, Map<String, String> resourceByEntry) {
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
            Optional<FieldType> resource = schema(new SchemaRef(ref.format(), ref.version(), entry.getValue()))
                    .map(Schema::root);
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
