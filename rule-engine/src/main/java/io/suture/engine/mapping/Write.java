package io.suture.engine.mapping;

import io.suture.engine.mapping.Entry.WriteMode;
import io.suture.engine.value.FieldPath;
import java.util.List;

/// How one entry of a Bundle is to be taken.
///
/// @param fullUrl its address in the Bundle, a stable `urn:uuid:`; empty for an output that is one resource
/// @param mode    what happens to what the server has
/// @param erased  what the source erased, beneath the resource: `telecom`
public record Write(String fullUrl, WriteMode mode, List<FieldPath> erased) {
    public Write {
        erased = List.copyOf(erased);
    }
}
