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

/// FHIR R4 in JSON: any resource, any data type, and Bundles of named entries.
///
/// Settings of a reader: `maximumDepth` (nested objects and arrays, default 64).
public final class FhirFormat implements Format {
    private static final String VERSION = "r4";

    /// HAPI's model is read when the first schema is asked for, so that whoever maps v2 to v2 never waits for it.
    private static final class Model {
        private static final FhirTypes TYPES = new FhirTypes();
    }

    private final Map<SchemaRef, Schema> known = new ConcurrentHashMap<>();

    @Override
    public String id() {
        return "fhir";
    }

    @Override
    public List<SchemaRef> schemas() {
        return Model.TYPES.resources().stream()
                .map(name -> new SchemaRef(id(), VERSION, name))
                .toList();
    }

    @Override
    public Optional<Schema> schema(SchemaRef ref) {
        if (!ref.format().equals(id()) || !ref.version().equals(VERSION)) {
            return Optional.empty();
        }
        Schema schema = known.get(ref);
        if (schema == null) {
            Optional<FieldType> type =
                    ref.isPart() ? Model.TYPES.datatype(ref.name().substring(1)) : Model.TYPES.resource(ref.name());
            if (type.isEmpty()) {
                return Optional.empty();
            }
            schema = new Schema(ref, "FHIR R4 " + ref.name().replace("#", ""), type.get());
            known.putIfAbsent(ref, schema);
        }
        return Optional.of(schema);
    }

    @Override
    public Optional<Schema> bundle(SchemaRef ref, Map<String, String> resourceByEntry) {
        if (!ref.format().equals(id())
                || !ref.version().equals(VERSION)
                || !ref.name().equals("Bundle")) {
            return Optional.empty();
        }
        List<Field> fields = new ArrayList<>();
        FieldType bundle = Model.TYPES.resource("Bundle").orElseThrow();
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
            Optional<FieldType> resource = Model.TYPES.resource(entry.getValue());
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
        return Optional.of(new Schema(ref, "FHIR R4 Bundle", FieldType.of("Bundle", Kind.GROUP, () -> all)));
    }

    @Override
    public Reader reader(Schema schema, Map<String, String> settings) {
        return new FhirReader(
                schema.root(), FhirFormat::resource, Integer.parseInt(settings.getOrDefault("maximumDepth", "64")));
    }

    @Override
    public Writer writer(Schema schema, Map<String, String> settings) {
        return new FhirWriter(schema, FhirFormat::resource);
    }

    private static Optional<FieldType> resource(String name) {
        return Model.TYPES.resource(name);
    }

    @Override
    public Value resolve(Value.Group root, Value.Group from, String reference) {
        return FhirReferences.resolve(root, from, reference);
    }
}
