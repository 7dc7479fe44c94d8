package io.suture.engine.mapping;

import io.suture.engine.expression.CompiledFormula;
import io.suture.engine.expression.CompiledLoop;
import io.suture.engine.expression.Tracer;
import io.suture.engine.report.Trace.Outcome;
import io.suture.engine.report.Trace.Step;
import io.suture.engine.value.FieldPath;
import io.suture.engine.value.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A compiled place of the target: how often it is made, when, from what, otherwise.
final class Place {
    /// What is known of a place before its contents are compiled.
    ///
    /// @param id       counts its turns in a run
    /// @param part     its name in the Group above
    /// @param path     its place in the target as the document says it
    /// @param many     whether the target repeats here
    /// @param required whether the Schema wants one
    /// @param shared   whether another place fills the same part
    /// @param explicit whether a row says it, rather than rows beneath it
    /// @param erase    its path beneath its entry; null where an erased value is none of an entry's
    record Site(
            int id,
            String part,
            FieldPath path,
            boolean many,
            boolean required,
            boolean shared,
            boolean explicit,
            @Nullable FieldPath erase) {
        Site {
            // Writers know parts by identity.
            part = part.intern();
        }
    }

    private final Site site;
    private final @Nullable Place parent;
    /// What its site says, at hand: a message comes by hundreds of places.
    private final int id;

    private final String part;
    private final boolean many;
    private final boolean shared;
    /// Null for once.
    private CompiledLoop @Nullable [] loops;

    private @Nullable CompiledFormula when;
    private Filling filling = Filling.NOTHING;
    private @Nullable CompiledFormula otherwise;

    Place(Site site, @Nullable Place parent) {
        this.site = site;
        this.parent = parent;
        this.id = site.id();
        this.part = site.part();
        this.many = site.many();
        this.shared = site.shared();
    }

    void contents(
            List<CompiledLoop> turns,
            @Nullable CompiledFormula condition,
            Filling contents,
            @Nullable CompiledFormula otherContents) {
        this.loops = turns.isEmpty() ? null : turns.toArray(CompiledLoop[]::new);
        this.when = condition;
        this.filling = contents;
        this.otherwise = otherContents;
    }

    Site site() {
        return site;
    }

    FieldPath mapped() {
        return site.path();
    }

    boolean required() {
        return site.required();
    }

    /// Makes this part of a Group.
    void add(Run run, Built into) {
        Place before = run.go(this);
        run.count(id, 0);
        CompiledLoop[] each = loops;
        if (each == null) {
            once(run, into, null);
        } else {
            var turns = new Turns(each, run, into);
            boolean erased = turns.run();
            if (turns.count == 0) {
                Tracer tracer = run.tracer();
                if (tracer != null) {
                    run.line(this, erased ? Outcome.ERASED : Outcome.LOOP_EMPTY, null, tracer.take());
                }
                if (erased) {
                    put(run, into, part, Value.Null.NULL);
                }
            }
            if (!turns.made.isEmpty()) {
                put(run, into, part, several(run, turns.made));
            }
        }
        run.go(before);
    }

    /// The turns of all loops, one within the other.
    private final class Turns implements CompiledLoop.Body {
        private final CompiledLoop[] loops;
        private final Run run;
        private final Built into;
        private final List<Value> made = new ArrayList<>(2);
        private int depth;
        private int count;
        private boolean erased;

        Turns(CompiledLoop[] loops, Run run, Built into) {
            this.loops = loops;
            this.run = run;
            this.into = into;
        }

        /// Whether the source was erased rather than absent.
        boolean run() {
            erased |= loops[depth].run(run, this);
            return erased;
        }

        @Override
        public void turn() {
            if (depth == loops.length - 1) {
                count++;
                once(run, into, made);
            } else {
                depth++;
                run();
                depth--;
            }
        }
    }

    /// What this place makes whatever the message; null when that depends on anything.
    @Nullable
    Value constant() {
        return loops == null && when == null && !shared ? filling.constant() : null;
    }

    private Value several(Run run, List<Value> made) {
        if (made.size() == 1) {
            return made.getFirst();
        }
        if (!many) {
            run.warn("too-many", "The target takes one value here and several were made; the first is kept.");
            return made.getFirst();
        }
        return Value.Repeat.of(made);
    }

    /// One turn: straight into the Group, or into the list of a loop.
    private void once(Run run, Built into, @Nullable List<Value> made) {
        run.countOn(id);
        Tracer tracer = run.tracer();
        boolean holds = when == null || when.holds(run);
        List<Step> before = tracer == null ? List.of() : tracer.take();
        Value value = holds ? filling.fill(run, this) : Value.Absent.ABSENT;
        String name = filling instanceof Filling.Choice choice && holds ? choice.chosen(run) : part;
        if (value == Value.Absent.ABSENT && otherwise != null) {
            value = many ? otherwise.all(run) : otherwise.one(run);
        }
        if (tracer != null && (site.explicit() || value != Value.Absent.ABSENT && filling.isLeaf())) {
            trace(run, holds, value, before, tracer);
        }
        if (value == Value.Absent.ABSENT) {
            return;
        }
        run.use(value);
        if (made != null && value != Value.Null.NULL) {
            made.add(value);
        } else {
            put(run, into, name, value);
        }
    }

    private void trace(Run run, boolean holds, Value value, List<Step> before, Tracer tracer) {
        var steps = new ArrayList<>(before);
        steps.addAll(tracer.take());
        if (value == Value.Absent.ABSENT) {
            run.line(this, holds ? Outcome.SOURCE_ABSENT : Outcome.CONDITION_FALSE, null, steps);
        } else if (value == Value.Null.NULL) {
            run.line(this, Outcome.ERASED, null, steps);
        } else {
            run.line(this, Outcome.MADE, Tracer.text(value), steps);
        }
    }

    /// Null is written as a value where the target knows it, and listed beside an entry where FHIR does not.
    private void put(Run run, Built into, String name, Value value) {
        if (value == Value.Null.NULL && run.erases()) {
            run.erase(site.erase());
        } else if (shared) {
            into.join(name, value);
        } else {
            into.append(name, value);
        }
    }

    /// With positions from 1 where the target repeats: `observation[2].code.coding[1].system`.
    String shown(Run run) {
        var out = new StringBuilder();
        show(run, out);
        return out.toString();
    }

    private void show(Run run, StringBuilder out) {
        boolean number = Character.isDigit(site.part().charAt(0));
        if (parent != null) {
            parent.show(run, out);
            boolean after = Character.isDigit(parent.site.part().charAt(0));
            out.append(number && !after ? '-' : '.');
        }
        out.append(site.path().isRoot() ? site.part() : site.path().last());
        if (site.many()) {
            out.append('[').append(Math.max(1, run.count(site.id()))).append(']');
        }
    }
}
