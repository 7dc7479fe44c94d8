package io.suture.engine.format.fhir;

import io.suture.engine.report.Problem;
import io.suture.engine.schema.Cardinality;
import io.suture.engine.schema.FhirProfile;
import io.suture.engine.schema.FhirProfile.Part;
import io.suture.engine.schema.Field;
import io.suture.engine.schema.FieldType;
import io.suture.engine.value.FieldPath;
import io.suture.engine.value.Fields;
import io.suture.engine.value.Value;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A profile laid over the types of the standard: what it says nothing of is the standard's own, and shared. A slice is
/// a Field beside the one that it is a slice of: `category`, `category:lab`.
final class ProfiledTypes {
    private static final String SLICE = ":";
    private static final int GIVEN_DEPTH = 32;

    private final FhirVersion version;

    ProfiledTypes(FhirVersion version) {
        this.version = version;
    }

    /// What is said of a place, and of those beneath it.
    private static final class Node {
        private final Map<String, Node> beneath = new LinkedHashMap<>();
        private @Nullable Part part;
    }

    FieldType over(FieldType standard, FhirProfile profile) {
        return type(standard, tree(profile));
    }

    /// What is wrong with a profile, placed in its document.
    List<Problem> check(FhirProfile profile) {
        FieldType standard = version.resource(profile.resource()).orElse(null);
        if (standard == null) {
            return List.of(Problem.error(
                    "unknown-resource", "resource", version.title() + " has no resource " + profile.resource() + "."));
        }
        List<Problem> problems = new ArrayList<>();
        for (int i = 0; i < profile.parts().size(); i++) {
            FieldPath path = profile.parts().get(i).path();
            FieldType type = standard;
            for (String name : path.names()) {
                Field field = type.field(plain(name)).orElse(null);
                if (field == null || isSlice(name) && !field.cardinality().repeats()) {
                    problems.add(Problem.error(
                            "unknown-field",
                            "elements[" + i + "].path",
                            version.title() + " has no " + path + " in " + profile.resource()
                                    + (field == null ? "." : ": what stands once has no slices.")));
                    break;
                }
                type = field.type();
            }
        }
        return problems;
    }

    private static Node tree(FhirProfile profile) {
        Node root = new Node();
        for (Part part : profile.parts()) {
            Node node = root;
            for (String name : part.path().names()) {
                node = node.beneath.computeIfAbsent(name, any -> new Node());
            }
            node.part = part;
        }
        return root;
    }

    private FieldType type(FieldType standard, Node node) {
        return node.beneath.isEmpty() || standard.isLeaf()
                ? standard
                : FieldType.of(standard.name(), standard.kind(), () -> fields(standard, node));
    }

    private List<Field> fields(FieldType standard, Node node) {
        List<Field> fields = new ArrayList<>();
        for (Field field : standard.fields()) {
            Node said = node.beneath.get(field.name());
            if (isForbidden(said)) {
                continue;
            }
            if (field.type().kind() == FieldType.Kind.CHOICE) {
                fields.add(choice(field, said, node));
                continue;
            }
            Field own = said == null ? field : field(field, field.name(), said);
            fields.add(own);
            node.beneath.forEach((name, slice) -> {
                if (isSlice(name) && plain(name).equals(field.name()) && !isForbidden(slice)) {
                    fields.add(slice(own, name, slice));
                }
            });
        }
        return fields;
    }

    /// The alternatives have names of their own, so what is said of one stands beside the choice.
    private Field choice(Field choice, @Nullable Node said, Node around) {
        FieldType type = FieldType.of(
                choice.type().name(),
                FieldType.Kind.CHOICE,
                () -> choice.type().fields().stream()
                        .filter(one -> !isForbidden(around.beneath.get(one.name())))
                        .map(one -> {
                            Node own = around.beneath.get(one.name());
                            return own == null ? one : field(one, one.name(), own);
                        })
                        .toList());
        Field typed = new Field(
                choice.name(),
                choice.label(),
                type,
                choice.cardinality(),
                choice.binding(),
                choice.description(),
                choice.demand());
        return said == null ? typed : field(typed, choice.name(), said);
    }

    private Field slice(Field of, String name, Node node) {
        Field field = field(of, name, node);
        // What tells it from its siblings is whatever must stand in it, however deep.
        Value own = field.demand().given();
        Value given = own instanceof Value.Text ? own : together(own, node);
        return new Field(
                name,
                field.label(),
                field.type(),
                field.cardinality(),
                field.binding(),
                field.description(),
                new Field.Demand(field.demand().mustSupport(), given));
    }

    private Value together(Value own, Node node) {
        Map<String, Value> parts = new LinkedHashMap<>();
        if (own instanceof Value.Group group) {
            for (int i = 0; i < group.size(); i++) {
                parts.put(group.name(i), group.value(i));
            }
        }
        node.beneath.forEach((name, inner) -> {
            Value given = isSlice(name) && !comesAlong(name, inner)
                    ? Value.Absent.ABSENT
                    : together(given(inner.part), inner);
            if (given != Value.Absent.ABSENT) {
                parts.merge(plain(name), given, (one, other) -> Value.Repeat.of(List.of(one, other)));
            }
        });
        if (parts.isEmpty()) {
            return own;
        }
        Fields.Builder group = Fields.builder();
        parts.forEach(group::add);
        return group.build();
    }

    /// A required slice within a slice tells the outer one apart, such as the coding of a component's code; but an
    /// extension
    /// within an extension is content, which somebody has to make.
    private static boolean comesAlong(String name, Node slice) {
        Cardinality often = slice.part == null ? null : slice.part.cardinality();
        return often != null && often.isRequired() && !plain(name).equals("extension");
    }

    private Field field(Field standard, String name, Node node) {
        Part part = node.part;
        FieldType type = type(standard.type(), node);
        boolean slice = isSlice(name);
        if (part == null) {
            return new Field(
                    name,
                    standard.label(),
                    type,
                    slice ? new Cardinality(0, standard.cardinality().max()) : standard.cardinality(),
                    standard.binding(),
                    standard.description(),
                    standard.demand());
        }
        Cardinality said = part.cardinality();
        Cardinality otherwise =
                slice ? new Cardinality(0, standard.cardinality().max()) : standard.cardinality();
        return new Field(
                name,
                part.label().isEmpty() ? standard.label() : part.label(),
                type,
                said == null ? otherwise : said,
                part.binding() == null ? standard.binding() : part.binding(),
                standard.description(),
                new Field.Demand(part.mustSupport(), given(part)));
    }

    private static boolean isForbidden(@Nullable Node node) {
        return node != null && node.part != null && Cardinality.NEVER.equals(node.part.cardinality());
    }

    private Value given(@Nullable Part part) {
        if (part == null || part.given().isEmpty()) {
            return Value.Absent.ABSENT;
        }
        byte[] json = ("{\"given\":" + part.given() + "}").getBytes(StandardCharsets.UTF_8);
        return new FhirReader(FhirXml.ANYTHING, version, GIVEN_DEPTH)
                .read(json, problem -> {})
                .get("given");
    }

    private static boolean isSlice(String name) {
        return name.contains(SLICE);
    }

    private static String plain(String name) {
        int colon = name.indexOf(SLICE);
        return colon < 0 ? name : name.substring(0, colon);
    }
}
