package io.suture.engine.expression;

import io.suture.engine.format.Format;
import io.suture.engine.report.Trace.Kind;
import io.suture.engine.report.Trace.Step;
import io.suture.engine.schema.FieldType;
import io.suture.engine.value.Fields;
import io.suture.engine.value.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Writes down how values are made, and which source values were used. It copies each source once, so that every value
/// in it is an object of its own whose place is known, whichever function it has come through.
public final class Tracer {
    private record Place(String source, @Nullable Place parent, String name, int position) {}

    private record Source(Format format, FieldType type, Value.Group copy) {}

    private static final int LONGEST_SHOWN = 4_000;

    private final Map<Value, Place> places = new IdentityHashMap<>();
    private final Set<Value> used = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Set<String> usedNulls = new HashSet<>();
    private final Map<String, Source> sources = new java.util.LinkedHashMap<>();
    private final Map<String, Format> formats;
    private final Map<String, FieldType> types;
    private List<Step> steps = new ArrayList<>();
    private int peeking;

    /// Formats and root types by source; the message is the source without a name.
    public Tracer(Map<String, Format> formats, Map<String, FieldType> types) {
        this.formats = Map.copyOf(formats);
        this.types = Map.copyOf(types);
    }

    /// A copy of a source, each value of which has a place.
    Value.Group source(String name, Value.Group message) {
        Source known = sources.get(name);
        if (known != null) {
            return known.copy();
        }
        Value.Group copy = (Value.Group) copy(message, new Place(name, null, "", 0));
        Format format = formats.get(name);
        FieldType type = types.get(name);
        if (format != null && type != null) {
            sources.put(name, new Source(format, type, copy));
        }
        return copy;
    }

    private Value copy(Value value, Place place) {
        Value copy = switch (value) {
            case Value.Text(String text) -> new Value.Text(text);
            case Value.Binary(String handle, String mediaType, long size, String digest) ->
                new Value.Binary(handle, mediaType, size, digest);
            case Value.Repeat(var items) -> {
                var copies = new ArrayList<Value>(items.size());
                for (int i = 0; i < items.size(); i++) {
                    copies.add(copy(items.get(i), at(place, i + 1)));
                }
                yield Value.Repeat.of(copies);
            }
            case Value.Group group -> {
                var fields = Fields.builder();
                var seen = new java.util.HashMap<String, Integer>();
                for (int i = 0; i < group.size(); i++) {
                    String name = group.name(i);
                    Value part = group.value(i);
                    int before = seen.getOrDefault(name, 0);
                    seen.put(name, before + Value.items(part).size());
                    if (part instanceof Value.Repeat(var items)) {
                        var copies = new ArrayList<Value>(items.size());
                        for (int k = 0; k < items.size(); k++) {
                            copies.add(copy(items.get(k), new Place(place.source(), place, name, before + k + 1)));
                        }
                        fields.add(name, Value.Repeat.of(copies));
                    } else {
                        fields.add(name, copy(part, new Place(place.source(), place, name, before + 1)));
                    }
                }
                yield fields.copyOf(group);
            }
            case Value.Null erase -> erase;
            case Value.Absent absent -> absent;
        };
        if (copy != Value.Null.NULL && copy != Value.Absent.ABSENT) {
            places.put(copy, place);
        }
        return copy;
    }

    private static Place at(Place place, int position) {
        return new Place(place.source(), place.parent(), place.name(), position);
    }

    /// What was read by a path; what is absent is shown by where it would stand.
    void read(PathNode path, Value start, Value result) {
        if (result == Value.Absent.ABSENT || result == Value.Null.NULL) {
            String where = below(start, path);
            if (result == Value.Null.NULL && peeking == 0) {
                usedNulls.add(where);
            }
            steps.add(new Step(Kind.SOURCE, where, result == Value.Null.NULL ? "\"\"" : null));
            return;
        }
        for (Value item : Value.items(result)) {
            Place place = places.get(item);
            if (place != null && peeking == 0) {
                used.add(text(item, place));
            }
            steps.add(new Step(Kind.SOURCE, place == null ? path.shown() : show(place), clipped(Texts.of(item))));
        }
    }

