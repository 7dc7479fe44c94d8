package io.suture.engine.format.hl7v2;

import io.suture.engine.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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
        for (String element : spec.split(",")) {
            for (String alternative : element.split("\\|")) {
                if (add(wire, alternative.strip(), keys)) {
                    break;
                }
            }
        }
        return List.copyOf(keys);
    }

    private static boolean add(Wire wire, String places, Set<String> keys) {
        var parts = new ArrayList<Location.Place>();
        for (String place : places.split("\\+")) {
            Location.Place.parse(place.strip())
                    .filter(found -> found.field() > 0)
                    .ifPresent(parts::add);
        }
        if (parts.isEmpty()) {
            return false;
        }
        boolean any = false;
        for (SegmentValue segment : Segments.find(wire, parts.getFirst().segment())) {
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
