package io.suture.studio.mapping.ui;

import io.suture.engine.value.FieldPath;
import io.suture.studio.mapping.LinkProjection;
import io.suture.studio.mapping.Projection;
import java.util.LinkedHashSet;
import java.util.Set;

/// The part of a Mapping that somebody works on: one target group with what is read for it. The rest is out of sight.
///
/// @param on the group; the root for all of the Mapping
record Focus(FieldPath on) {
    static final Focus NONE = new Focus(FieldPath.ROOT);

    boolean isNone() {
        return on.isRoot();
    }

    /// On a field, or on the group that it stands in if it has nothing beneath.
    static Focus around(FieldPath target, boolean group) {
        return new Focus(group || target.parent().isRoot() ? target : target.parent());
    }

    /// Whether a target is worked on, or stands above what is.
    boolean concerns(FieldPath target) {
        return target.startsWith(on) || on.startsWith(target);
    }

    Set<FieldPath> targets() {
        return isNone() ? Set.of() : Set.of(on);
    }

    /// The segments and groups that are read for it, whole: what is not mapped yet stands beside what is. All, where
    /// nothing is read yet.
    Set<FieldPath> sources(Projection shown) {
        if (isNone()) {
            return Set.of();
        }
        var sources = new LinkedHashSet<FieldPath>();
        for (LinkProjection link : shown.links()) {
            if (link.target().startsWith(on)) {
                link.sources().forEach(source -> sources.add(segment(source)));
            }
        }
        return sources;
    }

    /// HL7 v2 numbers the fields of a segment; elsewhere a field stands in the group above it.
    private static FieldPath segment(FieldPath source) {
        FieldPath at = source;
        while (!at.isRoot() && Character.isDigit(at.last().charAt(0))) {
            at = at.parent();
        }
        return at.equals(source) && !at.parent().isRoot() ? at.parent() : at;
    }
}
