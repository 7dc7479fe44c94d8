package io.suture.engine.mapping;

import io.suture.engine.expression.CompiledFormula;
import io.suture.engine.expression.CompiledLoop;
import io.suture.engine.expression.Inputs;
import io.suture.engine.expression.Layout;
import io.suture.engine.expression.Tracer;
import io.suture.engine.format.Format;
import io.suture.engine.schema.FieldType;
import io.suture.engine.schema.Schema;
import io.suture.engine.value.FieldPath;
import io.suture.engine.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A Mapping that runs: pure, and used by many threads.
public final class CompiledMapping {
    private final Mapping mapping;
    private final Schema target;
    private final Layout layout;
    private final int places;
    private final List<CompiledLoop> loops;
    private final @Nullable CompiledFormula when;
    private final Filling.Children root;
    private final @Nullable CopyPlace copy;
    private final List<EntryPlan> entries;
    private final @Nullable CompiledFormula key;
    private final @Nullable CompiledFormula instant;
    private final Map<String, Format> formats;
    private final Map<String, FieldType> types;
    private final String resourceType;

    /// What compiling found.
    ///
    /// @param places       how many places count their turns
    /// @param resourceType for an output that is one FHIR resource, its type; else empty
    record Parts(
            Mapping mapping,
            Schema target,
            Layout layout,
            int places,
            List<CompiledLoop> loops,
            @Nullable CompiledFormula when,
            Filling.Children root,
            @Nullable CopyPlace copy,
            List<EntryPlan> entries,
            @Nullable CompiledFormula key,
            @Nullable CompiledFormula instant,
            Map<String, Format> formats,
            Map<String, FieldType> types,
            String resourceType) {}

    CompiledMapping(Parts parts) {
        this.mapping = parts.mapping();
        this.target = parts.target();
        this.layout = parts.layout();
        this.places = parts.places();
        this.loops = List.copyOf(parts.loops());
        this.when = parts.when();
        this.root = parts.root();
        this.copy = parts.copy();
        this.entries = List.copyOf(parts.entries());
        this.key = parts.key();
        this.instant = parts.instant();
        this.formats = parts.formats();
        this.types = parts.types();
        this.resourceType = parts.resourceType();
    }

    /// The document that it was compiled from.
    public Mapping mapping() {
        return mapping;
    }

    /// The Schema of what it makes; for a Bundle, with the entries by their names.
    public Schema target() {
        return target;
    }

    /// Makes the outputs of one message.
    ///
    /// @param destination whose Mapping this is, for the trace
    /// @param full        whether to say why; the outputs are equal either way
    public Mapped map(Value.Group source, Inputs inputs, String destination, boolean full) {
        Tracer tracer = full ? new Tracer(formats, types) : null;
        var run = new Run(layout, places, entries.size(), source, inputs, tracer, destination);
        var outputs = new ArrayList<Mapped.Output>();
        if (loops.isEmpty()) {
            run.begin(1, 1);
            if (when == null || when.holds(run)) {
                outputs.add(output(run));
            }
        } else {
            // Counted first: an output may say how many there are.
            int[] count = {0};
            turns(run, 0, () -> count[0]++);
            int[] number = {0};
            turns(run, 0, () -> {
                number[0]++;
                run.begin(number[0], count[0]);
                outputs.add(output(run));
            });
        }
        if (tracer == null) {
            return new Mapped(outputs, run.problems(), List.of(), List.of());
        }
        return new Mapped(outputs, run.problems(), run.lines, tracer.unmapped());
    }

    private void turns(Run run, int depth, Runnable body) {
        if (depth == loops.size()) {
            if (when == null || when.holds(run)) {
                body.run();
            }
            return;
        }
        loops.get(depth).run(run, () -> turns(run, depth + 1, body));
    }

    private Mapped.Output output(Run run) {
        List<Write> writes = new ArrayList<>();
        Value.Group made;
        if (copy != null) {
            made = copy.group(run.message(), run);
        } else {
            var built = new Built(root.places().length + entries.size() + 1);
            if (!entries.isEmpty()) {
                EntryPlan.makeAll(entries, run, built, writes);
                root.build(run, built);
            } else if (resourceType.isEmpty()) {
                root.build(run, built);
            } else {
                List<FieldPath> erased = new ArrayList<>();
                run.collect(erased);
                built.append("resourceType", new Value.Text(resourceType));
                root.build(run, built);
                run.collect(null);
                if (!erased.isEmpty()) {
                    writes.add(new Write("", Entry.WriteMode.REPLACE, erased));
                }
            }
            made = built.group();
        }
        String knownBy = key == null ? "" : text(key, run);
        String time = instant == null ? "" : text(instant, run);
        if (run.tracer() != null) {
            run.tracer().take();
        }
        return new Mapped.Output(made, knownBy, time, writes);
    }

    private static String text(CompiledFormula formula, Run run) {
        Value value = formula.one(run);
        while (value instanceof Value.Group group) {
            value = group.at(1);
        }
        return value instanceof Value.Text(String text) ? text : "";
    }
}
