package io.suture.engine.suggestion;

import io.suture.engine.schema.Schema;
import io.suture.engine.value.FieldPath;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// What the guide maps as it is, for the resources that are made already and that no precedent fills.
final class GuideFields {
    private static final int SURE = 85;

    private final Workpiece work;
    private final GuideMaps guide;
    private final Connecting connecting;

    GuideFields(Workpiece work, GuideMaps guide, List<Precedent> precedents, Library library) {
        this.work = work;
        this.guide = guide;
        connecting = new Connecting(work, precedents, library);
    }

    /// @param taken targets that have a suggestion
    List<Suggestion> besides(Collection<FieldPath> taken) {
        var suggestions = new ArrayList<Suggestion>();
        work.resources().forEach((base, resource) -> {
            FieldPath turned = Reach.of(work, guide, base, resource);
            Set<String> segments = Reach.segments(work, guide, base, resource);
            for (GuideMaps.Line line : guide.whole(resource)) {
                if (!segments.contains(line.segment())) {
                    continue;
                }
                FieldPath target = base.resolve(FieldPath.of(line.element().split("\\.")));
                FieldPath field = work.choice(
                        base, base.child(target.names().get(base.names().size())));
                FieldPath segment = work.structure().nearest(line.segment(), turned);
                if (segment == null || Likeness.PLUMBING.contains(field.last())) {
                    continue;
                }
                boolean within = Reach.isOne(segment, turned, work.source());
                if (within && !work.isMapped(field) && Reach.isFree(base, field, taken)) {
                    FieldPath source = segment.child(Integer.toString(line.field()));
                    connecting
                            .connect(source, target)
                            .ifPresent(made -> suggestions.add(new Suggestion(
                                    target,
                                    List.of(source),
                                    List.of(made.row()),
                                    made.brought(),
                                    "HL7 map " + line.place(),
                                    SURE,
                                    resource + " from " + line.segment())));
                }
            }
        });
        return suggestions;
    }

    /// Where fields are looked for.
    static final class Reach {
        private Reach() {}

        /// The place in the message that a resource is made for each of. One that is made once is about the segment
        /// that
        /// the guide makes most of it from.
        static FieldPath of(Workpiece work, GuideMaps guide, FieldPath base, String resource) {
            return work.row(base)
                    .map(row -> Suggestions.turned(row, work))
                    .filter(turned -> !turned.isEmpty())
                    .map(turned -> turned.iterator().next())
                    .or(() -> guide.main(resource)
                            .map(segment -> work.structure().nearest(segment, FieldPath.ROOT))
                            .map(FieldPath::parent))
                    .orElse(FieldPath.ROOT);
        }

        /// Whether nothing is suggested for a field of a resource: at it, in it, or whole above it.
        static boolean isFree(FieldPath base, FieldPath field, Collection<FieldPath> taken) {
            return taken.stream()
                    .filter(other -> other.names().size() > base.names().size())
                    .noneMatch(other -> Workpiece.overlap(other, field) || Workpiece.overlap(field, other));
        }

        /// Whether a segment stands no more than once in each turn of what a resource is made for.
        static boolean isOne(FieldPath segment, FieldPath turned, Schema schema) {
            for (FieldPath at = segment; !at.isRoot() && !turned.startsWith(at); at = at.parent()) {
                if (schema.find(at).map(field -> field.cardinality().repeats()).orElse(false)) {
                    return false;
                }
            }
            return true;
        }

        /// The segments that a resource's fields are made from so far; else the one that the guide makes most of it
        /// from.
        static Set<String> segments(Workpiece work, GuideMaps guide, FieldPath base, String resource) {
            var segments = new LinkedHashSet<String>();
            work.mapping().fields().stream()
                    .filter(row -> row.target().startsWith(base) && row.entry() == null)
                    .forEach(row -> Needs.of(row).begins.stream()
                            .filter(work.structure().segments()::containsKey)
                            .forEach(segments::add));
            segments.remove("MSH");
            if (segments.isEmpty()) {
                guide.main(resource).filter(work.structure()::knows).ifPresent(segments::add);
            }
            return segments;
        }
    }
}
