package io.suture.engine.replacement;

import io.suture.engine.schema.Field;
import io.suture.engine.schema.FieldType;
import io.suture.engine.schema.FieldType.Kind;
import io.suture.engine.schema.Schema;
import io.suture.engine.value.FieldPath;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The places of a Schema by path, as far as mappings reach: wide before deep, not beneath a type that stands above
/// itself.
final class SchemaIndex {
    private static final int DEEPEST = 8;
    private static final int MOST = 40_000;

    private final Schema schema;
    private final boolean hl7;
    private final Map<FieldPath, Spot> spots = new LinkedHashMap<>();

    /// @param position among its siblings
    record Spot(FieldPath path, Field field, int position) {}

    private record Open(FieldPath path, FieldType type, Set<FieldType> above) {}

    SchemaIndex(Schema schema) {
        this.schema = schema;
        this.hl7 = schema.ref().format().equals("hl7v2");
        var queue = new ArrayList<Open>();
        queue.add(new Open(FieldPath.ROOT, schema.root(), Set.of()));
        for (int at = 0; at < queue.size() && spots.size() < MOST; at++) {
            Open open = queue.get(at);
            int position = 0;
            var above = new HashSet<>(open.above());
            above.add(open.type());
            for (Field field : open.type().fields()) {
                FieldPath path = open.path().child(field.name());
                spots.put(path, new Spot(path, field, position++));
                if (!field.type().isLeaf()
                        && !above.contains(field.type())
                        && path.names().size() < DEEPEST) {
                    queue.add(new Open(path, field.type(), above));
                }
            }
        }
    }

    /// Whether a place is a group of segments.
    boolean isGroup(Spot spot) {
        return hl7 && spot.field().type().kind() == Kind.GROUP;
    }

    Iterable<Spot> spots() {
        return spots.values();
    }

    /// A single value in HL7 is its own first component: `PID-16.1` where PID-16 has no parts.
    Optional<Spot> spot(FieldPath path) {
        Spot known = spots.get(path);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<Field> found = schema.find(path);
        return found.isEmpty() && hl7 && path.last().equals("1")
                ? spot(path.parent())
                        .filter(above -> above.field().type().isLeaf())
                        .map(above -> new Spot(path, above.field(), 0))
                : found.map(field -> new Spot(path, field, -1));
    }

    boolean has(FieldPath path) {
        return spot(path).isPresent();
    }

    FieldType type(FieldPath path) {
        return path.isRoot()
                ? schema.root()
                : spot(path).map(spot -> spot.field().type()).orElse(schema.root());
    }

    /// Where names lead that a formula says, seen from these places, the innermost first: down from there, from a group
    /// or segment beneath, or again from the place itself (`PID-3.5` within PID-3).
    Optional<FieldPath> locate(List<String> names, List<FieldPath> from) {
        for (FieldPath start : from) {
            FieldPath down = start.resolve(new FieldPath(names));
            if (has(down)) {
                return Optional.of(down);
            }
            for (int length = Math.min(names.size(), start.names().size()); length >= 1; length--) {
                List<String> end = start.names()
                        .subList(start.names().size() - length, start.names().size());
                if (names.subList(0, length).equals(end)) {
                    FieldPath again = start.resolve(new FieldPath(names.subList(length, names.size())));
                    if (again.equals(start) || has(again)) {
                        return Optional.of(again);
                    }
                }
            }
            Optional<FieldPath> beneath = beneath(type(start), start, names.getFirst())
                    .map(found -> found.resolve(new FieldPath(names.subList(1, names.size()))))
                    .filter(this::has);
            if (beneath.isPresent()) {
                return beneath;
            }
        }
        return Optional.empty();
    }

    /// Groups of HL7 segments may be left out of a path.
    private Optional<FieldPath> beneath(FieldType type, FieldPath above, String name) {
        if (!hl7 || type.kind() != Kind.GROUP || above.names().size() > DEEPEST) {
            return Optional.empty();
        }
        for (Field field : type.fields()) {
            if (field.name().equals(name)) {
                return Optional.of(above.child(name));
            }
        }
        for (Field field : type.fields()) {
            if (field.type().kind() == Kind.GROUP) {
                Optional<FieldPath> found = beneath(field.type(), above.child(field.name()), name);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    /// The names of all that stands in a group and beneath it, down to segments.
    static Set<String> contents(FieldType group) {
        var names = new HashSet<String>();
        for (Field field : group.fields()) {
            if (field.type().kind() == Kind.GROUP && names.size() < MOST) {
                names.addAll(contents(field.type()));
            } else {
                names.add(field.name());
            }
        }
        return names;
    }
}
