package io.suture.engine.lookup;

import io.suture.engine.lookup.LookupTable.Unknown;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The code maps of the HL7 v2-to-FHIR guide, to start LookupTables from. What they hold, and what of the guide they do
/// not, is told beside their data.
public final class Hl7TableMaps {
    private static final String RESOURCE = "hl7-table-maps.tsv";
    private static final int CELLS = 5;

    /// Of these the codes include `unknown`, which stands for a status that nobody knows; a status has no other
    /// default.
    private static final Set<String> STATUSES = Set.of(
            "http://hl7.org/fhir/observation-status",
            "http://hl7.org/fhir/diagnostic-report-status",
            "http://hl7.org/fhir/encounter-status",
            "http://hl7.org/fhir/event-status",
            "http://hl7.org/fhir/request-status");

    private Hl7TableMaps() {}

    /// Read when first asked for.
    private static final class Loaded {
        private static final List<TableMap> MAPS = read();
    }

    /// One code map.
    ///
    /// @param id    its name in the guide: `AddressType[Use]`
    /// @param table its HL7 table: `0190`
    /// @param rows  in the guide's order
    public record TableMap(String id, String table, List<Row> rows) {
        public TableMap {
            rows = List.copyOf(rows);
        }

        /// Its name in words: `Address type (use)`.
        public String title() {
            int open = id.indexOf('[');
            return open < 0
                    ? words(id)
                    : words(id.substring(0, open)) + " (" + lower(words(id.substring(open + 1, id.length() - 1))) + ")";
        }

        /// The rows that something can be looked up by, one for each code.
        public List<Row> codes() {
            var first = new LinkedHashMap<String, Row>();
            rows.stream().filter(row -> !row.code().isEmpty()).forEach(row -> first.putIfAbsent(row.code(), row));
            return List.copyOf(first.values());
        }

        /// Further targets of codes that have several; a LookupTable takes the first.
        public List<Row> alternatives() {
            List<Row> taken = codes();
            return rows.stream()
                    .filter(row -> !row.code().isEmpty() && !taken.contains(row))
                    .toList();
        }

        /// The FHIR codes that the guide names no v2 code for: a site's own codes lead to them.
        public List<Row> targets() {
            return rows.stream().filter(row -> row.code().isEmpty()).toList();
        }

        /// A LookupTable of that name. A status that is not known becomes `unknown`; other codes are kept and flagged.
        public LookupTable lookupTable(String name) {
            var byCode = new LinkedHashMap<String, List<String>>();
            codes().forEach(row ->
                    byCode.put(row.code(), List.of(row.target(), row.display(), row.system(), row.meaning())));
            boolean status = rows.stream().anyMatch(row -> STATUSES.contains(row.system()));
            return new LookupTable(
                    name,
                    1,
                    List.of("code", "display", "system", "meaning"),
                    byCode,
                    status ? new Unknown.Become("unknown") : new Unknown.Keep());
        }
    }

    /// One row of a code map; what the guide leaves open is empty.
    ///
    /// @param code    of HL7 v2
    /// @param meaning its name
    /// @param target  the FHIR code
    /// @param display its name
    /// @param system  the address of its code system
    public record Row(String code, String meaning, String target, String display, String system) {}

    /// All of them, by table number.
    public static List<TableMap> all() {
        return Loaded.MAPS;
    }

    public static Optional<TableMap> named(String id) {
        return all().stream().filter(map -> map.id().equals(id)).findFirst();
    }

    /// Those whose table number or name holds every word of a text.
    public static List<TableMap> find(String text) {
        String[] wanted = lower(text).strip().split("\\s+", -1);
        return all().stream()
                .filter(map -> {
                    String known = lower("hl7" + map.table() + " " + map.title() + " " + map.id());
                    return Arrays.stream(wanted).allMatch(known::contains);
                })
                .toList();
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    /// `PractitionerIDNumberType` becomes `Practitioner ID number type`.
    private static String words(String name) {
        String[] parts = name.replaceAll("([A-Z]+)([A-Z][a-z])", "$1 $2")
                .replaceAll("([a-z0-9])([A-Z])", "$1 $2")
                .replaceAll("[.-]", " ")
                .split(" ", -1);
        return parts[0]
                + Arrays.stream(parts)
                        .skip(1)
                        .map(part -> part.equals(part.toUpperCase(Locale.ROOT)) ? part : lower(part))
                        .map(part -> " " + part)
                        .collect(Collectors.joining());
    }

    private static List<TableMap> read() {
        var maps = new ArrayList<TableMap>();
        String[] head = {};
        var rows = new ArrayList<Row>();
        for (String line : lines()) {
            if (line.startsWith("=")) {
                add(maps, head, rows);
                head = line.split("\t", -1);
            } else {
                rows.add(row(Arrays.copyOf(line.split("\t", -1), CELLS), head));
            }
        }
        add(maps, head, rows);
        return List.copyOf(maps);
    }

    private static void add(List<TableMap> maps, String[] head, List<Row> rows) {
        if (head.length > 0) {
            maps.add(new TableMap(head[0].substring(1), head[1], rows));
            rows.clear();
        }
    }

    private static Row row(@Nullable String[] cells, String[] head) {
        String system = text(cells[4]);
        return new Row(
                text(cells[0]),
                text(cells[1]),
                text(cells[2]),
                text(cells[3]),
                system.isEmpty() ? "" : head[1 + Integer.parseInt(system)]);
    }

    private static String text(@Nullable String cell) {
        return cell == null ? "" : cell;
    }

    private static List<String> lines() {
        try (InputStream stream = Objects.requireNonNull(Hl7TableMaps.class.getResourceAsStream(RESOURCE));
                var reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            return reader.lines()
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .toList();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
