package io.suture.engine.format.hl7v2;

import io.suture.engine.value.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// What keeps messages in order among each other: the patient's identifiers, or the order's, taken from the
/// bytes without placing a single segment.
///
/// A spec is a list, parted by `,`, of alternatives, parted by `|`, of places joined by `+`:
/// `PID-3.1+PID-3.4,MRG-1.1+MRG-1.4`. Each element of the list gives the keys of its first alternative that has
/// any; every segment of that code gives one. Of several identifiers the one of type MR is taken, else the
/// first.
public final class Hl7v2OrderingKey {
    /// The patient, and the one that was merged into it.
    public static final String PATIENT = "PID-3.1+PID-3.4|PID-2.1,MRG-1.1+MRG-1.4";

    /// The order: by filler number with its namespace, else by placer number.
    public static final String ORDER = "OBR-3.1+OBR-3.2|ORC-3.1+ORC-3.2|OBR-2.1+OBR-2.2|ORC-2.1+ORC-2.2";

    private static final int TYPE = 5;
    private static final int FIRST_COMPONENT = 1;

    /// Specs are few, constants of the program, and asked of every message.
    private static final Map<String, List<List<List<Location.Place>>>> SPECS = new ConcurrentHashMap<>();

    private Hl7v2OrderingKey() {}

    /// The keys that a message names, each once, in order; empty when it names none or cannot be read.
    ///
    /// @param charset the set of messages without MSH-18; empty for UTF-8
    public static List<String> keys(byte[] bytes, String spec, String charset) {
        CharacterSet fallback = CharacterSet.named(charset).orElse(CharacterSet.UTF_8);
        Optional<Header> header = Header.find(bytes, fallback, problem -> {});
        Optional<String> text = header.flatMap(found -> found.set().decode(bytes, found.from(), found.to()));
        if (header.isEmpty() || text.isEmpty()) {
            return List.of();
        }
        var wire = new Wire(
                text.get(), header.get().delimiters(), header.get().set().charset());
        var keys = new LinkedHashSet<String>();
        var segments = new HashMap<String, List<SegmentValue>>();
        for (List<List<Location.Place>> element : SPECS.computeIfAbsent(spec, Hl7v2OrderingKey::parse)) {
            for (List<Location.Place> alternative : element) {
                if (add(wire, alternative, segments, keys)) {
                    break;
                }
            }
        }
        return List.copyOf(keys);
    }

    private static List<List<List<Location.Place>>> parse(String spec) {
        var elements = new ArrayList<List<List<Location.Place>>>();
        for (String element : spec.split(",")) {
            var alternatives = new ArrayList<List<Location.Place>>();
            for (String alternative : element.split("\\|")) {
                var places = new ArrayList<Location.Place>();
                for (String place : alternative.strip().split("\\+")) {
                    Location.Place.parse(place.strip())
                            .filter(found -> found.field() > 0)
                            .ifPresent(places::add);
                }
                if (!places.isEmpty()) {
                    alternatives.add(List.copyOf(places));
                }
            }
            elements.add(List.copyOf(alternatives));
        }
        return List.copyOf(elements);
    }

    /// @param segments those that were looked for already, by their code
    private static boolean add(
            Wire wire, List<Location.Place> parts, Map<String, List<SegmentValue>> segments, Set<String> keys) {
        boolean any = false;
        for (SegmentValue segment :
                segments.computeIfAbsent(parts.getFirst().segment(), code -> Segments.find(wire, code))) {
            String key = key(segment, parts);
            if (!key.isEmpty()) {
                keys.add(key);
                any = true;
            }
        }
        return any;
    }

    /// The places of one segment joined by `^`; empty when the first of them is.
    private static String key(SegmentValue segment, List<Location.Place> places) {
        var key = new StringBuilder();
        for (Location.Place place : places) {
            Value repetition = chosen(segment.at(place.field()));
            String text = Segments.text(repetition, Math.max(FIRST_COMPONENT, place.component()))
                    .strip();
            if (key.isEmpty() && text.isEmpty()) {
                return "";
            }
            key.append(key.isEmpty() ? "" : "^").append(text);
        }
        return key.toString();
    }

    private static Value chosen(Value field) {
        if (field instanceof Value.Repeat repeat) {
            for (Value item : repeat.items()) {
                if (Segments.text(item, TYPE).equals("MR")) {
                    return item;
                }
            }
            return repeat.items().getFirst();
        }
        return field;
    }
}
