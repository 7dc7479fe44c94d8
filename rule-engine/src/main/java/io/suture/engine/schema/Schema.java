package io.suture.engine.schema;

import io.suture.engine.value.FieldPath;
import java.util.Optional;

/// A tree of Fields: what a Message of one kind may hold.
///
/// @param ref   how documents name it
/// @param title how people name it: `ORU^R01 2.5.1`, `FHIR R4 Patient`
/// @param root  the type at the top, whose Fields a FieldPath's first name is one of
public record Schema(SchemaRef ref, String title, FieldType root) {

    /// The Field at a path, or empty when the schema has no such place. The root path has no Field.
    public Optional<Field> find(FieldPath path) {
        FieldType type = root;
        Field found = null;
        for (String name : path.names()) {
            Optional<Field> next = type.field(name);
            if (next.isEmpty()) {
                return Optional.empty();
            }
            found = next.get();
            type = found.type();
        }
        return Optional.ofNullable(found);
    }
}
