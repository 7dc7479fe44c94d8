package io.suture.engine.document;

import io.suture.engine.lookup.LookupTable;
import io.suture.engine.lookup.LookupTable.Unknown;
import io.suture.engine.report.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// Reads a ConceptMap, ours or somebody else's. What a LookupTable cannot say is told as a Problem.
final class ConceptMapReader {
    private final String otherwise;
    private final List<Problem> problems = new ArrayList<>();
    private final Map<String, Map<String, String>> rows = new LinkedHashMap<>();
    private final Set<String> columns = new LinkedHashSet<>();
    private final List<String> repeated = new ArrayList<>();
    private final List<String> several = new ArrayList<>();
    private int nameless;
    private @Nullable Unknown unmapped;
    private boolean differing;

    /// @param otherwise the table's name where the ConceptMap has none
    ConceptMapReader(String otherwise) {
        this.otherwise = otherwise;
    }

    Read<LookupTable> read(byte[] bytes) {
        if (bytes.length > SpreadsheetText.MOST_BYTES) {
            return refused("too-large", "The file has more than 5 MB; nothing was read.");
        }
        JsonNode map;
        try {
            map = DocumentText.tree(bytes);
        } catch (JacksonException wrong) {
            return refused("not-json", "This is not JSON; nothing was read. A ConceptMap as XML is not read here.");
        }
        if (!text(map, "resourceType").equals("ConceptMap")) {
            return refused("no-concept-map", "This is no FHIR ConceptMap; nothing was read.");
        }
        String first = first(map);
        columns.add(first);
        for (JsonNode group : map.path("group")) {
            for (JsonNode element : group.path("element")) {
                row(element, group, first);
            }
            hear(unmapped(group));
        }
        Unknown unknown = unknown(map);
        say();
        List<String> ordered = ordered(map);
        var cells = new LinkedHashMap<String, List<String>>();
        rows.forEach((code, row) -> cells.put(
                code,
                ordered.stream().map(column -> row.getOrDefault(column, "")).toList()));
        var table = new LookupTable(name(map), 1, ordered, cells, unknown);
        SpreadsheetText.tooMany(table).ifPresent(problems::add);
        return Read.of(table, problems);
    }

    private void row(JsonNode element, JsonNode group, String first) {
        String code = text(element, "code");
        if (code.isEmpty()) {
            nameless++;
            return;
        }
        if (rows.containsKey(code)) {
            repeated.add("“" + code + "”");
            return;
        }
        Map<String, String> row = new LinkedHashMap<>();
        rows.put(code, row);
        put(row, first, ConceptMapDocument.SOURCE_SYSTEM, text(group, "source"));
        put(row, first, ConceptMapDocument.MEANING, text(element, "display"));
        List<JsonNode> matched = element.path("target")
                .valueStream()
                .filter(target -> !text(target, "equivalence").equals("disjoint"))
                .toList();
        List<JsonNode> coded = matched.stream()
                .filter(target -> !text(target, "code").isEmpty()
                        && !text(target, "equivalence").equals("unmatched"))
                .toList();
        if (coded.size() > 1) {
            several.add("“" + code + "”");
        }
        Optional<JsonNode> taken =
                coded.stream().findFirst().or(() -> matched.stream().findFirst());
        taken.ifPresent(target -> {
            row.put(first, coded.isEmpty() ? "" : text(target, "code"));
            put(row, first, ConceptMapDocument.DISPLAY, text(target, "display"));
            put(row, first, ConceptMapDocument.SYSTEM, text(group, "target"));
            for (JsonNode product : target.path("product")) {
                put(row, first, ConceptMapDocument.column(text(product, "property")), text(product, "value"));
            }
        });
    }

    private void put(Map<String, String> row, String first, String column, String cell) {
        if (!cell.isEmpty() && !column.isEmpty() && !column.equals(first)) {
            columns.add(column);
            row.put(column, cell);
        }
    }

    private void hear(@Nullable Unknown said) {
        if (said != null) {
            differing |= unmapped != null && !unmapped.equals(said);
            unmapped = unmapped == null ? said : unmapped;
        }
    }

    private @Nullable Unknown unmapped(JsonNode group) {
        String mode = text(group.path("unmapped"), "mode");
        return switch (mode) {
            case "" -> null;
            case "provided", "use-source-code" -> new Unknown.Keep();
            case "fixed" -> new Unknown.Become(text(group.path("unmapped"), "code"));
            default -> {
                problems.add(Problem.warning(
                        "unmapped-mode",
                        "",
                        "Codes that it does not hold are to be looked up elsewhere (" + mode
                                + "), which a lookup table does not do. They are kept and flagged."));
                yield new Unknown.Keep();
            }
        };
    }

    private Unknown unknown(JsonNode map) {
        String own =
                extensions(map, ConceptMapDocument.UNKNOWN).stream().findFirst().orElse("");
        if (own.startsWith("become ")) {
            return new Unknown.Become(own.substring("become ".length()));
        }
        if (own.equals("refuse")) {
            return new Unknown.Refuse();
        }
        if (own.equals("omit")) {
            return new Unknown.Omit();
        }
        if (unmapped == null && own.isEmpty()) {
            problems.add(Problem.info(
                    "unmapped-unsaid",
                    "",
                    "It does not say what becomes of codes that it does not hold. They are kept and flagged."));
        }
        return unmapped == null ? new Unknown.Keep() : unmapped;
    }

    private void say() {
        if (differing) {
            problems.add(
                    Problem.warning(
                            "unmapped-differs",
                            "",
                            "Its groups treat codes that they do not hold differently; the table does as the first group says."));
        }
        if (!repeated.isEmpty()) {
            problems.add(Problem.warning(
                    "repeated-code",
                    "",
                    "A code stands once in a table. The first of each was taken for " + LookupTableCsv.few(repeated)
                            + "."));
        }
        if (!several.isEmpty()) {
            problems.add(Problem.warning(
                    "several-targets",
                    "",
                    "A code becomes one code. The first target was taken for " + LookupTableCsv.few(several) + "."));
        }
        if (nameless > 0) {
            problems.add(Problem.warning("no-code", "", nameless + " elements without a code were left out."));
        }
    }

    private String first(JsonNode map) {
        return extensions(map, ConceptMapDocument.COLUMN).stream().findFirst().orElse("code");
    }

    /// In the order that our own extension gives, then whatever else there is.
    private List<String> ordered(JsonNode map) {
        var ordered = new LinkedHashSet<>(extensions(map, ConceptMapDocument.COLUMN));
        ordered.addAll(columns);
        return List.copyOf(ordered);
    }

    private static List<String> extensions(JsonNode map, String url) {
        return map.path("extension")
                .valueStream()
                .filter(extension -> text(extension, "url").equals(url))
                .map(extension -> text(extension, "valueString"))
                .toList();
    }

    private String name(JsonNode map) {
        String title = text(map, "title");
        String name = title.isBlank() ? text(map, "name") : title;
        return name.isBlank() ? otherwise : name.strip();
    }

    private static String text(JsonNode node, String property) {
        return node.path(property).asString("");
    }

    private static Read<LookupTable> refused(String code, String message) {
        return Read.refused(List.of(Problem.error(code, "", message)));
    }
}
