package io.suture.studio.mapping.ui;

import io.suture.engine.mapping.FieldMapping;
import io.suture.engine.mapping.Loop;
import io.suture.engine.mapping.Origin;
import io.suture.engine.schema.Field;
import io.suture.engine.suggestion.Suggestion;
import io.suture.engine.value.FieldPath;
import io.suture.studio.channel.MappingWords;
import io.suture.studio.channel.SentenceWords;
import io.suture.studio.mapping.FieldMappings;
import io.suture.studio.mapping.LinkProjection;
import io.suture.studio.mapping.Placed;
import io.suture.studio.mapping.Projection;
import io.suture.studio.mapping.Sampled;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Makes the table's rows of a Projection: what is mapped, what stands above it, what is required and missing.
final class TableRows {
    private final Projection shown;
    private final Map<FieldPath, Set<FieldPath>> children = new LinkedHashMap<>();
    private final Map<FieldPath, FieldMapping> mapped = new LinkedHashMap<>();
    private final Map<FieldPath, List<LinkProjection>> links;
    private final Map<FieldPath, List<String>> valuesIn;
    private final Map<FieldPath, Integer> beneath = new LinkedHashMap<>();
    private final List<Row> rows = new ArrayList<>();
    private final Map<FieldPath, Suggestion> ghosts = new LinkedHashMap<>();

    /// How it stands with a row, the worst first.
    enum Status {
        MISSING,
        PROBLEM,
        WARNING,
        OK,
        NONE;

        boolean isWrong() {
            return this == MISSING || this == PROBLEM || this == WARNING;
        }
    }

    /// One row.
    ///
    /// @param name   what it is called beneath the row above it
    /// @param mapped whether the Mapping says what it is made from
    /// @param ghost  what is suggested for it and why, or empty
    record Row(
            FieldPath path,
            int depth,
            boolean group,
            boolean open,
            String name,
            String type,
            boolean required,
            String icon,
            String chip,
            String words,
            String in,
            String out,
            boolean mapped,
            Status status,
            String problem,
            String ghost) {
        /// The same by itself, under its whole path.
        Row alone() {
            return new Row(
                    path,
                    0,
                    false,
                    false,
                    path.toString(),
                    type,
                    required,
                    icon,
                    chip,
                    words,
                    in,
                    out,
                    mapped,
                    status,
                    problem,
                    ghost);
        }
    }

    private TableRows(Projection shown, List<Suggestion> suggestions, Set<FieldPath> added) {
        this.shown = shown;
        valuesIn = shown.valuesIn();
        links = shown.links().stream()
                .collect(Collectors.groupingBy(LinkProjection::target, LinkedHashMap::new, Collectors.toList()));
        for (FieldMapping row : shown.mapping().fields()) {
            mapped.put(row.target(), row);
            place(row.target());
            if (!(row.origin() instanceof Origin.Beneath)) {
                for (FieldPath at = row.target(); !at.isRoot(); ) {
                    at = at.parent();
                    beneath.merge(at, 1, Integer::sum);
                }
            }
        }
        shown.coverage().missing().forEach(this::place);
        added.forEach(this::place);
        for (Suggestion suggestion : suggestions) {
            ghosts.put(suggestion.target(), suggestion);
            place(suggestion.target());
        }
    }

    /// @param closed groups whose rows are left out while nothing is filtered
    /// @param within only what stands beneath it, or above; the root for all
    static List<Row> of(
            Projection shown,
            List<Suggestion> suggestions,
            Set<FieldPath> closed,
            Set<FieldPath> added,
            FieldPath within,
            TableFilter filter) {
        var made = new TableRows(shown, suggestions, added);
        if (filter.show() == TableFilter.Show.NOT_MAPPED) {
            Unmapped.of(shown).forEach(made::place);
        }
        made.add(FieldPath.ROOT, 0, filter.isNone() ? closed : Set.of());
        List<Row> rows = made.rows.stream()
                .filter(row -> row.path().startsWith(within) || within.startsWith(row.path()))
                .toList();
        return filter.of(rows);
    }

    private void place(FieldPath path) {
        for (FieldPath at = path; !at.isRoot(); at = at.parent()) {
            children.computeIfAbsent(at.parent(), any -> new LinkedHashSet<>()).add(at);
        }
    }

    private void add(FieldPath parent, int depth, Set<FieldPath> closed) {
        for (FieldPath path : children.getOrDefault(parent, Set.of())) {
            boolean group = children.containsKey(path);
            boolean open = group && !closed.contains(path);
            rows.add(row(path, depth, group, open));
            if (open) {
                add(path, depth + 1, closed);
            }
        }
    }

