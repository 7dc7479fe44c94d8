package io.suture.studio.mapping.ui;

import io.suture.engine.mapping.FieldMapping;
import io.suture.engine.mapping.Mapping;
import io.suture.engine.schema.FieldType;
import io.suture.engine.value.FieldPath;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// The rows of a target Schema, and beside a field those slices of it that the Mapping names: `telecom:work`.
final class MappedTree implements TreeSource {
    private final SchemaTree tree;
    private final Set<FieldPath> slices = new LinkedHashSet<>();

    MappedTree(FieldType root, Mapping mapping) {
        tree = new SchemaTree(root);
        for (FieldMapping row : mapping.fields()) {
            for (FieldPath at = row.target(); !at.isRoot(); at = at.parent()) {
                if (at.last().indexOf(':') >= 0) {
                    slices.add(at);
                }
            }
        }
    }

    Set<FieldPath> slices() {
        return slices;
    }

    @Override
    public List<FieldRow> children(FieldPath parent) {
        var rows = new ArrayList<FieldRow>();
        for (FieldRow row : tree.children(plain(parent))) {
            rows.add(renamed(row, parent, row.path().last()));
            for (FieldPath slice : slices) {
                if (slice.parent().equals(parent)
                        && plainName(slice.last()).equals(row.path().last())) {
                    rows.add(renamed(row, parent, slice.last()));
                }
            }
        }
        return rows;
    }

    @Override
    public FieldPath parent(FieldPath path) {
        FieldPath above = tree.parent(plain(path));
        // Only a choice adds a level of its own; the names above it are those of the path.
        return above.names().size() == path.names().size() ? path.parent().child(above.last()) : path.parent();
    }

    private static FieldRow renamed(FieldRow row, FieldPath parent, String name) {
        boolean slice = name.indexOf(':') >= 0;
        // The alternatives of a choice stand in paths without it.
        FieldPath base = row.path().names().size() == parent.names().size() ? parent.parent() : parent;
        return new FieldRow(
                base.child(name),
                slice ? name : row.name(),
                row.friendly(),
                row.type(),
                row.cardinality(),
                row.group(),
                row.recursive(),
                row.help());
    }

    private static String plainName(String name) {
        int colon = name.indexOf(':');
        return colon < 0 ? name : name.substring(0, colon);
    }

    private static FieldPath plain(FieldPath path) {
        return new FieldPath(path.names().stream().map(MappedTree::plainName).toList());
    }
}
