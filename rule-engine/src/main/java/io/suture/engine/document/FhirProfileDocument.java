package io.suture.engine.document;

import io.suture.engine.schema.Cardinality;
import io.suture.engine.schema.FhirProfile;
import io.suture.engine.schema.FhirProfile.Part;
import io.suture.engine.schema.Field;
import io.suture.engine.value.FieldPath;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The part of a schema document that is a [FhirProfile].
final class FhirProfileDocument {
    private FhirProfileDocument() {}

    static FhirProfile read(DocumentPart part) {
        List<Part> parts = new ArrayList<>();
        Set<FieldPath> paths = new HashSet<>();
        for (DocumentPart one : part.parts("elements")) {
            Part read = element(one);
            if (!paths.add(read.path())) {
                one.refuse("same-name", "path", read.path() + " is described twice.");
            }
            parts.add(read);
        }
        return new FhirProfile(part.text("standard"), part.text("resource"), part.text("profile"), parts);
    }

    private static Part element(DocumentPart part) {
        Optional<FieldPath> path = FieldPath.parse(part.text("path"));
        if (part.has("path") && (path.isEmpty() || path.get().isRoot())) {
            part.refuse("element-path", "path", "Here stands a path beneath the resource: component:systolic.code.");
        }
        String often = part.text("cardinality", "");
        Optional<Cardinality> cardinality =
                often.equals(Cardinality.NEVER.toString()) ? Optional.of(Cardinality.NEVER) : Cardinality.parse(often);
        if (!often.isEmpty() && cardinality.isEmpty()) {
            part.refuse(
                    "cardinality",
                    "cardinality",
                    "How often something stands is said as 0..1, 1..1 or 0..*, or 0..0 where it must not.");
        }
        String valueSet = part.text("valueSet", "");
        boolean required = part.flag("valueSetRequired", false);
        var read = new Part(
                path.filter(one -> !one.isRoot()).orElse(FieldPath.of("unknown")),
                part.text("label", ""),
                cardinality.orElse(null),
                part.flag("mustSupport", false),
                valueSet.isEmpty() ? null : new Field.Binding(valueSet, required),
                given(part));
        part.finish();
        return read;
    }

    private static String given(DocumentPart part) {
        if (part.has("pattern")) {
            return part.json("pattern");
        }
        String fixed = part.text("fixed", "");
        return fixed.isEmpty() ? "" : JsonNodeFactory.instance.stringNode(fixed).toString();
    }

    static void write(FhirProfile profile, ObjectNode node) {
        node.put("standard", profile.version())
                .put("resource", profile.resource())
                .put("profile", profile.url());
        ArrayNode elements = node.putArray("elements");
        for (Part part : profile.parts()) {
            ObjectNode one = elements.addObject().put("path", part.path().toString());
            if (!part.label().isEmpty()) {
                one.put("label", part.label());
            }
            put(one, part.cardinality());
            if (part.mustSupport()) {
                one.put("mustSupport", true);
            }
            Field.Binding binding = part.binding();
            if (binding != null) {
                one.put("valueSet", binding.table());
                if (binding.required()) {
                    one.put("valueSetRequired", true);
                }
            }
            if (!part.given().isEmpty()) {
                JsonNode given = DocumentText.tree(part.given());
                if (given.isObject()) {
                    one.set("pattern", given);
                } else {
                    one.put("fixed", given.asString());
                }
            }
        }
    }

    private static void put(ObjectNode node, @Nullable Cardinality cardinality) {
        if (cardinality != null) {
            node.put("cardinality", cardinality.toString());
        }
    }
}
