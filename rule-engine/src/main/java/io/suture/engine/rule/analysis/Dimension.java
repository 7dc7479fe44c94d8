package io.suture.engine.rule.analysis;

import io.suture.engine.rule.table.Cell;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/// The values of one field, parted into as few kinds as the tests on it can tell from each other. Kind 0 is that
/// nothing
/// stands there.
abstract class Dimension {
    static final int ABSENT = 0;

    private final String field;
    private final String heading;

    Dimension(String field, String heading) {
        this.field = field;
        this.heading = heading;
    }

    String field() {
        return field;
    }

    String heading() {
        return heading;
    }

    /// How many kinds there are, with the one of nothing.
    abstract int size();

    /// The kinds of values that lie in a cell which asks for certain ones.
    abstract BitSet asked(Cell cell);

    /// A value of that kind; never asked of nothing.
    abstract String witness(int kind);

    /// The kind of a value, or -1 where it is none that the tests compare: a text in a field of numbers.
    abstract int kind(String text);

    /// As a cell would say it.
    abstract String words(BitSet kinds);

    @Nullable
    String value(int kind) {
        return kind == ABSENT ? null : witness(kind);
    }

    BitSet all() {
        var all = new BitSet(size());
        all.set(0, size());
        return all;
    }

    BitSet present() {
        var all = all();
        all.clear(ABSENT);
        return all;
    }

    /// The kinds for which a test holds where the field stands once.
    BitSet of(Leaf leaf) {
        BitSet kinds = switch (leaf.cell()) {
            case Cell.Any any -> all();
            case Cell.HasValue value -> leaf.isNegated() ? none() : present();
            case Cell.HasNoValue value -> leaf.isNegated() ? present() : none();
            case Cell.OneOf cell -> asked(leaf);
            case Cell.StartsWith cell -> asked(leaf);
            case Cell.InTable cell -> asked(leaf);
            case Cell.Within cell -> asked(leaf);
            case Cell.Unclear unclear -> new BitSet();
        };
        return kinds;
    }

    private BitSet asked(Leaf leaf) {
        BitSet kinds = asked(leaf.cell());
        if (leaf.isNegated()) {
            kinds.flip(0, size());
        }
        return kinds;
    }

    private BitSet none() {
        var none = new BitSet();
        none.set(ABSENT);
        return none;
    }

    /// `Patient class is I, E`, or that it has no value.
    String sentence(BitSet kinds) {
        if (kinds.cardinality() == 1 && kinds.get(ABSENT)) {
            return heading + " has no value";
        }
        BitSet there = (BitSet) kinds.clone();
        there.clear(ABSENT);
        return heading + " is " + words(there) + (kinds.get(ABSENT) ? " or has no value" : "");
    }
}
