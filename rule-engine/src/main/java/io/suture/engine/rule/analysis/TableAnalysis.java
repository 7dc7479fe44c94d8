package io.suture.engine.rule.analysis;

import io.suture.engine.rule.Decision;
import io.suture.engine.rule.DecisionTable;
import io.suture.engine.rule.DecisionTable.Row;
import io.suture.engine.rule.analysis.Finding.Kind;
import io.suture.engine.rule.analysis.Finding.Weight;
import io.suture.engine.rule.table.Cell;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One table, looked at by itself. What is asked of its rows depends on its hit policy; decision 0101.
final class TableAnalysis {
    private static final int GAPS = 20;
    private static final int STEPS = 20_000_000;
    private static final int MASK_STEPS = 400_000;

    private final int part;
    private final DecisionTable table;
    private final Space space;
    private final List<Observed> samples;
    private final Findings findings;
    private final List<@Nullable Box> boxes = new ArrayList<>();
    private final List<List<Decision>> decisions = new ArrayList<>();

    TableAnalysis(int part, DecisionTable table, Space space, List<Observed> samples, Findings findings) {
        this.part = part;
        this.table = table;
        this.space = space;
        this.samples = samples;
        this.findings = findings;
        for (int r = 0; r < table.rows().size(); r++) {
            boxes.add(box(table, table.rows().get(r), space).orElse(null));
            decisions.add(table.decisions(r));
        }
    }

    /// The tests of a row; empty where a cell is missing or cannot be read.
    static Optional<List<Leaf>> leaves(DecisionTable table, Row row) {
        List<Leaf> leaves = new ArrayList<>();
        for (int c = 0; c < table.columns().size(); c++) {
            if (c >= row.when().size() || row.when().get(c) instanceof Cell.Unclear) {
                return Optional.empty();
            }
            var leaf = new Leaf(table.columns().get(c), row.when().get(c));
            if (!Cell.read(leaf.column().type(), leaf.cell().text()).equals(leaf.cell())) {
                return Optional.empty();
            }
            leaves.add(leaf);
        }
        return Optional.of(leaves);
    }

    static Optional<Box> box(DecisionTable table, Row row, Space space) {
        return leaves(table, row).flatMap(space::box);
    }

    void run() {
        neverHolding();
        switch (table.policy()) {
            case FIRST -> {
                masked();
                first();
                gaps();
            }
            case UNIQUE -> {
                unique();
                gaps();
            }
            case COLLECT, RULE_ORDER -> collected();
        }
    }

    private Place place(int row) {
        return new Place(part, row, null, table.rowName(row));
    }

    private String called(int row) {
        String own = table.rows().get(row).name();
        return own.isEmpty() ? "row " + (row + 1) : "row " + (row + 1) + " “" + own + "”";
    }

    private static String sentence(String words) {
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }

    private @Nullable Box sound(int row) {
        Box box = boxes.get(row);
        return box == null || box.isEmpty() ? null : box;
    }

    private Witness witness(Box box) {
        return space.witness(box, space.sample(box, samples).orElse(null));
    }

    private void neverHolding() {
        for (int row = 0; row < boxes.size(); row++) {
            Box box = boxes.get(row);
            if (box != null && box.isEmpty()) {
                findings.add(new Finding(
                        Kind.NEVER_HOLDS,
                        Weight.WRONG,
                        List.of(place(row)),
                        sentence(called(row)) + " can hold for no message: its cells ask for what cannot be together.",
                        "Change its cells, or take the row out.",
                        new Witness(List.of(), null)));
            }
        }
    }

    private void masked() {
        List<Box> earlier = new ArrayList<>();
        for (int row = 0; row < boxes.size(); row++) {
            Box box = sound(row);
            if (box == null) {
                continue;
            }
            Optional<Integer> by = containing(row, box);
            if (by.isPresent() || Coverage.of(box, earlier, 1, MASK_STEPS).isCovered()) {
                List<Place> places = new ArrayList<>(List.of(place(row)));
                by.ifPresent(other -> places.add(place(other)));
                findings.add(new Finding(
                        Kind.MASKED,
                        Weight.WRONG,
                        places,
                        sentence(called(row)) + " never decides: "
                                + by.map(other -> called(other) + " holds").orElse("earlier rows hold")
                                + " wherever it does.",
                        "Move it up, narrow what stands before it, or take it out.",
                        witness(box)));
            }
            earlier.add(box);
        }
    }

    private Optional<Integer> containing(int row, Box box) {
        for (int other = 0; other < row; other++) {
            Box wider = sound(other);
            if (wider != null && wider.contains(box)) {
                return Optional.of(other);
            }
        }
        return Optional.empty();
    }

    /// An exception that stands before its rule, and lies wholly in it, is how such tables are written. Where two rows
    /// meet only in part, neither says what it does.
    private void first() {
        for (int row = 0; row < boxes.size(); row++) {
            Box box = sound(row);
            if (box == null || containing(row, box).isPresent()) {
                continue;
            }
            for (int other = 0; other < row; other++) {
                Box earlier = sound(other);
                if (earlier != null
                        && earlier.meets(box)
                        && !box.contains(earlier)
                        && !decisions.get(row).equals(decisions.get(other))) {
                    Box both = earlier.and(box);
                    findings.add(new Finding(
                            Kind.MISLEADING,
                            Weight.DOUBTFUL,
                            List.of(place(row), place(other)),
                            sentence(called(row)) + " does not decide where " + space.sentence(both) + ": "
                                    + called(other) + " comes first and decides otherwise.",
                            "Narrow one of the two, so that each says what it does.",
                            witness(both)));
                    break;
                }
            }
            redundantException(row, box);
        }
    }

