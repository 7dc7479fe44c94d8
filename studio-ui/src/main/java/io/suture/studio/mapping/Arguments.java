package io.suture.studio.mapping;

import io.suture.engine.report.Trace;
import io.suture.engine.value.FieldPath;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a sub-mapping read on a Sample: the parts of the composites that it was given, of each the first that had one.
/// A trace says where in the message they stood (`PID[1]-5.1`), the sub-mapping which part they are (`1`).
final class Arguments {
    private static final Pattern PART =
            Pattern.compile("[A-Z][A-Z0-9]{2}(?:\\[\\d+])?-\\d+(?:\\[\\d+])?\\.(\\d+(?:\\.\\d+)?)");

    private Arguments() {}

    static Map<FieldPath, Sampled> of(Map<FieldPath, List<Trace.FieldLine>> lines) {
        var found = new LinkedHashMap<FieldPath, Sampled>();
        for (List<Trace.FieldLine> turns : lines.values()) {
            for (Trace.FieldLine line : turns) {
                for (Trace.Step step : line.steps()) {
                    Matcher part = PART.matcher(step.what());
                    String value = step.value();
                    if (step.kind() == Trace.Kind.SOURCE && value != null && part.matches()) {
                        var path = new FieldPath(List.of(part.group(1).split("\\.")));
                        found.putIfAbsent(path, new Sampled(value, 0, 0));
                        if (path.names().size() == 1) {
                            // A component without subcomponents is its own first one.
                            found.putIfAbsent(path.child("1"), new Sampled(value, 0, 0));
                        }
                    }
                }
            }
        }
        return found;
    }
}
