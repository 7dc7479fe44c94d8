package io.suture.engine.replacement;

import io.suture.engine.channel.Channel;
import io.suture.engine.channel.ChannelFormulas;
import io.suture.engine.channel.ChannelFormulas.Place;
import io.suture.engine.channel.ChannelFormulas.Where;
import io.suture.engine.channel.Destination;
import io.suture.engine.expression.Expression;
import io.suture.engine.expression.Formula;
import io.suture.engine.expression.ParsedFormula;
import io.suture.engine.mapping.FieldMapping;
import io.suture.engine.mapping.Loop;
import io.suture.engine.mapping.Mapping;
import io.suture.engine.replacement.PathChange.Kind;
import io.suture.engine.report.Problem.Span;
import io.suture.engine.schema.Schema;
import io.suture.engine.schema.SchemaRef;
import io.suture.engine.value.FieldPath;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A Schema of a Channel replaced by another: a newer version, another structure, a file with other columns. First it
/// says of every path that the Channel names what becomes of it; then it makes the Channel, with the moves that were
/// accepted. What is broken stays as it is written, for nobody but the analyst knows what it was for. Decision 0041.
public final class SchemaReplacement {
    private final Channel channel;
    private final Side side;
    private final SchemaRef replaced;
    private final SchemaIndex from;
    private final SchemaIndex to;
    private final Likely likely;
    private final boolean hl7;

    /// Which Schema of a Channel is replaced.
    public sealed interface Side {
        /// What comes in: the source of all its Mappings.
        record Source() implements Side {}

        /// What goes out to one Destination.
        record Target(String destination) implements Side {}
    }

    /// @param from the Schema as it is; for a Bundle with the entries of the Mapping
    /// @param to   the one in its place
    public SchemaReplacement(Channel channel, Side side, Schema from, Schema to) {
        this.channel = channel;
        this.side = side;
        this.replaced = to.ref();
        this.from = new SchemaIndex(from);
        this.to = new SchemaIndex(to);
        this.likely = new Likely(this.from, this.to);
        this.hl7 = to.ref().format().equals("hl7v2");
    }

    /// Every path of that side, in the order of the document, each once in its formula.
    public List<PathChange> changes() {
        var found = new LinkedHashSet<PathChange>();
        switch (side) {
            case Side.Source source ->
                new ChannelFormulas(new Each((place, formula, path) -> {
                            found.add(change(place, formula, path));
                            return Optional.empty();
                        }))
                        .apply(channel);
            case Side.Target target ->
                targets(mapping(target), row -> {
                    found.add(row);
                    return row.was();
                });
        }
        return List.copyOf(found);
    }

    /// The Channel with the other Schema.
    ///
    /// @param accepted the moves to make; what else is among them is passed over
    public Channel replaced(Collection<PathChange> accepted) {
        var moves = Set.copyOf(accepted);
        return switch (side) {
            case Side.Source source -> {
                Channel moved = new ChannelFormulas(new Each((place, formula, path) -> {
                            PathChange change = change(place, formula, path);
                            return change.kind() == Kind.MOVED && moves.contains(change)
                                    ? Optional.of(change.now())
                                    : Optional.empty();
                        }))
                        .apply(channel);
                yield moved.withSource(moved.source().withSchema(replaced))
                        .withDestinations(moved.destinations().stream()
                                .map(way -> way.withMapping(way.mapping()
                                        .between(replaced, way.mapping().target())))
                                .toList());
            }
            case Side.Target target ->
                channel.withDestinations(channel.destinations().stream()
                        .map(way -> way.name().equals(target.destination())
                                ? way.withMapping(targets(
                                                way.mapping(),
                                                row -> row.kind() == Kind.MOVED && moves.contains(row)
                                                        ? row.now()
                                                        : row.was())
                                        .between(way.mapping().source(), replaced))
                                : way)
                        .toList());
        };
    }

    private Mapping mapping(Side.Target target) {
        return channel.destinations().stream()
                .filter(way -> way.name().equals(target.destination()))
                .map(Destination::mapping)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no destination " + target.destination()));
    }

    // ---- targets

    private interface RowChange {
        /// @return the target as it is to be written
        String of(PathChange change);
    }

