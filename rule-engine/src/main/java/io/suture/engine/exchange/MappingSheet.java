package io.suture.engine.exchange;

import io.suture.engine.exchange.Workbook.Cell;
import io.suture.engine.exchange.Workbook.Look;
import io.suture.engine.exchange.Workbook.Sheet;
import io.suture.engine.lookup.LookupTable;
import io.suture.engine.mapping.FieldMapping;
import io.suture.engine.mapping.Mapping;
import io.suture.engine.mapping.MappingEnvironment;
import io.suture.engine.mapping.RowScope;
import io.suture.engine.schema.Field;
import io.suture.engine.value.FieldPath;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// A Mapping as a sheet: three head rows, then its rows in document order.
final class MappingSheet {
    static final String DESTINATION = "Destination";
    static final String SHARED = "Shared mapping";
    static final int HEADS = 3;

    /// No spreadsheet takes a longer text; a formula of that length is edited in the studio.
    static final int LONGEST = 32_000;

    static final String TOO_LONG = "(too long for a spreadsheet: edit it in the studio)";

    private static final int MOST_INDENT = 15;
    private static final int SPARE = 200;

    private MappingSheet() {}

    static Sheet of(
            String kind,
            String name,
            String tab,
            Mapping mapping,
            MappingEnvironment environment,
            Map<FieldPath, RowValues> values) {
        var rows = new ArrayList<List<Cell>>();
        rows.add(Workbook.row(
                kind,
                name,
                "from",
                mapping.source().toString(),
                "to",
                mapping.target().toString()));
        rows.add(Workbook.row(
                "Known by",
                mapping.key() == null ? "" : mapping.key().text(),
                "Time",
                mapping.instant() == null ? "" : mapping.instant().text(),
                "Starts as",
                mapping.copy() ? "a copy of the source" : "empty"));
        rows.add(Arrays.stream(MappingColumn.values())
                .map(column -> Cell.of(column.label()))
                .toList());
        for (FieldMapping row : mapping.fields()) {
            List<Map<MappingColumn, String>> lines = lines(row);
            for (int i = 0; i < lines.size(); i++) {
                if (i == 0) {
                    describe(row, mapping, environment, values, lines.getFirst());
                }
                int depth = Math.max(0, row.target().names().size() - 1) + (i == 0 ? 0 : 1);
                rows.add(cells(lines.get(i), Math.min(depth, MOST_INDENT)));
            }
        }
        return new Sheet(
                tab,
                rows,
                new Look(
                        HEADS,
                        Arrays.stream(MappingColumn.values())
                                .map(MappingColumn::width)
                                .toList(),
                        reading(),
                        SPARE));
    }

    private static Set<Integer> reading() {
        return IntStream.range(0, MappingColumn.values().length)
                .filter(column -> !MappingColumn.values()[column].isTaken())
                .boxed()
                .collect(Collectors.toSet());
    }

    /// What a row's cells say, as they are written and as they are compared with what comes back.
    static List<Map<MappingColumn, String>> lines(FieldMapping row) {
        List<Map<MappingColumn, String>> lines = RowLines.write(row);
        lines.forEach(
                line -> line.replaceAll((column, text) -> Cell.of(limited(text)).text()));
        return lines;
    }

    private static String limited(String text) {
        return text.length() > LONGEST ? TOO_LONG : text;
    }

    private static void describe(
            FieldMapping row,
            Mapping mapping,
            MappingEnvironment environment,
            Map<FieldPath, RowValues> values,
            Map<MappingColumn, String> line) {
        Optional<Field> field = RowScope.field(mapping, row.target(), environment);
        field.ifPresent(found -> {
            line.put(MappingColumn.NAME, found.label());
            line.put(MappingColumn.TYPE, found.type().name());
            line.put(
                    MappingColumn.REQUIRED,
                    (found.cardinality().isRequired() ? "required " : "") + found.cardinality());
        });
        line.put(
                MappingColumn.TABLES,
                environment.formulas().tables().values().stream()
                        .map(LookupTable::name)
                        .filter(table -> RowLines.write(row).stream()
                                .flatMap(one -> one.values().stream())
                                .anyMatch(text -> text.contains("'" + table.replace("'", "''") + "'")))
                        .sorted()
                        .collect(Collectors.joining(", ")));
        RowValues seen = values.get(row.target());
        if (seen != null) {
            line.put(MappingColumn.IN, limited(seen.in()));
            line.put(MappingColumn.OUT, limited(seen.out()));
        }
    }

    private static List<Cell> cells(Map<MappingColumn, String> line, int indent) {
        return Arrays.stream(MappingColumn.values())
                .map(column -> {
                    String text = Objects.requireNonNullElse(line.get(column), "");
                    return column == MappingColumn.TARGET ? new Cell(text, indent, null) : Cell.of(text);
                })
                .toList();
    }
}
