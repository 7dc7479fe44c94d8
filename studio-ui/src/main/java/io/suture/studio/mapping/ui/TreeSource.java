package io.suture.studio.mapping.ui;

import io.suture.engine.value.FieldPath;
import java.util.List;

/// Where a tree's rows come from, level by level. Called on the UI thread, also by every search: it must be
/// quick and build no tree (decision 0003 of the engine).
@FunctionalInterface
interface TreeSource {
    /// The rows directly beneath a path, in the Schema's order; beneath the root path the top rows. Empty for
    /// leaves and for what it does not know.
    List<FieldRow> children(FieldPath parent);

    /// The row that a path stands beneath. Only where paths skip a level, as they do FHIR's `value[x]`, is it
    /// another one than the path's own parent.
    default FieldPath parent(FieldPath path) {
        return path.parent();
    }
}
