package io.suture.engine.document;

import io.suture.engine.lookup.LookupTable;
import io.suture.engine.lookup.LookupTable.Unknown;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A [LookupTable] as JSON: one line for each code.
public final class LookupTableDocument {
    static final String KIND = "lookup";

    private LookupTableDocument() {}

    public static Read<LookupTable> read(byte[] bytes) {
        return DocumentText.read(bytes, KIND, LookupTableDocument::body);
    }

    public static byte[] write(LookupTable table) {
        return DocumentText.write(body(table, DocumentText.header(KIND)));
    }

    static LookupTable body(DocumentPart part) {
        String name = part.text("name");
        int revision = (int) part.number("revision", 1, 1);
        List<String> columns = part.texts("columns");
        Unknown unknown = unknown(part);
        Map<String, List<String>> rows = new LinkedHashMap<>();
        DocumentPart codes = part.part("rows");
        for (String code : codes.names()) {
            List<String> row = codes.isList(code) ? codes.texts(code) : List.of(codes.text(code));
            if (row.size() != columns.size()) {
                codes.refuse(
                        "lookup-row",
                        code,
                        "The row for code " + code + " has " + row.size() + " cells where the table has "
                                + columns.size() + " columns.");
            }
            rows.put(code, row);
        }
        if (columns.isEmpty()) {
            part.refuse("lookup-columns", "columns", "A lookup table has at least one result column.");
        }
        return new LookupTable(name, revision, columns, rows, unknown);
    }

    private static Unknown unknown(DocumentPart part) {
        if (part.isPart("unknown")) {
            DocumentPart become = part.part("unknown");
            var declared = new Unknown.Become(become.text("become"));
            become.finish();
            return declared;
        }
        String written = part.text("unknown");
        return switch (written) {
            case "keep" -> new Unknown.Keep();
            case "refuse" -> new Unknown.Refuse();
            case "omit" -> new Unknown.Omit();
            default -> {
                if (!written.isEmpty()) {
                    part.refuse(
                            "unknown-choice",
                            "unknown",
                            "“" + written + "” is not one of keep, refuse, omit, or {\"become\": code}.");
                }
                yield new Unknown.Refuse();
            }
        };
    }

    static ObjectNode body(LookupTable table, ObjectNode node) {
        node.put("name", table.name());
        if (table.version() != 1) {
            node.put("revision", table.version());
        }
        ArrayNode columns = node.putArray("columns");
        table.columns().forEach(columns::add);
        switch (table.unknown()) {
            case Unknown.Keep keep -> node.put("unknown", "keep");
            case Unknown.Refuse refuse -> node.put("unknown", "refuse");
            case Unknown.Omit omit -> node.put("unknown", "omit");
            case Unknown.Become become -> node.putObject("unknown").put("become", become.code());
        }
        ObjectNode rows = node.putObject("rows");
        table.rows().forEach((code, row) -> {
            if (row.size() == 1) {
                rows.put(code, row.getFirst());
            } else {
                ArrayNode cells = rows.putArray(code);
                row.forEach(cells::add);
            }
        });
        return node;
    }
}
