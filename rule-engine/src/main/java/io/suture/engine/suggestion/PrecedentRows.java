package io.suture.engine.suggestion;

import io.suture.engine.expression.Formula;
import io.suture.engine.lookup.LookupTable;
import io.suture.engine.mapping.FieldMapping;
import io.suture.engine.mapping.Mapping;
import io.suture.engine.value.FieldPath;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Rows of a Mapping that was made before, as suggestions: what fills one field of an entry is offered as one, with
/// the entry, the sub-mappings and the tables that it needs.
final class PrecedentRows {
    private final Precedent precedent;
    private final Workpiece work;
    private final GuideMaps guide;
    private final boolean sameStructure;
    private final Structure structure;
    private final Rewriting rewriting;
    private final Map<FieldPath, FieldMapping> rows = new LinkedHashMap<>();
    private final Map<FieldPath, String> resources = new HashMap<>();
    private final Map<FieldPath, List<FieldMapping>> units = new LinkedHashMap<>();
    private final Map<FieldPath, String> segments = new HashMap<>();
    private final Map<FieldPath, Needs> needs = new HashMap<>();

    private PrecedentRows(Precedent precedent, Workpiece work, GuideMaps guide, Structure structure) {
        this.precedent = precedent;
        this.work = work;
        this.guide = guide;
        this.structure = structure;
        sameStructure = precedent
                .mapping()
                .source()
                .structure()
                .equals(work.mapping().source().structure());
        Map<String, String> renamed = renamed();
        rewriting = new Rewriting(structure, work.structure(), renamed);
        boolean same = precedent.mapping().source().equals(work.mapping().source()) && renamed.isEmpty();
        for (FieldMapping old : precedent.mapping().fields()) {
            FieldMapping row = same ? old : rewriting.row(old);
            rows.put(row.target(), row);
            needs.put(row.target(), Needs.of(row));
            if (row.entry() != null) {
                resources.put(row.target(), row.entry().resource());
            }
        }
        rows.values()
                .forEach(row -> units.computeIfAbsent(unit(row), any -> new ArrayList<>())
                        .add(row));
    }

    static List<Suggestion> of(Precedent precedent, Workpiece work, GuideMaps guide) {
        Mapping before = precedent.mapping();
        boolean alike = before.target().equals(work.mapping().target())
                && before.source().format().equals(work.mapping().source().format())
                && before.copy() == work.mapping().copy()
                && before.companions().isEmpty();
        Optional<Structure> structure =
                work.environment().formulas().schema(before.source()).map(Structure::of);
        if (!alike || structure.isEmpty()) {
            return List.of();
        }
        return new PrecedentRows(precedent, work, guide, structure.get()).suggestions();
    }

    /// Entries that are called otherwise here, where it is plain which is meant.
    private Map<String, String> renamed() {
        var here = names(work.mapping());
        var there = names(precedent.mapping());
        var names = new HashMap<String, String>();
        there.forEach((resource, old) -> {
            List<String> now = here.getOrDefault(resource, List.of());
            if (old.size() == 1 && now.size() == 1 && !now.equals(old)) {
                names.put(old.getFirst(), now.getFirst());
            }
        });
        return names;
    }

    private static Map<String, List<String>> names(Mapping mapping) {
        var names = new LinkedHashMap<String, List<String>>();
        for (FieldMapping row : mapping.fields()) {
            if (row.entry() != null) {
                names.computeIfAbsent(row.entry().resource(), any -> new ArrayList<>())
                        .add(row.target().last());
            }
        }
        return names;
    }

    /// What is offered as one: an entry; a field of an entry or resource with all that stands in it; else a single row.
    private FieldPath unit(FieldMapping row) {
        FieldPath target = row.target();
        if (row.entry() != null || !work.mapping().target().format().equals("fhir")) {
            return target;
        }
        int length = resources.containsKey(FieldPath.of(
                        target.names().isEmpty() ? "-" : target.names().getFirst()))
                ? 2
                : 1;
        return new FieldPath(
                target.names().subList(0, Math.min(length, target.names().size())));
    }

    private List<Suggestion> suggestions() {
        var suggestions = new ArrayList<Suggestion>();
        units.forEach((unit, its) -> {
            if (!unit.isRoot() && isOpen(unit, its)) {
                suggestions.add(suggestion(unit, its));
            }
        });
        return suggestions;
    }

    /// Nothing stands there yet, or only a part of this very thing, which may be gone on with.
    private boolean isOpen(FieldPath unit, List<FieldMapping> its) {
        List<FieldMapping> there = work.mapping().fields().stream()
                .filter(row -> Workpiece.overlap(row.target(), unit))
                .toList();
        if (resources.containsKey(unit)) {
            return work.row(unit).isEmpty();
        }
        return there.isEmpty() ? !work.isMapped(unit) : its.containsAll(there) && there.size() < its.size();
    }

    private Suggestion suggestion(FieldPath unit, List<FieldMapping> its) {
        var needed = new LinkedHashMap<FieldPath, FieldMapping>();
        its.forEach(row -> need(row, needed));
        var used = new Needs();
        needed.values().forEach(row -> used.add(needs(row)));
        FieldPath entry = entry(unit);
        boolean key = sameStructure && entry != null && work.mapping().key() == null;
        Formula outputKey = key ? rewriting.maybe(precedent.mapping().key()) : null;
        Formula instant = key ? rewriting.maybe(precedent.mapping().instant()) : null;
        if (key) {
            used.formula(outputKey);
            used.formula(instant);
        }
        String segment = segment(entry == null ? unit : entry);
        Optional<String> guided = guided(unit, its, segment);
        return new Suggestion(
                unit,
                List.of(),
                List.copyOf(needed.values()),
                brought(used, outputKey, instant),
                guided.map(place -> "HL7 map " + place).orElse(precedent.name()),
                percent(guided.isPresent()),
                group(entry, unit, segment));
    }

