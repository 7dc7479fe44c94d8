package io.suture.engine.rule.analysis;

import java.util.List;
import java.util.Map;

/// What a sample has in the fields that the rules look at.
///
/// @param name   the sample's
/// @param values texts by the field's formula, all repeats; none where nothing stands
public record Observed(String name, Map<String, List<String>> values) {
    public Observed {
        values = Map.copyOf(values);
    }

    List<String> texts(String field) {
        return values.getOrDefault(field, List.of());
    }
}
