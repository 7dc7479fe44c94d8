package io.suture.engine.expression;

import io.suture.engine.value.Value;

/// A compiled piece of a formula: pure, used by many threads, each with a Frame of its own.
abstract class Node {

    /// One value: the first at each step of a path.
    abstract Value one(Frame frame);

    /// All values.
    Value all(Frame frame) {
        return one(frame);
    }

    /// The value as a condition: only `true` holds.
    boolean holds(Frame frame) {
        return Texts.isTrue(one(frame));
    }

    /// A value known when compiled.
    static final class Constant extends Node {
        final Value value;

        Constant(Value value) {
            this.value = value;
        }

        @Override
        Value one(Frame frame) {
            if (frame.tracer != null) {
                frame.tracer.constant(value);
            }
            return value;
        }

        @Override
        boolean holds(Frame frame) {
            return Texts.isTrue(value);
        }
    }

    /// A setting that the Channel or the runtime gives by name.
    static final class Setting extends Node {
        private final int number;
        private final String name;

        Setting(int number, String name) {
            this.number = number;
            this.name = name;
        }

        @Override
        Value one(Frame frame) {
            Value value = frame.constants[number];
            if (frame.tracer != null) {
                frame.tracer.setting(name, value);
            }
            return value;
        }
    }

    /// A truth made from others.
    abstract static class Truth extends Node {
        @Override
        abstract boolean holds(Frame frame);

        @Override
        Value one(Frame frame) {
            return Texts.truth(holds(frame));
        }
    }
}