    /// What reading a value carries over. Of a group nothing yet: that is for the paths, functions and rows that take
    /// it up. A field of components stands for its first one wherever a text is wanted.
    private Value text(Value item, Place place) {
        if (!(item instanceof Value.Group group)) {
            return item;
        }
        if (place.name().isEmpty() || !Character.isDigit(place.name().charAt(0))) {
            return Value.Absent.ABSENT;
        }
        Value first = Texts.first(group.at(1));
        Place beneath = places.get(first);
        return beneath == null ? Value.Absent.ABSENT : text(first, beneath);
    }

    /// A loop found its part erased, and carries that over.
    void erased(Value above, String part) {
        Place place = places.get(above);
        if (place != null) {
            usedNulls.add(show(new Place(place.source(), place, part, 1)));
        }
    }

    private String below(Value start, PathNode path) {
        Place place = places.get(Texts.first(start));
        if (place == null) {
            return path.shown();
        }
        for (String name : path.names()) {
            place = new Place(place.source(), place, name, 1);
        }
        return show(place);
    }

    void constant(Value value) {
        if (!Texts.isNothing(value)) {
            steps.add(new Step(Kind.CONSTANT, "'" + Texts.of(value) + "'", Texts.of(value)));
        }
    }

    void setting(String name, Value value) {
        steps.add(new Step(Kind.CONSTANT, name, orNull(value)));
    }

    void step(Kind kind, String what, Value result) {
        steps.add(new Step(kind, what, orNull(result)));
    }

    /// A value in one line, as traces show it; null when there is none.
    public static @Nullable String text(Value value) {
        return orNull(value);
    }

    static @Nullable String orNull(Value value) {
        return switch (value) {
            case Value.Absent absent -> null;
            case Value.Null erase -> "\"\"";
            case Value.Text text -> clipped(text.text());
            case Value.Repeat(var items) ->
                clipped(items.stream()
                        .map(Texts::of)
                        .filter(text -> !text.isEmpty())
                        .collect(java.util.stream.Collectors.joining(", ")));
            case Value.Group group -> clipped(Texts.of(group));
            case Value.Binary binary -> binary.mediaType();
        };
    }

    /// A scanned report of megabytes would otherwise stand in a trace once for each step that it went through.
    private static String clipped(String text) {
        if (text.length() <= LONGEST_SHOWN) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(LONGEST_SHOWN - 1)) ? LONGEST_SHOWN - 1 : LONGEST_SHOWN;
        return text.substring(0, end) + "… (" + text.length() + " characters)";
    }

    /// Between these two, reading does not use: asking whether something exists carries nothing over.
    void peek(boolean begin) {
        peeking += begin ? 1 : -1;
    }

    /// The steps since the last call.
    public List<Step> take() {
        List<Step> taken = steps;
        steps = new ArrayList<>();
        return taken;
    }

    /// Everything beneath a value counts as used: it went into a target whole, or a function looked into it.
    public void use(Value value) {
        if (peeking == 0) {
            used.addAll(Value.items(value));
        }
    }

    private String show(Place place) {
        var names = new ArrayList<String>();
        var positions = new ArrayList<Integer>();
        for (Place at = place; at != null && at.parent() != null; at = at.parent()) {
            names.addFirst(at.name());
            positions.addFirst(at.position());
        }
        Format format = formats.get(place.source());
        FieldType type = types.get(place.source());
        String shown = format == null || type == null ? String.join(".", names) : format.show(type, names, positions);
        return place.source().isEmpty() ? shown : place.source() + "." + shown;
    }

    /// Places of source values that nothing used, in the order of the message.
    public List<String> unmapped() {
        var unmapped = new ArrayList<String>();
        sources.forEach((name, source) -> {
            if (!used.contains(source.copy())) {
                unmapped(source.copy(), new Place(name, null, "", 0), unmapped);
            }
        });
        return unmapped;
    }

    private void unmapped(Value.Group group, Place parent, List<String> unmapped) {
        for (int i = 0; i < group.size(); i++) {
            Value part = group.value(i);
            if (part instanceof Value.Repeat && used.contains(part)) {
                continue;
            }
            if (part == Value.Null.NULL) {
                String where = show(new Place(parent.source(), parent, group.name(i), 1));
                if (!usedNulls.contains(where)) {
                    unmapped.add(where);
                }
                continue;
            }
            for (Value item : Value.items(part)) {
                Place place = places.get(item);
                if (place == null || used.contains(item)) {
                    continue;
                }
                if (item instanceof Value.Group inner) {
                    unmapped(inner, place, unmapped);
                } else {
                    unmapped.add(show(place));
                }
            }
        }
    }
}
