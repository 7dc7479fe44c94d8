package io.suture.engine.format.fhir;

import io.suture.engine.format.Format;
import io.suture.engine.report.Problem;
import io.suture.engine.schema.Field;
import io.suture.engine.schema.FieldType;
import io.suture.engine.schema.Schema;
import io.suture.engine.value.Value;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// Writes FHIR JSON as a stream, without building a tree: the schema says what is a list, a number or a truth value,
/// and
/// what a leaf must look like. A leaf that does not look so is left out with a Problem, never written and never silent.
///
/// A Bundle of named entries is a Group whose parts are the entries by name, in the order in which they are to stand,
/// each
/// with `fullUrl`, `resource` (which names its `resourceType`) and `request`.
final class FhirWriter implements Format.Writer {
    private static final JsonFactory JSON = new JsonFactory();
    private static final int USUAL_SIZE = 8 * 1024;

    private final Schema schema;
    private final boolean bundle;
    private final Function<String, Optional<FieldType>> resources;
    /// Resource types as HAPI knows them, looked up once: its own look-up costs more than writing a small resource.
    private final Map<String, Optional<FieldType>> known = new ConcurrentHashMap<>();

    FhirWriter(Schema schema, Function<String, Optional<FieldType>> resources) {
        this.schema = schema;
        this.bundle = schema.root().name().equals("Bundle")
                && schema.root().field("entry").isEmpty();
        this.resources = resources;
    }

    @Override
    public String mediaType() {
        return "application/fhir+json";
    }

    @Override
    public String extension() {
        return "json";
    }

