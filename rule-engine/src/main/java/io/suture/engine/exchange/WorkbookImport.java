package io.suture.engine.exchange;

import io.suture.engine.channel.Channel;
import io.suture.engine.channel.Destination;
import io.suture.engine.document.ChannelDocument;
import io.suture.engine.exchange.Workbook.Sheet;
import io.suture.engine.lookup.LookupTable;
import io.suture.engine.mapping.Mapping;
import io.suture.engine.mapping.MappingCompiler;
import io.suture.engine.mapping.MappingEnvironment;
import io.suture.engine.report.Problem;
import io.suture.engine.rule.DecisionTable;
import io.suture.engine.rule.RuleSet;
import io.suture.engine.value.FieldPath;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A workbook that somebody edited, back into the Channel that it was written from. What is wrong is refused with its
/// cell, and the rest is taken.
public final class WorkbookImport {
    private static final Pattern ROW = Pattern.compile("(?:maps\\[(.*?)]\\.)?fields\\[(\\d+)]\\.?(.*)");

    private final Channel before;
    private final Function<Channel, MappingEnvironment> environment;
    private final List<Problem> problems = new ArrayList<>();
    private final List<LookupTable> tables;
    private RuleSet rules;
    private final Map<String, MappingEdits> destinations = new LinkedHashMap<>();
    private final Map<String, MappingEdits> maps = new LinkedHashMap<>();

    /// What a workbook comes to.
    ///
    /// @param channel  the Channel with everything that was taken
    /// @param problems errors name a cell and what of it was refused; the others are to be known
    public record Imported(Channel channel, List<Problem> problems) {
        public Imported {
            problems = List.copyOf(problems);
        }
    }

    /// An error of a compiled Mapping, at its row.
    private record Wrong(String mapping, boolean shared, FieldPath target, String part, String message) {
        String place() {
            return mapping + "|" + shared + "|" + target + "|" + part;
        }
    }

    private WorkbookImport(Channel before, Function<Channel, MappingEnvironment> environment) {
        this.before = before;
        this.environment = environment;
        this.tables = new ArrayList<>(before.tables());
        this.rules = before.rules();
    }

    /// @param environment what the formulas of a Channel may mean
    public static Imported read(Workbook book, Channel channel, Function<Channel, MappingEnvironment> environment) {
        return new WorkbookImport(channel, environment).read(book);
    }

    private Imported read(Workbook book) {
        Sheet about = book.sheets().stream()
                .filter(sheet -> sheet.cell(0, 0).text().equals(ChannelWorkbook.KIND))
                .findFirst()
                .orElse(null);
        if (about == null) {
            problems.add(Problem.error(
                    "no-channel",
                    "",
                    "This is no workbook of a channel: no sheet has “" + ChannelWorkbook.KIND
                            + "” in its first cell. Nothing was taken."));
            return new Imported(before, problems);
        }
        checkContent(about);
        var read = new HashSet<String>();
        for (Sheet sheet : book.sheets()) {
            if (sheet != about) {
                read(sheet, read);
            }
        }
        missing(read);
        settle();
        return new Imported(candidate(), problems);
    }

    private void checkContent(Sheet about) {
        for (int row = 0; row < about.rows().size(); row++) {
            if (about.cell(row, 0).text().equals(ChannelWorkbook.CONTENT)
                    && about.cell(row, 1).text().strip().equals(ChannelDocument.hash(before))) {
                return;
            }
        }
        problems.add(Problem.warning(
                "other-content",
                "",
                "The workbook was made from another state of this channel. What was changed here since then shows as "
                        + "a change back."));
    }

    private void read(Sheet sheet, Set<String> read) {
        String kind = sheet.cell(0, 0).text().strip();
        String name = sheet.cell(0, 1).text();
        if (!read.add(kind + "|" + name)) {
            problems.add(Problem.error(
                    "repeated-sheet",
                    sheet.name(),
                    "“" + sheet.name() + "” says of " + name + " what another sheet "
                            + "says already. It is not read."));
            return;
        }
        switch (kind) {
            case TableSheet.KIND -> table(sheet, name);
            case DecisionTableSheet.KIND -> decisionTable(sheet, name);
            case MappingSheet.DESTINATION ->
                mapping(
                        sheet,
                        name,
                        before.destinations().stream()
                                .filter(one -> one.name().equals(name))
                                .map(Destination::mapping)
                                .toList(),
                        destinations);
            case MappingSheet.SHARED ->
                mapping(
                        sheet,
                        name,
                        before.maps().stream()
                                .filter(one -> one.name().equals(name))
                                .toList(),
                        maps);
            default ->
                problems.add(Problem.info(
                        "other-sheet", sheet.name(), "The sheet “" + sheet.name() + "” is none of ours and not read."));
        }
    }

