package io.suture.engine.format.fhir;

import io.suture.engine.schema.Field;
import io.suture.engine.schema.FieldType;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// In which order XML wants elements: that of the schema, those that it does not know behind all others.
final class ElementOrder {
    private final Map<FieldType, Map<String, Integer>> known = new ConcurrentHashMap<>();

    List<String> sorted(Collection<String> names, FieldType type) {
        Map<String, Integer> ranks = known.computeIfAbsent(type, ElementOrder::ranks);
        return names.stream()
                .sorted(Comparator.comparingInt(name -> ranks.getOrDefault(name, Integer.MAX_VALUE)))
                .toList();
    }

    private static Map<String, Integer> ranks(FieldType type) {
        Map<String, Integer> ranks = new HashMap<>();
        for (Field field : type.fields()) {
            ranks.put(field.name(), ranks.size());
            if (field.type().kind() == FieldType.Kind.CHOICE) {
                field.type().fields().forEach(one -> ranks.put(one.name(), ranks.size()));
            }
        }
        return ranks;
    }
}
