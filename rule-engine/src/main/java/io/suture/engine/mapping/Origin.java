package io.suture.engine.mapping;

import io.suture.engine.expression.Formula;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a target field is made from.
public sealed interface Origin {

    /// Nothing of its own: a place that only loops or has a condition, filled by the rows beneath it.
    record Beneath() implements Origin {}

    /// One formula: a path, a constant, a function.
    record From(Formula formula) implements Origin {}

    /// A sub-mapping applied to the value of a formula, once for each if it repeats.
    ///
    /// @param map  the sub-mapping's name; the Channel pins its version
    /// @param from what it is applied to: `PID-5`, `OBX`
    /// @param with values of its parameters
    record Using(String map, Formula from, Map<String, Formula> with) implements Origin {
        public Using {
            with = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(with));
        }
    }

    /// The first case whose condition holds; said as a small table.
    record Cases(List<Case> cases) implements Origin {
        public Cases {
            cases = List.copyOf(cases);
        }
    }

    /// One row of that table.
    ///
    /// @param when   its condition; null only in the last: in every other case
    /// @param type   for FHIR's choices, the alternative to fill: `Quantity` for `value[x]`; else null
    /// @param origin a formula or a sub-mapping
    record Case(@Nullable Formula when, @Nullable String type, Origin origin) {}
}
