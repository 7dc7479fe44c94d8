package io.suture.engine.format.fhir;

import io.suture.engine.format.Format;
import io.suture.engine.report.Problem;
import io.suture.engine.schema.FieldType;
import io.suture.engine.value.Fields;
import io.suture.engine.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/// Reads FHIR JSON as a stream. Numbers keep their digits, unknown properties are kept with a word about them,
/// and where a list holds `null` (beside a `_name` list) the place is kept by [Value.Null], so that both lists
/// still agree.
final class FhirReader implements Format.Reader {
    private static final JsonFactory JSON = new JsonFactory();

    private final FieldType root;
    private final FhirVersion version;
    private final int maximumDepth;

    FhirReader(FieldType root, FhirVersion version, int maximumDepth) {
        this.root = root;
        this.version = version;
        this.maximumDepth = maximumDepth;
    }

    private static final class TooDeep extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    @Override
    public Value.Group read(byte[] bytes, Consumer<Problem> problems) {
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), bytes)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                problems.accept(
                        Problem.error("not-fhir", "", "This is not a FHIR resource: it does not begin with {."));
                return Fields.builder().build();
            }
            Value.Group resource = object(json, root, root.name(), 1, problems);
            if (json.nextToken() != null) {
                problems.accept(Problem.error("not-fhir", "", "Something follows after the end of the resource."));
            }
            String type = resource.get("resourceType") instanceof Value.Text text ? text.text() : "";
            if (root.kind() == FieldType.Kind.GROUP && !type.equals(root.name())) {
                problems.accept(Problem.error(
                        "resource-type",
                        "resourceType",
                        "This channel reads " + root.name() + ", and the message says that it is something else."));
            }
            return resource;
        } catch (TooDeep deep) {
            problems.accept(
                    Problem.error("too-deep", "", "Objects and lists are nested more than " + maximumDepth + " deep."));
        } catch (JacksonException broken) {
            var place = broken.getLocation();
            problems.accept(Problem.error(
                    "not-json",
                    place == null ? "" : "line " + place.getLineNr() + ", column " + place.getColumnNr(),
                    "The JSON breaks off or is not well formed here."));
        }
        return Fields.builder().build();
    }

    private Value.Group object(
            JsonParser json, FieldType declared, String path, int depth, Consumer<Problem> problems) {
        FieldType type = declared;
        if (depth > maximumDepth) {
            throw new TooDeep();
        }
        Fields.Builder parts = Fields.builder();
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = json.currentName();
            var field = type.field(name);
            if (field.isEmpty() && type.kind() != FieldType.Kind.PRIMITIVE && isUnknown(type, name)) {
                problems.accept(Problem.info(
                        "unknown-property",
                        path + "." + name,
                        version.title() + " has no " + name + " here. It is kept as it is."));
            }
            json.nextToken();
            FieldType inner = field.map(found -> found.type()).orElse(ANYTHING);
            Value value = value(json, inner, path + "." + name, depth + 1, problems);
            if (FhirTypes.isReserved(name) && type.name().equals("Resource") && value instanceof Value.Text said) {
                type = version.resource(said.text()).orElse(declared);
            }
            parts.add(name, value);
        }
        return parts.build();
    }

    private static final FieldType ANYTHING = FieldType.primitive("anything");

    /// Fields of a resource whose type only its own `resourceType` tells cannot be called unknown.
    private static boolean isUnknown(FieldType type, String name) {
        return !FhirTypes.isReserved(name)
                && !type.name().equals("Resource")
                && !type.name().equals("anything")
                && !name.equals("fhir_comments");
    }

    private Value value(JsonParser json, FieldType type, String path, int depth, Consumer<Problem> problems) {
        return switch (json.currentToken()) {
            case START_OBJECT -> {
                Value.Group object = object(json, type, path, depth, problems);
                yield object.size() == 0 ? Value.Absent.ABSENT : object;
            }
            case START_ARRAY -> array(json, type, path, depth, problems);
            case VALUE_NULL -> Value.Null.NULL;
            default -> Value.text(json.getString());
        };
    }

    private Value array(JsonParser json, FieldType type, String path, int depth, Consumer<Problem> problems) {
        if (depth > maximumDepth) {
            throw new TooDeep();
        }
        List<Value> items = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (json.currentToken() == null) {
                break;
            }
            items.add(value(json, type, path + "[" + (items.size() + 1) + "]", depth + 1, problems));
        }
        return Value.Repeat.of(items);
    }
}
