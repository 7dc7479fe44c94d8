package io.suture.engine.format.fhir;

import io.suture.engine.schema.Field;
import io.suture.engine.schema.FieldType;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// What the writer needs to know of a Field, found once: its name as it stands in JSON, whether it is a list, what its
/// leaf must look like.
///
/// @param name  as the Schema says it
/// @param head  the name as it stands in JSON, with quotes and colon
/// @param list  whether it is a list
/// @param shape what a leaf must look like; null for what has parts
/// @param type  its type
final class Member {
    private static final Map<FieldType, Members> KNOWN = new ConcurrentHashMap<>();

    final String name;
    final byte[] head;
    final boolean list;
    final @Nullable FhirShape shape;
    final FieldType type;
    final boolean resource;
    private @Nullable Members beneath;

    private Member(String name, Field field) {
        this.name = name;
        this.head = head(name);
        this.list = field.cardinality().repeats();
        this.type = field.type();
        this.shape = type.isLeaf() ? FhirShape.of(type.name()) : null;
        this.resource = type.name().equals("Resource");
    }

    static byte[] head(String name) {
        var json = new JsonBytes(name.length() + 4);
        json.string(name);
        json.ascii(':');
        return json.toBytes();
    }

    /// The members of its type; the race to find them is harmless, since they are the same.
    Members beneath() {
        Members found = beneath;
        if (found == null) {
            found = of(type);
            beneath = found;
        }
        return found;
    }

    static Members of(FieldType type) {
        return KNOWN.computeIfAbsent(type, Members::new);
    }

    /// The members of a type by name, each found when first asked for.
    static final class Members {
        private final FieldType type;
        private final Map<String, Member> byName = new ConcurrentHashMap<>();

        private Members(FieldType type) {
            this.type = type;
        }

        /// The member of that name; null for what the type does not have.
        @Nullable
        Member find(String name) {
            Member known = byName.get(name);
            if (known != null) {
                return known;
            }
            Field field = type.field(name).orElse(null);
            return field == null ? null : byName.computeIfAbsent(name, key -> new Member(key, field));
        }
    }

    @Override
    public String toString() {
        return new String(head, StandardCharsets.UTF_8);
    }
}
