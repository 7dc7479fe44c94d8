package io.suture.engine.replacement;

import io.suture.engine.replacement.SchemaIndex.Spot;
import io.suture.engine.schema.FieldType.Kind;
import io.suture.engine.value.FieldPath;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Where a place of one Schema is in another: at the same path; for HL7 in the group that holds most of what its own
/// did; else where label, name, type and position speak for it.
final class Likely {
    private static final double ENOUGH = 0.5;
    private static final double SHARED = 0.4;

    private final SchemaIndex from;
    private final SchemaIndex to;
    private final Map<FieldPath, Optional<Found>> known = new HashMap<>();

    /// @param path where it is now
    /// @param why  a few words
    record Found(FieldPath path, String why) {}

    Likely(SchemaIndex from, SchemaIndex to) {
        this.from = from;
        this.to = to;
    }

    Optional<Found> of(FieldPath path) {
        if (path.isRoot()) {
            return Optional.of(new Found(path, ""));
        }
        Optional<Found> before = known.get(path);
        if (before == null) {
            before = find(path);
            known.put(path, before);
        }
        return before;
    }

    private Optional<Found> find(FieldPath path) {
        Optional<Spot> old = from.spot(path);
        if (old.isEmpty()) {
            return Optional.empty();
        }
        Optional<Spot> same = to.spot(path);
        if (same.isPresent()) {
            String label = same.get().field().label();
            boolean renamed = !words(label).equals(words(old.get().field().label()));
            return Optional.of(new Found(path, renamed ? "is called “" + label + "” now" : ""));
        }
        Kind kind = old.get().field().type().kind();
        if (from.isGroup(old.get())) {
            return group(old.get());
        }
        if (kind == Kind.SEGMENT) {
            return segment(old.get());
        }
        Optional<Found> above = path.parent().isRoot() ? Optional.empty() : of(path.parent());
        Optional<Found> beneath = above.map(found -> found.path().child(path.last()))
                .filter(to::has)
                .map(found -> new Found(found, above.get().why()));
        return beneath.isPresent()
                ? beneath
                : alike(old.get(), above.map(Found::path).orElse(path.parent()));
    }

    private Optional<Found> group(Spot old) {
        Set<String> wanted = SchemaIndex.contents(old.field().type());
        Found best = null;
        double most = SHARED;
        for (Spot spot : to.spots()) {
            if (to.isGroup(spot)) {
                double share = share(wanted, SchemaIndex.contents(spot.field().type()));
                if (share > most) {
                    most = share;
                    best = new Found(spot.path(), "holds the same segments");
                }
            }
        }
        return Optional.ofNullable(best);
    }

    /// The segment of that code whose neighbours are most like those that it had.
    private Optional<Found> segment(Spot old) {
        Set<String> around = SchemaIndex.contents(from.type(old.path().parent()));
        Found best = null;
        double most = -1;
        for (Spot spot : to.spots()) {
            if (spot.field().type().kind() == Kind.SEGMENT
                    && spot.field().name().equals(old.field().name())) {
                double share =
                        share(around, SchemaIndex.contents(to.type(spot.path().parent())));
                if (share > most) {
                    most = share;
                    best = new Found(spot.path(), "the same segment");
                }
            }
        }
        return Optional.ofNullable(best);
    }

    private static double share(Set<String> one, Set<String> other) {
        var common = new HashSet<>(one);
        common.retainAll(other);
        var all = new HashSet<>(one);
        all.addAll(other);
        return all.isEmpty() ? 0 : (double) common.size() / all.size();
    }

    private Optional<Found> alike(Spot old, FieldPath parent) {
        Found best = null;
        double most = ENOUGH - 0.001;
        for (Spot spot : to.spots()) {
            // What was there before already is what it was, and nothing else moved onto it.
            if (from.has(spot.path())
                    || spot.field().type().isLeaf() != old.field().type().isLeaf()) {
                continue;
            }
            var reasons = new Reasons(old, spot, parent);
            if (reasons.score() > most) {
                most = reasons.score();
                best = new Found(spot.path(), reasons.said());
            }
        }
        return Optional.ofNullable(best);
    }

    private record Reasons(boolean label, boolean name, boolean near, boolean type, boolean parent, boolean position) {
        Reasons(Spot old, Spot now, FieldPath parent) {
            this(
                    !isNumber(old.field().name())
                            && !words(old.field().label()).isEmpty()
                            && words(old.field().label())
                                    .equals(words(now.field().label())),
                    !isNumber(old.field().name())
                            && old.field().name().equals(now.field().name()),
                    isNear(words(old.field().name()), words(now.field().name())),
                    old.field().type().name().equals(now.field().type().name()),
                    now.path().parent().equals(parent),
                    old.position() == now.position());
        }

        double score() {
            return (label ? 0.5 : 0)
                    + (name ? 0.3 : near ? 0.2 : 0)
                    + (type ? 0.2 : 0)
                    + (parent ? 0.15 : 0)
                    + (position && parent ? 0.15 : 0);
        }

        String said() {
            if (name) {
                return parent ? "same name" : "same name, elsewhere";
            }
            return label ? "same label" : near ? "similar name" : "same position and type";
        }
    }

    private static boolean isNumber(String name) {
        return name.chars().allMatch(Character::isDigit);
    }

    static String words(String label) {
        return label.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", "");
    }

    private static boolean isNear(String one, String other) {
        if (one.length() < 3 || other.length() < 3 || isNumber(one)) {
            return false;
        }
        return List.of(one, other).stream().anyMatch(text -> text.contains(text.equals(one) ? other : one));
    }
}
