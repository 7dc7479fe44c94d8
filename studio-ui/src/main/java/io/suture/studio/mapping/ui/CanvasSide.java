package io.suture.studio.mapping.ui;

import io.suture.engine.value.FieldPath;
import io.suture.studio.mapping.ui.CanvasState.View;
import java.util.ArrayList;
import java.util.List;

/// One side of a canvas: its tree, its marks, and what of it the browser shows.
final class CanvasSide {
    /// Rows that one answer may hold.
    private static final int MOST = 1024;

    final Side side;
    final Marks marks;
    final VisibleTree tree;
    private View view = new View(0, 64, "");
    private int version;
    private boolean changed = true;

    CanvasSide(Side side, TreeSource source) {
        this(side, source, 0, 0);
    }

    /// Another tree in the place of a former one: the browser drops what has an older version than it has seen.
    CanvasSide(TreeSource source, CanvasSide former) {
        this(former.side, source, former.version, former.tree.shape());
        tree.filter(former.tree.filter());
        tree.within(former.tree.within());
    }

    private CanvasSide(Side side, TreeSource source, int version, int shape) {
        this.side = side;
        this.version = version;
        marks = new Marks(source);
        tree = new VisibleTree(source, marks, shape);
        tree.flatten();
    }

    void change() {
        changed = true;
    }

    boolean isChanged() {
        return changed;
    }

    void looksAt(View wanted) {
        int from = Math.max(0, wanted.from());
        view = new View(from, Math.clamp(wanted.to(), from, from + MOST), wanted.track());
    }

    /// The answer is to hold the rows around this line. Pages start at multiples of 64.
    void lookAround(int at) {
        int from = Math.max(0, at - 64) / 64 * 64;
        view = new View(from, from + 192, view.track());
    }

    CanvasState.Slice slice(int from, int to) {
        int start = Math.clamp(from, 0, tree.size());
        int end = Math.clamp(to, start, start + MOST);
        view = new View(start, end, view.track());
        return new CanvasState.Slice(version, start, rows(start, end));
    }

    /// The state now; as of here, nothing is changed.
    CanvasState.Snapshot snapshot(List<List<FieldPath>> ends) {
        changed = false;
        version++;
        var anchors = new ArrayList<List<List<Object>>>(ends.size());
        for (List<FieldPath> paths : ends) {
            anchors.add(paths.stream().map(tree::anchor).map(CanvasSide::wire).toList());
        }
        int from = Math.min(view.from(), Math.max(0, tree.size() - 1) / 64 * 64);
        int tracked = FieldPath.parse(view.track())
                .filter(path -> !path.isRoot())
                .map(tree::indexOf)
                .orElse(-1);
        return new CanvasState.Snapshot(
                side.wire, version, tree.shape(), tree.size(), from, rows(from, view.to()), tracked, anchors);
    }

    private static List<Object> wire(VisibleTree.Anchor anchor) {
        return List.of(anchor.at(), anchor.docked(), anchor.end());
    }

    private List<CanvasState.WireRow> rows(int from, int to) {
        var rows = new ArrayList<CanvasState.WireRow>();
        int at = from;
        for (VisibleTree.Line line : tree.slice(from, to)) {
            rows.add(row(line, at++));
        }
        return rows;
    }

    private CanvasState.WireRow row(VisibleTree.Line line, int at) {
        FieldRow row = line.row();
        FieldPath path = row.path();
        boolean closed = Boolean.FALSE.equals(line.open());
        SampleValue value = marks.value(path);
        return new CanvasState.WireRow(
                path.toString(),
                at,
                line.depth(),
                row.name(),
                row.friendly(),
                row.type(),
                row.help(),
                row.cardinality().isRequired(),
                line.open(),
                line.position(),
                line.siblings(),
                line.parent(),
                marks.lines(path, closed),
                marks.missing(path, closed),
                marks.problem(path),
                marks.isWarning(path),
                value.text(),
                value.place(),
                tree.isKept(path));
    }
}