    /// A row that the next one to hold would decide alike.
    private void redundantException(int row, Box box) {
        for (int later = row + 1; later < boxes.size(); later++) {
            Box next = sound(later);
            if (boxes.get(later) == null) {
                return;
            }
            if (next != null && next.meets(box)) {
                if (next.contains(box) && decisions.get(later).equals(decisions.get(row))) {
                    subsumed(row, later, box);
                    return;
                }
                if (!decisions.get(later).equals(decisions.get(row))) {
                    return;
                }
            }
        }
    }

    private void subsumed(int row, int by, Box box) {
        findings.add(new Finding(
                Kind.SUBSUMED,
                Weight.NOTE,
                List.of(place(row), place(by)),
                sentence(called(row)) + " says nothing of its own: " + called(by)
                        + " holds wherever it does and decides the same.",
                "Take " + called(row) + " out.",
                witness(box)));
    }

    private void unique() {
        for (int row = 0; row < boxes.size(); row++) {
            Box box = sound(row);
            for (int other = 0; box != null && other < row; other++) {
                Box earlier = sound(other);
                if (earlier == null || !earlier.meets(box)) {
                    continue;
                }
                Box both = earlier.and(box);
                boolean same = decisions.get(row).equals(decisions.get(other));
                String met = "Rows " + (other + 1) + " and " + (row + 1) + " both hold where " + space.sentence(both);
                if (same && (earlier.contains(box) || box.contains(earlier))) {
                    boolean narrow = earlier.contains(box);
                    subsumed(narrow ? row : other, narrow ? other : row, narrow ? box : earlier);
                } else {
                    findings.add(new Finding(
                            same ? Kind.OVERLAP : Kind.CONFLICT,
                            Weight.WRONG,
                            List.of(place(row), place(other)),
                            met + (same ? "" : ", and decide otherwise") + ". Such a message waits for a person.",
                            same
                                    ? "Let one of them end where the other begins, or put them together."
                                    : "Narrow one of them, or let the first that holds decide.",
                            witness(both)));
                }
            }
        }
    }

    private void collected() {
        for (int row = 0; row < boxes.size(); row++) {
            Box box = sound(row);
            for (int other = 0; box != null && other < row; other++) {
                Box earlier = sound(other);
                if (earlier == null || !earlier.meets(box)) {
                    continue;
                }
                if (decisions.get(row).equals(decisions.get(other))
                        && (earlier.contains(box) || box.contains(earlier))) {
                    boolean narrow = earlier.contains(box);
                    subsumed(narrow ? row : other, narrow ? other : row, narrow ? box : earlier);
                } else if (Conflicts.between(decisions.get(row), decisions.get(other))) {
                    Box both = earlier.and(box);
                    findings.add(new Finding(
                            Kind.CONFLICT,
                            Weight.DOUBTFUL,
                            List.of(place(row), place(other)),
                            "Rows " + (other + 1) + " and " + (row + 1) + " both hold where " + space.sentence(both)
                                    + ", but what they decide does not go together. What refuses, holds or drops wins.",
                            "Narrow one of them.",
                            witness(both)));
                }
            }
        }
    }

    /// Messages for which no row holds: first such with a value in every field, then for each field one without.
    private void gaps() {
        List<Box> rows = new ArrayList<>();
        for (Box box : boxes) {
            if (box == null) {
                return;
            }
            rows.add(box);
        }
        List<BitSet> present =
                space.dimensions().stream().map(Dimension::present).toList();
        Coverage.Left left = Coverage.of(new Box(present, true), rows, GAPS, STEPS);
        left.boxes().forEach(gap -> gap(gap, Weight.DOUBTFUL));
        if (!left.whole()) {
            findings.unfinished();
        }
        for (int d = 0; d < present.size(); d++) {
            List<BitSet> sides = new ArrayList<>(present);
            var absent = new BitSet();
            absent.set(Dimension.ABSENT);
            sides.set(d, absent);
            Coverage.of(new Box(sides, true), rows, 1, STEPS).boxes().forEach(gap -> gap(gap, Weight.NOTE));
        }
    }

    private void gap(Box box, Weight weight) {
        List<BitSet> sides = new ArrayList<>();
        for (int d = 0; d < box.sides().size(); d++) {
            BitSet side = box.sides().get(d);
            sides.add(
                    side.equals(space.dimensions().get(d).present())
                            ? space.dimensions().get(d).all()
                            : side);
        }
        String where = space.sentence(new Box(sides, true));
        findings.add(new Finding(
                Kind.GAP,
                weight,
                List.of(new Place(part, null, null, table.name())),
                "No row holds where " + where + ".",
                "Add a row for it, or a last row of “-” for whatever is left.",
                witness(box)));
    }
}