    /// The row, what it stands in and the entries that it refers to, outermost first.
    private void need(FieldMapping row, Map<FieldPath, FieldMapping> needed) {
        for (int length = 1; length < row.target().names().size(); length++) {
            FieldMapping above = rows.get(new FieldPath(row.target().names().subList(0, length)));
            if (above != null && !needed.containsKey(above.target())) {
                need(above, needed);
            }
        }
        for (String name : needs(row).entries) {
            FieldMapping entry = rows.get(FieldPath.of(name));
            if (entry != null && entry != row && !needed.containsKey(entry.target())) {
                need(entry, needed);
            }
        }
        if (work.row(row.target()).isEmpty()) {
            needed.put(row.target(), row);
        }
    }

    private Brought brought(Needs used, @Nullable Formula key, @Nullable Formula instant) {
        var maps = new LinkedHashMap<String, Mapping>();
        boolean more = true;
        while (more) {
            more = false;
            for (Mapping map : precedent.maps()) {
                if (used.maps.contains(map.name()) && maps.putIfAbsent(map.name(), map) == null) {
                    map.fields().forEach(used::row);
                    more = true;
                }
            }
        }
        maps.keySet().removeAll(work.environment().maps().keySet());
        List<LookupTable> tables = precedent.tables().stream()
                .filter(table -> used.texts.contains(table.name())
                        && !work.environment().formulas().tables().containsKey(table.name()))
                .toList();
        var constants = new LinkedHashMap<>(precedent.constants());
        constants.keySet().retainAll(used.names);
        constants.keySet().removeAll(work.environment().formulas().constants().keySet());
        return new Brought(List.copyOf(maps.values()), tables, constants, key, instant);
    }

    private @Nullable FieldPath entry(FieldPath unit) {
        FieldPath first = FieldPath.of(unit.names().getFirst());
        return resources.containsKey(first) ? first : null;
    }

    /// The segment that most of an entry is made from; empty where none is.
    private String segment(FieldPath place) {
        return segments.computeIfAbsent(place, any -> {
            var counts = new LinkedHashMap<String, Integer>();
            for (FieldMapping row : rows.values()) {
                if (row.target().startsWith(place)) {
                    needs(row).begins.stream()
                            .filter(name -> structure.segments().containsKey(name) && !name.equals("MSH"))
                            .forEach(name -> counts.merge(name, 1, Integer::sum));
                }
            }
            int all = counts.values().stream().mapToInt(Integer::intValue).sum();
            return counts.entrySet().stream()
                    .max(Comparator.comparing(Map.Entry<String, Integer>::getValue))
                    .filter(most -> most.getValue() * 2 >= all)
                    .map(Map.Entry::getKey)
                    .orElse("");
        });
    }

    private Optional<String> guided(FieldPath unit, List<FieldMapping> its, String segment) {
        FieldPath entry = entry(unit);
        String resource = entry == null ? work.mapping().target().name() : resources.get(entry);
        if (!work.mapping().target().format().equals("fhir")
                || !precedent.kind().equals(Precedent.Kind.TEMPLATE)) {
            return Optional.empty();
        }
        Set<String> about = new LinkedHashSet<>();
        its.forEach(row -> about.addAll(fields(row)));
        if (!segment.isEmpty()) {
            about.add(segment);
        }
        return unit.equals(entry)
                ? Optional.of(segment).filter(one -> guide.isFrom(one, Objects.requireNonNull(resource)))
                : guide.says(about, Objects.requireNonNull(resource), unit.last());
    }

    /// `PID-8` and the like, as the formulas of a row name them.
    private Set<String> fields(FieldMapping row) {
        Set<String> fields = new LinkedHashSet<>();
        List<String> names = needs(row).begins;
        for (int i = 0; i < names.size(); i++) {
            if (structure.segments().containsKey(names.get(i))) {
                boolean numbered = i + 1 < names.size()
                        && Character.isDigit(names.get(i + 1).charAt(0));
                fields.add(numbered ? names.get(i) + "-" + names.get(i + 1) : names.get(i));
            }
        }
        return fields;
    }

    private Needs needs(FieldMapping row) {
        return Objects.requireNonNull(needs.get(row.target()));
    }

    private int percent(boolean guided) {
        int sure = switch (precedent.kind()) {
            case TEMPLATE -> guided ? 98 : 95;
            case TEAM -> 92;
        };
        return sameStructure ? sure : sure - 25;
    }

    private String group(@Nullable FieldPath entry, FieldPath unit, String segment) {
        if (entry == null) {
            return unit.names().size() > 1
                    ? unit.parent().toString()
                    : work.mapping().target().name();
        }
        String resource = Objects.requireNonNull(resources.get(entry));
        return (entry.last().equalsIgnoreCase(resource) || isOnly(resource)
                        ? resource
                        : resource + " (" + entry.last() + ")")
                + (segment.isEmpty() ? "" : " from " + segment);
    }

    private boolean isOnly(String resource) {
        return resources.values().stream().filter(resource::equals).count() == 1;
    }
}