    private Mapping targets(Mapping mapping, RowChange changed) {
        var rows = new ArrayList<FieldMapping>();
        for (FieldMapping row : mapping.fields()) {
            FieldPath target = row.target();
            if (target.isRoot()) {
                rows.add(row);
                continue;
            }
            PathChange change = target(target);
            rows.add(row.withTarget(FieldPath.parse(changed.of(change)).orElse(target)));
        }
        return mapping.withFields(rows);
    }

    private PathChange target(FieldPath target) {
        // A slice (`3:added`) is a place of its own beside the one that it is named after.
        FieldPath plain = new FieldPath(target.names().stream()
                .map(name -> name.replaceFirst(":.*$", ""))
                .toList());
        Optional<FieldPath> place = from.locate(plain.names(), List.of(FieldPath.ROOT));
        String written = target.toString();
        Side.Target of = (Side.Target) side;
        if (place.isEmpty()) {
            return change(Where.MAPPING, of.destination(), written, written, written, Optional.empty(), "");
        }
        Optional<Likely.Found> found = likely.of(place.get());
        Optional<String> now = found.map(one -> {
            List<String> names = named(plain.names(), place.get(), one.path(), Map.of());
            return names.equals(plain.names()) ? written : new FieldPath(names).toString();
        });
        return change(
                Where.MAPPING,
                of.destination(),
                written,
                written,
                written,
                now,
                found.map(Likely.Found::why).orElse(""));
    }

    // ---- formulas

    private interface PathVisit {
        /// @return what is written in its place, or empty
        Optional<String> at(Place place, Formula formula, Spelled path);
    }

    /// A path as a formula says it.
    ///
    /// @param place where it leads in the old Schema
    /// @param loops the places of the loops around it, by name
    private record Spelled(
            Expression.Path node, String text, List<String> names, FieldPath place, Map<String, FieldPath> loops) {}

    /// Looks at every path of this side's message in every formula.
    private final class Each implements ChannelFormulas.Change {
        private final PathVisit visit;

        Each(PathVisit visit) {
            this.visit = visit;
        }

        @Override
        public Formula formula(Place place, Formula formula) {
            if (place.where() == Where.SHARED_MAP) {
                return formula;
            }
            ParsedFormula parsed = formula.parse();
            if (parsed.tree().isEmpty()) {
                return formula;
            }
            Map<String, FieldPath> loops = loops(place, formula);
            var text = new StringBuilder(formula.text());
            for (Expression.Path node : paths(parsed)) {
                spelled(parsed, node, loops)
                        .ifPresent(path ->
                                visit.at(place, formula, path).ifPresent(now -> write(text, parsed, path, now)));
            }
            return text.toString().equals(formula.text()) ? formula : new Formula(text.toString());
        }

        @Override
        public String table(Place place, String table) {
            return table;
        }
    }

    /// From the last to the first, so that what is written in one leaves the places of the others alone.
    private static List<Expression.Path> paths(ParsedFormula parsed) {
        return parsed.spans().keySet().stream()
                .filter(Expression.Path.class::isInstance)
                .map(Expression.Path.class::cast)
                .filter(path -> path.base() == null)
                .sorted(Comparator.comparingInt(
                                (Expression.Path path) -> parsed.span(path).from())
                        .reversed())
                .toList();
    }

    private Optional<Spelled> spelled(ParsedFormula parsed, Expression.Path node, Map<String, FieldPath> loops) {
        List<String> names = node.steps().stream().map(Expression.Step::name).toList();
        FieldPath loop = loops.get(names.getFirst());
        Optional<FieldPath> place;
        if (loop == null) {
            place = from.locate(names, seen(loops));
        } else if (names.size() == 1) {
            // The turn's value itself.
            return Optional.empty();
        } else {
            place = from.locate(names.subList(1, names.size()), List.of(loop));
        }
        return place.filter(found -> !found.isRoot())
                .map(found -> new Spelled(node, parsed.text(node), names, found, loops));
    }

    /// The places that a formula sees, the innermost loop first.
    private static List<FieldPath> seen(Map<String, FieldPath> loops) {
        var from = new ArrayList<>(loops.values());
        Collections.reverse(from);
        from.add(FieldPath.ROOT);
        return from;
    }

