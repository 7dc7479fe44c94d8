package io.suture.engine.mapping;

import io.suture.engine.expression.Compiled;
import io.suture.engine.expression.CompiledFormula;
import io.suture.engine.expression.Formula;
import io.suture.engine.expression.FormulaCompiler;
import io.suture.engine.expression.Frame;
import io.suture.engine.expression.Layout;
import io.suture.engine.expression.Scope;
import io.suture.engine.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How formulas find entries: by the turns that they share, or by a key.
final class EntryReferences implements Layout.Entries {
    private final Map<String, EntryPlan> plans = new LinkedHashMap<>();
    private final Map<String, FieldMapping> rows = new LinkedHashMap<>();

    void add(EntryPlan plan, FieldMapping row) {
        plans.put(plan.name, plan);
        rows.put(plan.name, row);
    }

    @Override
    public List<String> names() {
        return List.copyOf(plans.keySet());
    }

    @Override
    public Layout.@Nullable Reference reference(String entry, Scope scope) {
        EntryPlan plan = plans.get(entry);
        return plan == null ? null : new Shared(plan, scope, false);
    }

    @Override
    public Layout.@Nullable Reference key(String entry, Scope scope) {
        EntryPlan plan = plans.get(entry);
        return plan == null ? null : new Shared(plan, scope, true);
    }

    @Override
    public Layout.@Nullable Reference keyed(String entry, CompiledFormula value, Scope scope) {
        EntryPlan plan = plans.get(entry);
        FieldMapping row = rows.get(entry);
        if (plan == null || row == null || row.entry() == null || row.loops().isEmpty()) {
            return null;
        }
        int slot = scope.layout().slot();
        Scope turn = plan.scope.turn(row.loops().getLast().name(), slot, plan.scope.type());
        Formula formula = row.entry().key();
        Compiled<CompiledFormula> key = FormulaCompiler.compile(formula, turn);
        CompiledFormula compiled = key.result();
        return compiled == null ? null : new Keyed(plan, slot, value, compiled);
    }

    /// Those made in the same turns of the shared loops.
    private static final class Shared implements Layout.Reference {
        private final EntryPlan plan;
        private final int[] slots;
        private final boolean key;

        Shared(EntryPlan plan, Scope scope, boolean key) {
            this.plan = plan;
            this.key = key;
            List<Scope.Level> here = scope.levels();
            List<Scope.Level> there = plan.levels();
            var shared = new ArrayList<Integer>();
            for (int i = 0; i < Math.min(here.size(), there.size()); i++) {
                if (!here.get(i).key().equals(there.get(i).key())) {
                    break;
                }
                shared.add(here.get(i).slot());
            }
            this.slots = shared.stream().mapToInt(slot -> slot).toArray();
        }

        @Override
        public Value find(Frame frame, boolean all) {
            Run run = (Run) frame;
            Instance found = null;
            List<Value> several = null;
            List<Instance> made = run.byEntry.get(plan.number);
            for (int i = 0; i < made.size(); i++) {
                Instance instance = made.get(i);
                if (!sameTurns(instance, run)) {
                    continue;
                }
                if (found == null) {
                    found = instance;
                } else if (!instance.fullUrl.equals(found.fullUrl)) {
                    if (several == null) {
                        several = new ArrayList<>();
                        several.add(value(found));
                    }
                    if (!several.contains(value(instance))) {
                        several.add(value(instance));
                    }
                }
            }
            if (found == null) {
                return Value.Absent.ABSENT;
            }
            if (several == null) {
                return value(found);
            }
            if (!all) {
                run.warn(
                        "reference-ambiguous",
                        "Several entries " + plan.name + " are made in these turns; the first is referred to.");
                return value(found);
            }
            return new Value.Repeat(several);
        }

        private Value value(Instance instance) {
            return key ? new Value.Text(instance.key) : instance.reference;
        }

        private boolean sameTurns(Instance instance, Run run) {
            for (int i = 0; i < slots.length; i++) {
                if (instance.positions[i] != run.position(slots[i])) {
                    return false;
                }
            }
            return true;
        }
    }

    /// The one whose key a value has.
    private record Keyed(EntryPlan plan, int slot, CompiledFormula value, CompiledFormula key)
            implements Layout.Reference {
        @Override
        public Value find(Frame frame, boolean all) {
            Value values = all ? value.all(frame) : value.one(frame);
            if (!(values instanceof Value.Repeat(var items))) {
                return one(values, frame);
            }
            var found = new ArrayList<Value>();
            for (Value item : items) {
                Value reference = one(item, frame);
                if (!found.contains(reference)) {
                    found.add(reference);
                }
            }
            return Value.Repeat.of(found);
        }

        private Value one(Value item, Frame frame) {
            if (item == Value.Absent.ABSENT || item == Value.Null.NULL) {
                return item;
            }
            frame.set(slot, item);
            if (!(key.one(frame) instanceof Value.Text(String text))) {
                return Value.Absent.ABSENT;
            }
            Instance instance = ((Run) frame).byKey.get(plan.resource + "|" + text);
            return instance == null ? Value.Absent.ABSENT : instance.reference;
        }
    }
}
