package io.suture.studio.mapping;

import io.suture.engine.value.FieldPath;
import java.util.List;

/// A FieldMapping as a line: derived from the Mapping whenever it is shown, stored nowhere.
///
/// @param target  whose FieldMapping it is
/// @param sources full paths of all that it reads; none for a constant
/// @param kind    what it is made by
/// @param label   in a few words: the formula, or `for each OBX`
/// @param problem what is wrong with it, in a sentence; empty if nothing
public record LinkProjection(FieldPath target, List<FieldPath> sources, Kind kind, String label, String problem) {
    public LinkProjection {
        sources = List.copyOf(sources);
    }

    /// What a target is made by.
    public enum Kind {
        COPY,
        FORMULA,
        LOOKUP,
        /// A shared mapping of a data type.
        MAP,
        /// A small table of conditions.
        CASES,
        CONSTANT,
        LOOP
    }
}
