package io.suture.studio.mapping;

import io.suture.engine.mapping.FieldMapping;
import io.suture.engine.mapping.Mapping;
import io.suture.engine.report.Trace;
import io.suture.engine.value.FieldPath;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamContext;
import tools.jackson.core.json.JsonFactory;

/// Which FieldMapping made what stands at a place of an output's text. For JSON: what a sub-mapping made belongs to the
/// row that used it, and a slice's (`telecom:work`) is known by its value.
public final class OutputPlaces {
    private static final JsonFactory JSON = new JsonFactory();

    private final List<Made> made;

    /// What stands in the text.
    ///
    /// @param entry     which of the Bundle's, from 0; 0 also for what is no Bundle
    /// @param names     of JSON, from the resource on
    /// @param positions of each in its list, from 1
    /// @param from      the first character of the value
    /// @param to        the character after it
    private record Leaf(int entry, List<String> names, List<Integer> positions, String value, int from, int to) {}

    /// A value in the text with what made it.
    ///
    /// @param target the FieldMapping's target
    /// @param turn   which of its turns, from 0
    public record Made(int from, int to, FieldPath target, int turn) {}

    /// What the Trace says; an entry's own name stands before the names.
    private record Line(FieldPath mapped, List<String> names, List<Integer> positions, int turn, Trace.FieldLine line) {
        String entry() {
            return mapped.names().getFirst() + "[" + Math.max(1, positions.getFirst()) + "]";
        }
    }

    /// The entries of a Bundle. Two that are known by the same key are one there.
    ///
    /// @param resources in the order of the Bundle
    /// @param numbers   where in it an entry of the Trace stands, by name and number
    private record Entries(List<String> resources, Map<String, Integer> numbers) {}

    private OutputPlaces(List<Made> made) {
        this.made = made;
    }

    /// Of an output that is no JSON, or whose entries are not those of the Trace, nothing is known.
    public static OutputPlaces of(String text, String mediaType, Projection shown) {
        if (!mediaType.contains("json")) {
            return new OutputPlaces(List.of());
        }
        List<Line> lines = new ArrayList<>();
        shown.mapping().fields().stream().map(FieldMapping::target).distinct().forEach(target -> {
            List<Trace.FieldLine> turns = shown.lines(target);
            for (int i = 0; i < turns.size(); i++) {
                lines.add(line(target, i, turns.get(i)));
            }
        });
        Entries entries = entries(shown.mapping(), lines);
        List<Made> made = new ArrayList<>();
        for (Leaf leaf : leaves(text, entries.resources())) {
            lines.stream()
                    .filter(line -> made(line, leaf, entries))
                    .max(Comparator.comparingInt((Line line) -> line.names().size())
                            .thenComparing(
                                    line -> leaf.value().equals(line.line().value()))
                            .thenComparing(line -> agree(line.positions(), leaf.positions())))
                    .ifPresent(line -> made.add(new Made(leaf.from(), leaf.to(), line.mapped(), line.turn())));
        }
        return new OutputPlaces(List.copyOf(made));
    }

    /// What made the value at a character of the text.
    public Optional<Made> at(int offset) {
        return made.stream()
                .filter(one -> one.from() <= offset && offset < one.to())
                .findFirst();
    }

    private static Line line(FieldPath mapped, int turn, Trace.FieldLine line) {
        List<Integer> positions = new ArrayList<>();
        for (String name : line.target().split("\\.")) {
            int open = name.indexOf('[');
            boolean numbered = open >= 0 && name.endsWith("]") && Character.isDigit(name.charAt(open + 1));
            positions.add(numbered ? Integer.parseInt(name.substring(open + 1, name.length() - 1)) : 0);
        }
        return new Line(mapped, Required.plain(mapped).names(), positions, turn, line);
    }

    /// Whether a line made what stands at a leaf or above it. Entries are told apart by their number; within one,
    /// positions only choose between lines, for slices are counted by themselves.
    private static boolean made(Line line, Leaf leaf, Entries entries) {
        boolean bundle = !entries.resources().isEmpty();
        if (line.line().outcome() != Trace.Outcome.MADE
                || (bundle && !Objects.equals(entries.numbers().get(line.entry()), leaf.entry()))) {
            return false;
        }
        List<String> wanted = bundle ? line.names().subList(1, line.names().size()) : line.names();
        List<String> names = leaf.names();
        if (wanted.isEmpty() || wanted.size() > names.size()) {
            return false;
        }
        for (int i = 0; i < wanted.size(); i++) {
            String name = wanted.get(i);
            // JSON names a choice by its type: `value[x]` is `valueQuantity`.
            boolean choice = name.endsWith("[x]") && names.get(i).startsWith(name.substring(0, name.length() - 3));
            if (!choice && !name.equals(names.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static int agree(List<Integer> positions, List<Integer> others) {
        int same = 0;
        for (int i = 0; i < Math.min(positions.size(), others.size()); i++) {
            if (positions.get(i).equals(others.get(i))) {
                same++;
            }
        }
        return same;
    }

    private static Entries entries(Mapping mapping, List<Line> lines) {
        Map<FieldPath, String> kinds = new LinkedHashMap<>();
        for (FieldMapping row : mapping.fields()) {
            if (row.entry() != null) {
                kinds.put(row.target(), row.entry().resource());
            }
        }
        List<String> resources = new ArrayList<>();
        Map<String, Integer> numbers = new HashMap<>();
        Map<String, Integer> known = new HashMap<>();
        for (Line line : lines) {
            String resource = kinds.get(line.mapped());
            if (resource != null && line.line().outcome() == Trace.Outcome.MADE) {
                int number = known.computeIfAbsent(resource + " " + line.line().value(), fresh -> resources.size());
                if (number == resources.size()) {
                    resources.add(resource);
                }
                numbers.put(line.entry(), number);
            }
        }
        return new Entries(resources, numbers);
    }

    /// Empty where the Bundle holds other entries than these.
    private static List<Leaf> leaves(String text, List<String> resources) {
        List<Leaf> leaves = new ArrayList<>();
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), text)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (!token.isScalarValue()) {
                    continue;
                }
                int from = (int) parser.currentTokenLocation().getCharOffset();
                String value = parser.getString();
                int to = (int) parser.currentLocation().getCharOffset();
                List<String> names = new ArrayList<>();
                List<Integer> positions = new ArrayList<>();
                path(parser.streamReadContext(), names, positions);
                if (resources.isEmpty()) {
                    leaves.add(new Leaf(0, names, positions, value, from, to));
                } else if (names.size() > 2 && names.get(1).equals("resource")) {
                    int entry = positions.getFirst() - 1;
                    boolean says = names.size() == 3 && names.get(2).equals("resourceType");
                    if (entry >= resources.size() || (says && !value.equals(resources.get(entry)))) {
                        return List.of();
                    }
                    leaves.add(new Leaf(
                            entry,
                            names.subList(2, names.size()),
                            positions.subList(1, positions.size()),
                            value,
                            from,
                            to));
                }
            }
        } catch (JacksonException broken) {
            // An output is shown as it is, even one that is no sound JSON; then no place of it is known.
            return List.of();
        }
        return leaves;
    }

    private static void path(TokenStreamContext context, List<String> names, List<Integer> positions) {
        if (context.inRoot()) {
            return;
        }
        if (context.inArray()) {
            path(context.getParent(), names, positions);
            if (!positions.isEmpty()) {
                positions.set(positions.size() - 1, context.getCurrentIndex() + 1);
            }
        } else {
            path(context.getParent(), names, positions);
            names.add(context.currentName());
            positions.add(1);
        }
    }
}
