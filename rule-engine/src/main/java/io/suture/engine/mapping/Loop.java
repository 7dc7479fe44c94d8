package io.suture.engine.mapping;

import io.suture.engine.expression.Formula;
import org.jspecify.annotations.Nullable;

/// How often a FieldMapping is made: once for each value that a formula gives.
///
/// @param name    what formulas beneath call the turn's value: `order`, `obx`
/// @param each    the values to turn on, usually a path that repeats: `PATIENT_RESULT.ORDER_OBSERVATION`
/// @param where   only the turns for which this holds, or null for all; it sees the turn's value
/// @param groupBy one turn for each different text of this, in order of first sight; its value has `key` and `items`;
/// or null
/// @param orderBy sorted by this, ascending and stable; or null to keep the order
public record Loop(
        String name,
        Formula each,
        @Nullable Formula where,
        @Nullable Formula groupBy,
        @Nullable Formula orderBy) {
    public static Loop over(String name, String each) {
        return new Loop(name, new Formula(each), null, null, null);
    }
}
