package io.suture.engine.schema;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What a Field may hold: a leaf, or Fields of its own, expanded when first asked for. Types may contain themselves;
/// nothing here walks down further than asked.
public final class FieldType {

    /// The sorts of types.
    public enum Kind {
        /// A message, segment group, Bundle, resource or backbone element.
        GROUP,
        /// An HL7 segment: fields are numbered, path text has `-` before the number.
        SEGMENT,
        /// A data type with parts: CX, HumanName.
        COMPOSITE,
        /// A leaf.
        PRIMITIVE,
        /// FHIR's `value[x]`: its children are the typed alternatives (`valueQuantity`); paths skip the choice itself.
        CHOICE
    }

    private final String name;
    private final Kind kind;
    private @Nullable Supplier<List<Field>> expansion;
    private volatile @Nullable Children children;

    private record Children(List<Field> fields, Map<String, Field> byName) {}

    private FieldType(String name, Kind kind, Supplier<List<Field>> expansion) {
        this.name = name;
        this.kind = kind;
        this.expansion = expansion;
    }

    /// A type whose Fields are found when first asked for; the supplier is called at most once per success.
    public static FieldType of(String name, Kind kind, Supplier<List<Field>> expansion) {
        return new FieldType(name, kind, expansion);
    }

    public static FieldType primitive(String name) {
        return new FieldType(name, Kind.PRIMITIVE, List::of);
    }

    /// The standard's name: `XPN`, `HumanName`, `date`, `OBX`, `Observation.component`.
    public String name() {
        return name;
    }

    public Kind kind() {
        return kind;
    }

    public boolean isLeaf() {
        return kind == Kind.PRIMITIVE;
    }

    /// Its Fields in the standard's order; empty for leaves.
    public List<Field> fields() {
        return children().fields();
    }

    /// The Field of that name, looked for through choices: `valueQuantity` is found beneath `value[x]`.
    public Optional<Field> field(String name) {
        return Optional.ofNullable(children().byName().get(name));
    }

    private Children children() {
        Children known = children;
        if (known == null) {
            synchronized (this) {
                known = children;
                if (known == null && expansion != null) {
                    known = index(List.copyOf(expansion.get()));
                    children = known;
                    expansion = null;
                }
            }
        }
        if (known == null) {
            throw new IllegalStateException("type " + name + " has neither fields nor a way to find them");
        }
        return known;
    }

    private static Children index(List<Field> fields) {
        Map<String, Field> byName = fields.stream().collect(Collectors.toMap(Field::name, field -> field, (a, b) -> a));
        for (Field field : fields) {
            if (field.type().kind() == Kind.CHOICE) {
                field.type().fields().forEach(alternative -> byName.putIfAbsent(alternative.name(), alternative));
            }
        }
        return new Children(fields, byName);
    }

    @Override
    public String toString() {
        return name;
    }
}