    private void table(Sheet sheet, String name) {
        if (name.isBlank() || name.length() > 100) {
            problems.add(Refusal.of(sheet, 0, 1, "a lookup table has a name of at most 100 letters. It is not read."));
            return;
        }
        LookupTable known = tables.stream()
                .filter(table -> table.name().equals(name))
                .findFirst()
                .orElse(null);
        LookupTable now = TableSheet.read(sheet, known, problems);
        if (now != null && known != null) {
            tables.set(tables.indexOf(known), now);
        } else if (now != null) {
            tables.add(now);
        }
    }

    private void decisionTable(Sheet sheet, String name) {
        DecisionTable known = rules.parts().stream()
                .flatMap(part ->
                        part instanceof DecisionTable table && table.name().equals(name)
                                ? Stream.of(table)
                                : Stream.empty())
                .findFirst()
                .orElse(null);
        DecisionTable now = DecisionTableSheet.read(sheet, known, problems);
        if (now != null && !now.equals(known)) {
            rules = RuleSheets.into(rules, List.of(now));
        }
    }

    private void mapping(Sheet sheet, String name, List<Mapping> found, Map<String, MappingEdits> into) {
        if (found.isEmpty()) {
            problems.add(Refusal.of(sheet, 0, 1, "the channel has no mapping “" + name + "”. The sheet is not read."));
            return;
        }
        var edits = new MappingEdits(sheet, found.getFirst(), problems);
        if (edits.read()) {
            into.put(name, edits);
        }
    }

    private void missing(Set<String> read) {
        var missing = new ArrayList<String>();
        before.destinations().stream()
                .filter(one -> !read.contains(MappingSheet.DESTINATION + "|" + one.name()))
                .forEach(one -> missing.add(one.name()));
        before.maps().stream()
                .filter(one -> !read.contains(MappingSheet.SHARED + "|" + one.name()))
                .forEach(one -> missing.add(one.name()));
        before.tables().stream()
                .filter(one -> !read.contains(TableSheet.KIND + "|" + one.name()))
                .forEach(one -> missing.add(one.name()));
        before.rules().parts().stream()
                .filter(part ->
                        part instanceof DecisionTable && !read.contains(DecisionTableSheet.KIND + "|" + part.name()))
                .forEach(part -> missing.add(part.name()));
        if (!missing.isEmpty()) {
            problems.add(Problem.info(
                    "no-sheet",
                    "",
                    "The workbook has no sheet for " + String.join(", ", missing) + "; that stays as it is."));
        }
    }

    /// Takes back what does not compile, until all that was changed does: a row may need another that was refused.
    private void settle() {
        var known = new HashSet<String>();
        wrong(before).forEach(one -> known.add(one.place()));
        while (true) {
            boolean again = false;
            List<Wrong> left = wrong(candidate());
            for (Wrong one : left) {
                MappingEdits edits = (one.shared() ? maps : destinations).get(one.mapping());
                if (edits != null
                        && edits.isChanged(one.target())
                        && (!known.contains(one.place()) || edits.isChanged(one.target(), one.part()))) {
                    edits.refuse(one.target(), one.part(), one.message());
                    again = true;
                }
            }
            if (!again) {
                left.stream()
                        .filter(one -> !known.contains(one.place()))
                        .forEach(one -> problems.add(Problem.warning(
                                "breaks",
                                one.target().toString(),
                                "After this change " + one.target() + " does not compile any more: " + one.message())));
                return;
            }
        }
    }

    private List<Wrong> wrong(Channel channel) {
        MappingEnvironment against = environment.apply(channel);
        var found = new LinkedHashSet<Wrong>();
        for (Destination to : channel.destinations()) {
            for (Problem problem :
                    MappingCompiler.compile(to.mapping(), against).problems()) {
                Matcher row = ROW.matcher(problem.path());
                if (!problem.isError() || !row.matches()) {
                    continue;
                }
                boolean shared = row.group(1) != null;
                Mapping mapping = shared ? against.maps().get(row.group(1)) : to.mapping();
                int number = Integer.parseInt(row.group(2));
                if (mapping != null && number < mapping.fields().size()) {
                    found.add(new Wrong(
                            shared ? mapping.name() : to.name(),
                            shared,
                            mapping.fields().get(number).target(),
                            Objects.requireNonNull(row.group(3)),
                            problem.message()));
                }
            }
        }
        return List.copyOf(found);
    }

    private Channel candidate() {
        return before.withTables(tables)
                .withRules(rules)
                .withMaps(before.maps().stream()
                        .map(map -> maps.containsKey(map.name())
                                ? maps.get(map.name()).candidate()
                                : map)
                        .toList())
                .withDestinations(before.destinations().stream()
                        .map(to -> destinations.containsKey(to.name())
                                ? new Destination(
                                        to.name(),
                                        destinations.get(to.name()).candidate(),
                                        to.endpoint(),
                                        to.retry(),
                                        to.whenHeld())
                                : to)
                        .toList());
    }
}
