package io.suture.studio.mapping.ui;

import io.suture.engine.mapping.FieldMapping;
import io.suture.engine.mapping.Origin;
import io.suture.engine.value.FieldPath;
import io.suture.studio.mapping.Projection;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;

/// Fields beside and beneath what is mapped, which a mapping can be made for.
final class Unmapped {
    private Unmapped() {}

    static List<FieldPath> of(Projection now) {
        var known = new HashSet<FieldPath>();
        var containers = new LinkedHashSet<FieldPath>();
        for (FieldMapping row : now.mapping().fields()) {
            known.add(row.target());
            if (row.origin() instanceof Origin.Beneath || row.entry() != null) {
                containers.add(row.target());
            }
            containers.add(row.target().parent());
        }
        boolean entries = now.mapping().fields().stream().anyMatch(row -> row.entry() != null);
        var found = new ArrayList<FieldPath>();
        var tree = new MappedTree(now.target().root(), now.mapping());
        for (FieldPath container : containers) {
            if (container.isRoot() && entries) {
                continue;
            }
            for (FieldRow row : tree.children(container)) {
                if (!known.contains(row.path())) {
                    found.add(row.path());
                }
            }
        }
        return found;
    }
}
