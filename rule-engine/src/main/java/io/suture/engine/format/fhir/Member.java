package io.suture.engine.format.fhir;

import io.suture.engine.schema.Field;
import io.suture.engine.schema.FieldType;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
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
    final String name;
    final byte[] head;
    final boolean list;
    final @Nullable FhirShape shape;
    final FieldType type;
    final boolean resource;
    private final Known known;
    private @Nullable Members beneath;

    private Member(String name, Field field, Known known) {
        this.known = known;
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
            found = known.of(type);
            beneath = found;
        }
        return found;
    }

    /// What one writer has found so far. Not shared by all: the types of a channel's profiles and Bundles go with it.
    static final class Known {
        private final Map<FieldType, Members> byType = new ConcurrentHashMap<>();

        Members of(FieldType type) {
            Members known = byType.get(type);
            return known != null ? known : byType.computeIfAbsent(type, one -> new Members(one, this));
        }
    }

    /// The members of a type by name, each found when first asked for.
    static final class Members {
        private static final int MOST_AT_HAND = 32;

        private final FieldType type;
        private final Known known;
        private final Map<String, Member> byName = new ConcurrentHashMap<>();
        /// Those found so far, in the order in which they were: looked through by identity, since a mapping's part
        /// names
        /// are interned. A race loses one that is found again.
        private volatile Member[] atHand = {};

        private Members(FieldType type, Known known) {
            this.type = type;
            this.known = known;
        }

        /// The member of that name; null for what the type does not have.
        @Nullable
        Member find(String name) {
            for (Member member : atHand) {
                if (member.name == name) {
                    return member;
                }
            }
            Member before = byName.get(name);
            if (before != null) {
                return before;
            }
            Field field = type.field(name).orElse(null);
            if (field == null) {
                return null;
            }
            Member found = byName.computeIfAbsent(name.intern(), key -> new Member(key, field, known));
            Member[] few = atHand;
            if (few.length < MOST_AT_HAND) {
                Member[] after = Arrays.copyOf(few, few.length + 1);
                after[few.length] = found;
                atHand = after;
            }
            return found;
        }
    }

    @Override
    public String toString() {
        return new String(head, StandardCharsets.UTF_8);
    }
}
