package io.suture.engine.mapping;

import io.suture.engine.expression.CompiledFormula;
import io.suture.engine.expression.CompiledLoop;
import io.suture.engine.expression.Scope;
import io.suture.engine.expression.Uris;
import io.suture.engine.report.Trace.Outcome;
import io.suture.engine.schema.FieldType;
import io.suture.engine.value.FieldPath;
import io.suture.engine.value.Fields;
import io.suture.engine.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A compiled entry of a Bundle: first its keys, over all turns of its loops, then its contents.
final class EntryPlan {
    private static final String[] ENTRY = {"fullUrl", "resource", "request"};
    private static final String[] PUT = {"method", "url"};
    private static final String[] POST = {"method", "url", "ifNoneExist"};
    private static final Value PUT_METHOD = new Value.Text("PUT");
    private static final Value POST_METHOD = new Value.Text("POST");

    final int number;
    final String name;
    final String resource;
    final FieldType type;
    final Place place;
    final Scope scope;
    final int[] slots;
    private final List<Scope.Level> levels;
    private final int[] levelSlots;
    private final CompiledLoop[] loops;
    private final @Nullable CompiledFormula when;
    private final CompiledFormula key;
    private final Entry.WriteMode mode;
    private final Value resourceType;
    /// What a request says before the key.
    private final String found;
    private final Shape shape = new Shape();
    private Filling contents = Filling.NOTHING;

    EntryPlan(
            int number,
            String name,
            Entry entry,
            FieldType type,
            Place place,
            Scope scope,
            List<CompiledLoop> loops,
            @Nullable CompiledFormula when,
            CompiledFormula key) {
        this.number = number;
        this.name = name;
        this.resource = entry.type();
        this.type = type;
        this.place = place;
        this.scope = scope;
        this.levels = scope.levels();
        this.levelSlots = levels.stream().mapToInt(Scope.Level::slot).toArray();
        this.loops = loops.toArray(CompiledLoop[]::new);
        this.when = when;
        this.key = key;
        this.mode = entry.write();
        this.resourceType = new Value.Text(resource);
        String query = (entry.search() == null ? "identifier" : entry.search()) + "=";
        this.found = mode == Entry.WriteMode.CREATE_IF_ABSENT ? query : resource + "?" + query;
        this.slots = loops.stream()
                .flatMapToInt(loop -> java.util.Arrays.stream(loop.held()))
                .toArray();
    }

    void contents(Filling made) {
        this.contents = made;
    }

    List<Scope.Level> levels() {
        return levels;
    }

    int[] positions(Run run) {
        var positions = new int[levelSlots.length];
        for (int i = 0; i < positions.length; i++) {
            positions[i] = run.position(levelSlots[i]);
        }
        return positions;
    }

    /// First step: the instances, each with its key.
    void find(Run run) {
        Place before = run.go(place);
        int[] number = {0};
        turn(run, 0, number);
        if (number[0] == 0 && run.tracer() != null) {
            run.line(place, Outcome.LOOP_EMPTY, null, run.tracer().take());
        }
        run.go(before);
    }

    private void turn(Run run, int depth, int[] number) {
        if (depth < loops.length) {
            loops[depth].run(run, () -> turn(run, depth + 1, number));
            return;
        }
        number[0]++;
        run.count(place.site().id(), number[0]);
        if (when != null && !when.holds(run)) {
            if (run.tracer() != null) {
                run.line(place, Outcome.CONDITION_FALSE, null, run.tracer().take());
            }
            return;
        }
        Value made = key.all(run);
        String text = "";
        if (made instanceof Value.Text(String one)) {
            text = one;
        } else {
            Set<String> keys = new LinkedHashSet<>();
            for (Value item : Value.items(made)) {
                if (item instanceof Value.Text(String one)) {
                    keys.add(one);
                }
            }
            if (keys.size() > 1) {
                run.error(
                        "key-ambiguous",
                        "The key of the entry " + name + " gives several values, and it must give one.");
                return;
            }
            text = keys.isEmpty() ? "" : keys.iterator().next();
        }
        if (text.isEmpty()) {
            run.error(
                    "key-empty",
                    "The key of the entry " + name + " is empty; without one the server could take it for another.");
            if (run.tracer() != null) {
                run.line(place, Outcome.SOURCE_ABSENT, null, run.tracer().take());
            }
            return;
        }
        if (run.tracer() != null) {
            run.line(place, Outcome.MADE, text, run.tracer().take());
        }
        run.found(this, text, number[0]);
    }

    /// Second step: what an instance holds, and what the source erased of it.
    private Value.Group make(Instance instance, Run run, List<FieldPath> erased) {
        instance.restore(run);
        Place before = run.go(place);
        List<FieldPath> outer = run.collect(erased);
        run.count(place.site().id(), instance.number);
        Built built = run.open();
        if (contents instanceof Filling.Children children && children.base() == null) {
            built.append("resourceType", resourceType);
            children.build(run, built);
        } else {
            built.append("resourceType", resourceType);
            if (contents.fill(run, place) instanceof Value.Group group) {
                run.use(group);
                for (int i = 0; i < group.size(); i++) {
                    if (!group.name(i).equals("resourceType")) {
                        built.append(group.name(i), group.value(i));
                    }
                }
            }
        }
        run.collect(outer);
        run.go(before);
        Value.Group made = built.group(shape);
        run.close();
        return made;
    }

    /// The entry around its resource. Identity is in the request, never in `Resource.id`.
    private Value.Group around(Instance instance, Value.Group made) {
        var address = new Value.Text(found + Uris.encode(instance.key));
        Value.Group request = switch (mode) {
            case REPLACE, MERGE -> Fields.taking(PUT, new Value[] {PUT_METHOD, address}, PUT.length);
            case CREATE_IF_ABSENT -> Fields.taking(POST, new Value[] {POST_METHOD, resourceType, address}, POST.length);
        };
        return Fields.taking(ENTRY, new Value[] {new Value.Text(instance.fullUrl), made, request}, ENTRY.length);
    }

    /// All entries of an output, those of the same resource and key as one.
    static void makeAll(List<EntryPlan> plans, Run run, Built into, List<Write> writes) {
        for (EntryPlan plan : plans) {
            plan.find(run);
        }
        for (EntryPlan plan : plans) {
            List<Instance> found = run.byEntry.get(plan.number);
            var entries = new ArrayList<Value>(found.size());
            for (int i = 0; i < found.size(); i++) {
                Instance instance = found.get(i);
                if (instance.first) {
                    entries.add(plan.entry(instance, run, writes));
                }
            }
            if (!entries.isEmpty()) {
                into.join(plan.name, Value.Repeat.of(entries));
            }
        }
    }

    /// The entry of an instance and of all others of the same resource and key.
    private Value.Group entry(Instance first, Run run, List<Write> writes) {
        var erased = new ArrayList<FieldPath>();
        Value.Group made = make(first, run, erased);
        for (Instance other : first.others) {
            if (!first.isSame(other)) {
                made = Merge.of(made, other.plan.make(other, run, erased), type);
            }
        }
        if (made.size() == 1) {
            run.warn("entry-empty", "The entry " + name + " has a key and nothing else.");
        }
        writes.add(new Write(first.fullUrl, mode, erased));
        return around(first, made);
    }

    @Override
    public String toString() {
        return name + " (" + resource + ")";
    }
}
