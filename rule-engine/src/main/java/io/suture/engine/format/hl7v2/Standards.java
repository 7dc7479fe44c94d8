package io.suture.engine.format.hl7v2;

import io.suture.engine.schema.FieldType;
import io.suture.engine.schema.Hl7Profile;
import io.suture.engine.schema.Schema;
import io.suture.engine.schema.SchemaRef;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;

/// The versions of HL7 v2 that HAPI describes, and their Schemas, shared by everybody.
final class Standards {
    static final String FORMAT = "hl7v2";
    static final List<String> VERSIONS =
            List.of("2.1", "2.2", "2.3", "2.3.1", "2.4", "2.5", "2.5.1", "2.6", "2.7", "2.8", "2.8.1");

    private final Map<String, Standard> byVersion = new LinkedHashMap<>();
    private final Map<String, Map<String, String>> structureByEvent = new ConcurrentHashMap<>();
    private final Map<SchemaRef, Schema> schemas = new ConcurrentHashMap<>();
    private final List<SchemaRef> structures;

    Standards() {
        Properties names = SegmentTitles.load("structures.properties");
        var refs = new ArrayList<SchemaRef>();
        for (String version : VERSIONS) {
            byVersion.put(version, new Standard(version));
            for (String name : names.getProperty(version).split(",")) {
                refs.add(new SchemaRef(FORMAT, version, name));
            }
        }
        structures = List.copyOf(refs);
    }

    List<SchemaRef> structures() {
        return structures;
    }

    Optional<Schema> schema(SchemaRef ref) {
        Schema known = schemas.get(ref);
        if (known != null) {
            return Optional.of(known);
        }
        Standard standard = byVersion.get(ref.version());
        if (standard == null || !ref.format().equals(FORMAT)) {
            return Optional.empty();
        }
        Optional<FieldType> root = Optional.empty();
        String title = ref.name().replace('_', '^') + " " + ref.version();
        if (ref.isPart()) {
            String name = ref.name().substring(1);
            root = standard.datatype(name).or(() -> standard.segment(name));
            title = SegmentTitles.of(name) + " " + ref.version();
        } else {
            root = standard.structure(ref.name());
        }
        String shown = title;
        return root.map(type -> schemas.computeIfAbsent(ref, key -> new Schema(ref, shown, type)));
    }

    /// The structure that a profile changes; empty where the standard has no such structure.
    Optional<ProfiledStructure.Made> profiled(Hl7Profile profile) {
        Standard standard = byVersion.get(profile.version());
        return standard == null
                ? Optional.empty()
                : standard.structure(profile.structure())
                        .map(structure -> ProfiledStructure.of(standard, structure, profile));
    }

    /// The structure that the standard gives a message type and event: `ADT`, `A04` at 2.5.1 is `ADT_A01`.
    Optional<SchemaRef> structure(String version, String type, String event) {
        if (!byVersion.containsKey(version)) {
            return Optional.empty();
        }
        String name = type + "_" + event;
        String structure = structureByEvent
                .computeIfAbsent(version, Standards::events)
                .getOrDefault(name, event.isEmpty() ? type : name);
        var ref = new SchemaRef(FORMAT, version, structure);
        return structures.contains(ref) ? Optional.of(ref) : Optional.empty();
    }

    /// HAPI's own table of events, `ADT_A04 ADT_A01` to a line.
    private static Map<String, String> events(String version) {
        var table = new Properties();
        try (var in = Standards.class.getResourceAsStream("/ca/uhn/hl7v2/parser/eventmap/" + version + ".properties")) {
            if (in != null) {
                table.load(in);
            }
        } catch (java.io.IOException broken) {
            throw new java.io.UncheckedIOException(broken);
        }
        var events = new LinkedHashMap<String, String>();
        table.stringPropertyNames().forEach(name -> events.put(name, table.getProperty(name)));
        return Map.copyOf(events);
    }
}
