package io.suture.engine;

import io.suture.engine.mapping.Write;
import io.suture.engine.report.Problem;
import io.suture.engine.report.Trace;
import io.suture.engine.rule.Decided;
import java.util.List;

/// What a run gave.
///
/// @param decisions what the Rules decided, in order, each with its Rule
/// @param outputs   one or more for each chosen Destination; empty when an error stands among the problems
/// @param problems  errors park the Message, warnings travel with the outputs
/// @param trace     why; [Trace#NONE] when tracing was off
public record Result(List<Decided> decisions, List<Output> outputs, List<Problem> problems, Trace trace) {
    public Result {
        decisions = List.copyOf(decisions);
        outputs = List.copyOf(outputs);
        problems = List.copyOf(problems);
    }

    /// One output for one Destination.
    ///
    /// @param destination whose
    /// @param index       from 1, among the outputs of this Destination
    /// @param bytes       as they go over the wire
    /// @param mediaType   what they are
    /// @param extension   a file's ending
    /// @param key         the business key by which a later Delivery of the same thing is known; or empty
    /// @param instant     OBR-22, else MSH-7, as sent, by which the older is known; or empty
    /// @param writes      for Bundles, how each entry is to be taken
    public record Output(
            String destination,
            int index,
            byte[] bytes,
            String mediaType,
            String extension,
            String key,
            String instant,
            List<Write> writes) {
        public Output {
            writes = List.copyOf(writes);
        }
    }

    public boolean hasErrors() {
        return problems.stream().anyMatch(Problem::isError);
    }
}
