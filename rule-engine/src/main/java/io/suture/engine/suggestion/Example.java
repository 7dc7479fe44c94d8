package io.suture.engine.suggestion;

import io.suture.engine.value.FieldPath;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// A message and what it must yield, value by value.
///
/// @param sources values of the message by source path
/// @param targets values of the expected output; within a Bundle by resource: `Patient.birthDate`
public record Example(Map<FieldPath, String> sources, Map<FieldPath, String> targets) {
    public Example {
        sources = Collections.unmodifiableMap(new LinkedHashMap<>(sources));
        targets = Collections.unmodifiableMap(new LinkedHashMap<>(targets));
    }
}
