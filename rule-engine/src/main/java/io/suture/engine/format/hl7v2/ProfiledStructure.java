package io.suture.engine.format.hl7v2;

import io.suture.engine.report.Problem;
import io.suture.engine.schema.Cardinality;
import io.suture.engine.schema.Field;
import io.suture.engine.schema.FieldType;
import io.suture.engine.schema.FieldType.Kind;
import io.suture.engine.schema.Hl7Profile;
import io.suture.engine.schema.Hl7Profile.Part;
import io.suture.engine.schema.Hl7Profile.Segment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A structure of the standard as a profile changes it. What the profile leaves alone is the standard's own type.
/// Whatever cannot be applied is left out and reported, so that a draft's tree can be shown while it is mended.
final class ProfiledStructure {
    private final Standard standard;
    private final Hl7Profile profile;
    private final List<Problem> problems = new ArrayList<>();
    private final Map<String, FieldType> segments = new HashMap<>();
    private final boolean[] placed;

    private ProfiledStructure(Standard standard, Hl7Profile profile) {
        this.standard = standard;
        this.profile = profile;
        this.placed = new boolean[profile.segments().size()];
    }

    /// @param root     the changed structure
    /// @param problems what of the profile means nothing, placed in it
    record Made(FieldType root, List<Problem> problems) {}

    static Made of(Standard standard, FieldType structure, Hl7Profile profile) {
        var made = new ProfiledStructure(standard, profile);
        FieldType root = made.group(structure, "");
        made.reportLeftOut();
        return new Made(root, List.copyOf(made.problems));
    }

    private FieldType group(FieldType base, String path) {
        var fields = new ArrayList<Field>();
        for (Field field : base.fields()) {
            if (field.type().kind() == Kind.SEGMENT) {
                fields.add(standing(field));
            } else {
                String below = path.isEmpty() ? field.name() : path + "." + field.name();
                fields.add(retyped(field, group(field.type(), below)));
            }
        }
        for (int i = 0; i < profile.segments().size(); i++) {
            Segment segment = profile.segments().get(i);
            if (segment.isAdded() && segment.group().equals(path)) {
                insert(fields, segment, i);
            }
        }
        return FieldType.of(base.name(), Kind.GROUP, () -> fields);
    }

    /// A segment that stands in the standard, with what the profile says of its code.
    private Field standing(Field field) {
        for (int i = 0; i < profile.segments().size(); i++) {
            Segment segment = profile.segments().get(i);
            if (!segment.isAdded() && segment.code().equals(field.type().name())) {
                placed[i] = true;
                return new Field(
                        field.name(),
                        or(segment.title(), field.label()),
                        type(segment, i),
                        segment.cardinality() == null ? field.cardinality() : segment.cardinality(),
                        field.binding(),
                        field.description());
            }
        }
        return field;
    }

    private void insert(List<Field> fields, Segment segment, int number) {
        int at = position(fields, segment.after());
        if (position(fields, segment.code()) >= 0) {
            placed[number] = true;
            problem(
                    number,
                    "segment-twice",
                    "code",
                    segment.code() + " stands in this group already. Change the one that is there.");
            return;
        }
        if (at < 0) {
            return;
        }
        placed[number] = true;
        at++;
        // Those that were put behind the same part stand in the order of the profile.
        while (at < fields.size() && isBehind(fields.get(at).name(), segment)) {
            at++;
        }
        fields.add(
                at,
                new Field(
                        segment.code(),
                        or(segment.title(), SegmentTitles.of(segment.code())),
                        type(segment, number),
                        segment.cardinality() == null ? Cardinality.OPTIONAL : segment.cardinality(),
                        null,
                        ""));
    }

    private boolean isBehind(String name, Segment segment) {
        return profile.segments().stream()
                .anyMatch(other -> other.code().equals(name)
                        && other.group().equals(segment.group())
                        && other.after().equals(segment.after()));
    }

    private static int position(List<Field> fields, String name) {
        for (int i = 0; i < fields.size(); i++) {
            if (fields.get(i).name().equals(name)) {
                return i;
            }
        }
        return -1;
    }

