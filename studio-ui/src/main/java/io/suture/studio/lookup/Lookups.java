package io.suture.studio.lookup;

import io.suture.engine.Result;
import io.suture.engine.channel.Channel;
import io.suture.engine.lookup.LookupTable;
import io.suture.engine.report.Trace;
import io.suture.studio.kit.sheet.Sheet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/// What is done with the lookup tables of a Channel. Changes that would leave something without its table are refused,
/// with all that uses it.
public final class Lookups {
    private static final int LONGEST_NAME = 100;
    private static final int NAMED = 8;

    /// A code that samples have and a table has not.
    ///
    /// @param code   as sent
    /// @param fields how many fields it was looked up for
    public record Miss(String code, int fields) {}

    /// What a change comes to.
    public sealed interface Outcome {
        /// The change, and a word about what goes with it, or empty.
        record Changes(UnaryOperator<Channel> change, String words) implements Outcome {}

        /// Why it is not made, in sentences.
        record Refused(String why) implements Outcome {}
    }

    public Optional<LookupTable> table(Channel channel, String name) {
        return channel.tables().stream()
                .filter(table -> table.name().equals(name))
                .findFirst();
    }

    /// Everything that uses a table, in the order of the document.
    public List<TableUse> uses(Channel channel, String table) {
        return TableReferences.of(channel, table);
    }

    /// The codes that runs looked up in each table in vain, in the order in which they came.
    public Map<String, List<Miss>> misses(List<Result> runs) {
        Map<String, Map<String, Integer>> counted = new LinkedHashMap<>();
        runs.stream()
                .flatMap(run -> run.trace().fields().stream())
                .flatMap(line -> line.steps().stream()
                        .filter(step -> step.kind() == Trace.Kind.MISS)
                        .distinct())
                .forEach(step -> counted.computeIfAbsent(step.what(), fresh -> new LinkedHashMap<>())
                        .merge(String.valueOf(step.value()), 1, Integer::sum));
        var misses = new LinkedHashMap<String, List<Miss>>();
        counted.forEach((table, codes) -> misses.put(
                table,
                codes.entrySet().stream()
                        .map(code -> new Miss(code.getKey(), code.getValue()))
                        .toList()));
        return misses;
    }

    /// The table in the place of the one of its name, or a new one after the others.
    public Channel put(Channel channel, LookupTable table) {
        var tables = new ArrayList<>(channel.tables());
        tables.replaceAll(one -> one.name().equals(table.name()) ? table : one);
        if (!tables.contains(table)) {
            tables.add(table);
        }
        return with(channel, tables);
    }

    /// A new table. Its name must be free.
    public Outcome add(Channel channel, LookupTable table) {
        return wrongName(channel, table.name())
                .<Outcome>map(Outcome.Refused::new)
                .orElseGet(() -> new Outcome.Changes(one -> put(one, table), ""));
    }

    /// Another name, also wherever the table is named.
    public Outcome rename(Channel channel, String from, String to) {
        Optional<String> wrong = wrongName(channel, to);
        if (wrong.isPresent()) {
            return new Outcome.Refused(wrong.get());
        }
        List<TableUse> unreadable = TableReferences.unreadable(channel, from);
        if (!unreadable.isEmpty()) {
            return new Outcome.Refused(
                    "The table is not renamed: these formulas name it and cannot be read yet, so the "
                            + "name in them cannot be changed. Mend them first: " + words(unreadable) + ".");
        }
        int uses = uses(channel, from).size();
        return new Outcome.Changes(
                one -> with(
                        TableReferences.renamed(one, from, to),
                        one.tables().stream()
                                .map(table -> table.name().equals(from) ? named(table, to) : table)
                                .toList()),
                uses == 0 ? "" : "The name was changed in " + places(uses) + " too.");
    }

