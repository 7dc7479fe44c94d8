package io.suture.engine.format.fhir;

import io.suture.engine.report.Problem;
import io.suture.engine.schema.Cardinality;
import io.suture.engine.schema.FhirProfile;
import io.suture.engine.schema.FhirProfile.Part;
import io.suture.engine.schema.Field;
import io.suture.engine.schema.FieldType;
import io.suture.engine.schema.SchemaDefinition;
import io.suture.engine.value.FieldPath;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// StructureDefinitions to profiles. What a definition says (its differential) is laid over what those say that it is
/// based
/// on, down to the standard's resource; extensions are followed into their own definitions. Where something on that way
/// is
/// not in the package, the definition's snapshot is taken, which holds it all; without one it is refused.
final class ProfileReader {
    private static final String STANDARD = "http://hl7.org/fhir/StructureDefinition/";
    private static final String CHOICE = "[x]";
    private static final int DEEPEST = 16;
    private static final int MOST_NAME = 100;

    private final Map<String, JsonNode> definitions;
    private final List<Problem> problems = new ArrayList<>();

    ProfileReader(Map<String, JsonNode> definitions) {
        this.definitions = definitions;
    }

    FhirPackage all() {
        List<SchemaDefinition> profiles = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (JsonNode definition : definitions.values()) {
            if (text(definition, "derivation").equals("constraint")
                    && text(definition, "kind").equals("resource")) {
                SchemaDefinition profile = profile(definition);
                if (profile != null && names.add(profile.name())) {
                    profiles.add(profile);
                } else if (profile != null) {
                    refuse("same-name", text(definition, "url"), "Another profile is called " + profile.name() + ".");
                }
            }
        }
        if (profiles.isEmpty() && problems.isEmpty()) {
            problems.add(Problem.error("no-profile", "", "The package holds no profile of a resource."));
        }
        return new FhirPackage(profiles, problems);
    }

    private @Nullable SchemaDefinition profile(JsonNode definition) {
        String url = text(definition, "url");
        Optional<FhirVersion> version = version(text(definition, "fhirVersion"));
        if (version.isEmpty()) {
            refuse("profile-version", url, "It is of another version of FHIR than R4, R4B and R5.");
            return null;
        }
        FieldType standard = version.get().resource(text(definition, "type")).orElse(null);
        List<JsonNode> elements = elements(definition, 0);
        if (standard == null) {
            refuse(
                    "profile-resource",
                    url,
                    "What it constrains is no resource of " + version.get().title() + ".");
            return null;
        }
        if (elements == null) {
            refuse(
                    "profile-base",
                    url,
                    "What it is based on is not in the package, and it has no snapshot that would say it.");
            return null;
        }
        Map<FieldPath, Part> parts = new LinkedHashMap<>();
        collect(elements, FieldPath.ROOT, standard, parts, 0);
        var profile = new FhirProfile(version.get().word(), text(definition, "type"), url, List.copyOf(parts.values()));
        List<Problem> wrong = FhirFormat.check(profile);
        if (!wrong.isEmpty()) {
            refuse("profile-unknown-field", url, wrong.getFirst().message());
            return null;
        }
        return new SchemaDefinition(name(definition, url), 1, text(definition, "title"), profile);
    }

    private void refuse(String code, String url, String why) {
        problems.add(Problem.warning(code, url, why + " The profile was left out."));
    }

    private static Optional<FhirVersion> version(String number) {
        if (number.startsWith("4.0.")) {
            return Optional.of(FhirVersion.R4);
        }
        if (number.startsWith("4.3.")) {
            return Optional.of(FhirVersion.R4B);
        }
        return number.startsWith("5.0.") ? Optional.of(FhirVersion.R5) : Optional.empty();
    }

    private static String name(JsonNode definition, String url) {
        String id = text(definition, "id");
        String name = (id.isEmpty() ? url.substring(url.lastIndexOf('/') + 1) : id)
                .replaceAll("[^A-Za-z0-9._-]", "-")
                .replaceAll("^[._-]+", "");
        return name.isEmpty() ? "profile" : name.substring(0, Math.min(name.length(), MOST_NAME));
    }