    private Row row(FieldPath path, int depth, boolean group, boolean open) {
        Optional<Field> field = FieldMappings.field(shown.target(), path);
        FieldMapping row = mapped.get(path);
        Optional<Placed> placed = shown.placed(path);
        String problem = placed.map(one -> one.problem().message()).orElse("");
        boolean missing = shown.coverage().missing().contains(path);
        String chip = "";
        String icon = "";
        String words = "";
        List<String> in = List.of();
        if (row == null) {
            words = ghosts.containsKey(path) ? "" : group ? count(path) : "Not mapped";
        } else {
            if (!row.loops().isEmpty()) {
                Loop loop = row.loops().getLast();
                chip = "for each " + loop.each().text()
                        + (loop.where() == null ? "" : " where " + SentenceWords.condition(loop.where()));
                icon = "loop";
                words = row.origin() instanceof Origin.Beneath ? count(path) : "";
            }
            if (!(row.origin() instanceof Origin.Beneath)) {
                String made = MappingWords.origin(row.origin());
                words = chip.isEmpty() ? label(path) : made;
                chip = chip.isEmpty() ? made : chip;
                icon = icon.isEmpty() ? icon(path) : icon;
            } else if (chip.isEmpty()) {
                words = count(path);
            }
            words = withConditions(words, row);
            in = valuesIn.getOrDefault(path, List.of());
        }
        Status status = placed.map(one -> one.problem().isError() ? Status.PROBLEM : Status.WARNING)
                .orElse(missing ? Status.MISSING : row != null ? Status.OK : Status.NONE);
        String type = row != null && row.entry() != null
                ? row.entry().resource()
                : field.map(one -> one.type().name()).orElse("");
        return new Row(
                path,
                depth,
                group,
                open,
                path.last(),
                type,
                field.map(one -> one.cardinality().isRequired()).orElse(false),
                icon,
                chip,
                words,
                String.join(", ", in),
                out(path, row),
                row != null,
                status,
                problem.isEmpty() && missing ? "This field is required and not mapped." : problem,
                row == null ? ghost(path) : "");
    }

    private String ghost(FieldPath path) {
        Suggestion suggestion = ghosts.get(path);
        if (suggestion == null) {
            return "";
        }
        String source = suggestion.sources().stream()
                .findFirst()
                .map(FormulaProposals::written)
                .orElse("");
        String why = suggestion.reason() + ", " + suggestion.percent() + " %";
        return suggestion.reason().startsWith("HL7 map") || source.isEmpty() ? why : source + ": " + why;
    }

    private static String withConditions(String words, FieldMapping row) {
        var all = new ArrayList<String>();
        if (row.when() != null) {
            all.add("only when " + SentenceWords.condition(row.when()));
        }
        if (row.otherwise() != null) {
            all.add("otherwise " + row.otherwise().text());
        }
        if (!words.isEmpty()) {
            all.add(words);
        }
        return String.join(" · ", all);
    }

    private String count(FieldPath path) {
        int mappedBeneath = beneath.getOrDefault(path, 0);
        return mappedBeneath == 0 ? "" : mappedBeneath + " mapped";
    }

    private String label(FieldPath path) {
        return links.getOrDefault(path, List.of()).stream()
                .flatMap(link -> link.sources().stream())
                .findFirst()
                .flatMap(source -> shown.source().find(source))
                .map(Field::label)
                .orElse("");
    }

    private String icon(FieldPath path) {
        LinkProjection.Kind kind = links.getOrDefault(path, List.of()).stream()
                .map(LinkProjection::kind)
                .reduce((first, last) -> last)
                .orElse(LinkProjection.Kind.FORMULA);
        return switch (kind) {
            case COPY -> "link";
            case FORMULA -> "fx";
            case LOOKUP -> "lookup";
            case MAP -> "schema";
            case CASES -> "split";
            case CONSTANT -> "text";
            case LOOP -> "loop";
        };
    }

    /// What was made; of what a sub-mapping made, its parts, without the addresses that say what codes mean.
    private String out(FieldPath path, @org.jspecify.annotations.Nullable FieldMapping row) {
        Sampled value = shown.values().get(path);
        String repeats = value != null && value.repeats() > 1 ? value.repeat() + " of " + value.repeats() : "";
        if (value != null && !value.text().isEmpty() && (row == null || row.entry() == null)) {
            return value.text();
        }
        if (row != null && !(row.origin() instanceof Origin.Beneath) && row.entry() == null) {
            String parts = shown.values().entrySet().stream()
                    .filter(one ->
                            one.getKey().startsWith(path) && !one.getKey().equals(path))
                    .map(one -> one.getValue().text())
                    .filter(text -> !text.isEmpty() && !text.startsWith("http") && !text.startsWith("urn:"))
                    .limit(4)
                    .collect(Collectors.joining(" "));
            return parts.isEmpty() ? repeats : parts;
        }
        return repeats;
    }
}
