package io.suture.studio.mapping.ui;

import io.suture.engine.value.FieldPath;
import java.util.List;

/// A FieldMapping as the canvas draws it: a line from each source field that it reads to its one target field.
///
/// @param id      what gestures call it; stable while the FieldMapping lives, its target's path will do
/// @param sources full paths of all operands; none for a constant
/// @param target  full path
/// @param kind    what it is, for its icon
/// @param label   what its pill says when it is selected: `Abnormal flags`, `join(…)`; of a loop always shown:
///                `for each OBX, an Observation`
/// @param problem what is wrong with it, in a sentence; empty if nothing
record Link(String id, List<FieldPath> sources, FieldPath target, Kind kind, String label, String problem) {
    Link {
        sources = List.copyOf(sources);
    }

    /// What a target is made by.
    enum Kind {
        COPY,
        FORMULA,
        LOOKUP,
        /// A shared mapping of a data type.
        MAP,
        /// A small table of conditions.
        CASES,
        CONSTANT,
        /// Repeats the rows beneath its two ends; drawn as brackets.
        LOOP
    }
}
