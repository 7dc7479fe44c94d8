package io.suture.engine.format.fhir;

import io.suture.engine.schema.Field;
import io.suture.engine.schema.FieldType;
import io.suture.engine.schema.Schema;
import io.suture.engine.value.Fields;
import io.suture.engine.value.Value;
import java.util.ArrayList;
import java.util.List;

/// A Bundle whose entries a mapping calls by names: a Group whose parts are the entries by name, in the order in which
/// they are to stand, each with `fullUrl`, `resource` and `request`.
final class NamedEntries {
    /// What such a Bundle says of itself, besides its type.
    static final List<String> OWN = List.of("identifier", "timestamp");
    /// Of a Bundle that no row gives another type.
    static final String USUAL_TYPE = "transaction";

    private NamedEntries() {}

    static boolean are(Schema schema) {
        return schema.root().name().equals("Bundle")
                && schema.root().field("entry").isEmpty();
    }

    /// The same as the standard's Bundle.
    static Value.Group bundle(Value.Group message, Schema schema) {
        Fields.Builder bundle = Fields.builder().add("resourceType", Value.text("Bundle"));
        bundle.add("type", message.get("type") instanceof Value.Text type ? type : Value.text(USUAL_TYPE));
        OWN.forEach(own -> bundle.add(own, message.get(own)));
        List<Value> entries = new ArrayList<>();
        for (int i = 0; i < message.size(); i++) {
            FieldType type =
                    schema.root().field(message.name(i)).map(Field::type).orElse(null);
            if (type != null && type.kind() == FieldType.Kind.GROUP) {
                for (Value entry : Value.items(message.value(i))) {
                    if (entry instanceof Value.Group group) {
                        entries.add(entry(group, type));
                    }
                }
            }
        }
        return bundle.add("entry", Value.Repeat.of(entries)).build();
    }

    private static Value entry(Value.Group entry, FieldType type) {
        Fields.Builder whole = Fields.builder().add("fullUrl", entry.get("fullUrl"));
        if (entry.get("resource") instanceof Value.Group resource) {
            whole.add("resource", named(resource, type));
        }
        return whole.add("request", entry.get("request")).build();
    }

    private static Value.Group named(Value.Group resource, FieldType type) {
        if (resource.get("resourceType") != Value.Absent.ABSENT) {
            return resource;
        }
        Fields.Builder named = Fields.builder().add("resourceType", Value.text(type.name()));
        for (int i = 0; i < resource.size(); i++) {
            named.add(resource.name(i), resource.value(i));
        }
        return named.build();
    }
}