    /// Another name of a column, also wherever it is named.
    ///
    /// @param sheet  the table as it stands in the grid
    /// @param column from 1
    public Outcome renameColumn(Channel channel, LookupTable table, Sheet sheet, int column, String to) {
        String name = to.strip();
        String from = sheet.columns().get(column - 1);
        if (name.isEmpty()) {
            return new Outcome.Refused("A column needs a name. It is still called “" + from + "”.");
        }
        if (sheet.columns().contains(name)) {
            return new Outcome.Refused("There is a column called “" + name + "” already.");
        }
        List<TableUse> unreadable = TableReferences.unreadable(channel, table.name());
        if (!unreadable.isEmpty()) {
            return new Outcome.Refused("The column is not renamed: these formulas cannot be read yet and may name it. "
                    + "Mend them first: " + words(unreadable) + ".");
        }
        int uses = TableReferences.of(channel, table.name(), from).size();
        LookupTable renamed = CodeSheet.table(sheet.renameColumn(column, name), table);
        return new Outcome.Changes(
                one -> put(TableReferences.renamed(one, table.name(), from, name), renamed),
                uses == 0 ? "" : "The name was changed in " + places(uses) + " too.");
    }

    /// @param column from 1
    public Outcome removeColumn(Channel channel, LookupTable table, Sheet sheet, int column) {
        if (sheet.columns().size() == 1) {
            return new Outcome.Refused("A lookup table has at least one column beside the code.");
        }
        String name = sheet.columns().get(column - 1);
        List<TableUse> uses = new ArrayList<>(TableReferences.of(channel, table.name(), name));
        if (column == 1) {
            // What names no column means the first.
            uses = uses(channel, table.name());
        }
        if (!uses.isEmpty()) {
            return new Outcome.Refused(
                    "The column “" + name + "” stays: it is what these take. " + capital(words(uses)) + ".");
        }
        LookupTable rest = CodeSheet.table(sheet.removeColumn(column), table);
        return new Outcome.Changes(one -> put(one, rest), "");
    }

    public Outcome remove(Channel channel, String table) {
        List<TableUse> uses = new ArrayList<>(uses(channel, table));
        uses.addAll(TableReferences.unreadable(channel, table));
        if (!uses.isEmpty()) {
            return new Outcome.Refused("The table “" + table + "” stays: it is used by " + words(uses) + ".");
        }
        return new Outcome.Changes(
                one -> with(
                        one,
                        one.tables().stream()
                                .filter(other -> !other.name().equals(table))
                                .toList()),
                "");
    }

    /// A name that no table of the Channel has yet: `Codes`, `Codes 2`.
    public String freeName(Channel channel, String wanted) {
        String name = wanted.isBlank() ? "New table" : wanted.strip();
        String cut = name.length() > LONGEST_NAME - 4
                ? name.substring(0, LONGEST_NAME - 4).strip()
                : name;
        String free = cut;
        for (int i = 2; table(channel, free).isPresent(); i++) {
            free = cut + " " + i;
        }
        return free;
    }

    private Optional<String> wrongName(Channel channel, String name) {
        if (name.isBlank() || !name.equals(name.strip())) {
            return Optional.of("A table needs a name, without blanks around it.");
        }
        if (name.length() > LONGEST_NAME) {
            return Optional.of("A table's name has at most 100 characters.");
        }
        return table(channel, name).map(taken -> "There is a table called “" + name + "” already. Take another name.");
    }

    private static LookupTable named(LookupTable table, String name) {
        return new LookupTable(name, table.version(), table.columns(), table.rows(), table.unknown());
    }

    private static Channel with(Channel channel, List<LookupTable> tables) {
        return channel.withTables(tables);
    }

    private static String words(List<TableUse> uses) {
        List<String> all = uses.stream().map(TableUse::words).distinct().toList();
        return all.stream().limit(NAMED).collect(Collectors.joining(", "))
                + (all.size() > NAMED ? " and " + (all.size() - NAMED) + " more" : "");
    }

    private static String capital(String words) {
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }

    private static String places(int uses) {
        return uses == 1 ? "the one place that uses it" : "the " + uses + " places that use it";
    }
}
