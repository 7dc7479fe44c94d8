package io.suture.engine.mapping;

import io.suture.engine.report.Problem;
import io.suture.engine.report.Trace;
import io.suture.engine.value.Value;
import java.util.List;

/// What a Mapping made of one message.
///
/// @param outputs  one for each turn of the root row's loops
/// @param problems warnings and errors, with target places as paths
/// @param fields   why each field came out so; empty when tracing was off
/// @param unmapped source places with a value that nothing used; empty when tracing was off
public record Mapped(
        List<Output> outputs, List<Problem> problems, List<Trace.FieldLine> fields, List<String> unmapped) {
    public Mapped {
        outputs = List.copyOf(outputs);
        problems = List.copyOf(problems);
        fields = List.copyOf(fields);
        unmapped = List.copyOf(unmapped);
    }

    /// One output, not yet written.
    ///
    /// @param target  for a Bundle, its parts are the entries by their names, each with fullUrl, request, resource
    /// @param key     the business key that the Mapping declares, or empty
    /// @param instant the time of the data that the Mapping declares, as sent, or empty
    /// @param writes  for Bundles, how each entry is to be taken
    public record Output(Value.Group target, String key, String instant, List<Write> writes) {
        public Output {
            writes = List.copyOf(writes);
        }
    }
}
