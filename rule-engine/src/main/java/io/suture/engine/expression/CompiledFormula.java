package io.suture.engine.expression;

import io.suture.engine.report.Problem;
import io.suture.engine.value.Value;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A formula that runs: pure, total, used by many threads.
public final class CompiledFormula {
    private final Node node;
    private final Shape shape;
    private final Layout layout;

    CompiledFormula(Node node, Shape shape, Layout layout) {
        this.node = node;
        this.shape = shape;
        this.layout = layout;
    }

    Node node() {
        return node;
    }

    /// What is known of its value.
    public Shape shape() {
        return shape;
    }

    /// One value: the first at each step of a path.
    public Value one(Frame frame) {
        return node.one(frame);
    }

    /// All values: [Value.Absent] for none, a [Value.Repeat] for several.
    public Value all(Frame frame) {
        return node.all(frame);
    }

    /// The value as a condition: only `true` holds.
    public boolean holds(Frame frame) {
        return node.holds(frame);
    }

    /// The texts of all values, each once; what is absent or erased has none.
    public List<String> texts(Frame frame) {
        var texts = new LinkedHashSet<String>();
        for (Value value : Value.items(all(frame))) {
            String text = Texts.of(value);
            if (!text.isEmpty()) {
                texts.add(text);
            }
        }
        return List.copyOf(texts);
    }

    /// All values for a message alone, for rules and keys.
    public Value read(Value.Group message, Inputs inputs, Consumer<Problem> problems) {
        var frame = new Frame(layout, message, inputs, null);
        Value value = node.all(frame);
        frame.problems().forEach(problems);
        return value;
    }

    /// The text that it gives whatever the message; null when it depends on anything.
    public Value.@Nullable Text constant() {
        return node instanceof Node.Constant constant && constant.value instanceof Value.Text text ? text : null;
    }

    /// Whether it is a constant that says nothing: `absent`.
    public boolean isSilence() {
        return node instanceof Node.Constant constant && constant.value == Value.Absent.ABSENT;
    }
}
