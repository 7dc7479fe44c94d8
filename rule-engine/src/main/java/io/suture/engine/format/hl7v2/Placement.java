package io.suture.engine.format.hl7v2;

import io.suture.engine.format.hl7v2.Grammar.Node;
import io.suture.engine.format.hl7v2.Grammar.Step;
import io.suture.engine.value.Value;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Puts the segments of one message, in their order, into the groups of a structure. Real messages leave out
/// what is required and send what is too late, so after the grammar's own step come, from the innermost open
/// group outward: a new instance of a repeating group; a segment or group of the open one that was passed by
/// and is still free; a later
/// place with something required left out before it; a new instance whose start is left out (an OBR without its
/// ORC). What fits nowhere stays where it stands, in the innermost open group. Nothing is ever moved: written
/// in order, the groups give the segments in the order in which they came. Decision 0011.
final class Placement {
    private static final int FIRST_ROOM = 8;

    /// How a segment came to its place.
    enum Fit {
        /// As the grammar has it.
        GRAMMAR,
        /// Where it belongs, but late or with something required missing before it.
        LOOSE,
        /// Nowhere: kept in the group that was open.
        KEPT
    }

    private final Grammar grammar;
    private StructureGroup[] open = new StructureGroup[FIRST_ROOM];
    private int depth = 1;
    private Node cursor;

    Placement(Grammar grammar) {
        this.grammar = grammar;
        open[0] = new StructureGroup();
        // Before the first part: as if an empty part had been read.
        cursor = grammar.root();
    }

    StructureGroup message() {
        return open[0];
    }

    /// A segment that the structure does not have.
    void keep(String name, Value value) {
        open[depth - 1].add(name, value);
    }

    /// A segment of the structure by the number of its code.
    Fit place(int code, SegmentValue segment) {
        Step step = cursor == grammar.root() ? start(code) : grammar.strict(cursor, code);
        if (step != null && step.target() != null) {
            Node home = step.home();
            if (home != null && isFree(home)) {
                put(home, home.depth() - 1, segment);
                return Fit.LOOSE;
            }
            put(step.target(), step.keep(), segment);
            return Fit.GRAMMAR;
        }
        if (loosely(grammar.codeName(code), segment)) {
            return Fit.LOOSE;
        }
        keep(segment.code(), segment);
        return Fit.KEPT;
    }

    private @Nullable Step start(int code) {
        Node first = Grammar.first(grammar.root(), grammar.codeName(code));
        return first == null ? null : new Step(first, 1, null);
    }

    private boolean isFree(Node home) {
        Node group = home.parent();
        return group != null && group.depth() <= depth && !open[group.depth() - 1].has(group.name());
    }

    private void put(Node target, int keep, SegmentValue segment) {
        depth = keep;
        for (int i = keep; i < target.depth(); i++) {
            if (i == open.length) {
                open = Arrays.copyOf(open, i * 2);
            }
            open[i] = new StructureGroup();
            open[i - 1].add(target.path().get(i).name(), open[i]);
            depth = i + 1;
        }
        open[depth - 1].add(target.name(), segment);
        cursor = target;
    }

    private boolean loosely(String code, SegmentValue segment) {
        if (code.equals("NTE")) {
            // A note belongs to the segment before it, so it stays beside that.
            return false;
        }
        Node node = cursor;
        if (node.parent() == null) {
            Node found = Grammar.anywhere(node, code);
            if (found != null) {
                put(found, 1, segment);
            }
            return found != null;
        }
        while (node.parent() != null) {
            Node target = looselyAt(node, node.parent(), code, segment);
            if (target != null) {
                return true;
            }
            node = node.parent();
        }
        return false;
    }

    private @Nullable Node looselyAt(Node node, Node parent, String code, SegmentValue segment) {
        int level = node.depth();
        Node found = node.isGroup() && node.repeats() ? Grammar.first(node, code) : null;
        if (found == null) {
            Node passed = passedBy(parent, node.index(), level, code);
            if (passed != null && passed.parent() == parent) {
                // The cursor stays behind what came before, so that what follows is read as if this had come in
                // time.
                depth = level;
                open[level - 1].add(passed.name(), segment);
                cursor = node;
                return passed;
            }
            found = passed;
        }
        var later = parent.children().listIterator(node.index() + 1);
        while (found == null && later.hasNext()) {
            found = Grammar.anywhere(later.next(), code);
        }
        if (found == null && node.isGroup() && node.repeats()) {
            found = headless(node, level, code);
        }
        if (found != null) {
            put(found, level, segment);
        }
        return found;
    }

    /// A segment of the open group that is still free, or the start of a group in it that is.
    private @Nullable Node passedBy(Node parent, int before, int level, String code) {
        for (Node sibling : parent.children().subList(0, before)) {
            if (sibling.repeats() || !open[level - 1].has(sibling.name())) {
                Node found = Grammar.first(sibling, code);
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }

    /// A segment that the open instance already has begins another one, though what should start it was left
    /// out. Never without its PID: a stray segment must not tear results from their patient.
    private @Nullable Node headless(Node group, int level, String code) {
        Node found = Grammar.anywhere(group, code);
        if (found == null || found.repeats() || depth <= level || !holds(open[level], found, level + 1)) {
            return null;
        }
        Node first = group.children().getFirst();
        boolean patient = group.holds("PID") && !code.equals("PID");
        return patient || (first.code() != null && first.code().equals(code)) ? null : found;
    }

    private static boolean holds(StructureGroup instance, Node wanted, int level) {
        StructureGroup group = instance;
        for (int i = level; i < wanted.depth(); i++) {
            var below = group.get(wanted.path().get(i).name());
            if (!(below instanceof StructureGroup next)) {
                return below instanceof Value.Repeat;
            }
            group = next;
        }
        return group.has(wanted.name());
    }
}
