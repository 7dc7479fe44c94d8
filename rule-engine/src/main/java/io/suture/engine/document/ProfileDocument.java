package io.suture.engine.document;

import io.suture.engine.schema.Cardinality;
import io.suture.engine.schema.Hl7Profile;
import io.suture.engine.schema.Hl7Profile.Part;
import io.suture.engine.schema.Hl7Profile.Segment;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The part of a schema document that is an [Hl7Profile].
final class ProfileDocument {
    private static final int MOST_PARTS = 999;

    private ProfileDocument() {}

    static Hl7Profile read(DocumentPart part) {
        List<Segment> segments = new ArrayList<>();
        Set<List<String>> places = new HashSet<>();
        for (DocumentPart one : part.parts("segments")) {
            Segment segment = segment(one);
            if (!places.add(List.of(segment.code(), segment.group()))) {
                one.refuse("same-name", "code", segment.code() + " is described twice.");
            }
            segments.add(segment);
        }
        return new Hl7Profile(part.text("standard"), part.text("structure"), segments, tables(part));
    }

    private static Segment segment(DocumentPart part) {
        String code = part.text("code");
        if (part.has("code") && !code.matches("[A-Z][A-Z0-9]{2}")) {
            part.refuse("segment-code", "code", "A segment's code has three capital letters or digits: ZPI.");
        }
        var segment = new Segment(
                code,
                part.text("title", ""),
                part.text("group", ""),
                part.text("after", ""),
                cardinality(part),
                parts(part, "fields"));
        part.finish();
        return segment;
    }

    private static List<Part> parts(DocumentPart above, String property) {
        List<Part> parts = new ArrayList<>();
        Set<Integer> numbers = new HashSet<>();
        for (DocumentPart one : above.parts(property)) {
            long number = one.number("number", 1, 1);
            if (number > MOST_PARTS) {
                one.refuse("part-number", "number", "Fields and components are numbered from 1 to " + MOST_PARTS + ".");
            } else if (!numbers.add((int) number)) {
                one.refuse("same-name", "number", "Number " + number + " is described twice.");
            }
            parts.add(new Part(
                    (int) Math.min(number, MOST_PARTS),
                    one.text("label", ""),
                    one.text("type", ""),
                    cardinality(one),
                    one.text("table", ""),
                    parts(one, "components")));
            one.finish();
        }
        return parts;
    }

    private static @Nullable Cardinality cardinality(DocumentPart part) {
        String text = part.text("cardinality", "");
        if (text.isEmpty()) {
            return null;
        }
        var read = Cardinality.parse(text);
        if (read.isEmpty()) {
            part.refuse("cardinality", "cardinality", "How often something stands is said as 0..1, 1..1 or 0..*.");
        }
        return read.orElse(null);
    }

    private static Map<String, List<String>> tables(DocumentPart part) {
        Map<String, List<String>> tables = new LinkedHashMap<>();
        if (part.has("tables")) {
            DocumentPart all = part.part("tables");
            all.names().forEach(name -> tables.put(name, all.texts(name)));
            all.finish();
        }
        return tables;
    }

    static void write(Hl7Profile profile, ObjectNode node) {
        node.put("standard", profile.version()).put("structure", profile.structure());
        ArrayNode segments = node.putArray("segments");
        for (Segment segment : profile.segments()) {
            ObjectNode one = segments.addObject().put("code", segment.code());
            put(one, "title", segment.title());
            put(one, "group", segment.group());
            put(one, "after", segment.after());
            put(one, segment.cardinality());
            parts(one, "fields", segment.fields());
        }
        if (!profile.tables().isEmpty()) {
            ObjectNode tables = node.putObject("tables");
            profile.tables().forEach((table, codes) -> {
                ArrayNode all = tables.putArray(table);
                codes.forEach(all::add);
            });
        }
    }

    private static void parts(ObjectNode above, String property, List<Part> parts) {
        if (parts.isEmpty()) {
            return;
        }
        ArrayNode all = above.putArray(property);
        for (Part part : parts) {
            ObjectNode one = all.addObject().put("number", part.number());
            put(one, "label", part.label());
            put(one, "type", part.type());
            put(one, part.cardinality());
            put(one, "table", part.table());
            parts(one, "components", part.parts());
        }
    }

    private static void put(ObjectNode node, String property, String text) {
        if (!text.isEmpty()) {
            node.put(property, text);
        }
    }

    private static void put(ObjectNode node, @Nullable Cardinality cardinality) {
        if (cardinality != null) {
            node.put("cardinality", cardinality.toString());
        }
    }
}