    @Override
    public byte[] write(Value.Group message, Consumer<Problem> problems) {
        var bytes = new ByteArrayOutputStream(USUAL_SIZE);
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), bytes, JsonEncoding.UTF8)) {
            if (bundle) {
                writeBundle(message, json, problems);
            } else {
                writeResource(message, schema.root(), schema.root().name(), json, problems);
            }
        }
        return bytes.toByteArray();
    }

    private void writeBundle(Value.Group message, JsonGenerator json, Consumer<Problem> problems) {
        json.writeStartObject();
        json.writeStringProperty("resourceType", "Bundle");
        Value type = message.get("type");
        json.writeStringProperty("type", type instanceof Value.Text text ? text.text() : "transaction");
        for (String own : List.of("identifier", "timestamp")) {
            Field field = schema.root().field(own).orElse(null);
            Value value = message.get(own);
            if (field != null && value != Value.Absent.ABSENT) {
                property(field, own, value, false, own, json, problems);
            }
        }
        boolean open = false;
        for (int i = 0; i < message.size(); i++) {
            String name = message.name(i);
            Field field = schema.root().field(name).orElse(null);
            if (field == null || !field.type().kind().equals(FieldType.Kind.GROUP)) {
                continue;
            }
            for (Value entry : Value.items(message.value(i))) {
                if (entry instanceof Value.Group group) {
                    if (!open) {
                        json.writeName("entry");
                        json.writeStartArray();
                        open = true;
                    }
                    writeEntry(group, field, json, problems);
                }
            }
        }
        if (open) {
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    private void writeEntry(Value.Group entry, Field field, JsonGenerator json, Consumer<Problem> problems) {
        json.writeStartObject();
        if (entry.get("fullUrl") instanceof Value.Text url) {
            json.writeStringProperty("fullUrl", url.text());
        }
        if (entry.get("resource") instanceof Value.Group resource) {
            json.writeName("resource");
            writeResource(resource, field.type(), field.name(), json, problems);
        }
        if (entry.get("request") instanceof Value.Group request) {
            json.writeName("request");
            json.writeStartObject();
            for (int i = 0; i < request.size(); i++) {
                if (request.value(i) instanceof Value.Text text) {
                    json.writeStringProperty(request.name(i), text.text());
                }
            }
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private void writeResource(
            Value.Group resource, FieldType declared, String path, JsonGenerator json, Consumer<Problem> problems) {
        FieldType type = declared;
        String name = declared.name();
        if (resource.get("resourceType") instanceof Value.Text said) {
            name = said.text();
            if (!name.equals(declared.name())) {
                type = known.computeIfAbsent(name, resources).orElse(declared);
            }
        }
        json.writeStartObject();
        json.writeStringProperty("resourceType", name);
        members(resource, type, path, json, problems);
        json.writeEndObject();
    }

    private void members(
            Value.Group group, FieldType type, String path, JsonGenerator json, Consumer<Problem> problems) {
        for (int i = 0; i < group.size(); i++) {
            String name = group.name(i);
            if (FhirTypes.isReserved(name)) {
                continue;
            }
            Value value = group.value(i);
            Field field = type.field(name).orElse(null);
            if (field == null) {
                json.writeName(name);
                unknown(value, json);
            } else {
                property(field, name, value, isPaired(group, name), path, json, problems);
            }
        }
    }

    /// Whether this list and the one with its extensions keep each other's places with `null`.
    private static boolean isPaired(Value.Group group, String name) {
        return name.startsWith(FhirTypes.BESIDE)
                ? group.get(name.substring(1)) != Value.Absent.ABSENT
                : group.get(FhirTypes.BESIDE + name) != Value.Absent.ABSENT;
    }

    private void property(
            Field field,
            String name,
            Value value,
            boolean paired,
            String path,
            JsonGenerator json,
            Consumer<Problem> problems) {
        boolean list = field.cardinality().repeats();
        if (isEmpty(value, field, path, problems) && !(paired && list)) {
            return;
        }
        json.writeName(name);
        if (list) {
            json.writeStartArray();
            for (Value item : Value.items(value)) {
                if (paired && item == Value.Null.NULL) {
                    json.writeNull();
                } else if (!isEmpty(item, field, path, problems)) {
                    one(field, item, path, json, problems);
                }
            }
            json.writeEndArray();
        } else {
            if (value instanceof Value.Repeat repeat) {
                problems.accept(Problem.warning(
                        "one-of-several",
                        path + "." + name,
                        name + " may stand once only; the first of "
                                + repeat.items().size() + " values was taken."));
                one(field, repeat.items().getFirst(), path, json, problems);
            } else {
                one(field, value, path, json, problems);
            }
        }
    }

    /// Whether nothing would stand there. What has the wrong shape is said here, once.
    private static boolean isEmpty(Value value, Field field, String path, Consumer<Problem> problems) {
        return switch (value) {
            case Value.Text text -> {
                if (!field.type().isLeaf()) {
                    problems.accept(Problem.warning(
                            "value-shape",
                            path + "." + field.name(),
                            field.name() + " is a " + field.type().name()
                                    + " and cannot be a single text; it was left out. Fill the fields beneath it."));
                    yield true;
                }
                String shape = FhirShapes.complaint(field.type().name(), text.text());
                if (shape != null) {
                    problems.accept(Problem.warning(
                            "value-shape",
                            path + "." + field.name(),
                            field.name() + " " + shape + " It was left out."));
                }
                yield shape != null;
            }
            case Value.Group group -> isEmpty(group, field, path, problems);
            case Value.Repeat repeat ->
                repeat.items().stream().allMatch(item -> isEmpty(item, field, path, ignored -> {}));
            case Value.Binary binary -> false;
            case Value.Null erase -> true;
            case Value.Absent absent -> true;
        };
    }

    private static boolean isEmpty(Value.Group group, Field field, String path, Consumer<Problem> problems) {
        if (field.type().isLeaf()) {
            problems.accept(Problem.warning(
                    "value-shape",
                    path + "." + field.name(),
                    field.name() + " is a " + field.type().name()
                            + ", a single value; it was left out. Name one part."));
            return true;
        }
        for (int i = 0; i < group.size(); i++) {
            if (!FhirTypes.isReserved(group.name(i)) && group.value(i) != Value.Null.NULL && !hollow(group.value(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean hollow(Value value) {
        return value instanceof Value.Group group && group.size() == 0;
    }

    private void one(Field field, Value value, String path, JsonGenerator json, Consumer<Problem> problems) {
        switch (value) {
            case Value.Text text -> leaf(field.type().name(), text.text(), json);
            case Value.Group group -> {
                if (field.type().name().equals("Resource")) {
                    writeResource(group, field.type(), path + "." + field.name(), json, problems);
                } else {
                    json.writeStartObject();
                    members(group, field.type(), path + "." + field.name(), json, problems);
                    json.writeEndObject();
                }
            }
            case Value.Binary binary -> json.writeString(binary.handle());
            case Value.Repeat repeat -> one(field, repeat.items().getFirst(), path, json, problems);
            case Value.Null erase -> json.writeNull();
            case Value.Absent absent -> json.writeNull();
        }
    }

    /// Digits are written as they are: FHIR's decimals carry their precision.
    private static void leaf(String type, String text, JsonGenerator json) {
        switch (type) {
            case "boolean" -> json.writeBoolean(text.equals("true"));
            case "decimal", "integer", "positiveInt", "unsignedInt" -> json.writeNumber(text);
            default -> json.writeString(text);
        }
    }

    private static void unknown(@Nullable Value value, JsonGenerator json) {
        switch (value) {
            case null -> json.writeNull();
            case Value.Text text -> json.writeString(text.text());
            case Value.Group group -> {
                json.writeStartObject();
                for (int i = 0; i < group.size(); i++) {
                    json.writeName(group.name(i));
                    unknown(group.value(i), json);
                }
                json.writeEndObject();
            }
            case Value.Repeat repeat -> {
                json.writeStartArray();
                repeat.items().forEach(item -> unknown(item, json));
                json.writeEndArray();
            }
            case Value.Binary binary -> json.writeString(binary.handle());
            case Value.Null erase -> json.writeNull();
            case Value.Absent absent -> json.writeNull();
        }
    }
}
