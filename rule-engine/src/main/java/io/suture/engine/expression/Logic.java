package io.suture.engine.expression;

import io.suture.engine.expression.Expression.Comparison;
import io.suture.engine.report.Trace.Kind;
import io.suture.engine.value.Value;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// Conditions. Nothing is true of what is absent, so a comparison with it does not hold, not even `!=`.
final class Logic {
    private Logic() {}

    static final class And extends Node.Truth {
        private final Node left;
        private final Node right;

        And(Node left, Node right) {
            this.left = left;
            this.right = right;
        }

        @Override
        boolean holds(Frame frame) {
            return left.holds(frame) && right.holds(frame);
        }
    }

    static final class Or extends Node.Truth {
        private final Node left;
        private final Node right;

        Or(Node left, Node right) {
            this.left = left;
            this.right = right;
        }

        @Override
        boolean holds(Frame frame) {
            return left.holds(frame) || right.holds(frame);
        }
    }

    static final class Not extends Node.Truth {
        private final Node inner;

        Not(Node inner) {
            this.inner = inner;
        }

        @Override
        boolean holds(Frame frame) {
            return !inner.holds(frame);
        }
    }

    /// How two values are compared.
    enum By {
        TEXT,
        NUMBER,
        TIME,
        /// As numbers where both are, else as text.
        EITHER
    }

    static final class Compare extends Node.Truth {
        private final Comparison comparison;
        private final By by;
        private final Node left;
        private final Node right;
        private final String shown;

        Compare(Comparison comparison, By by, Node left, Node right, String shown) {
            this.comparison = comparison;
            this.by = by;
            this.left = left;
            this.right = right;
            this.shown = shown;
        }

        @Override
        boolean holds(Frame frame) {
            boolean holds = compared(left.one(frame), right.one(frame));
            if (frame.tracer != null) {
                frame.tracer.step(Kind.CONDITION, shown, Texts.truth(holds));
            }
            return holds;
        }

        private boolean compared(Value one, Value other) {
            if (one == Value.Null.NULL || other == Value.Null.NULL) {
                boolean same = one == other;
                boolean absent = one == Value.Absent.ABSENT || other == Value.Absent.ABSENT;
                return switch (comparison) {
                    case EQUAL -> same;
                    case UNEQUAL -> !same && !absent;
                    case LESS, AT_MOST, GREATER, AT_LEAST -> false;
                };
            }
            String a = Texts.of(one);
            String b = Texts.of(other);
            if (a.isEmpty() || b.isEmpty()) {
                return false;
            }
            return switch (by) {
                case TEXT -> texts(a, b);
                case NUMBER -> numbers(a, b);
                case TIME -> times(a, b);
                case EITHER -> {
                    OptionalInt order = Numbers.compare(a, b);
                    yield order.isPresent() ? decided(order.getAsInt()) : texts(a, b);
                }
            };
        }

        private boolean texts(String a, String b) {
            return switch (comparison) {
                case EQUAL -> a.equals(b);
                case UNEQUAL -> !a.equals(b);
                case LESS, AT_MOST, GREATER, AT_LEAST -> decided(a.compareTo(b));
            };
        }

        private boolean numbers(String a, String b) {
            OptionalInt order = Numbers.compare(a, b);
            if (order.isEmpty()) {
                return switch (comparison) {
                    case EQUAL -> a.equals(b);
                    case UNEQUAL -> !a.equals(b);
                    case LESS, AT_MOST, GREATER, AT_LEAST -> false;
                };
            }
            return decided(order.getAsInt());
        }

        /// On the digits that both have: 2026 and 2026-05 are neither before nor after each other.
        private boolean times(String a, String b) {
            Optional<PartialTime> one = PartialTime.parse(a);
            Optional<PartialTime> other = PartialTime.parse(b);
            if (one.isEmpty() || other.isEmpty()) {
                return comparison == Comparison.UNEQUAL ? !a.equals(b) : comparison == Comparison.EQUAL && a.equals(b);
            }
            return decided(one.get().compareTo(other.get()));
        }

        private boolean decided(int order) {
            return switch (comparison) {
                case EQUAL -> order == 0;
                case UNEQUAL -> order != 0;
                case LESS -> order < 0;
                case AT_MOST -> order <= 0;
                case GREATER -> order > 0;
                case AT_LEAST -> order >= 0;
            };
        }
    }

    /// One of constant texts.
    static final class OneOf extends Node.Truth {
        private final Node value;
        private final Set<String> choices;
        private final String shown;

        OneOf(Node value, Set<String> choices, String shown) {
            this.value = value;
            this.choices = Set.copyOf(choices);
            this.shown = shown;
        }

        @Override
        boolean holds(Frame frame) {
            boolean holds = choices.contains(Texts.of(value.one(frame)));
            if (frame.tracer != null) {
                frame.tracer.step(Kind.CONDITION, shown, Texts.truth(holds));
            }
            return holds;
        }
    }

    /// `if`: the branch that is not taken is not looked at.
    static final class If extends Node {
        private final Node condition;
        private final Node then;
        private final Node otherwise;

        If(Node condition, Node then, Node otherwise) {
            this.condition = condition;
            this.then = then;
            this.otherwise = otherwise;
        }

        @Override
        Value one(Frame frame) {
            return condition.holds(frame) ? then.one(frame) : otherwise.one(frame);
        }

        @Override
        Value all(Frame frame) {
            return condition.holds(frame) ? then.all(frame) : otherwise.all(frame);
        }
    }

    /// The first that is not absent; Null is an answer. `first` takes one value of it.
    static final class FirstFilled extends Node {
        private final Node[] choices;

        FirstFilled(Node[] choices) {
            this.choices = choices;
        }

        @Override
        Value one(Frame frame) {
            for (Node choice : choices) {
                Value value = choice.one(frame);
                if (value != Value.Absent.ABSENT) {
                    return value;
                }
            }
            return Value.Absent.ABSENT;
        }

        @Override
        Value all(Frame frame) {
            for (Node choice : choices) {
                Value value = choice.all(frame);
                if (value != Value.Absent.ABSENT) {
                    return value;
                }
            }
            return Value.Absent.ABSENT;
        }
    }

    /// Whether anything stands there; asking uses nothing.
    static final class Exists extends Node.Truth {
        private final Node[] values;
        private final String shown;

        Exists(Node[] values, String shown) {
            this.values = values;
            this.shown = shown;
        }

        @Override
        boolean holds(Frame frame) {
            if (frame.tracer != null) {
                frame.tracer.peek(true);
            }
            boolean exists = false;
            for (int i = 0; i < values.length && !exists; i++) {
                exists = hasValue(values[i].all(frame));
            }
            if (frame.tracer != null) {
                frame.tracer.peek(false);
                frame.tracer.step(Kind.CONDITION, shown, Texts.truth(exists));
            }
            return exists;
        }

        static boolean hasValue(Value value) {
            return switch (value) {
                case Value.Text text -> true;
                case Value.Binary binary -> true;
                case Value.Group group -> {
                    boolean found = false;
                    for (int i = 0; i < group.size() && !found; i++) {
                        found = hasValue(group.value(i));
                    }
                    yield found;
                }
                case Value.Repeat(var items) -> {
                    boolean found = false;
                    for (int i = 0; i < items.size() && !found; i++) {
                        found = hasValue(items.get(i));
                    }
                    yield found;
                }
                case Value.Null erase -> false;
                case Value.Absent absent -> false;
            };
        }
    }
}
