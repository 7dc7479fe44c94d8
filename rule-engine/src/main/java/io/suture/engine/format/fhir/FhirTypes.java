package io.suture.engine.format.fhir;

import ca.uhn.fhir.context.BaseRuntimeChildDefinition;
import ca.uhn.fhir.context.BaseRuntimeDeclaredChildDefinition;
import ca.uhn.fhir.context.BaseRuntimeElementCompositeDefinition;
import ca.uhn.fhir.context.BaseRuntimeElementDefinition;
import ca.uhn.fhir.context.BaseRuntimeElementDefinition.ChildTypeEnum;
import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.RuntimeChildChoiceDefinition;
import ca.uhn.fhir.context.RuntimeChildPrimitiveEnumerationDatatypeDefinition;
import io.suture.engine.schema.Cardinality;
import io.suture.engine.schema.Field;
import io.suture.engine.schema.FieldType;
import io.suture.engine.schema.FieldType.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/// The types of one version of FHIR as FieldTypes, from HAPI's own model of the standard. Each is made once, when first
/// asked for,
/// and is the same object wherever it stands; types that hold themselves are therefore no larger than others
/// (decision 0003).
final class FhirTypes {
    /// Primitives may have an id and extensions; JSON keeps them beside the value, under its name with `_` before it.
    static final String BESIDE = "_";

    private final FhirContext context;
    private final Map<BaseRuntimeElementDefinition<?>, FieldType> types = new ConcurrentHashMap<>();
    private final FieldType resource = FieldType.of("Resource", Kind.GROUP, List::of);
    private final FieldType element;

    FhirTypes(FhirVersion version) {
        this.context = version.context();
        Field extension = new Field(
                "extension",
                "Extension",
                FieldType.of(
                        "Extension",
                        Kind.COMPOSITE,
                        () -> datatype("Extension").orElseThrow().fields()),
                Cardinality.REPEATING,
                null,
                "Additional content defined by implementations");
        Field id = new Field("id", "Id", FieldType.primitive("string"), Cardinality.OPTIONAL, null, "Element id");
        element = FieldType.of("Element", Kind.COMPOSITE, () -> List.of(id, extension));
    }

    /// Names of all resources, sorted.
    List<String> resources() {
        return List.copyOf(new TreeSet<>(context.getResourceTypes()));
    }

    /// The type of a resource; empty when this version has none of that name.
    Optional<FieldType> resource(String name) {
        if (!context.getResourceTypes().contains(name)) {
            return Optional.empty();
        }
        return Optional.of(type(context.getResourceDefinition(name)));
    }

    /// A data type by its name: `HumanName`, `Quantity`, `date`.
    Optional<FieldType> datatype(String name) {
        return name.isBlank()
                ? Optional.empty()
                : Optional.ofNullable(context.getElementDefinition(name)).map(this::type);
    }

    private FieldType type(BaseRuntimeElementDefinition<?> definition) {
        FieldType known = types.get(definition);
        if (known != null) {
            return known;
        }
        FieldType made = make(definition);
        FieldType first = types.putIfAbsent(definition, made);
        return first == null ? made : first;
    }

    private FieldType make(BaseRuntimeElementDefinition<?> definition) {
        return switch (definition.getChildType()) {
            case RESOURCE -> FieldType.of(definition.getName(), Kind.GROUP, () -> fields(definition));
            case RESOURCE_BLOCK -> FieldType.of(definition.getName(), Kind.GROUP, () -> fields(definition));
            case COMPOSITE_DATATYPE -> FieldType.of(definition.getName(), Kind.COMPOSITE, () -> fields(definition));
            case EXTENSION_DECLARED, UNDECL_EXT -> FieldType.of("Extension", Kind.COMPOSITE, () -> fields(definition));
            case PRIMITIVE_DATATYPE, PRIMITIVE_XHTML, PRIMITIVE_XHTML_HL7ORG, ID_DATATYPE ->
                FieldType.primitive(definition.getName());
            case CONTAINED_RESOURCE_LIST, CONTAINED_RESOURCES -> resource;
        };
    }

