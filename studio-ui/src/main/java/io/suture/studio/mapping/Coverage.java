package io.suture.studio.mapping;

import io.suture.engine.value.FieldPath;
import java.util.Set;

/// How much of a target is mapped.
///
/// @param mapped   FieldMappings that make a value
/// @param required required fields beneath what is mapped
/// @param missing  those of them that nothing fills
public record Coverage(int mapped, int required, Set<FieldPath> missing) {
    public Coverage {
        missing = Set.copyOf(missing);
    }

    public int filled() {
        return required - missing.size();
    }
}
