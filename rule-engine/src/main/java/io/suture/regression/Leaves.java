package io.suture.regression;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// An output taken apart to its leaves, each with the path that people know it by, in order. Entries of a Bundle are
/// counted by resource type, segments by name, so that one entry more does not make every later one different.
public final class Leaves {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Pattern LINES = Pattern.compile("[\r\n]+");

    private Leaves() {}

    /// The leaves of an output by path.
    ///
    /// @param mediaType tells JSON from HL7 v2; anything else is one leaf
    public static Map<String, String> of(String mediaType, byte[] output) {
        Map<String, String> leaves = new LinkedHashMap<>();
        if (mediaType.contains("json")) {
            json(output, leaves);
        } else if (mediaType.contains("hl7-v2")) {
            hl7(new String(output, charset(output)), leaves);
        } else {
            leaves.put("", new String(output, StandardCharsets.UTF_8));
        }
        return leaves;
    }

    private static void json(byte[] output, Map<String, String> leaves) {
        JsonNode tree;
        try {
            tree = JSON.readTree(output);
        } catch (JacksonException broken) {
            leaves.put("", new String(output, StandardCharsets.UTF_8));
            return;
        }
        if (!"Bundle".equals(tree.path("resourceType").asString(""))) {
            json(tree, "", leaves);
            return;
        }
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> property : tree.properties()) {
            if (!property.getKey().equals("entry")) {
                json(property.getValue(), property.getKey(), leaves);
                continue;
            }
            for (JsonNode entry : property.getValue()) {
                String type = entry.path("resource").path("resourceType").asString("entry");
                String place = type + "[" + counts.merge(type, 1, Integer::sum) + "]";
                for (Map.Entry<String, JsonNode> part : entry.properties()) {
                    if (part.getKey().equals("resource")) {
                        json(part.getValue(), place, leaves);
                    } else {
                        json(part.getValue(), place + "." + part.getKey(), leaves);
                    }
                }
            }
        }
    }

    private static void json(JsonNode node, String path, Map<String, String> leaves) {
        if (node.isObject()) {
            for (Map.Entry<String, JsonNode> property : node.properties()) {
                json(property.getValue(), path.isEmpty() ? property.getKey() : path + "." + property.getKey(), leaves);
            }
        } else if (node.isArray()) {
            int index = 1;
            for (JsonNode item : node) {
                json(item, node.size() == 1 ? path : path + "[" + index + "]", leaves);
                index++;
            }
        } else {
            leaves.put(path, node.isString() ? node.stringValue() : node.toString());
        }
    }

    private static void hl7(String text, Map<String, String> leaves) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        List<String> segments = new ArrayList<>(List.of(LINES.split(text)));
        segments.removeIf(String::isBlank);
        char field = '|';
        String encoding = "^~\\&";
        for (String segment : segments) {
            String name = segment.length() < 3 ? segment : segment.substring(0, 3);
            int count = counts.merge(name, 1, Integer::sum);
            String place = count == 1 ? name : name + "[" + count + "]";
            boolean header = name.equals("MSH") || name.equals("FHS") || name.equals("BHS");
            if (header && segment.length() > 8) {
                field = segment.charAt(3);
                int end = segment.indexOf(field, 4);
                encoding = segment.substring(4, end < 0 ? segment.length() : end);
            }
            String[] fields = segment.split(Pattern.quote(String.valueOf(field)), -1);
            for (int i = 1; i < fields.length; i++) {
                int number = header ? i + 1 : i;
                if (header && i == 1) {
                    leaves.put(place + "-2", fields[i]);
                } else {
                    repeats(fields[i], place + "-" + number, encoding, leaves);
                }
            }
        }
    }

    private static void repeats(String text, String place, String encoding, Map<String, String> leaves) {
        String[] repeats = split(text, encoding, 1);
        for (int i = 0; i < repeats.length; i++) {
            String repeated = repeats.length == 1 ? place : place + "[" + (i + 1) + "]";
            String[] components = split(repeats[i], encoding, 0);
            for (int c = 0; c < components.length; c++) {
                String component = components.length == 1 ? repeated : repeated + "." + (c + 1);
                String[] parts = split(components[c], encoding, 3);
                for (int s = 0; s < parts.length; s++) {
                    if (!parts[s].isEmpty()) {
                        leaves.put(parts.length == 1 ? component : component + "." + (s + 1), parts[s]);
                    }
                }
            }
        }
    }

    private static String[] split(String text, String encoding, int which) {
        if (encoding.length() <= which) {
            return new String[] {text};
        }
        return text.split(Pattern.quote(encoding.substring(which, which + 1)), -1);
    }

    /// What MSH-18 of our own output says; outputs are UTF-8 unless it names another.
    private static Charset charset(byte[] output) {
        var latin = new String(output, 0, Math.min(output.length, 2_000), StandardCharsets.ISO_8859_1);
        String header = latin.split("[\r\n]", 2)[0];
        if (header.length() > 4) {
            String[] fields = header.split(Pattern.quote(header.substring(3, 4)), -1);
            if (fields.length > 17 && fields[17].startsWith("8859/")) {
                return Charset.forName("ISO-8859-" + fields[17].substring(5).split("\\D")[0]);
            }
        }
        return StandardCharsets.UTF_8;
    }
}
