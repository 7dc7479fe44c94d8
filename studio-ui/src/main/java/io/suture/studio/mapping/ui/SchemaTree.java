package io.suture.studio.mapping.ui;

import io.suture.engine.schema.Field;
import io.suture.engine.schema.FieldType;
import io.suture.engine.value.FieldPath;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The rows of a Schema: of its root type, or of a type whose Fields are a Bundle's named entries.
final class SchemaTree implements TreeSource {
    private final FieldType root;

    SchemaTree(FieldType root) {
        this.root = root;
    }

    @Override
    public List<FieldRow> children(FieldPath parent) {
        List<FieldType> above = types(parent);
        if (above.isEmpty() || above.getLast().isLeaf()) {
            return List.of();
        }
        // A choice's alternatives stand in paths without it: observation.valueQuantity beneath observation.value[x].
        FieldType type = above.getLast();
        FieldPath base = type.kind() == FieldType.Kind.CHOICE ? parent.parent() : parent;
        var rows = new ArrayList<FieldRow>();
        for (Field field : type.fields()) {
            FieldPath path = base.child(field.name());
            rows.add(new FieldRow(
                    path,
                    name(path, above),
                    field.label(),
                    typeName(field),
                    field.cardinality(),
                    !field.type().isLeaf(),
                    above.contains(field.type()),
                    help(path, field)));
        }
        // What FHIR puts beside an element (`_status`, its extensions) is seldom wanted, and halves what is in sight.
        rows.sort(Comparator.comparing(row -> row.name().startsWith("_")));
        return rows;
    }

    @Override
    public FieldPath parent(FieldPath path) {
        FieldPath parent = path.parent();
        if (path.isRoot()) {
            return parent;
        }
        List<FieldType> above = types(parent);
        if (above.isEmpty() || above.getLast().isLeaf()) {
            return parent;
        }
        for (Field field : above.getLast().fields()) {
            if (field.name().equals(path.last())) {
                return parent;
            }
            if (field.type().kind() == FieldType.Kind.CHOICE
                    && field.type().field(path.last()).isPresent()) {
                return parent.child(field.name());
            }
        }
        return parent;
    }

    /// The types from the root to a path; empty where the Schema has no such place.
    private List<FieldType> types(FieldPath path) {
        var types = new ArrayList<FieldType>();
        types.add(root);
        for (String name : path.names()) {
            Optional<Field> field = types.getLast().isLeaf()
                    ? Optional.empty()
                    : types.getLast().field(name);
            if (field.isEmpty()) {
                return List.of();
            }
            types.add(field.get().type());
        }
        return types;
    }

    /// HL7's parts of a segment are known by their segment: `PID-5.1`; anything else by its last name.
    private static String name(FieldPath path, List<FieldType> above) {
        for (int i = above.size() - 1; i > 0; i--) {
            if (above.get(i).kind() == FieldType.Kind.SEGMENT) {
                return new FieldPath(path.names().subList(i - 1, path.names().size())).toString();
            }
        }
        return path.last();
    }

    private static String typeName(Field field) {
        String name =
                field.type().kind() == FieldType.Kind.SEGMENT || field.type().kind() == FieldType.Kind.CHOICE
                        ? ""
                        : field.type().name();
        return field.cardinality().repeats() ? (name + " " + field.cardinality()).trim() : name;
    }

    private static String help(FieldPath path, Field field) {
        var lines = new ArrayList<String>();
        lines.add(path + ", " + field.type().name() + ", " + field.cardinality());
        if (!field.description().isEmpty()) {
            lines.add(field.description());
        }
        Field.Binding binding = field.binding();
        if (binding != null) {
            lines.add((binding.required() ? "Codes only of " : "Codes of ") + binding.table());
        }
        return String.join("\n", lines);
    }
}
