package io.suture.engine.document;

import io.suture.engine.lookup.LookupTable;
import io.suture.engine.lookup.LookupTable.Unknown;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A [LookupTable] as a FHIR R4 ConceptMap. The first column is the target's code; columns called `display` and
/// `system` say the rest of it, `meaning` and `source system` the same of the source; every other column is a product.
/// What a ConceptMap cannot say, the order of columns and what of unknown codes, stands in extensions.
public final class ConceptMapDocument {
    static final String DISPLAY = "display";
    static final String SYSTEM = "system";
    static final String MEANING = "meaning";
    static final String SOURCE_SYSTEM = "source system";
    static final String COLUMN = "urn:suture:lookup-column";
    static final String UNKNOWN = "urn:suture:unknown-codes";
    static final String PRODUCT = "urn:suture:lookup-column:";

    private static final Pattern ENCODED = Pattern.compile("([^%]|%[0-9A-Fa-f]{2})*+");

    private ConceptMapDocument() {}

    public static Read<LookupTable> read(byte[] bytes, String otherwise) {
        return new ConceptMapReader(otherwise).read(bytes);
    }

    public static byte[] write(LookupTable table) {
        ObjectNode map = DocumentText.object().put("resourceType", "ConceptMap");
        ArrayNode extensions = map.putArray("extension");
        table.columns()
                .forEach(column -> extensions.addObject().put("url", COLUMN).put("valueString", column));
        extensions.addObject().put("url", UNKNOWN).put("valueString", unknown(table.unknown()));
        map.put("version", Integer.toString(table.version()))
                .put("name", identifier(table.name()))
                .put("title", table.name())
                .put("status", "active");
        if (!table.rows().isEmpty()) {
            ArrayNode groups = map.putArray("group");
            grouped(table).forEach((systems, rows) -> group(table, systems, rows, groups.addObject()));
        }
        return DocumentText.write(map);
    }

    private record Systems(String source, String target) {}

    /// FHIR says systems once for many codes.
    private static Map<Systems, Map<String, List<String>>> grouped(LookupTable table) {
        Map<Systems, Map<String, List<String>>> groups = new LinkedHashMap<>();
        table.rows()
                .forEach((code, cells) -> groups.computeIfAbsent(
                                new Systems(cell(table, cells, SOURCE_SYSTEM), cell(table, cells, SYSTEM)),
                                fresh -> new LinkedHashMap<>())
                        .put(code, cells));
        return groups;
    }

    private static void group(LookupTable table, Systems systems, Map<String, List<String>> rows, ObjectNode group) {
        putIfSaid(group, "source", systems.source());
        putIfSaid(group, "target", systems.target());
        ArrayNode elements = group.putArray("element");
        rows.forEach((code, cells) -> {
            ObjectNode element = elements.addObject().put("code", code);
            putIfSaid(element, "display", cell(table, cells, MEANING));
            ObjectNode target = element.putArray("target").addObject();
            putIfSaid(target, "code", cells.getFirst());
            putIfSaid(target, "display", cell(table, cells, DISPLAY));
            // How near the two are in meaning a lookup table does not say; `unmatched` is its empty cell.
            target.put("equivalence", cells.getFirst().isEmpty() ? "unmatched" : "relatedto");
            products(table, cells, target);
        });
        switch (table.unknown()) {
            case Unknown.Keep keep -> group.putObject("unmapped").put("mode", "provided");
            case Unknown.Become(String code) ->
                group.putObject("unmapped").put("mode", "fixed").put("code", code);
            case Unknown.Refuse refuse -> {}
            case Unknown.Omit omit -> {}
        }
    }

    private static void products(LookupTable table, List<String> cells, ObjectNode target) {
        for (int i = 1; i < cells.size(); i++) {
            String column = table.columns().get(i);
            if (!cells.get(i).isEmpty() && !isSaidOtherwise(column)) {
                (target.get("product") instanceof ArrayNode products ? products : target.putArray("product"))
                        .addObject()
                        .put("property", PRODUCT + URLEncoder.encode(column, StandardCharsets.UTF_8))
                        .put("value", cells.get(i));
            }
        }
    }

    private static boolean isSaidOtherwise(String column) {
        return List.of(DISPLAY, SYSTEM, MEANING, SOURCE_SYSTEM).contains(column);
    }

    /// What a further column says; the first is the code, whatever it is called.
    private static String cell(LookupTable table, List<String> cells, String column) {
        int at = table.columns().indexOf(column);
        return at > 0 ? cells.get(at) : "";
    }

    private static void putIfSaid(ObjectNode node, String property, String text) {
        if (!text.isEmpty()) {
            node.put(property, text);
        }
    }

    private static String unknown(Unknown unknown) {
        return switch (unknown) {
            case Unknown.Keep keep -> "keep";
            case Unknown.Refuse refuse -> "refuse";
            case Unknown.Omit omit -> "omit";
            case Unknown.Become(String code) -> "become " + code;
        };
    }

    /// FHIR wants a name that a program could use.
    private static String identifier(String name) {
        String joined = Arrays.stream(name.split("[^A-Za-z0-9]+", -1))
                .filter(word -> !word.isEmpty())
                .map(word -> Character.toUpperCase(word.charAt(0)) + word.substring(1))
                .collect(Collectors.joining());
        return joined.isEmpty() || Character.isDigit(joined.charAt(0)) ? "Table" + joined : joined;
    }

    /// The column that a product is for: ours by our own name, somebody else's by the end of its address.
    static String column(String property) {
        String rest = property.startsWith(PRODUCT) ? property.substring(PRODUCT.length()) : "";
        if (rest.isEmpty()) {
            return property.substring(property.lastIndexOf('/') + 1);
        }
        return ENCODED.matcher(rest).matches() ? URLDecoder.decode(rest, StandardCharsets.UTF_8) : rest;
    }
}
