package io.suture.engine.rule.analysis;

import io.suture.engine.rule.table.Cell;
import io.suture.engine.rule.table.Words;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Texts: each that a test names, then those that only tables or beginnings tell apart, then all others.
final class TextDimension extends Dimension {
    private static final int WORDS = 6;
    private static final List<String> TRIES = List.of("", "0", "x", "1", "9", "-", "zz", "_0", "0x0", "~other");

    private final Map<String, Set<String>> codes;
    private final Set<String> constants = new LinkedHashSet<>();
    private final List<String> prefixes;
    private final Map<Kind, Integer> numbers = new HashMap<>();
    private final List<Kind> kinds = new ArrayList<>();
    private final List<String> witnesses = new ArrayList<>();

    /// What tests can tell of a text.
    ///
    /// @param constant the text itself where a test names it
    /// @param tables   the LookupTables that hold it
    /// @param prefix   the longest beginning that a test names, or empty
    private record Kind(@Nullable String constant, Set<String> tables, String prefix) {}

    TextDimension(String field, String heading, List<Leaf> leaves, Map<String, Set<String>> tables) {
        super(field, heading);
        this.codes = new HashMap<>();
        Set<String> beginnings = new TreeSet<>(
                java.util.Comparator.comparingInt(String::length).reversed().thenComparing(text -> text));
        for (Leaf leaf : leaves) {
            switch (leaf.cell()) {
                case Cell.OneOf one -> constants.addAll(one.values());
                case Cell.StartsWith one -> beginnings.addAll(one.prefixes());
                case Cell.InTable one ->
                    one.tables().forEach(name -> codes.put(name, tables.getOrDefault(name, Set.of())));
                case Cell.Any any -> {}
                case Cell.HasValue value -> {}
                case Cell.HasNoValue none -> {}
                case Cell.Within within -> throw new IllegalStateException("a range among texts");
                case Cell.Unclear unclear -> {}
            }
        }
        this.prefixes = List.copyOf(beginnings);
        constants.stream().filter(text -> !text.isEmpty()).forEach(text -> add(kindOf(text), text));
        codes.values().stream()
                .flatMap(Set::stream)
                .filter(text -> !text.isEmpty())
                .sorted()
                .forEach(text -> add(kindOf(text), text));
        for (String prefix : prefixes) {
            addTried(new Kind(null, Set.of(), prefix), prefix);
        }
        addTried(new Kind(null, Set.of(), ""), "");
    }

    private void add(Kind kind, String witness) {
        if (numbers.putIfAbsent(kind, kinds.size() + 1) == null) {
            kinds.add(kind);
            witnesses.add(witness);
        }
    }

    private void addTried(Kind kind, String beginning) {
        Stream.concat(TRIES.stream(), TRIES.stream().map(text -> "Q" + text + "q"))
                .map(text -> beginning + text)
                .filter(text -> !text.isEmpty() && kindOf(text).equals(kind))
                .findFirst()
                .ifPresent(
                        text -> add(kind, beginning.isEmpty() && kindOf("other").equals(kind) ? "other" : text));
    }

    private Kind kindOf(String text) {
        Set<String> in = new TreeSet<>();
        codes.forEach((name, rows) -> {
            if (rows.contains(text)) {
                in.add(name);
            }
        });
        String prefix = prefixes.stream().filter(text::startsWith).findFirst().orElse("");
        return new Kind(constants.contains(text) ? text : null, in, prefix);
    }

    @Override
    int size() {
        return kinds.size() + 1;
    }

    @Override
    BitSet asked(Cell cell) {
        var found = new BitSet(size());
        switch (cell) {
            case Cell.OneOf(List<String> values, boolean not) -> {
                values.forEach(value -> {
                    Integer number = numbers.get(kindOf(value));
                    if (number != null) {
                        found.set(number);
                    }
                });
                return unless(not, found);
            }
            case Cell.StartsWith(List<String> begins, boolean not) -> {
                for (int i = 0; i < kinds.size(); i++) {
                    if (begins.stream().anyMatch(kinds.get(i).prefix()::startsWith)) {
                        found.set(i + 1);
                    }
                }
                return unless(not, found);
            }
            case Cell.InTable(List<String> tables, boolean not) -> {
                for (int i = 0; i < kinds.size(); i++) {
                    if (tables.stream().anyMatch(kinds.get(i).tables()::contains)) {
                        found.set(i + 1);
                    }
                }
                return unless(not, found);
            }
            case Cell.Any any -> throw new IllegalArgumentException("asks for nothing");
            case Cell.HasValue value -> throw new IllegalArgumentException("asks for nothing");
            case Cell.HasNoValue none -> throw new IllegalArgumentException("asks for nothing");
            case Cell.Within within -> throw new IllegalArgumentException("a range among texts");
            case Cell.Unclear unclear -> throw new IllegalArgumentException("asks for nothing");
        }
    }

    private BitSet unless(boolean not, BitSet found) {
        if (not) {
            found.flip(1, size());
        }
        return found;
    }

    @Override
    String witness(int kind) {
        return witnesses.get(kind - 1);
    }

    @Override
    int kind(String text) {
        return numbers.getOrDefault(kindOf(text), -1);
    }

    @Override
    String words(BitSet some) {
        if (some.cardinality() == kinds.size()) {
            return "anything";
        }
        if (some.cardinality() > kinds.size() / 2 && some.cardinality() > 2) {
            var others = present();
            others.andNot(some);
            return "not " + list(others);
        }
        return list(some);
    }

    private String list(BitSet some) {
        List<String> named = new ArrayList<>();
        List<String> described = new ArrayList<>();
        some.stream().forEach(number -> {
            Kind kind = kinds.get(number - 1);
            if (kind.constant() != null) {
                named.add(kind.constant());
            } else if (!kind.tables().isEmpty()) {
                described.add("another code of " + String.join(" and ", kind.tables()));
            } else {
                described.add(kind.prefix().isEmpty() ? "anything else" : "something else with " + kind.prefix());
            }
        });
        List<String> words = new ArrayList<>();
        if (!named.isEmpty()) {
            words.add(Words.write(named.subList(0, Math.min(WORDS, named.size())))
                    + (named.size() > WORDS ? " and " + (named.size() - WORDS) + " more" : ""));
        }
        words.addAll(described.subList(0, Math.min(WORDS, described.size())));
        return String.join(", ", words);
    }
}
