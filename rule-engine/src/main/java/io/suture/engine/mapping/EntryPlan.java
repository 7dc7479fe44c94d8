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
    private final String search;
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
        this.resource = entry.resource();
        this.type = type;
        this.place = place;
        this.scope = scope;
        this.levels = scope.levels();
        this.levelSlots = levels.stream().mapToInt(Scope.Level::slot).toArray();
        this.loops = loops.toArray(CompiledLoop[]::new);
        this.when = when;
        this.key = key;
        this.mode = entry.write();
        this.search = entry.search() == null ? "identifier" : entry.search();
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
        run.found(new Instance(this, text, number[0], run));
    }

    /// Second step: what an instance holds, and what the source erased of it.
    Value.Group make(Instance instance, Run run, List<FieldPath> erased) {
        instance.restore(run);
        Place before = run.go(place);
        List<FieldPath> outer = run.collect(erased);
        run.count(place.site().id(), instance.number);
        Built built = run.open();
        if (contents instanceof Filling.Children children && children.base() == null) {
            built.append("resourceType", new Value.Text(resource));
            children.build(run, built);
        } else {
            built.append("resourceType", new Value.Text(resource));
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
    Value.Group around(Instance instance, Value.Group made) {
        String query = search + "=" + Uris.encode(instance.key);
        Value.Group request = switch (mode) {
            case REPLACE, MERGE -> group(PUT, "PUT", resource + "?" + query);
            case CREATE_IF_ABSENT -> group(POST, "POST", resource, query);
        };
        return Fields.taking(ENTRY, new Value[] {new Value.Text(instance.fullUrl), made, request}, ENTRY.length);
    }

    private static Value.Group group(String[] names, String... texts) {
        var values = new Value[texts.length];
        for (int i = 0; i < texts.length; i++) {
            values[i] = new Value.Text(texts[i]);
        }
        return Fields.taking(names, values, names.length);
    }

    Write write(Instance instance, List<FieldPath> erased) {
        return new Write(instance.fullUrl, mode, erased);
    }

    /// All entries of an output, those of the same resource and key as one.
    static void makeAll(List<EntryPlan> plans, Run run, Built into, List<Write> writes) {
        for (EntryPlan plan : plans) {
            plan.find(run);
        }
        var same = new ArrayList<List<Instance>>();
        for (Instance instance : run.instances) {
            String known = instance.plan.resource + "|" + instance.key;
            Instance first = run.byKey.putIfAbsent(known, instance);
            if (first == null) {
                var alone = new ArrayList<Instance>(1);
                alone.add(instance);
                same.add(alone);
            } else {
                for (List<Instance> group : same) {
                    if (group.getFirst() == first) {
                        group.add(instance);
                    }
                }
            }
        }
        var parts = new java.util.LinkedHashMap<String, List<Value>>();
        for (List<Instance> group : same) {
            Instance first = group.getFirst();
            var erased = new ArrayList<FieldPath>();
            Value.Group made = first.plan.make(first, run, erased);
            for (Instance other : group.subList(1, group.size())) {
                if (first.isSame(other)) {
                    continue;
                }
                made = Merge.of(made, other.plan.make(other, run, erased), first.plan.type);
            }
            if (made.size() == 1) {
                run.warn("entry-empty", "The entry " + first.plan.name + " has a key and nothing else.");
            }
            parts.computeIfAbsent(first.plan.name, any -> new ArrayList<>()).add(first.plan.around(first, made));
            writes.add(first.plan.write(first, erased));
        }
        parts.forEach((part, values) -> into.append(part, Value.Repeat.of(values)));
    }

    @Override
    public String toString() {
        return name + " (" + resource + ")";
    }
}
