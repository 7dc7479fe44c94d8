package io.suture.studio.mapping;

import io.suture.engine.Result;
import io.suture.engine.mapping.FieldMapping;
import io.suture.engine.mapping.Mapping;
import io.suture.engine.report.Trace;
import io.suture.engine.schema.Schema;
import io.suture.engine.value.FieldPath;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// All that is shown of one Destination's Mapping, with a Sample run through it.
///
/// @param place       which Mapping it is
/// @param mapping     the Mapping itself
/// @param source      what it reads
/// @param target      what it writes; a Bundle's named entries are Fields of its root
/// @param links       one for each FieldMapping and each loop
/// @param sources     values of the Sample by source path; of repeats the first that has one
/// @param values      values made by target path
/// @param lines       the trace of this Destination by FieldMapping, one line a turn
/// @param coverage    what is mapped, what is not
/// @param problems    of the Mapping, of the Channel and of this Sample, errors first
/// @param unused      values of the Sample that reach nothing
/// @param sampled     whether a Sample is chosen
/// @param result      what the run gave; null without a Sample, or when nothing runs
/// @param partial     whether broken FieldMappings were left out of the run
/// @param micros      how long all of it took, in microseconds
public record Projection(
        MappingPlace place,
        Mapping mapping,
        Schema source,
        Schema target,
        List<LinkProjection> links,
        Map<FieldPath, Sampled> sources,
        Map<FieldPath, Sampled> values,
        Map<FieldPath, List<Trace.FieldLine>> lines,
        Coverage coverage,
        List<Placed> problems,
        List<Unused> unused,
        boolean sampled,
        @Nullable Result result,
        boolean partial,
        long micros) {
    private static final int MOST_IN = 3;

    /// The FieldMapping of a target.
    public Optional<FieldMapping> row(FieldPath target) {
        return mapping.fields().stream()
                .filter(row -> row.target().equals(target))
                .findFirst();
    }

    /// What was made at a target, turn by turn.
    public List<Trace.FieldLine> lines(FieldPath target) {
        return lines.getOrDefault(target, List.of());
    }

    /// What came in for each target: the values that its sources have on the Sample, each once and at most three.
    public Map<FieldPath, List<String>> valuesIn() {
        var found = new HashMap<FieldPath, List<String>>();
        for (LinkProjection link : links) {
            if (link.kind() != LinkProjection.Kind.LOOP) {
                List<String> in = found.computeIfAbsent(link.target(), any -> new ArrayList<>());
                for (FieldPath source : link.sources()) {
                    Sampled value = sources.get(source);
                    if (value != null && !value.text().isEmpty() && in.size() < MOST_IN && !in.contains(value.text())) {
                        in.add(value.text());
                    }
                }
            }
        }
        return found;
    }

    /// The worst that is wrong at a target.
    public Optional<Placed> placed(FieldPath target) {
        return problems.stream()
                .filter(placed -> placed.target().equals(target) && !target.isRoot())
                .findFirst();
    }
}
