package io.suture.engine.suggestion;

import io.suture.engine.mapping.Origin;
import io.suture.engine.schema.Field;
import io.suture.engine.schema.FieldType;
import io.suture.engine.schema.Schema;
import io.suture.engine.suggestion.GuideFields.Reach;
import io.suture.engine.value.FieldPath;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Fields that are called alike and whose types fit.
final class Likeness {
    private static final double ALIKE = 0.66;
    private static final int MOST = 60;
    private static final int DEPTH = 2;
    static final Set<String> PLUMBING =
            Set.of("id", "meta", "implicitRules", "language", "text", "contained", "extension", "modifierExtension");
    private static final Set<String> EMPTY_WORDS =
            Set.of("of", "the", "and", "a", "for", "or", "time", "patient", "administrative", "list", "x");
    private static final Map<String, String> SAME = Map.ofEntries(
            Map.entry("sex", "gender"),
            Map.entry("dob", "birthdate"),
            Map.entry("mrn", "identifier"),
            Map.entry("id", "identifier"),
            Map.entry("ids", "identifier"),
            Map.entry("surname", "family"),
            Map.entry("forename", "given"),
            Map.entry("phone", "telecom"),
            Map.entry("telephone", "telecom"),
            Map.entry("zip", "postalcode"),
            Map.entry("doctor", "practitioner"),
            Map.entry("physician", "practitioner"),
            Map.entry("provider", "practitioner"),
            Map.entry("unit", "units"));

    private final Workpiece work;
    private final Connecting connecting;

    private record Named(FieldPath path, Set<String> words, String type) {}

    private record Pair(Named source, Named target, double score, String group) {}

    Likeness(Workpiece work, List<Precedent> precedents, Library library) {
        this.work = work;
        connecting = new Connecting(work, precedents, library);
    }

    /// @param taken targets that have a suggestion
    List<Suggestion> besides(Collection<FieldPath> taken) {
        var pairs = new ArrayList<Pair>();
        if (!work.mapping().copy()) {
            Map<FieldPath, String> resources = work.resources();
            resources.forEach((base, resource) -> pairs.addAll(pairs(base, resource, taken)));
            if (resources.isEmpty()) {
                pairs.addAll(segments(taken));
            }
        }
        pairs.sort(Comparator.comparing(Pair::score).reversed());
        var suggestions = new ArrayList<Suggestion>();
        for (Pair pair : pairs.stream().limit(MOST).toList()) {
            connecting
                    .connect(pair.source().path(), pair.target().path())
                    .ifPresent(made -> suggestions.add(suggestion(pair, made)));
        }
        return suggestions;
    }

    private static Suggestion suggestion(Pair pair, Connecting.Connected made) {
        boolean plain = made.row().origin() instanceof Origin.From(var formula)
                && pair.source().path().toString().endsWith(formula.text());
        boolean fits = plain || made.row().origin() instanceof Origin.Using;
        boolean same = pair.score() > 0.99;
        int percent = (int) Math.round((fits ? 60 : 50) + 21 * pair.score());
        return new Suggestion(
                pair.target().path(),
                List.of(pair.source().path()),
                List.of(made.row()),
                made.brought(),
                same ? fits ? "Same name and type" : "Same name" : "Similar name",
                same ? percent : Math.min(percent, 72),
                pair.group());
    }

    private List<Pair> pairs(FieldPath base, String resource, Collection<FieldPath> taken) {
        Set<String> segments = Reach.segments(work, GuideMaps.STANDARD, base, resource);
        FieldPath turned = Reach.of(work, GuideMaps.STANDARD, base, resource);
        List<Named> sources = work.structure().segments().isEmpty()
                ? named(work.source().root(), FieldPath.ROOT, DEPTH)
                : segments.stream()
                        .filter(segment -> isOne(segment, turned))
                        .flatMap(segment -> fields(segment, turned).stream())
                        .toList();
        var pairs = new ArrayList<Pair>();
        for (Named target : targets(base)) {
            if (!work.isMapped(target.path()) && Reach.isFree(base, target.path(), taken)) {
                best(target, sources, base.isRoot() ? resource : base.last()).ifPresent(pairs::add);
            }
        }
        return pairs;
    }

    private boolean isOne(String segment, FieldPath turned) {
        FieldPath place = work.structure().nearest(segment, turned);
        return place != null && Reach.isOne(place, turned, work.source());
    }

