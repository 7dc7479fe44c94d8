package io.suture.studio.schema.ui;

import io.suture.engine.schema.Field;
import io.suture.engine.schema.FieldType;
import io.suture.engine.schema.FieldType.Kind;
import io.suture.engine.schema.Schema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a structure of the standard has: where a segment may be added, which segments may be changed, and what their
/// parts are called there.
///
/// @param spots    in the order of the message
/// @param segments by code
record ProfilePlaces(List<Spot> spots, Map<String, Field> segments) {
    static final ProfilePlaces NONE = new ProfilePlaces(List.of(), Map.of());

    /// @param group the groups from the top, or empty
    record Spot(String group, String after) {
        /// `PID in PATIENT_RESULT.PATIENT`
        String words() {
            return group.isEmpty() ? after : after + " in " + group;
        }
    }

    static ProfilePlaces of(Schema structure) {
        var places = new ProfilePlaces(new ArrayList<>(), new LinkedHashMap<>());
        places.collect(structure.root(), "");
        return places;
    }

    private void collect(FieldType group, String path) {
        for (Field field : group.fields()) {
            spots.add(new Spot(path, field.name()));
            if (field.type().kind() == Kind.GROUP) {
                collect(field.type(), path.isEmpty() ? field.name() : path + "." + field.name());
            } else {
                segments.putIfAbsent(field.type().name(), field);
            }
        }
    }

    List<String> codes() {
        return segments.keySet().stream().filter(code -> code.length() == 3).toList();
    }

    String title(String code) {
        return Optional.ofNullable(segments.get(code)).map(Field::label).orElse("");
    }

    /// Where most sites put theirs.
    Spot afterPatient() {
        return spots.stream()
                .filter(spot -> spot.after().equals("PID"))
                .findFirst()
                .orElseGet(() -> spots.isEmpty() ? new Spot("", "MSH") : spots.getFirst());
    }

    /// How many fields the standard gives a segment, where none is added yet.
    int last(String code, boolean component) {
        Field segment = segments.get(code);
        return component || segment == null ? 0 : segment.type().fields().size();
    }

    boolean knows(String place) {
        return part(place).isPresent();
    }

    String label(String place) {
        return part(place).map(Field::label).orElse("Name");
    }

    String type(String place) {
        return part(place).map(field -> field.type().name()).orElse("any");
    }

    /// The standard's own part at `PID-3.1`.
    private Optional<Field> part(String place) {
        String[] names = place.split("[-.]");
        Field at = segments.get(names[0]);
        for (int i = 1; i < names.length && at != null; i++) {
            at = at.type().isLeaf() ? null : at.type().field(names[i]).orElse(null);
        }
        return Optional.ofNullable(at);
    }
}
