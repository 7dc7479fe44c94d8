package io.suture.engine.exchange;

import io.suture.engine.exchange.Workbook.Cell;
import io.suture.engine.exchange.Workbook.Sheet;
import io.suture.engine.mapping.FieldMapping;
import io.suture.engine.mapping.Mapping;
import io.suture.engine.report.Problem;
import io.suture.engine.value.FieldPath;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What somebody changed in a mapping's sheet. Only cells that differ from what the Mapping itself writes are edits, so
/// that nothing changes on its way through a spreadsheet.
final class MappingEdits {
    private static final Pattern LINE = Pattern.compile("(each|cases)\\[(\\d+)].*");

    private final Sheet sheet;
    private final Mapping before;
    private final List<Problem> problems;
    private final Map<FieldPath, FieldMapping> known = new LinkedHashMap<>();
    private final Map<FieldPath, Block> blocks = new LinkedHashMap<>();

    /// Rows of the Mapping that stay although the sheet has them not: a refused one stands in their place.
    private final Map<FieldPath, Block> replaced = new HashMap<>();

    /// The lines of one target.
    private static final class Block {
        final FieldPath target;
        final @Nullable FieldPath after;
        final List<Integer> rows = new ArrayList<>();
        final List<Map<MappingColumn, String>> lines = new ArrayList<>();

        @Nullable
        FieldMapping row;

        boolean changed;
        boolean refused;

        Block(FieldPath target, @Nullable FieldPath after) {
            this.target = target;
            this.after = after;
        }
    }

    MappingEdits(Sheet sheet, Mapping before, List<Problem> problems) {
        this.sheet = sheet;
        this.before = before;
        this.problems = problems;
        before.fields().forEach(row -> known.put(row.target(), row));
    }

    /// Reads the sheet; false where its columns are not those of a mapping.
    boolean read() {
        Map<MappingColumn, Integer> columns = columns();
        if (columns.isEmpty()) {
            return false;
        }
        Block open = null;
        FieldPath above = null;
        for (int row = MappingSheet.HEADS; row < sheet.rows().size(); row++) {
            int at = row;
            if (columns.entrySet().stream()
                    .allMatch(one -> !one.getKey().isTaken()
                            || sheet.cell(at, one.getValue()).isBlank())) {
                continue;
            }
            var line = new EnumMap<MappingColumn, String>(MappingColumn.class);
            boolean sound = line(row, columns, line);
            String part =
                    Objects.requireNonNullElse(line.get(MappingColumn.PART), "").strip();
            Optional<FieldPath> target = target(line.getOrDefault(MappingColumn.TARGET, ""));
            if (target.isEmpty()) {
                refuse(row, MappingColumn.TARGET, "it is no path; one is written as PID-5.1 or patient.name", above);
                open = null;
                continue;
            }
            if (part.isEmpty()) {
                if (blocks.containsKey(target.get())) {
                    refuse(row, MappingColumn.TARGET, target.get() + " has a row already; this one is left out", null);
                    open = null;
                    continue;
                }
                open = new Block(target.get(), above);
                blocks.put(target.get(), open);
                above = target.get();
            } else if (open == null
                    || !open.target.equals(target.get())
                    || !part.equals(RowLines.CASE) && !part.equals(RowLines.LOOP)) {
                refuse(
                        row,
                        MappingColumn.PART,
                        "it says “case” or “loop” in a line right beneath the row of the same target, and is empty "
                                + "otherwise",
                        null);
                continue;
            }
            open.rows.add(row);
            open.lines.add(line);
            open.refused |= !sound;
        }
        blocks.values().forEach(this::interpret);
        return true;
    }

    private Map<MappingColumn, Integer> columns() {
        var columns = new EnumMap<MappingColumn, Integer>(MappingColumn.class);
        List<Cell> head = sheet.rows().size() < MappingSheet.HEADS
                ? List.of()
                : sheet.rows().get(MappingSheet.HEADS - 1);
        for (int i = 0; i < head.size(); i++) {
            for (MappingColumn column : MappingColumn.values()) {
                if (head.get(i).text().strip().equals(column.label())) {
                    columns.putIfAbsent(column, i);
                }
            }
        }
        List<String> missing = java.util.Arrays.stream(MappingColumn.values())
                .filter(column -> column.isTaken() && !columns.containsKey(column))
                .map(column -> "“" + column.label() + "”")
                .toList();
        if (missing.isEmpty()) {
            return columns;
        }
        problems.add(Refusal.of(
                sheet,
                MappingSheet.HEADS - 1,
                0,
                "the row of column names lacks " + String.join(", ", missing) + ". Nothing of this sheet is taken."));
        return Map.of();
    }

    private boolean line(int row, Map<MappingColumn, Integer> columns, Map<MappingColumn, String> line) {
        boolean sound = true;
        for (Map.Entry<MappingColumn, Integer> one : columns.entrySet()) {
            Cell cell = sheet.cell(row, one.getValue());
            if (!one.getKey().isTaken()) {
                continue;
            }
            line.put(one.getKey(), cell.text());
            if (cell.strange() != null) {
                sound = false;
                refuse(
                        row,
                        one.getKey(),
                        "it holds " + cell.strange() + "; format the cell as text and type it again",
                        null);
            }
        }
        return sound;
    }