    private static Optional<Pair> best(Named target, List<Named> sources, String group) {
        return sources.stream()
                .map(source -> new Pair(source, target, score(source.words(), target.words()), group))
                .filter(pair -> pair.score() >= ALIKE)
                .max(Comparator.comparing(Pair::score));
    }

    private List<Named> targets(FieldPath base) {
        return work.type(base).stream()
                .flatMap(type -> type.fields().stream())
                .filter(field ->
                        !PLUMBING.contains(field.name()) && !field.name().startsWith("_"))
                .map(field -> new Named(
                        base.child(field.name()),
                        words(field.name()),
                        field.type().name()))
                .toList();
    }

    /// HL7 to HL7: the same field of the same segment, where it stands once or is turned on already.
    private List<Pair> segments(Collection<FieldPath> taken) {
        Optional<Schema> schema =
                work.environment().formulas().schema(work.mapping().target());
        var pairs = new ArrayList<Pair>();
        if (schema.isEmpty()) {
            return pairs;
        }
        List<Named> free =
                work.structure().segments().isEmpty() ? named(work.source().root(), FieldPath.ROOT, DEPTH) : List.of();
        Structure target = Structure.of(schema.get());
        target.paths().forEach((segment, places) -> {
            FieldPath place = places.getFirst();
            FieldPath source = work.structure().nearest(segment, place);
            if (!isTurned(place, schema.get())) {
                return;
            }
            for (Named field : fields(target.segments().get(segment), place)) {
                if (work.isMapped(field.path()) || !Reach.isFree(FieldPath.ROOT, field.path(), taken)) {
                    continue;
                }
                if (source == null) {
                    best(field, free, segment).ifPresent(pairs::add);
                } else if (work.source().find(source.child(field.path().last())).isPresent()) {
                    var same = new Named(source.child(field.path().last()), field.words(), field.type());
                    pairs.add(new Pair(same, field, 1, segment));
                }
            }
        });
        return pairs;
    }

    private boolean isTurned(FieldPath place, Schema schema) {
        for (FieldPath at = place; !at.isRoot(); at = at.parent()) {
            boolean repeats =
                    schema.find(at).map(field -> field.cardinality().repeats()).orElse(false);
            boolean turned = work.row(at).map(row -> !row.loops().isEmpty()).orElse(false);
            if (repeats && !turned) {
                return false;
            }
        }
        return true;
    }

    private List<Named> fields(String segment, FieldPath near) {
        FieldPath place = work.structure().nearest(segment, near);
        FieldType type = work.structure().segments().get(segment);
        return place == null || type == null ? List.of() : fields(type, place);
    }

    private static List<Named> fields(@Nullable FieldType segment, FieldPath place) {
        return segment == null
                ? List.of()
                : segment.fields().stream()
                        .map(field -> new Named(
                                place.child(field.name()),
                                words(field.label()),
                                field.type().name()))
                        .toList();
    }

    private static List<Named> named(FieldType type, FieldPath above, int depth) {
        var all = new ArrayList<Named>();
        for (Field field : type.fields()) {
            if (PLUMBING.contains(field.name()) || field.name().startsWith("_")) {
                continue;
            }
            FieldPath path = above.child(field.name());
            var words = new HashSet<>(words(field.name()));
            all.add(new Named(path, words, field.type().name()));
            if (depth > 1 && !field.type().isLeaf() && field.type().kind() != FieldType.Kind.CHOICE) {
                all.addAll(named(field.type(), path, depth - 1));
            }
        }
        return all;
    }

    /// Twice the common words by all words of both.
    static double score(Set<String> one, Set<String> other) {
        if (one.isEmpty() || other.isEmpty()) {
            return 0;
        }
        long common = one.stream().filter(other::contains).count();
        return 2.0 * common / (one.size() + other.size());
    }

    /// `Date/Time of Birth` and `birthDate` are the same words.
    static Set<String> words(String name) {
        var words = new HashSet<String>();
        String apart = name.replaceAll("([a-z])([A-Z])", "$1 $2").toLowerCase(Locale.ROOT);
        for (String word : apart.split("[^a-z]+")) {
            String said = SAME.getOrDefault(word, word);
            if (said.equals("birthdate")) {
                words.add("birth");
                words.add("date");
            } else if (said.equals("postalcode")) {
                words.add("postal");
                words.add("code");
            } else if (!said.isEmpty() && !EMPTY_WORDS.contains(said)) {
                words.add(said);
            }
        }
        return words;
    }
}
