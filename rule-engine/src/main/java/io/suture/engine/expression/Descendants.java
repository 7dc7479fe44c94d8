package io.suture.engine.expression;

import io.suture.engine.schema.Field;
import io.suture.engine.schema.FieldType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;

/// The segments and groups beneath a group of an HL7 message, by name: how `PID-5.1` needs no groups. Other standards'
/// trees have no end and are not searched.
public final class Descendants {
    /// Weak: a Format that nobody uses any more takes its types with it.
    private static final Map<FieldType, Map<String, List<List<String>>>> KNOWN =
            Collections.synchronizedMap(new WeakHashMap<>());
    /// HL7 nests groups four deep at most; a cycle would be somebody's mistake.
    private static final int DEEPEST = 8;

    private Descendants() {}

    /// Paths from a type down to the segments and groups of that name; nearest first.
    public static List<List<String>> of(FieldType type, String name) {
        if (type.kind() != FieldType.Kind.GROUP) {
            return List.of();
        }
        return KNOWN.computeIfAbsent(type, Descendants::index).getOrDefault(name, List.of());
    }

    static Iterable<String> names(FieldType type) {
        return type.kind() != FieldType.Kind.GROUP
                ? List.of()
                : KNOWN.computeIfAbsent(type, Descendants::index).keySet();
    }

    private static boolean holdsSegments(FieldType type, int depth) {
        return type.kind() == FieldType.Kind.GROUP
                && depth > 0
                && type.fields().stream()
                        .map(Field::type)
                        .anyMatch(below -> below.kind() == FieldType.Kind.SEGMENT
                                || below != type && holdsSegments(below, depth - 1));
    }

    private static Map<String, List<List<String>>> index(FieldType root) {
        record At(FieldType type, List<String> path) {}
        var found = new LinkedHashMap<String, List<List<String>>>();
        if (!holdsSegments(root, 4)) {
            return found;
        }
        var queue = new ArrayDeque<At>();
        queue.add(new At(root, List.of()));
        while (!queue.isEmpty()) {
            At at = queue.remove();
            for (Field field : at.type().fields()) {
                FieldType.Kind kind = field.type().kind();
                if (kind != FieldType.Kind.GROUP && kind != FieldType.Kind.SEGMENT) {
                    continue;
                }
                var path = new ArrayList<>(at.path());
                path.add(field.name());
                found.computeIfAbsent(field.name(), any -> new ArrayList<>()).add(List.copyOf(path));
                if (kind == FieldType.Kind.GROUP && path.size() < DEEPEST) {
                    queue.add(new At(field.type(), path));
                }
            }
        }
        return found;
    }
}
