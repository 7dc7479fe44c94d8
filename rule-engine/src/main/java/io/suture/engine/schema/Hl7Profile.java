package io.suture.engine.schema;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How one site's HL7 v2 messages differ from a structure of the standard: its own segments, further fields and
/// components, other names, types, cardinalities and tables. What it does not name stays as the standard has it.
/// Decision 0040.
///
/// @param version   of the standard: `2.5.1`
/// @param structure of the standard: `ORU_R01`
/// @param segments  those that are added or changed, in the order in which added ones stand
/// @param tables    the codes that this site has in a table, by the table's number or name
public record Hl7Profile(String version, String structure, List<Segment> segments, Map<String, List<String>> tables)
        implements SchemaDefinition.Content {
    static final String FORMAT = "hl7v2";

    public Hl7Profile {
        segments = List.copyOf(segments);
        var copy = new LinkedHashMap<String, List<String>>();
        tables.forEach((table, codes) -> copy.put(table, List.copyOf(codes)));
        tables = Collections.unmodifiableMap(copy);
    }

    /// A segment that is added, or one of the standard that is changed wherever it stands.
    ///
    /// @param code        `ZPI`
    /// @param title       its name in words; empty for the standard's
    /// @param group       where an added one stands: the groups from the top, `PATIENT_RESULT.PATIENT`;
    ///                    empty for none
    /// @param after       the segment or group of that group behind which an added one stands; empty for one of the
    ///                    standard
    /// @param cardinality how often; null for what the standard says, and for an added one once or not at all
    /// @param fields      those that are added or changed
    public record Segment(
            String code,
            String title,
            String group,
            String after,
            @Nullable Cardinality cardinality,
            List<Part> fields) {
        public Segment {
            fields = List.copyOf(fields);
        }

        public boolean isAdded() {
            return !after.isEmpty();
        }

        /// The field of that number, where the profile says something of it.
        public Optional<Part> field(int number) {
            return numbered(fields, number);
        }

        public Segment withFields(List<Part> others) {
            return new Segment(code, title, group, after, cardinality, others);
        }
    }

    /// A field, component or subcomponent.
    ///
    /// @param number      from 1
    /// @param label       its name; empty for the standard's
    /// @param type        a data type of the standard; empty for the one that is there
    /// @param cardinality how often; null for what the standard says
    /// @param table       where its codes come from; empty for what the standard says
    /// @param parts       components that are added or changed
    public record Part(
            int number, String label, String type, @Nullable Cardinality cardinality, String table, List<Part> parts) {
        public Part {
            parts = List.copyOf(parts);
        }

        /// The component of that number, where the profile says something of it.
        public Optional<Part> part(int wanted) {
            return numbered(parts, wanted);
        }
    }

    /// What a Mapping names the profiled structure by: `hl7v2:2.5.1/ORU_R01@north`.
    public SchemaRef ref(String name) {
        return new SchemaRef(FORMAT, version, structure + SchemaRef.PROFILE + name);
    }

    /// The segment of that code, where the profile says something of it.
    public Optional<Segment> segment(String code) {
        return segments.stream().filter(segment -> segment.code().equals(code)).findFirst();
    }

    public Hl7Profile withSegments(List<Segment> others) {
        return new Hl7Profile(version, structure, others, tables);
    }

    /// This, and what another profile of the structure says where this one is silent. Nothing that somebody has
    /// named is changed by what was found in messages.
    public Hl7Profile and(Hl7Profile found) {
        var all = new ArrayList<Segment>();
        for (Segment segment : segments) {
            all.add(found.segment(segment.code())
                    .map(other -> segment.withFields(together(segment.fields(), other.fields())))
                    .orElse(segment));
        }
        found.segments().stream()
                .filter(other -> segment(other.code()).isEmpty())
                .forEach(all::add);
        return withSegments(all);
    }

    private static List<Part> together(List<Part> own, List<Part> found) {
        var all = new ArrayList<Part>();
        for (Part part : own) {
            all.add(numbered(found, part.number())
                    .map(other -> new Part(
                            part.number(),
                            part.label(),
                            part.type(),
                            part.cardinality(),
                            part.table(),
                            together(part.parts(), other.parts())))
                    .orElse(part));
        }
        found.stream().filter(other -> numbered(own, other.number()).isEmpty()).forEach(all::add);
        all.sort((one, other) -> Integer.compare(one.number(), other.number()));
        return all;
    }

    private static Optional<Part> numbered(List<Part> parts, int number) {
        return parts.stream().filter(part -> part.number() == number).findFirst();
    }
}
