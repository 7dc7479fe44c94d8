package io.suture.engine.mapping;

import io.suture.engine.expression.Frame;
import io.suture.engine.expression.Inputs;
import io.suture.engine.expression.Layout;
import io.suture.engine.expression.Tracer;
import io.suture.engine.report.Problem;
import io.suture.engine.report.Trace;
import io.suture.engine.report.Trace.Outcome;
import io.suture.engine.report.Trace.Step;
import io.suture.engine.value.FieldPath;
import io.suture.engine.value.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One message on its way through one Mapping.
final class Run extends Frame {
    private static final int USUAL_PARTS = 16;

    /// By the number of their entry: references look there.
    final List<List<Instance>> byEntry;
    /// By resource and key, the first of each.
    final Map<String, Instance> byKey = new HashMap<>();
    final List<Trace.FieldLine> lines = new ArrayList<>();
    private final String destination;
    private final int[] counts;
    private @Nullable Place current;
    /// One for each level of Groups under way: what is made in them is copied out.
    private Built[] building = new Built[12];
    private int level;
    private @Nullable List<FieldPath> erased;
    private int output = 1;
    private int outputs = 1;

    Run(
            Layout layout,
            int places,
            int entries,
            Value.Group message,
            Inputs inputs,
            @Nullable Tracer tracer,
            String destination) {
        super(layout, message, inputs, tracer);
        this.counts = new int[places];
        this.byEntry = new ArrayList<>(entries);
        for (int i = 0; i < entries; i++) {
            byEntry.add(new ArrayList<>());
        }
        this.destination = destination;
    }

    /// Begins an output; what the one before it knew of its entries is forgotten.
    void begin(int number, int of) {
        output = number;
        outputs = of;
        byEntry.forEach(List::clear);
        byKey.clear();
    }

    /// Notes that a plan makes an entry of this key in the present turns.
    void found(EntryPlan plan, String key, int number) {
        String known = plan.resource + "|" + key;
        Instance first = byKey.get(known);
        var instance = new Instance(plan, key, known, number, first, this);
        if (first == null) {
            byKey.put(known, instance);
        } else {
            first.others.add(instance);
        }
        byEntry.get(plan.number).add(instance);
    }

    @Override
    protected int output() {
        return output;
    }

    @Override
    protected int outputs() {
        return outputs;
    }

    @Override
    protected String place() {
        return current == null ? "" : current.shown(this);
    }

    /// Goes to a place; gives the one before, to go back to.
    @Nullable
    Place go(@Nullable Place place) {
        Place before = current;
        current = place;
        return before;
    }

    /// An empty Group to fill, until [#close].
    Built open() {
        if (level == building.length) {
            building = Arrays.copyOf(building, level * 2);
        }
        Built built = building[level];
        if (built == null) {
            built = new Built(USUAL_PARTS);
            building[level] = built;
        }
        level++;
        return built.cleared();
    }

    /// Ends the Group that was opened last.
    void close() {
        level--;
    }

    int count(int place) {
        return counts[place];
    }

    void countOn(int place) {
        counts[place]++;
    }

    void count(int place, int number) {
        counts[place] = number;
    }

    /// Collects what is erased beneath an entry from here on; null for none.
    @Nullable
    List<FieldPath> collect(@Nullable List<FieldPath> into) {
        List<FieldPath> before = erased;
        erased = into;
        return before;
    }

    boolean erases() {
        return erased != null;
    }

    void erase(@Nullable FieldPath path) {
        if (erased != null && path != null && !erased.contains(path)) {
            erased.add(path);
        }
    }

    void requiredEmpty(Place place) {
        problem(Problem.warning(
                "required-empty",
                place.shown(this),
                "The target needs a value at " + place.mapped() + ", and none was made."));
    }

    void line(Place place, Outcome outcome, @Nullable String value, List<Step> steps) {
        lines.add(
                new Trace.FieldLine(destination, place.mapped().toString(), place.shown(this), outcome, value, steps));
    }
}
