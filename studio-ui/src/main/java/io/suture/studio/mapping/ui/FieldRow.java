package io.suture.studio.mapping.ui;

import io.suture.engine.schema.Cardinality;
import io.suture.engine.value.FieldPath;

/// One row of a tree, as its TreeSource gives it: what the Schema says, without anything that changes with the
/// draft.
///
/// @param path        its place; also its identity
/// @param name        technical name: `PID-5.1`, `birthDate`
/// @param friendly    the label beside it, or the name again
/// @param type        `XPN`, `CodeableConcept`
/// @param cardinality how often; the star of required fields comes from it
/// @param group       whether it can be opened
/// @param recursive   whether its type stands above it already: a search does not look beneath it
/// @param help        what the tooltip says
record FieldRow(
        FieldPath path,
        String name,
        String friendly,
        String type,
        Cardinality cardinality,
        boolean group,
        boolean recursive,
        String help) {}
