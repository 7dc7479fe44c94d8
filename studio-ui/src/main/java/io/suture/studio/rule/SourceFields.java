package io.suture.studio.rule;

import io.suture.engine.ChannelCompiler;
import io.suture.engine.channel.Channel;
import io.suture.engine.channel.Query;
import io.suture.engine.format.Format;
import io.suture.engine.schema.Field;
import io.suture.engine.schema.FieldType;
import io.suture.engine.schema.FieldType.Kind;
import io.suture.engine.schema.SchemaRef;
import io.suture.engine.value.FieldPath;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The fields that a rule's conditions are offered: those of segments, or of a resource, as formulas name them. Their
/// components are not listed; whoever needs one types it.
public final class SourceFields {
    /// Groups stand within groups in HL7 v2, at most this deep.
    private static final int DEEPEST = 8;

    /// More than anybody scrolls through.
    private static final int MOST = 2_000;

    private final List<Format> formats;
    private final Map<SchemaRef, List<Offer>> known = new ConcurrentHashMap<>();

    /// @param formula as a condition asks for it: `OBX-8`
    /// @param label   with its name: `OBX-8 Abnormal Flags`
    public record Offer(String formula, String label) {}

    public SourceFields(List<Format> formats) {
        this.formats = List.copyOf(formats);
    }

    /// Those of a Channel's Messages, by its own schemas too, and the answers to its queries, of which each is one for
    /// the whole message.
    public List<Offer> of(Channel channel) {
        var offers = new ArrayList<>(fields(channel));
        for (Query query : channel.queries()) {
            String formula = "query('" + query.name() + "')";
            offers.add(new Offer(formula, query.note().isEmpty() ? formula : formula + " " + query.note()));
        }
        return List.copyOf(offers);
    }

    private List<Offer> fields(Channel channel) {
        SchemaRef source = channel.source().schema();
        if (channel.schemas().stream().noneMatch(definition -> definition.ref().equals(source))) {
            return of(source);
        }
        List<Format> own = ChannelCompiler.with(formats, channel.schemas());
        if (source.format().equals("hl7v2")) {
            return list(source, own);
        }
        var offers = new ArrayList<Offer>();
        own.forEach(format ->
                format.schema(source).ifPresent(schema -> leaves(schema.root(), FieldPath.ROOT, Set.of(), offers)));
        return offers;
    }

    /// What people defined themselves has no segments: every leaf is offered by its whole path, once where types hold
    /// themselves.
    private static void leaves(FieldType type, FieldPath above, Set<FieldType> open, List<Offer> offers) {
        for (Field field : type.fields()) {
            FieldPath path = above.child(field.name());
            if (field.type().isLeaf()) {
                offers.add(new Offer(path.toString(), path + " " + field.label()));
            } else if (!open.contains(field.type()) && path.names().size() < DEEPEST && offers.size() < MOST) {
                var inside = new HashSet<>(open);
                inside.add(field.type());
                leaves(field.type(), path, inside, offers);
            }
        }
    }

    /// In the order of the message; empty for an unknown Schema.
    public List<Offer> of(SchemaRef source) {
        return known.computeIfAbsent(source, ref -> list(ref, formats));
    }

    private static List<Offer> list(SchemaRef source, List<Format> among) {
        var places = new ArrayList<Place>();
        among.stream()
                .filter(format -> format.id().equals(source.format()))
                .flatMap(format -> format.schema(source).stream())
                .forEach(schema -> collect(schema.root(), List.of(), places));
        var offers = new ArrayList<Offer>();
        for (Place place : places) {
            String formula = formula(place, places);
            offers.add(new Offer(formula, formula + " " + place.label()));
        }
        return List.copyOf(offers);
    }

    private static void collect(FieldType type, List<String> above, List<Place> places) {
        for (Field field : type.fields()) {
            var names = new ArrayList<>(above);
            names.add(field.name());
            Kind kind = field.type().kind();
            if (kind == Kind.SEGMENT || kind == Kind.GROUP && above.size() < DEEPEST && isHl7(field)) {
                collect(field.type(), names, places);
            } else {
                places.add(new Place(List.copyOf(names), field.label()));
            }
        }
    }

    /// The shortest path that means this place alone: a segment's name, with as many groups before it as that takes.
    private static String formula(Place place, List<Place> places) {
        int length = Math.min(2, place.names().size());
        while (length < place.names().size() && isShared(place.end(length), places)) {
            length++;
        }
        return new FieldPath(place.end(length)).toString();
    }

    private static boolean isShared(List<String> end, List<Place> places) {
        return places.stream()
                        .filter(other -> other.names().size() >= end.size()
                                && other.end(end.size()).equals(end))
                        .count()
                > 1;
    }

    private record Place(List<String> names, String label) {
        List<String> end(int length) {
            return names.subList(names.size() - length, names.size());
        }
    }

    /// HL7's groups are written in capitals; FHIR's backbone elements are asked for as a whole or by typing.
    private static boolean isHl7(Field group) {
        return group.name().equals(group.name().toUpperCase(java.util.Locale.ROOT));
    }
}
