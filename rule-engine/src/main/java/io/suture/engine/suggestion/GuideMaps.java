package io.suture.engine.suggestion;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the HL7 v2-to-FHIR guide maps where, beside this class as a table.
final class GuideMaps {
    static final GuideMaps STANDARD = load("hl7-maps.tsv");

    private final List<Line> lines;

    /// One line of it.
    ///
    /// @param field    number of the segment's field; 0 for the segment as a whole
    /// @param element  the resource's element
    /// @param whole    whether the value goes there as it is or by a map of its data type, under no condition
    record Line(String segment, int field, String resource, String element, boolean whole) {
        String place() {
            return field == 0 ? segment : segment + "-" + field;
        }
    }

    private GuideMaps(List<Line> lines) {
        this.lines = List.copyOf(lines);
    }

    private static GuideMaps load(String name) {
        try (var in = GuideMaps.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is missing from this library");
            }
            var lines = new ArrayList<Line>();
            for (String text : new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .toList()) {
                String[] cells = text.split("\t", -1);
                lines.add(new Line(cells[0], Integer.parseInt(cells[1]), cells[2], cells[3], cells[4].equals("copy")));
            }
            return new GuideMaps(lines);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /// Whether it makes such resources of such segments.
    boolean isFrom(String segment, String resource) {
        return lines.stream()
                .anyMatch(line ->
                        line.segment().equals(segment) && line.resource().equals(resource));
    }

    /// The first of these fields or segments that it maps to that element, as it is named: `PID-8`.
    Optional<String> says(Collection<String> places, String resource, String element) {
        return places.stream()
                .filter(place -> lines.stream()
                        .anyMatch(line -> line.place().equals(place)
                                && line.resource().equals(resource)
                                && isOf(line.element(), element)))
                .findFirst();
    }

    /// The segment that it makes most of a resource from.
    Optional<String> main(String resource) {
        var counts = new LinkedHashMap<String, Integer>();
        lines.stream()
                .filter(line -> line.resource().equals(resource))
                .forEach(line -> counts.merge(line.segment(), 1, Integer::sum));
        return counts.entrySet().stream()
                .max(Map.Entry.<String, Integer>comparingByValue())
                .map(Map.Entry::getKey);
    }

    /// What it maps as it is to a resource.
    List<Line> whole(String resource) {
        return lines.stream()
                .filter(line -> line.whole() && line.resource().equals(resource))
                .toList();
    }

    /// `identifier.type` stands in `identifier:ssn`, `deceasedBoolean` is one of `deceased[x]`.
    private static boolean isOf(String element, String name) {
        String first = element.split("\\.")[0];
        String plain = name.split(":")[0];
        return plain.endsWith("[x]") ? first.startsWith(plain.substring(0, plain.length() - 3)) : first.equals(plain);
    }
}
