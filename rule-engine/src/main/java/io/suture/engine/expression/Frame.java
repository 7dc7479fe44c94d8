package io.suture.engine.expression;

import io.suture.engine.report.Problem;
import io.suture.engine.value.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What changes while one message runs: the values that names stand for just now. One thread at a time.
public class Frame {
    /// A formula gave up, as what it asks for would be too much. A rule that asks for it parks its message.
    public static final String TOO_MANY = "too-many";

    final Value[] slots;
    /// Position among its siblings in the message, from 0, of the value in a slot.
    final int[] positions;
    /// How many turns a loop has begun, by the slot of its value.
    final int[] turns;

    final Value[] constants;
    final Inputs inputs;
    final @Nullable Tracer tracer;
    private final List<Problem> problems = new ArrayList<>();
    private @Nullable Readings<PartialTime> times;
    private @Nullable Readings<NumberRange> ranges;

    /// A Frame for documents that were compiled with this Layout.
    public Frame(Layout layout, Value.Group message, Inputs inputs, @Nullable Tracer tracer) {
        this.slots = new Value[layout.size()];
        Arrays.fill(slots, Value.Absent.ABSENT);
        this.positions = new int[slots.length];
        this.turns = new int[slots.length];
        this.inputs = inputs;
        this.constants = layout.constantsFor(inputs);
        this.tracer = tracer;
        slots[Layout.MESSAGE] = tracer == null ? message : tracer.source("", message);
        layout.companions().forEach((name, slot) -> {
            Value.Group companion = inputs.companions().get(name);
            if (companion != null) {
                slots[slot] = tracer == null ? companion : tracer.source(name, companion);
            }
        });
    }

    /// The message as this run reads it.
    public Value.Group message() {
        return (Value.Group) slots[Layout.MESSAGE];
    }

    public Inputs inputs() {
        return inputs;
    }

    public @Nullable Tracer tracer() {
        return tracer;
    }

    /// Notes that a function looked into a composite, or that a target took it whole.
    public void use(Value value) {
        if (tracer != null) {
            tracer.use(value);
        }
    }

    /// A text of the message as a date or time; empty when it is none.
    Optional<PartialTime> time(String text) {
        Readings<PartialTime> known = times;
        if (known == null) {
            known = new Readings<>(PartialTime::parse);
            times = known;
        }
        return known.of(text);
    }

    /// A text of the message as a range; empty when it is none.
    Optional<NumberRange> range(String text) {
        Readings<NumberRange> known = ranges;
        if (known == null) {
            known = new Readings<>(NumberRange::parse);
            ranges = known;
        }
        return known.of(text);
    }

    public void set(int slot, Value value) {
        slots[slot] = value;
    }

    /// Puts a turn back as it was.
    public void restore(int slot, Value value, int position, int turn) {
        slots[slot] = value;
        positions[slot] = position;
        turns[slot] = turn;
    }

    public Value get(int slot) {
        return slots[slot];
    }

    public int position(int slot) {
        return positions[slot];
    }

    /// The number of a loop's turn, from 1.
    public int turn(int slot) {
        return turns[slot];
    }

    public void warn(String code, String message) {
        problems.add(Problem.warning(code, place(), message));
    }

    public void error(String code, String message) {
        problems.add(Problem.error(code, place(), message));
    }

    public void problem(Problem problem) {
        problems.add(problem);
    }

    /// The number of the output that is being made, from 1.
    protected int output() {
        return 1;
    }

    /// How many outputs this run makes.
    protected int outputs() {
        return 1;
    }

    /// Where the run is just now, for Problems.
    protected String place() {
        return "";
    }

    public List<Problem> problems() {
        return problems;
    }
}
