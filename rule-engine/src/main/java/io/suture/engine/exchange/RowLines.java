package io.suture.engine.exchange;

import io.suture.engine.document.DocumentPart;
import io.suture.engine.expression.Formula;
import io.suture.engine.mapping.Entry;
import io.suture.engine.mapping.FieldMapping;
import io.suture.engine.mapping.Loop;
import io.suture.engine.mapping.Origin;
import io.suture.engine.value.FieldPath;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A FieldMapping as lines of a sheet: its own, one for each further loop, one for each case; every formula has a cell
/// to itself.
final class RowLines {
    static final String WHOLE = "(whole output)";
    static final String LOOP = "loop";
    static final String CASE = "case";

    /// Parameters stand on lines of one cell; this marks a line that goes on with the one before it.
    private static final String GOES_ON = "… ";

    private final List<Wrong> wrong = new ArrayList<>();

    /// What is wrong with a cell.
    ///
    /// @param line which of the lines
    record Wrong(int line, MappingColumn column, String message) {}

    /// Lines read back.
    ///
    /// @param row null where something is wrong
    record Read(@Nullable FieldMapping row, List<Wrong> wrong) {}

    private RowLines() {}

    static List<Map<MappingColumn, String>> write(FieldMapping row) {
        String target = row.target().isRoot() ? WHOLE : row.target().toString();
        var first = line(target, "");
        var lines = new ArrayList<Map<MappingColumn, String>>();
        lines.add(first);
        for (int i = 0; i < row.loops().size(); i++) {
            Map<MappingColumn, String> line = i == 0 ? first : line(target, LOOP);
            Loop loop = row.loops().get(i);
            line.put(MappingColumn.LOOP, loop.name());
            put(line, MappingColumn.EACH, loop.each());
            put(line, MappingColumn.WHERE, loop.where());
            put(line, MappingColumn.GROUP, loop.groupBy());
            put(line, MappingColumn.ORDER, loop.orderBy());
            if (i > 0) {
                lines.add(line);
            }
        }
        Entry entry = row.entry();
        if (entry != null) {
            first.put(MappingColumn.RESOURCE, entry.resource());
            put(first, MappingColumn.KEY, entry.key());
            first.put(MappingColumn.WRITE, DocumentPart.written(entry.write()));
            first.put(MappingColumn.SEARCH, Objects.requireNonNullElse(entry.search(), ""));
        }
        put(first, MappingColumn.WHEN, row.when());
        put(first, MappingColumn.OTHERWISE, row.otherwise());
        first.put(MappingColumn.NOTE, row.note());
        if (row.origin() instanceof Origin.Cases(List<Origin.Case> cases)) {
            for (Origin.Case one : cases) {
                var line = line(target, CASE);
                put(line, MappingColumn.WHEN, one.when());
                line.put(MappingColumn.KIND, Objects.requireNonNullElse(one.type(), ""));
                origin(one.origin(), line);
                lines.add(line);
            }
        } else {
            origin(row.origin(), first);
        }
        return lines;
    }

    private static EnumMap<MappingColumn, String> line(String target, String part) {
        var line = new EnumMap<MappingColumn, String>(MappingColumn.class);
        line.put(MappingColumn.TARGET, target);
        line.put(MappingColumn.PART, part);
        return line;
    }

    private static void origin(Origin origin, Map<MappingColumn, String> line) {
        switch (origin) {
            case Origin.Beneath beneath -> {}
            case Origin.From(Formula formula) -> put(line, MappingColumn.FROM, formula);
            case Origin.Using(String map, Formula from, Map<String, Formula> with) -> {
                put(line, MappingColumn.FROM, from);
                line.put(MappingColumn.MAP, map);
                var values = new ArrayList<String>();
                with.forEach(
                        (name, value) -> values.add(name + " = " + value.text().replace("\n", "\n" + GOES_ON)));
                line.put(MappingColumn.WITH, String.join("\n", values));
            }
            case Origin.Cases cases -> throw new IllegalArgumentException("cases stand in lines of their own");
        }
    }

    private static void put(Map<MappingColumn, String> line, MappingColumn column, @Nullable Formula formula) {
        if (formula != null) {
            line.put(column, formula.text());
        }
    }

    /// @param lines the field's own line first
    static Read read(FieldPath target, List<Map<MappingColumn, String>> lines) {
        var reading = new RowLines();
        FieldMapping row = reading.row(target, lines);
        return new Read(reading.wrong.isEmpty() ? row : null, reading.wrong);
    }

