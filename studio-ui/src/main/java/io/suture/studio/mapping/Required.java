package io.suture.studio.mapping;

import io.suture.engine.mapping.FieldMapping;
import io.suture.engine.mapping.Mapping;
import io.suture.engine.mapping.Origin;
import io.suture.engine.schema.Field;
import io.suture.engine.schema.FieldType;
import io.suture.engine.schema.Schema;
import io.suture.engine.value.FieldPath;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/// Counts what a target requires: the required fields beneath each place that has FieldMappings of its own. What is
/// made whole, by a sub-mapping or a formula, is not looked into.
final class Required {
    private final Mapping mapping;
    private final Schema target;
    private final Set<FieldPath> mapped = new HashSet<>();
    private final Set<FieldPath> whole = new HashSet<>();
    private final Set<FieldPath> containers = new LinkedHashSet<>();

    private Required(Mapping mapping, Schema target) {
        this.mapping = mapping;
        this.target = target;
    }

    static Coverage of(Mapping mapping, Schema target) {
        var required = new Required(mapping, target);
        return required.count();
    }

    private Coverage count() {
        int made = 0;
        for (FieldMapping row : mapping.fields()) {
            FieldPath path = row.target();
            if (row.origin() instanceof Origin.Beneath) {
                containers.add(path);
            } else {
                made++;
                whole.add(path);
            }
            for (FieldPath at = path; !at.isRoot(); at = at.parent()) {
                mapped.add(plain(at));
                containers.add(at.parent());
            }
        }
        // What stands around the entries of a Bundle is written by its Format.
        if (mapping.fields().stream().anyMatch(row -> row.entry() != null)) {
            containers.remove(FieldPath.ROOT);
        }
        var missing = new LinkedHashSet<FieldPath>();
        int required = 0;
        if (!mapping.copy()) {
            for (FieldPath container : containers) {
                if (isWhole(container)) {
                    continue;
                }
                for (Field field : fields(container)) {
                    if (field.cardinality().isRequired()) {
                        required++;
                        if (!isMapped(container, field)) {
                            missing.add(container.child(field.name()));
                        }
                    }
                }
            }
        }
        return new Coverage(made, required, missing);
    }

    private boolean isWhole(FieldPath path) {
        for (FieldPath at = path; !at.isRoot(); at = at.parent()) {
            if (whole.contains(at)) {
                return true;
            }
        }
        return false;
    }

    private boolean isMapped(FieldPath container, Field field) {
        FieldPath plain = plain(container);
        if (mapped.contains(plain.child(field.name()))) {
            return true;
        }
        return field.type().kind() == FieldType.Kind.CHOICE
                && field.type().fields().stream().anyMatch(one -> mapped.contains(plain.child(one.name())));
    }

    private Iterable<Field> fields(FieldPath container) {
        if (container.isRoot()) {
            return target.root().fields();
        }
        Optional<Field> field = target.find(plain(container));
        return field.filter(one -> !one.type().isLeaf() && one.type().kind() != FieldType.Kind.CHOICE)
                .map(one -> one.type().fields())
                .orElse(java.util.List.of());
    }

    /// Without the names of slices: `patient.telecom:work` is a `patient.telecom`.
    static FieldPath plain(FieldPath path) {
        if (path.names().stream().noneMatch(name -> name.indexOf(':') >= 0)) {
            return path;
        }
        return new FieldPath(path.names().stream()
                .map(name -> name.indexOf(':') < 0 ? name : name.substring(0, name.indexOf(':')))
                .toList());
    }
}