    /// What is said from the base upwards; null where that cannot be known.
    private @Nullable List<JsonNode> elements(JsonNode definition, int depth) {
        String base = plain(text(definition, "baseDefinition"));
        JsonNode differential = definition.path("differential").path("element");
        JsonNode snapshot = definition.path("snapshot").path("element");
        List<JsonNode> below = null;
        if (base.equals(STANDARD + text(definition, "type"))) {
            below = List.of();
        } else if (definitions.containsKey(base) && depth < DEEPEST) {
            below = elements(definitions.get(base), depth + 1);
        }
        if (below != null && !differential.isEmpty()) {
            List<JsonNode> all = new ArrayList<>(below);
            differential.forEach(all::add);
            return all;
        }
        if (snapshot.isEmpty()) {
            return null;
        }
        List<JsonNode> all = new ArrayList<>();
        snapshot.forEach(all::add);
        return all;
    }

    private void collect(
            List<JsonNode> elements, FieldPath base, FieldType standard, Map<FieldPath, Part> parts, int depth) {
        Map<FieldPath, String> only = new HashMap<>();
        for (JsonNode element : elements) {
            FieldPath path = path(text(element, "id").isEmpty() ? text(element, "path") : text(element, "id"));
            if (path.isRoot()) {
                continue;
            }
            FieldPath whole = base.resolve(chosen(path, only));
            onlyType(element, path, only);
            Part before = parts.get(whole);
            Part part = part(element, whole, cardinality(element, before, whole, standard));
            if (Cardinality.NEVER.equals(part.cardinality())) {
                parts.keySet().removeIf(other -> other.startsWith(whole));
                parts.put(whole, part);
                continue;
            }
            if (before != null) {
                parts.put(whole, over(before, part));
            } else if (says(part) || path.last().contains(":")) {
                parts.put(whole, part);
            }
            extension(element, whole, standard, parts, depth);
        }
    }

    /// A slice of extensions says by its type which extension it is.
    private void extension(
            JsonNode element, FieldPath path, FieldType standard, Map<FieldPath, Part> parts, int depth) {
        for (JsonNode type : element.path("type")) {
            JsonNode profile = type.path("profile").path(0);
            if (!text(type, "code").equals("Extension") || !profile.isString() || depth >= DEEPEST) {
                continue;
            }
            String url = plain(profile.asString());
            JsonNode definition = definitions.get(url);
            List<JsonNode> elements = definition == null ? null : elements(definition, 0);
            if (elements != null) {
                collect(elements, path, standard, parts, depth + 1);
            }
            FieldPath own = path.child("url");
            if (!parts.containsKey(own) || parts.get(own).given().isEmpty()) {
                String quoted = JsonNodeFactory.instance.stringNode(url).toString();
                parts.put(own, new Part(own, "", null, false, null, quoted));
            }
        }
    }

    /// Where one type only is left of a choice, what is said beneath the choice is said of that.
    private static FieldPath chosen(FieldPath path, Map<FieldPath, String> only) {
        FieldPath chosen = FieldPath.ROOT;
        FieldPath said = FieldPath.ROOT;
        for (int i = 0; i < path.names().size(); i++) {
            said = said.child(path.names().get(i));
            boolean last = i == path.names().size() - 1;
            chosen = chosen.child(
                    last ? path.last() : only.getOrDefault(said, path.names().get(i)));
        }
        return chosen;
    }

    private static void onlyType(JsonNode element, FieldPath path, Map<FieldPath, String> only) {
        String type = text(element.path("type").path(0), "code");
        if (path.last().endsWith(CHOICE) && element.path("type").size() == 1 && !type.isEmpty()) {
            String name = path.last().substring(0, path.last().length() - CHOICE.length());
            only.put(path, name + Character.toUpperCase(type.charAt(0)) + type.substring(1));
        }
    }