    private FieldMapping row(FieldPath target, List<Map<MappingColumn, String>> lines) {
        Map<MappingColumn, String> first = lines.getFirst();
        var loops = new ArrayList<Loop>();
        var cases = new ArrayList<Origin.Case>();
        loop(first, 0, loops, false);
        for (int i = 1; i < lines.size(); i++) {
            Map<MappingColumn, String> line = lines.get(i);
            if (text(line, MappingColumn.PART).equals(LOOP)) {
                loop(line, i, loops, true);
            } else {
                String type = text(line, MappingColumn.KIND);
                cases.add(new Origin.Case(
                        formula(line, MappingColumn.WHEN), type.isEmpty() ? null : type, origin(line, i)));
            }
        }
        if (!text(first, MappingColumn.KIND).isEmpty()) {
            refuse(0, MappingColumn.KIND, "a type is said in the line of a case");
        }
        Origin origin = origin(first, 0);
        if (!cases.isEmpty()) {
            if (!(origin instanceof Origin.Beneath)) {
                refuse(0, MappingColumn.FROM, "a field with cases is made from them alone; leave this cell empty");
            }
            origin = new Origin.Cases(cases);
        }
        return new FieldMapping(
                target,
                entry(first),
                loops,
                formula(first, MappingColumn.WHEN),
                origin,
                formula(first, MappingColumn.OTHERWISE),
                first.getOrDefault(MappingColumn.NOTE, ""));
    }

    private void loop(Map<MappingColumn, String> line, int number, List<Loop> loops, boolean needed) {
        Formula each = formula(line, MappingColumn.EACH);
        if (each != null) {
            loops.add(new Loop(
                    text(line, MappingColumn.LOOP),
                    each,
                    formula(line, MappingColumn.WHERE),
                    formula(line, MappingColumn.GROUP),
                    formula(line, MappingColumn.ORDER)));
            return;
        }
        for (var column : List.of(MappingColumn.LOOP, MappingColumn.WHERE, MappingColumn.GROUP, MappingColumn.ORDER)) {
            if (!text(line, column).isEmpty()) {
                refuse(number, column, "it belongs to a loop, and “For each” is empty");
                return;
            }
        }
        if (needed) {
            refuse(number, MappingColumn.EACH, "a loop needs something to turn on");
        }
    }

    private Origin origin(Map<MappingColumn, String> line, int number) {
        Formula from = formula(line, MappingColumn.FROM);
        String map = text(line, MappingColumn.MAP);
        String with = text(line, MappingColumn.WITH);
        if (map.isEmpty()) {
            if (!with.isEmpty()) {
                refuse(number, MappingColumn.WITH, "parameters belong to a shared mapping, and none is named");
            }
            return from == null ? new Origin.Beneath() : new Origin.From(from);
        }
        if (from == null) {
            refuse(number, MappingColumn.FROM, "it is empty; say what the shared mapping is applied to");
        }
        return new Origin.Using(map, from == null ? new Formula("") : from, parameters(with, number));
    }

    private Map<String, Formula> parameters(String cell, int number) {
        var values = new LinkedHashMap<String, String>();
        String last = null;
        for (String line : cell.isEmpty() ? List.<String>of() : cell.lines().toList()) {
            int equals = line.indexOf('=');
            if (last != null && line.startsWith(GOES_ON)) {
                values.merge(last, "\n" + line.substring(GOES_ON.length()), String::concat);
            } else if (equals < 1 || !line.substring(0, equals).strip().matches("[\\p{L}_][\\p{L}\\p{N}_]*")) {
                refuse(number, MappingColumn.WITH, "a parameter is written as “name = formula”, one a line");
            } else {
                last = line.substring(0, equals).strip();
                values.put(last, line.substring(equals + 1));
            }
        }
        var formulas = new LinkedHashMap<String, Formula>();
        values.forEach((name, text) -> formulas.put(name, new Formula(text)));
        return formulas;
    }

    private @Nullable Entry entry(Map<MappingColumn, String> line) {
        String resource = text(line, MappingColumn.RESOURCE);
        if (resource.isEmpty()) {
            for (var column : List.of(MappingColumn.KEY, MappingColumn.WRITE, MappingColumn.SEARCH)) {
                if (!text(line, column).isEmpty()) {
                    refuse(0, column, "it belongs to an entry, and “Entry” names no resource");
                    return null;
                }
            }
            return null;
        }
        String search = text(line, MappingColumn.SEARCH);
        return new Entry(
                resource,
                new Formula(text(line, MappingColumn.KEY)),
                write(text(line, MappingColumn.WRITE)),
                search.isEmpty() ? null : search);
    }

    private Entry.WriteMode write(String written) {
        for (Entry.WriteMode mode : Entry.WriteMode.values()) {
            if (DocumentPart.written(mode).equals(written)) {
                return mode;
            }
        }
        refuse(0, MappingColumn.WRITE, "it says how the server takes the entry: replace, merge or create-if-absent");
        return Entry.WriteMode.MERGE;
    }

    private void refuse(int line, MappingColumn column, String message) {
        wrong.add(new Wrong(line, column, message));
    }

    private static String text(Map<MappingColumn, String> line, MappingColumn column) {
        return line.getOrDefault(column, "").strip();
    }

    private static @Nullable Formula formula(Map<MappingColumn, String> line, MappingColumn column) {
        String text = text(line, column);
        return text.isEmpty() ? null : new Formula(text);
    }
}