    private FieldType type(Segment segment, int number) {
        return segments.computeIfAbsent(segment.code(), code -> {
            boolean own = code.startsWith("Z");
            List<Field> base = own
                    ? List.of()
                    : standard.segment(code).map(FieldType::fields).orElse(List.of());
            List<Field> fields = parts(base, segment.fields(), "Field", place(number) + ".fields");
            return FieldType.of(code, Kind.SEGMENT, () -> fields);
        });
    }

    /// The parts there are, changed, and behind them those of the profile; numbers that nobody names hold anything.
    private List<Field> parts(List<Field> base, List<Part> changes, String word, String place) {
        var fields = new ArrayList<>(base);
        for (int i = 0; i < changes.size(); i++) {
            Part part = changes.get(i);
            while (fields.size() < part.number()) {
                int next = fields.size() + 1;
                fields.add(new Field(
                        Integer.toString(next),
                        word + " " + next,
                        Standard.VARIES,
                        word.equals("Field") ? Cardinality.REPEATING : Cardinality.OPTIONAL,
                        null,
                        ""));
            }
            boolean isNew = part.number() > base.size();
            Field before = fields.get(part.number() - 1);
            fields.set(part.number() - 1, changed(before, part, isNew, place + "[" + i + "]"));
        }
        return fields.stream().map(this::bound).toList();
    }

    private Field changed(Field before, Part part, boolean isNew, String place) {
        Cardinality otherwise = isNew ? Cardinality.OPTIONAL : before.cardinality();
        return new Field(
                before.name(),
                or(part.label(), before.label()),
                type(before.type(), part, isNew, place),
                part.cardinality() == null ? otherwise : part.cardinality(),
                part.table().isEmpty() ? before.binding() : new Field.Binding(part.table(), false),
                before.description());
    }

    /// A table of which the site's codes are known allows no others.
    private Field bound(Field field) {
        Field.Binding binding = field.binding();
        return binding == null || !profile.tables().containsKey(binding.table())
                ? field
                : new Field(
                        field.name(),
                        field.label(),
                        field.type(),
                        field.cardinality(),
                        new Field.Binding(binding.table(), true),
                        field.description());
    }

    private FieldType type(FieldType before, Part part, boolean isNew, String place) {
        FieldType base = before;
        if (!part.type().isEmpty()) {
            Optional<FieldType> named = standard.datatype(part.type());
            if (named.isEmpty()) {
                problems.add(Problem.error(
                        "unknown-datatype",
                        place + ".type",
                        "HL7 " + profile.version() + " has no data type “" + part.type() + "”."));
            }
            base = named.orElse(before);
        }
        if (part.parts().isEmpty()) {
            return base;
        }
        FieldType above = base;
        boolean unnamed = isNew && part.type().isEmpty();
        List<Field> known = unnamed ? List.of() : above.isLeaf() ? List.of(itself(above)) : above.fields();
        List<Field> fields = parts(known, part.parts(), "Component", place + ".components");
        return FieldType.of(unnamed ? "components" : above.name(), Kind.COMPOSITE, () -> fields);
    }

    /// A single value that gets parts is the first of them.
    private static Field itself(FieldType leaf) {
        return new Field("1", "Value", leaf, Cardinality.OPTIONAL, null, "");
    }

    private void reportLeftOut() {
        for (int i = 0; i < placed.length; i++) {
            Segment segment = profile.segments().get(i);
            if (!placed[i] && segment.isAdded()) {
                problem(
                        i,
                        "unknown-place",
                        "after",
                        segment.code() + " is to stand after " + segment.after()
                                + (segment.group().isEmpty() ? "" : " in " + segment.group()) + ", and "
                                + profile.structure() + " has no such place.");
            } else if (!placed[i]) {
                problem(
                        i,
                        "unknown-place",
                        "after",
                        profile.structure() + " has no segment " + segment.code() + ". Say after which one it stands.");
            }
        }
    }

    private void problem(int number, String code, String property, String message) {
        problems.add(Problem.error(code, place(number) + "." + property, message));
    }

    private static String place(int number) {
        return "segments[" + number + "]";
    }

    private static Field retyped(Field field, FieldType type) {
        return new Field(field.name(), field.label(), type, field.cardinality(), field.binding(), field.description());
    }

    private static String or(String own, @Nullable String otherwise) {
        return own.isEmpty() && otherwise != null ? otherwise : own;
    }
}
