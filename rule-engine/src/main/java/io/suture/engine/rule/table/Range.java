package io.suture.engine.rule.table;

import org.jspecify.annotations.Nullable;

/// Numbers or dates from one to another; a single one is a range whose ends are the same.
///
/// @param low          where it begins, or null where it has no beginning
/// @param lowIncluded  whether its beginning belongs to it
/// @param high         where it ends, or null where it has no end
/// @param highIncluded whether its end belongs to it
public record Range(
        @Nullable Measure low,
        boolean lowIncluded,
        @Nullable Measure high,
        boolean highIncluded) {

    public static Range single(Measure measure) {
        return new Range(measure, true, measure, true);
    }

    /// Whether what was seen lies in it.
    public boolean holds(Measure seen, boolean asDate) {
        return (low == null || low.holdsFor(seen, asDate, order -> lowIncluded ? order >= 0 : order > 0))
                && (high == null || high.holdsFor(seen, asDate, order -> highIncluded ? order <= 0 : order < 0));
    }

    /// Whether nothing can lie in it: its ends the wrong way round, or the same and one left out.
    public boolean isEmpty(boolean asDate) {
        if (low == null || high == null) {
            return false;
        }
        int order = asDate
                ? Measure.earliest(low.digits()).compareTo(Measure.latest(high.digits()))
                : low.number().compareTo(high.number());
        boolean same = asDate ? low.digits().equals(high.digits()) : order == 0;
        return order > 0 || same && !(lowIncluded && highIncluded);
    }

    /// As people read and type it.
    public String text() {
        if (low == null) {
            return high == null ? "-" : (highIncluded ? "<= " : "< ") + high.text();
        }
        if (high == null) {
            return (lowIncluded ? ">= " : "> ") + low.text();
        }
        if (low.text().equals(high.text()) && lowIncluded && highIncluded) {
            return low.text();
        }
        String between = low.text() + ".." + high.text();
        return lowIncluded && highIncluded ? between : (lowIncluded ? "[" : "(") + between + (highIncluded ? "]" : ")");
    }
}