    private List<Field> fields(BaseRuntimeElementDefinition<?> definition) {
        List<Field> fields = new ArrayList<>();
        if (!(definition instanceof BaseRuntimeElementCompositeDefinition<?> composite)) {
            return fields;
        }
        for (BaseRuntimeChildDefinition child : composite.getChildrenAndExtension()) {
            Field field = field(child);
            if (fields.stream().noneMatch(known -> known.name().equals(field.name()))) {
                fields.add(field);
                if (field.type().isLeaf()
                        && !field.name().equals("id")
                        && !field.name().equals("url")) {
                    fields.add(beside(field));
                }
            }
        }
        return fields;
    }

    /// HAPI's model lists an extension under a name for each type of value; FHIR has one field of that name.
    private Field extension(String name) {
        return new Field(
                name,
                label(name),
                FieldType.of(
                        "Extension",
                        Kind.COMPOSITE,
                        () -> datatype("Extension").orElseThrow().fields()),
                Cardinality.REPEATING,
                null,
                "Additional content defined by implementations");
    }

    private Field beside(Field field) {
        return new Field(
                BESIDE + field.name(),
                field.label() + ", extensions",
                element,
                new Cardinality(0, field.cardinality().max()),
                null,
                "Id and extensions of " + field.name());
    }

    private Field field(BaseRuntimeChildDefinition child) {
        String name = child.getElementName();
        if (name.equals("extension") || name.equals("modifierExtension")) {
            return extension(name);
        }
        var cardinality = new Cardinality(child.getMin(), child.getMax() < 0 ? Cardinality.MANY : child.getMax());
        String description = "";
        Field.Binding binding = null;
        if (child instanceof BaseRuntimeDeclaredChildDefinition declared) {
            description = declared.getShortDefinition() == null ? "" : declared.getShortDefinition();
            String valueSet = declared.getBindingValueSet();
            if (valueSet != null && !valueSet.isEmpty()) {
                binding = new Field.Binding(
                        valueSet, child instanceof RuntimeChildPrimitiveEnumerationDatatypeDefinition);
            }
        }
        if (child instanceof RuntimeChildChoiceDefinition) {
            return new Field(name + "[x]", label(name), choice(child), cardinality, binding, description);
        }
        BaseRuntimeElementDefinition<?> type =
                child.getValidChildNames().contains(name) ? child.getChildByName(name) : null;
        if (type == null || type.getChildType() == ChildTypeEnum.RESOURCE || name.equals("contained")) {
            return new Field(name, label(name), resource, cardinality, binding, description);
        }
        return new Field(name, label(name), type(type), cardinality, binding, description);
    }

    private FieldType choice(BaseRuntimeChildDefinition child) {
        return FieldType.of(child.getElementName() + "[x]", Kind.CHOICE, () -> {
            List<Field> alternatives = new ArrayList<>();
            for (String name : new TreeSet<>(child.getValidChildNames())) {
                BaseRuntimeElementDefinition<?> type = child.getChildByName(name);
                boolean own = type != null && name.equalsIgnoreCase(child.getElementName() + type.getName());
                if (type != null && own) {
                    var alternative = new Field(
                            name, label(name), type(type), Cardinality.OPTIONAL, null, "As " + type.getName());
                    alternatives.add(alternative);
                    if (alternative.type().isLeaf()) {
                        alternatives.add(beside(alternative));
                    }
                }
            }
            return alternatives;
        });
    }

    /// `birthDate` to `Birth date`.
    private static String label(String name) {
        var label = new StringBuilder();
        for (char c : name.toCharArray()) {
            if (Character.isUpperCase(c) && !label.isEmpty()) {
                label.append(' ').append(Character.toLowerCase(c));
            } else {
                label.append(label.isEmpty() ? Character.toUpperCase(c) : c);
            }
        }
        return label.toString();
    }

    static boolean isReserved(String name) {
        return name.equals("resourceType");
    }
}
