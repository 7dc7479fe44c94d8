package io.suture.engine.exchange;

/// The columns of a mapping's sheet.
enum MappingColumn {
    TARGET("Target", 38, true),
    PART("Part", 7, true),
    NAME("Name", 24, false),
    TYPE("Type", 16, false),
    REQUIRED("Required", 9, false),
    FROM("Made from", 46, true),
    MAP("Shared mapping", 22, true),
    WITH("Parameters", 22, true),
    EACH("For each", 34, true),
    LOOP("Called", 10, true),
    WHERE("Only those where", 26, true),
    GROUP("Grouped by", 14, true),
    ORDER("Sorted by", 14, true),
    WHEN("Only when", 34, true),
    OTHERWISE("Otherwise", 20, true),
    KIND("As type", 14, true),
    TABLES("Lookup tables", 20, false),
    NOTE("Note", 40, true),
    IN("Sample in", 24, false),
    OUT("Sample out", 24, false),
    RESOURCE("Entry", 18, true),
    KEY("Entry key", 34, true),
    WRITE("Entry write", 14, true),
    SEARCH("Entry search", 14, true);

    private final String label;
    private final int width;
    private final boolean taken;

    MappingColumn(String label, int width, boolean taken) {
        this.label = label;
        this.width = width;
        this.taken = taken;
    }

    String label() {
        return label;
    }

    int width() {
        return width;
    }

    /// Whether a change of it comes back; the others are for reading.
    boolean isTaken() {
        return taken;
    }

    /// The column of a part of a row as the compiler names it: `from`, `each[0].where`, `cases[2].when`.
    static MappingColumn of(String part) {
        if (part.startsWith("each[")) {
            return part.endsWith("where")
                    ? WHERE
                    : part.endsWith("groupBy") ? GROUP : part.endsWith("orderBy") ? ORDER : EACH;
        }
        if (part.startsWith("cases[")) {
            return part.endsWith("when") ? WHEN : part.endsWith("type") ? KIND : part.endsWith("use") ? MAP : FROM;
        }
        if (part.startsWith("with")) {
            return WITH;
        }
        return switch (part) {
            case "target" -> TARGET;
            case "when" -> WHEN;
            case "otherwise" -> OTHERWISE;
            case "use" -> MAP;
            case "entry.resource", "entry" -> RESOURCE;
            case "entry.key" -> KEY;
            case "entry.search" -> SEARCH;
            default -> part.startsWith("each") ? EACH : FROM;
        };
    }
}
