package io.suture.engine.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Why a run came out so: a line for each Rule and each FieldMapping that was looked at. Empty when tracing was off.
///
/// @param rules    every Rule in the order in which it was evaluated
/// @param fields   every FieldMapping, once per turn of its loops
/// @param unmapped source locations that hold a value which nothing used
public record Trace(List<RuleLine> rules, List<FieldLine> fields, List<String> unmapped) {
    public static final Trace NONE = new Trace(List.of(), List.of(), List.of());

    public Trace {
        rules = List.copyOf(rules);
        fields = List.copyOf(fields);
        unmapped = List.copyOf(unmapped);
    }

    /// What became of one Rule, and each condition with the value that it saw; none where it was not evaluated.
    public record RuleLine(String rule, RuleOutcome outcome, List<ConditionLine> conditions) {
        public RuleLine {
            conditions = List.copyOf(conditions);
        }

        public boolean fired() {
            return outcome == RuleOutcome.FIRED;
        }
    }

    public enum RuleOutcome {
        FIRED,
        DID_NOT_HOLD,
        /// An earlier Rule fired after which no other is evaluated.
        NOT_REACHED,
        SWITCHED_OFF
    }

    /// One condition of a Rule in words, the value that it saw, whether it held.
    public record ConditionLine(String condition, @Nullable String saw, boolean held) {}

    /// What became of one FieldMapping in one turn of its loops.
    ///
    /// @param destination which Destination's Mapping
    /// @param mapped      the FieldMapping's target path as the document says it
    /// @param target      the same with positions: `observation[2].status`
    /// @param outcome     made, erased, or why there is nothing
    /// @param value       the text made, when there is one; of a very long one its beginning
    /// @param steps       source fields and functions, in the order of evaluation
    public record FieldLine(
            String destination,
            String mapped,
            String target,
            Outcome outcome,
            @Nullable String value,
            List<Step> steps) {
        public FieldLine {
            steps = List.copyOf(steps);
        }
    }

    /// Why a target has what it has.
    public enum Outcome {
        /// It holds a value.
        MADE,
        /// It is to be erased.
        ERASED,
        /// Its condition did not hold, and nothing was said for otherwise.
        CONDITION_FALSE,
        /// What it is made from is absent.
        SOURCE_ABSENT,
        /// The loop found nothing to turn on.
        LOOP_EMPTY,
        /// It was made, then removed by a redaction.
        REDACTED
    }

    /// One step of a value's making.
    ///
    /// @param kind     what sort of step
    /// @param what     the source location (`OBX[2]-5`), or the function as written
    /// @param value    what it gave, of a very long text its beginning; null when absent
    public record Step(Kind kind, String what, @Nullable String value) {}

    /// The sorts of steps.
    public enum Kind {
        SOURCE,
        FUNCTION,
        LOOKUP,
        /// A code that a LookupTable does not hold: what is the table, the value is the code.
        MISS,
        CONSTANT,
        CONDITION,
        REFERENCE
    }
}
