package io.suture.engine.format.xml;

import io.suture.engine.schema.Cardinality;
import io.suture.engine.schema.Field;
import io.suture.engine.schema.FieldType;
import io.suture.engine.schema.FieldType.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What may stand in an element, and the FieldType that shows it. Contents are looked at when first asked for.
final class XmlShape {
    /// An element of which nothing is known: formulas may take it for anything.
    static final XmlShape ANYTHING = new XmlShape(FieldType.primitive("varies"));

    /// The character data beside attributes or elements.
    static final String TEXT = "#text";

    private final FieldType type;
    private final @Nullable Supplier<Content> expansion;
    private volatile @Nullable Content content;

    /// One attribute or element.
    ///
    /// @param field what paths call it
    /// @param erasable whether the schema lets it say `xsi:nil`
    record Part(
            String field,
            QName name,
            boolean attribute,
            XmlShape shape,
            Cardinality cardinality,
            boolean erasable,
            String documentation) {}

    /// What stands in an element that is no leaf.
    ///
    /// @param text    the type of its character data; null where none is expected
    /// @param mixed   whether character data may stand between elements
    /// @param ordered whether the elements have one order
    /// @param open    whether elements that are not named here are foreseen
    record Content(@Nullable FieldType text, boolean mixed, boolean ordered, boolean open, List<Part> parts) {
        Content {
            parts = List.copyOf(parts);
        }
    }

    /// Parts by how they are looked for.
    private record Index(Map<QName, Part> elements, Map<QName, Part> attributes, Map<String, Part> fields) {}

    private volatile @Nullable Index index;

    /// A leaf.
    XmlShape(FieldType leaf) {
        this.type = leaf;
        this.expansion = null;
    }

    XmlShape(String name, Supplier<Content> expansion) {
        this.expansion = expansion;
        this.type = FieldType.of(name, Kind.GROUP, this::fields);
    }

    FieldType type() {
        return type;
    }

    boolean isLeaf() {
        return expansion == null;
    }

    /// Null for leaves.
    @Nullable
    Content content() {
        Content known = content;
        if (known == null && expansion != null) {
            known = expansion.get();
            content = known;
        }
        return known;
    }

    private Index index() {
        Index known = index;
        if (known == null) {
            known = new Index(new HashMap<>(), new HashMap<>(), new HashMap<>());
            Content inside = content();
            if (inside != null) {
                for (Part part : inside.parts()) {
                    (part.attribute() ? known.attributes() : known.elements()).put(part.name(), part);
                    known.fields().put(part.field(), part);
                }
            }
            index = known;
        }
        return known;
    }

    @Nullable
    Part element(QName name) {
        return index().elements().get(name);
    }

    @Nullable
    Part attribute(QName name) {
        return index().attributes().get(name);
    }

    @Nullable
    Part field(String name) {
        return index().fields().get(name);
    }

    /// The type of a whole message whose element has this shape.
    FieldType standing() {
        return isLeaf() ? FieldType.of("element", Kind.GROUP, () -> List.of(text(type, Cardinality.OPTIONAL))) : type;
    }

    private List<Field> fields() {
        List<Field> fields = new ArrayList<>();
        Content inside = content();
        if (inside == null) {
            return fields;
        }
        for (Part part : inside.parts()) {
            if (part.attribute()) {
                fields.add(field(part));
            }
        }
        if (inside.mixed()) {
            fields.add(text(XmlLeaf.STRING, Cardinality.REPEATING));
        } else if (inside.text() != null) {
            fields.add(text(inside.text(), Cardinality.OPTIONAL));
        }
        for (Part part : inside.parts()) {
            if (!part.attribute()) {
                fields.add(field(part));
            }
        }
        return fields;
    }

    private static Field text(FieldType type, Cardinality cardinality) {
        return new Field(TEXT, "Text", type, cardinality, null, "Character data of the element");
    }

    private static Field field(Part part) {
        return new Field(
                part.field(), part.name().local(), part.shape().type(), part.cardinality(), null, part.documentation());
    }
}