    private static Optional<FieldPath> target(String cell) {
        String text = cell.strip();
        return text.isEmpty()
                ? Optional.empty()
                : text.equals(RowLines.WHOLE) ? Optional.of(FieldPath.ROOT) : FieldPath.parse(text);
    }

    private void interpret(Block block) {
        FieldMapping was = known.get(block.target);
        block.row = was;
        if (block.refused || was != null && same(MappingSheet.lines(was), block.lines)) {
            return;
        }
        if (block.lines.stream().anyMatch(line -> line.containsValue(MappingSheet.TOO_LONG))) {
            refuse(block.rows.getFirst(), MappingColumn.TARGET, "this row is too long to be edited here", null);
            block.refused = true;
            return;
        }
        RowLines.Read read = RowLines.read(block.target, block.lines);
        read.wrong().forEach(wrong -> refuse(block.rows.get(wrong.line()), wrong.column(), wrong.message(), null));
        if (read.row() == null) {
            block.refused = true;
        } else if (!read.row().equals(was)) {
            block.row = read.row();
            block.changed = true;
        }
    }

    private static boolean same(List<Map<MappingColumn, String>> was, List<Map<MappingColumn, String>> is) {
        if (was.size() != is.size()) {
            return false;
        }
        for (int i = 0; i < was.size(); i++) {
            for (MappingColumn column : MappingColumn.values()) {
                if (column.isTaken() && !text(was.get(i), column).equals(text(is.get(i), column))) {
                    return false;
                }
            }
        }
        return true;
    }

    private static String text(Map<MappingColumn, String> line, MappingColumn column) {
        return Objects.requireNonNullElse(line.get(column), "");
    }

    /// The Mapping with what was not refused: rows keep their order, a new one stands after the one above it.
    Mapping candidate() {
        var rows = new ArrayList<FieldMapping>();
        for (FieldMapping row : before.fields()) {
            Block block = blocks.get(row.target());
            if (block != null && block.row != null) {
                rows.add(block.row);
            } else if (replaced.containsKey(row.target())) {
                rows.add(row);
            }
        }
        for (Block block : blocks.values()) {
            if (block.row != null && !known.containsKey(block.target)) {
                int at = 0;
                for (int i = 0; i < rows.size(); i++) {
                    if (rows.get(i).target().equals(block.after)) {
                        at = i + 1;
                    }
                }
                rows.add(at, block.row);
            }
        }
        return before.withFields(rows);
    }

    /// Whether the sheet says something else of a target than the Mapping did, and it was not refused.
    boolean isChanged(FieldPath target) {
        Block block = blocks.get(target);
        return block != null && block.changed;
    }

    /// Whether the cell of a part of a row says something else.
    boolean isChanged(FieldPath target, String part) {
        Block block = blocks.get(target);
        FieldMapping was = known.get(target);
        if (block == null || was == null) {
            return block != null;
        }
        MappingColumn column = MappingColumn.of(part);
        return !texts(MappingSheet.lines(was), column).equals(texts(block.lines, column));
    }

    private static List<String> texts(List<Map<MappingColumn, String>> lines, MappingColumn column) {
        return lines.stream().map(line -> text(line, column)).toList();
    }

    /// Takes a change back: its row stays as it was, or is not made.
    void refuse(FieldPath target, String part, String why) {
        Block block = Objects.requireNonNull(blocks.get(target));
        block.changed = false;
        block.refused = true;
        block.row = known.get(target);
        Matcher matcher = LINE.matcher(part);
        int line = 0;
        if (matcher.matches()) {
            int number = Integer.parseInt(matcher.group(2));
            long loops = block.lines.stream()
                    .filter(one -> text(one, MappingColumn.PART).strip().equals(RowLines.LOOP))
                    .count();
            line = matcher.group(1).equals("each") ? number : (int) loops + 1 + number;
        }
        refuse(
                block.rows.get(Math.min(line, block.rows.size() - 1)),
                MappingColumn.of(part),
                why,
                known.containsKey(target) ? null : block.after);
    }

    private void refuse(int row, MappingColumn column, String why, @Nullable FieldPath after) {
        String end = why.endsWith("?") || why.endsWith(".") ? " " : ". ";
        String then = (after == null ? Optional.<FieldPath>empty() : kept(after))
                .map(path -> "The row is not taken; " + path + " stays as it is.")
                .orElse("The row is not taken.");
        problems.add(Refusal.of(sheet, row, columns().getOrDefault(column, 0), why + end + then));
    }

    /// The row that stood beneath another one and stands there no more: somebody mistyped its path.
    private Optional<FieldPath> kept(FieldPath after) {
        List<FieldPath> order = List.copyOf(known.keySet());
        int next = order.indexOf(after) + 1;
        if (next == 0 || next >= order.size()) {
            return Optional.empty();
        }
        FieldPath missing = order.get(next);
        if (blocksRead().contains(missing)) {
            return Optional.empty();
        }
        replaced.put(missing, new Block(missing, after));
        return Optional.of(missing);
    }

    /// The targets that stand anywhere in the sheet, beneath the line that is read as well.
    private Set<FieldPath> blocksRead() {
        int column = columns().getOrDefault(MappingColumn.TARGET, 0);
        return sheet.rows().stream()
                .skip(MappingSheet.HEADS)
                .flatMap(row -> column < row.size()
                        ? target(row.get(column).text()).stream()
                        : java.util.stream.Stream.<FieldPath>empty())
                .collect(Collectors.toSet());
    }
}
