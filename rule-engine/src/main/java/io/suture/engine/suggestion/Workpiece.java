package io.suture.engine.suggestion;

import io.suture.engine.mapping.Edit;
import io.suture.engine.mapping.FieldMapping;
import io.suture.engine.mapping.Mapping;
import io.suture.engine.mapping.MappingCompiler;
import io.suture.engine.mapping.MappingEnvironment;
import io.suture.engine.mapping.Origin;
import io.suture.engine.report.Problem;
import io.suture.engine.schema.FieldType;
import io.suture.engine.schema.Schema;
import io.suture.engine.schema.SchemaRef;
import io.suture.engine.value.FieldPath;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The Mapping that suggestions are for, as far as it has come.
record Workpiece(Mapping mapping, MappingEnvironment environment, Schema source, Structure structure) {

    static Optional<Workpiece> of(Mapping mapping, MappingEnvironment environment) {
        return environment
                .formulas()
                .schema(mapping.source())
                .map(schema -> new Workpiece(mapping, environment, schema, Structure.of(schema)));
    }

    /// The rows that count for one field: those of its own entry, and all entries by themselves. Checking a suggestion
    /// costs as much in a full Mapping as in an empty one.
    Workpiece around(FieldPath target) {
        if (resources().isEmpty() || target.isRoot()) {
            return this;
        }
        FieldPath first = FieldPath.of(target.names().getFirst());
        FieldPath field = new FieldPath(
                target.names().subList(0, Math.min(2, target.names().size())));
        List<FieldMapping> rows = mapping.fields().stream()
                .filter(row -> row.entry() != null
                        || row.target().isRoot()
                        || row.target().equals(first)
                        || row.target().startsWith(field) && !field.equals(first))
                .toList();
        return new Workpiece(mapping.withFields(rows), environment, source, structure);
    }

    /// As it would be with a suggestion accepted.
    Workpiece with(Suggestion suggestion) {
        MappingEnvironment more = suggestion.brought().in(environment);
        return new Workpiece(suggestion.edit(mapping).apply(mapping, more).mapping(), more, source, structure);
    }

    Optional<FieldMapping> row(FieldPath target) {
        return Edit.row(mapping, target);
    }

    /// The resources that are made here: by the places where they stand, a single one at the root.
    Map<FieldPath, String> resources() {
        var resources = new LinkedHashMap<FieldPath, String>();
        for (FieldMapping row : mapping.fields()) {
            if (row.entry() != null) {
                resources.put(row.target(), row.entry().resource());
            }
        }
        boolean single = mapping.target().format().equals("fhir")
                && !mapping.target().isPart()
                && !mapping.target().name().equals("Bundle");
        if (single) {
            resources.put(FieldPath.ROOT, mapping.target().name());
        }
        return resources;
    }

    /// The type that stands at a place of [#resources()].
    Optional<FieldType> type(FieldPath base) {
        SchemaRef whole = mapping.target();
        SchemaRef ref = row(base)
                .map(FieldMapping::entry)
                .map(entry -> new SchemaRef(whole.format(), whole.version(), entry.resource()))
                .orElse(whole);
        return environment.formulas().schema(ref).map(Schema::root);
    }

    /// The choice that a field of a resource is one of, else the field.
    FieldPath choice(FieldPath base, FieldPath field) {
        return type(base).stream()
                .flatMap(type -> type.fields().stream())
                .filter(one -> one.type().kind() == FieldType.Kind.CHOICE
                        && one.type().field(field.last()).isPresent())
                .findFirst()
                .map(one -> base.child(one.name()))
                .orElse(field);
    }

    /// Whether something fills this field: at it, in it, or whole above it.
    boolean isMapped(FieldPath target) {
        for (FieldMapping row : mapping.fields()) {
            if (overlap(row.target(), target)) {
                return true;
            }
            boolean above =
                    target.startsWith(row.target()) && row.entry() == null && !(row.origin() instanceof Origin.Beneath);
            if (above) {
                return true;
            }
        }
        return false;
    }

    /// Whether a row's target is a field or stands in it; `valueQuantity` is one of `value[x]`.
    static boolean overlap(FieldPath row, FieldPath field) {
        if (row.names().size() < field.names().size()) {
            return false;
        }
        int last = field.names().size() - 1;
        return row.names().subList(0, last).equals(field.names().subList(0, last))
                && same(row.names().get(last), field.names().get(last));
    }

    private static boolean same(String one, String other) {
        return one.equals(other) || isAlternative(one, other) || isAlternative(other, one);
    }

    private static boolean isAlternative(String name, String choice) {
        if (!choice.endsWith("[x]")) {
            return false;
        }
        String stem = choice.substring(0, choice.length() - 3);
        return name.length() > stem.length()
                && name.startsWith(stem)
                && Character.isUpperCase(name.charAt(stem.length()));
    }

    /// Whether nothing is wrong with it that was not wrong before.
    boolean isSound(Set<String> known) {
        return known.containsAll(errors());
    }

    /// What is wrong, each with the row that it concerns; positions change with every row.
    Set<String> errors() {
        List<FieldMapping> rows = mapping.fields();
        Set<String> errors = new HashSet<>();
        for (Problem problem : MappingCompiler.compile(mapping, environment).problems()) {
            if (problem.isError()) {
                errors.add(place(problem.path(), rows) + " " + problem.code() + " " + problem.message());
            }
        }
        return errors;
    }

    private static String place(String path, List<FieldMapping> rows) {
        int end = path.indexOf(']');
        if (!path.startsWith("fields[") || end < 0) {
            return path;
        }
        int row = Integer.parseInt(path.substring("fields[".length(), end));
        return rows.get(row).target() + path.substring(end + 1);
    }
}
