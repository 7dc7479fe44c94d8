package io.suture.engine.format.hl7v2;

import io.suture.engine.schema.Cardinality;
import io.suture.engine.schema.Field;
import io.suture.engine.schema.FieldType;
import io.suture.engine.schema.FieldType.Kind;
import io.suture.engine.schema.Hl7Profile;
import io.suture.engine.schema.Hl7Profile.Part;
import io.suture.engine.schema.Hl7Profile.Segment;
import io.suture.engine.schema.Schema;
import io.suture.engine.value.Value;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What messages hold beyond their structure: segments of their own, fields and components that the standard does not
/// have. Names, tables and what is required nobody can see in messages; they are left to people.
final class ProfileLearner {
    /// As far as a profile's part goes; what is beyond is a broken line rather than a field.
    private static final int MOST_FIELDS = 200;

    private static final String NO_SEGMENT = Hl7v2Reader.NO_SEGMENT;

    private final Schema structure;
    private final Map<String, SeenSegment> seen = new LinkedHashMap<>();

    private record Spot(String group, String after) {}

    private static final class SeenSegment {
        private final Map<Spot, Integer> spots = new LinkedHashMap<>();
        private final Map<Integer, SeenPart> fields = new TreeMap<>();
        private boolean repeats;
    }

    /// A field or component as it was seen so often.
    private static final class SeenPart {
        private final Map<Integer, SeenPart> parts = new TreeMap<>();
        private final List<String> texts = new ArrayList<>();
        private boolean repeats;

        void see(Value value) {
            if (value instanceof Value.Repeat repeat) {
                repeats = true;
                repeat.items().forEach(this::see);
            } else if (value instanceof Value.Group group) {
                for (int i = 0; i < group.size(); i++) {
                    parts.computeIfAbsent(Numbers.parse(group.name(i)), any -> new SeenPart())
                            .see(group.value(i));
                }
            } else if (value instanceof Value.Text text) {
                texts.add(text.text());
            }
        }

        /// Identifiers are made of digits more often than quantities are, so only dates are told from text.
        String type() {
            if (!parts.isEmpty()) {
                return "";
            }
            if (!texts.isEmpty() && texts.stream().allMatch(text -> text.matches("(19|20)\\d{6}")) && isEach("DT")) {
                return "DT";
            }
            return !texts.isEmpty()
                            && texts.stream().allMatch(text -> text.matches("(19|20)\\d{6}(\\d{4}|\\d{6}).*"))
                            && isEach("DTM")
                    ? "DTM"
                    : "ST";
        }

        private boolean isEach(String type) {
            return texts.stream().allMatch(text -> LeafCheck.problem(type, text) == null);
        }
    }

    ProfileLearner(Schema structure) {
        this.structure = structure;
    }

    void see(Value.Group message) {
        group(message, structure.root(), "");
    }

    private void group(Value.Group group, FieldType type, String path) {
        String last = "";
        var counts = new HashMap<String, Integer>();
        for (int i = 0; i < group.size(); i++) {
            String name = group.name(i);
            Field field = type.field(name).orElse(null);
            if (!(group.value(i) instanceof Value.Group part) || name.equals(NO_SEGMENT)) {
                continue;
            }
            if (field == null) {
                // A segment of the standard in a wrong place is no wish of the site's.
                if (name.startsWith("Z")) {
                    SeenSegment one = seen.computeIfAbsent(name, any -> new SeenSegment());
                    if (!last.isEmpty()) {
                        one.spots.merge(new Spot(path, last), 1, Integer::sum);
                    }
                    one.repeats |= counts.merge(name, 1, Integer::sum) > 1;
                    fields(part, one);
                }
            } else if (field.type().kind() == Kind.GROUP) {
                last = name;
                group(part, field.type(), path.isEmpty() ? name : path + "." + name);
            } else {
                last = name;
                fields(part, seen.computeIfAbsent(field.type().name(), any -> new SeenSegment()));
            }
        }
    }

    private static void fields(Value.Group segment, SeenSegment one) {
        for (int i = 0; i < segment.size(); i++) {
            int number = Numbers.parse(segment.name(i));
            if (number > 0 && number <= MOST_FIELDS) {
                one.fields.computeIfAbsent(number, any -> new SeenPart()).see(segment.value(i));
            }
        }
    }

    Hl7Profile profile() {
        var segments = new ArrayList<Segment>();
        Map<String, FieldType> types = new HashMap<>();
        types(structure.root(), types);
        seen.forEach((code, one) -> {
            FieldType type = types.get(code);
            if (type != null) {
                List<Part> beyond = beyond(type, one.fields);
                if (!beyond.isEmpty() && !SegmentValue.isHeader(code)) {
                    segments.add(new Segment(code, "", "", "", null, beyond));
                }
            } else if (!one.spots.isEmpty()) {
                Spot spot = one.spots.entrySet().stream()
                        .max(Map.Entry.comparingByValue(Comparator.naturalOrder()))
                        .orElseThrow()
                        .getKey();
                segments.add(new Segment(
                        code,
                        "",
                        spot.group(),
                        spot.after(),
                        one.repeats ? Cardinality.REPEATING : Cardinality.OPTIONAL,
                        parts(one.fields)));
            }
        });
        return new Hl7Profile(structure.ref().version(), structure.ref().structure(), segments, Map.of());
    }

    private static void types(FieldType group, Map<String, FieldType> types) {
        for (Field field : group.fields()) {
            if (field.type().kind() == Kind.GROUP) {
                types(field.type(), types);
            } else {
                types.put(field.type().name(), field.type());
            }
        }
    }

    private static List<Part> parts(Map<Integer, SeenPart> seen) {
        var parts = new ArrayList<Part>();
        seen.forEach((number, one) -> parts.add(part(number, one)));
        return parts;
    }

    private static Part part(int number, SeenPart one) {
        return new Part(number, "", one.type(), one.repeats ? Cardinality.REPEATING : null, "", parts(one.parts));
    }

    /// What was seen behind the last part that the standard has, and in parts that it has as single values.
    private static List<Part> beyond(FieldType type, Map<Integer, SeenPart> seen) {
        var found = new ArrayList<Part>();
        int last = type.fields().size();
        seen.forEach((number, one) -> {
            if (number > last) {
                found.add(part(number, one));
                return;
            }
            FieldType known = type.fields().get(number - 1).type();
            if (known.kind() == Kind.COMPOSITE && known != Standard.VARIES) {
                List<Part> within = beyond(known, one.parts);
                if (!within.isEmpty()) {
                    found.add(new Part(number, "", "", null, "", within));
                }
            }
        });
        return found;
    }
}