    /// `Observation.component:systolic.value[x]:valueQuantity` to `component:systolic.valueQuantity`.
    private static FieldPath path(String id) {
        List<String> names = new ArrayList<>();
        String[] segments = id.split("\\.", -1);
        for (int i = 1; i < segments.length; i++) {
            int choice = segments[i].indexOf("[x]:");
            String name = choice < 0 ? segments[i] : segments[i].substring(choice + 4);
            // A slice of a slice is a slice with a longer name; a path has no slash.
            names.add(name.replace('/', '-').replace("`", ""));
        }
        return names.stream().anyMatch(String::isEmpty) ? FieldPath.ROOT : new FieldPath(names);
    }

    private static Part part(JsonNode element, FieldPath path, @Nullable Cardinality cardinality) {
        JsonNode valueSet = element.path("binding").path("valueSet");
        boolean required = text(element.path("binding"), "strength").equals("required");
        String name = text(element, "sliceName");
        return new Part(
                path,
                name.isEmpty() ? "" : text(element, "short").isEmpty() ? name : text(element, "short"),
                cardinality,
                element.path("mustSupport").asBoolean(false),
                valueSet.isString() ? new Field.Binding(plain(valueSet.asString()), required) : null,
                given(element));
    }

    /// A differential may say one end; the other is that of what it is laid over.
    private static @Nullable Cardinality cardinality(
            JsonNode element, @Nullable Part before, FieldPath path, FieldType standard) {
        JsonNode min = element.path("min");
        String max = text(element, "max");
        if (max.equals("0")) {
            return Cardinality.NEVER;
        }
        if (!min.isInt() && max.isEmpty()) {
            return null;
        }
        Cardinality base =
                before != null && before.cardinality() != null ? before.cardinality() : often(path, standard);
        return Cardinality.parse((min.isInt() ? min.asInt() : base.min()) + ".."
                        + (max.isEmpty()
                                ? base.toString().substring(base.toString().indexOf("..") + 2)
                                : max))
                .orElse(null);
    }

    /// As the standard has it; a slice need not be there.
    private static Cardinality often(FieldPath path, FieldType standard) {
        FieldType type = standard;
        Cardinality often = Cardinality.OPTIONAL;
        for (String name : path.names()) {
            int slice = name.indexOf(':');
            Field field =
                    type.field(slice < 0 ? name : name.substring(0, slice)).orElse(null);
            if (field == null) {
                return Cardinality.REPEATING;
            }
            type = field.type();
            often = slice < 0
                    ? field.cardinality()
                    : new Cardinality(0, field.cardinality().max());
        }
        return often;
    }

    private static String given(JsonNode element) {
        for (Map.Entry<String, JsonNode> property : element.properties()) {
            boolean given =
                    property.getKey().startsWith("fixed") || property.getKey().startsWith("pattern");
            JsonNode value = property.getValue();
            if (given && value.isObject()) {
                return value.toString();
            }
            if (given && value.isValueNode()) {
                return JsonNodeFactory.instance.stringNode(value.asString()).toString();
            }
        }
        return "";
    }

    private static boolean says(Part part) {
        return part.cardinality() != null
                || part.mustSupport()
                || part.binding() != null
                || !part.given().isEmpty();
    }

    /// What is said later goes before what was said earlier.
    private static Part over(Part before, Part after) {
        return new Part(
                before.path(),
                after.label().isEmpty() ? before.label() : after.label(),
                after.cardinality() == null ? before.cardinality() : after.cardinality(),
                before.mustSupport() || after.mustSupport(),
                after.binding() == null ? before.binding() : after.binding(),
                after.given().isEmpty() ? before.given() : after.given());
    }

    /// Without the version behind `|`.
    private static String plain(String canonical) {
        int version = canonical.indexOf('|');
        return version < 0 ? canonical : canonical.substring(0, version);
    }

    private static String text(JsonNode node, String property) {
        return node.path(property).asString("");
    }
}
