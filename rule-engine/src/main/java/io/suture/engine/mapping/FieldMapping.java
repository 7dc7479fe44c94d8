package io.suture.engine.mapping;

import io.suture.engine.expression.Formula;
import io.suture.engine.value.FieldPath;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One target field, said once (decision 0004): what it is made from, how often, when, otherwise.
///
/// @param target    the place in the target Schema; the root for the output as a whole
/// @param entry     set on the rows that are entries of a Bundle
/// @param loops     how often, outermost first; empty for once
/// @param when      only when this holds; null for always
/// @param origin    what it is made from
/// @param otherwise what it is made from when that is absent or the condition does not hold; null for nothing
/// @param note      why it is so, in the analyst's words; or empty
public record FieldMapping(
        FieldPath target,
        @Nullable Entry entry,
        List<Loop> loops,
        @Nullable Formula when,
        Origin origin,
        @Nullable Formula otherwise,
        String note) {
    public FieldMapping {
        loops = List.copyOf(loops);
    }

    /// The plain case: this is made from that.
    public static FieldMapping from(FieldPath target, String formula) {
        return new FieldMapping(target, null, List.of(), null, new Origin.From(new Formula(formula)), null, "");
    }

    public FieldMapping withTarget(FieldPath changed) {
        return new FieldMapping(changed, entry, loops, when, origin, otherwise, note);
    }

    public FieldMapping withEntry(Entry changed) {
        return new FieldMapping(target, changed, loops, when, origin, otherwise, note);
    }

    public FieldMapping withLoops(List<Loop> changed) {
        return new FieldMapping(target, entry, changed, when, origin, otherwise, note);
    }

    /// @param changed null for always
    public FieldMapping withWhen(@Nullable Formula changed) {
        return new FieldMapping(target, entry, loops, changed, origin, otherwise, note);
    }

    public FieldMapping withOrigin(Origin changed) {
        return new FieldMapping(target, entry, loops, when, changed, otherwise, note);
    }

    /// @param changed null for nothing
    public FieldMapping withOtherwise(@Nullable Formula changed) {
        return new FieldMapping(target, entry, loops, when, origin, changed, note);
    }

    public FieldMapping withNote(String changed) {
        return new FieldMapping(target, entry, loops, when, origin, otherwise, changed);
    }
}
