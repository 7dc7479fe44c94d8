package io.suture.engine.exchange;

import io.suture.engine.channel.Channel;
import io.suture.engine.channel.Destination;
import io.suture.engine.document.ChannelDocument;
import io.suture.engine.exchange.Workbook.Cell;
import io.suture.engine.exchange.Workbook.Look;
import io.suture.engine.exchange.Workbook.Sheet;
import io.suture.engine.lookup.LookupTable;
import io.suture.engine.mapping.Mapping;
import io.suture.engine.mapping.MappingEnvironment;
import io.suture.engine.rule.DecisionTable;
import io.suture.engine.rule.Rule;
import io.suture.engine.rule.RulePart;
import io.suture.engine.value.FieldPath;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// A Channel as a [Workbook]: what it is, its mappings, its lookup tables, its decision tables.
public final class ChannelWorkbook {
    static final String KIND = "Suture channel";
    static final String CONTENT = "Content";

    private final Set<String> tabs = new HashSet<>();

    /// What the first sheet says beside the Channel itself.
    ///
    /// @param version which state it is: `v7`, `draft`
    /// @param date    when it was written, as people read it
    /// @param sample  the name of the Sample whose values stand in it, or empty
    public record Heading(String version, String date, String sample) {}

    private ChannelWorkbook() {}

    /// @param values what a Sample has at the rows of each Destination, by its name
    public static Workbook write(
            Channel channel,
            Heading heading,
            MappingEnvironment environment,
            Map<String, Map<FieldPath, RowValues>> values) {
        return new ChannelWorkbook().book(channel, heading, environment, values);
    }

    private Workbook book(
            Channel channel,
            Heading heading,
            MappingEnvironment environment,
            Map<String, Map<FieldPath, RowValues>> values) {
        var sheets = new ArrayList<Sheet>();
        var index = new ArrayList<List<Cell>>();
        String about = tab("About");
        for (Destination to : channel.destinations()) {
            Mapping mapping = to.mapping();
            String tab = tab(to.name());
            sheets.add(MappingSheet.of(
                    MappingSheet.DESTINATION,
                    to.name(),
                    tab,
                    mapping,
                    environment,
                    values.getOrDefault(to.name(), Map.of())));
            index.add(entry(
                    tab, MappingSheet.DESTINATION, to.name(), mapping.fields().size()));
        }
        for (Mapping map : channel.maps()) {
            String tab = tab(map.name());
            sheets.add(MappingSheet.of(MappingSheet.SHARED, map.name(), tab, map, environment, Map.of()));
            index.add(entry(tab, MappingSheet.SHARED, map.name(), map.fields().size()));
        }
        for (LookupTable table : channel.tables()) {
            String tab = tab(table.name());
            sheets.add(TableSheet.of(table, tab));
            index.add(entry(tab, TableSheet.KIND, table.name(), table.rows().size()));
        }
        for (RulePart part : channel.rules().parts()) {
            switch (part) {
                case DecisionTable table -> {
                    String tab = tab(table.name());
                    sheets.add(DecisionTableSheet.of(table, tab));
                    index.add(entry(
                            tab,
                            DecisionTableSheet.KIND,
                            table.name(),
                            table.rows().size()));
                }
                case Rule rule -> {}
            }
        }
        sheets.addFirst(about(channel, heading, about, index));
        return new Workbook(sheets);
    }

    private static Sheet about(Channel channel, Heading heading, String tab, List<List<Cell>> index) {
        var rows = new ArrayList<List<Cell>>();
        rows.add(Workbook.row(KIND, channel.title().isEmpty() ? channel.name() : channel.title()));
        rows.add(Workbook.row("Name", channel.name()));
        rows.add(Workbook.row("Version", heading.version()));
        rows.add(Workbook.row("Date", heading.date()));
        rows.add(Workbook.row("Sample", heading.sample().isEmpty() ? "none" : heading.sample()));
        rows.add(Workbook.row(CONTENT, ChannelDocument.hash(channel)));
        rows.add(Workbook.row("Rules", Integer.toString(channel.rules().parts().size())));
        rows.add(List.of());
        rows.add(Workbook.row("Sheet", "What it is", "Called", "Rows"));
        rows.addAll(index);
        rows.add(List.of());
        rows.add(Workbook.row(
                "How to edit",
                "Change, add or delete rows; bring the file back under Export or import. You see every change before "
                        + "it is made."));
        rows.add(Workbook.row(
                "", "What stands in a grey column is for reading. A target is known by its path, a code by itself."));
        rows.add(Workbook.row(
                "", "A field with cases has a line for each, with “case” under Part; a further loop says “loop”."));
        return new Sheet(tab, rows, new Look(0, List.of(22, 28, 34, 10), Set.of(), 0));
    }

    private static List<Cell> entry(String tab, String kind, String name, int rows) {
        return Workbook.row(tab, kind, name, Integer.toString(rows));
    }

    /// A name that spreadsheets take for a tab, and that is given once.
    private String tab(String name) {
        String plain = name.replaceAll("[\\[\\]:*?/\\\\\\p{Cntrl}]", " ")
                .replaceAll("^'+|'+$", "")
                .strip();
        String tab = plain.isEmpty() ? "Sheet" : cut(plain, Workbook.LONGEST_NAME);
        for (int i = 2; !tabs.add(tab.toLowerCase(Locale.ROOT)); i++) {
            String end = " " + i;
            tab = cut(plain.isEmpty() ? "Sheet" : plain, Workbook.LONGEST_NAME - end.length()) + end;
        }
        return tab;
    }

    private static String cut(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length).strip();
    }
}
