package io.suture.engine.suggestion;

import io.suture.engine.schema.Field;
import io.suture.engine.schema.FieldType;
import io.suture.engine.schema.Schema;
import io.suture.engine.value.FieldPath;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The segments and groups of an HL7 message by name; empty for other standards, whose trees have no end.
///
/// @param segments types by name
/// @param paths    where each segment stands, in the order of the message
/// @param groups   the names of the segments in and beneath each group
record Structure(Map<String, FieldType> segments, Map<String, List<FieldPath>> paths, Map<String, Set<String>> groups) {
    private static final int DEEPEST = 8;

    static Structure of(Schema schema) {
        var structure = new Structure(new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashMap<>());
        if (schema.ref().format().equals("hl7v2") && !schema.ref().isPart()) {
            structure.walk(schema.root(), FieldPath.ROOT);
        }
        return structure;
    }

    private Set<String> walk(FieldType group, FieldPath above) {
        Set<String> within = new HashSet<>();
        for (Field field : group.fields()) {
            FieldPath path = above.child(field.name());
            if (field.type().kind() == FieldType.Kind.SEGMENT) {
                segments.putIfAbsent(field.name(), field.type());
                paths.computeIfAbsent(field.name(), any -> new ArrayList<>()).add(path);
                within.add(field.name());
            } else if (field.type().kind() == FieldType.Kind.GROUP
                    && path.names().size() < DEEPEST) {
                Set<String> beneath = walk(field.type(), path);
                groups.putIfAbsent(field.name(), beneath);
                within.addAll(beneath);
            }
        }
        return within;
    }

    /// The group here that holds most of what a group of another version or message holds. Empty when none is like it.
    Optional<String> like(String group, Structure other) {
        if (groups.containsKey(group)) {
            return Optional.of(group);
        }
        Set<String> wanted = other.groups.getOrDefault(group, Set.of());
        String best = null;
        double most = 0.4;
        for (Map.Entry<String, Set<String>> candidate : groups.entrySet()) {
            Set<String> common = new HashSet<>(candidate.getValue());
            common.retainAll(wanted);
            Set<String> all = new HashSet<>(candidate.getValue());
            all.addAll(wanted);
            double share = all.isEmpty() ? 0 : (double) common.size() / all.size();
            if (share > most) {
                best = candidate.getKey();
                most = share;
            }
        }
        return Optional.ofNullable(best);
    }

    /// Whether these names, from a segment or group down, stand for something here.
    boolean has(List<String> names) {
        FieldType type = null;
        for (String name : names) {
            if (type != null) {
                Optional<Field> field = type.field(name);
                if (field.isEmpty()) {
                    return false;
                }
                type = field.get().type();
            } else if (segments.containsKey(name)) {
                type = segments.get(name);
            } else if (!groups.containsKey(name)) {
                return false;
            }
        }
        return true;
    }

    boolean knows(String name) {
        return segments.containsKey(name) || groups.containsKey(name);
    }

    /// Where a segment stands, nearest to a place.
    @Nullable
    FieldPath nearest(String segment, FieldPath place) {
        FieldPath best = null;
        int most = -1;
        for (FieldPath path : paths.getOrDefault(segment, List.of())) {
            int common = 0;
            while (common < Math.min(path.names().size(), place.names().size())
                    && path.names().get(common).equals(place.names().get(common))) {
                common++;
            }
            if (common > most) {
                most = common;
                best = path;
            }
        }
        return best;
    }
}