    /// The loops around a formula: those of the rows above its own, and of its own up to the one that it says.
    private Map<String, FieldPath> loops(Place place, Formula formula) {
        var loops = new LinkedHashMap<String, FieldPath>();
        FieldMapping row = place.row();
        if (row == null) {
            return loops;
        }
        channel.destinations().stream()
                .filter(way -> way.name().equals(place.owner()))
                .flatMap(way -> way.mapping().fields().stream())
                .filter(above -> row.target().startsWith(above.target()))
                .sorted(Comparator.comparingInt(above -> above.target().names().size()))
                .flatMap(above -> above.loops().stream())
                .takeWhile(loop -> loop.each() != formula)
                .forEach(loop -> place(loop, loops).ifPresent(found -> loops.put(loop.name(), found)));
        return loops;
    }

    private Optional<FieldPath> place(Loop loop, Map<String, FieldPath> loops) {
        ParsedFormula parsed = loop.each().parse();
        return parsed.tree()
                .filter(Expression.Path.class::isInstance)
                .map(Expression.Path.class::cast)
                .filter(path -> path.base() == null)
                .flatMap(path -> spelled(parsed, path, loops))
                .map(Spelled::place);
    }

    private PathChange change(Place place, Formula formula, Spelled path) {
        Optional<Likely.Found> found = likely.of(path.place());
        Optional<String> now = found.flatMap(one -> {
            List<String> names = named(path.names(), path.place(), one.path(), path.loops());
            return names.equals(path.names()) ? Optional.of(path.text()) : written(path, names);
        });
        return change(
                place.where(),
                place.owner(),
                place.subject(),
                formula.text(),
                path.text(),
                now,
                found.map(Likely.Found::why).orElse(""));
    }

    private PathChange change(
            Where where, String owner, String subject, String formula, String was, Optional<String> now, String why) {
        if (now.isEmpty()) {
            return new PathChange(where, owner, subject, formula, was, Kind.BROKEN, "", "nothing like it is there");
        }
        boolean same = now.get().equals(was);
        return new PathChange(where, owner, subject, formula, was, same ? Kind.KEPT : Kind.MOVED, now.get(), why);
    }

    /// The names by which a formula says the new place, as near to how it said the old one as can be: from its loop,
    /// from its segment, from the top.
    private List<String> named(List<String> names, FieldPath old, FieldPath now, Map<String, FieldPath> loops) {
        FieldPath loop = loops.get(names.getFirst());
        if (loop != null) {
            Optional<FieldPath> moved = likely.of(loop).map(Likely.Found::path);
            if (moved.isPresent() && now.startsWith(moved.get())) {
                var said = new ArrayList<String>();
                said.add(names.getFirst());
                said.addAll(now.names()
                        .subList(moved.get().names().size(), now.names().size()));
                return said;
            }
        }
        int dropped = old.names().size() - names.size();
        if (loop == null && dropped > 0) {
            FieldPath above = new FieldPath(old.names().subList(0, dropped));
            Optional<FieldPath> moved = likely.of(above).map(Likely.Found::path);
            if (moved.isPresent() && now.startsWith(moved.get())) {
                return now.names()
                        .subList(moved.get().names().size(), now.names().size());
            }
            if (hl7 && now.names().size() >= names.size()) {
                return now.names()
                        .subList(now.names().size() - names.size(), now.names().size());
            }
        }
        return now.names();
    }

    /// The text of a path with other names, its picks kept; empty where they have nowhere to stand.
    private static Optional<String> written(Spelled path, List<String> names) {
        List<Expression.Step> steps = path.node().steps();
        boolean picks = steps.stream().anyMatch(step -> step.pick() != null);
        if (!picks) {
            return Optional.of(new FieldPath(names).toString());
        }
        if (names.size() != steps.size()) {
            return Optional.empty();
        }
        String text = path.text();
        int at = 0;
        var said = new StringBuilder();
        for (int i = 0; i < names.size(); i++) {
            String old = FieldPath.of(steps.get(i).name()).toString();
            int found = text.indexOf(old, at);
            if (found < 0) {
                return Optional.empty();
            }
            said.append(text, at, found).append(FieldPath.of(names.get(i)));
            at = found + old.length();
        }
        return Optional.of(said.append(text.substring(at)).toString());
    }

    private static void write(StringBuilder text, ParsedFormula parsed, Spelled path, String now) {
        Span span = parsed.span(path.node());
        text.replace(span.from(), span.to(), now);
    }
}
