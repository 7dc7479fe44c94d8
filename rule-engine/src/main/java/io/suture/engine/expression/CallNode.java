package io.suture.engine.expression;

import io.suture.engine.report.Trace.Kind;
import io.suture.engine.value.Value;

/// Functions at work. Absent goes before Null: what nobody said says nothing, whatever else was erased.
abstract class CallNode extends Node {
    final String shown;
    final Node[] arguments;
    final boolean[] all;

    CallNode(String shown, Node[] arguments, boolean[] all) {
        this.shown = shown;
        this.arguments = arguments;
        this.all = all;
    }

    abstract Value call(Frame frame);

    @Override
    final Value all(Frame frame) {
        Value result = call(frame);
        if (frame.tracer != null) {
            frame.tracer.step(Kind.FUNCTION, shown, result);
        }
        return result;
    }

    @Override
    final Value one(Frame frame) {
        return Texts.first(all(frame));
    }

    static final class OfTexts extends CallNode {
        private final Function.Body.OfTexts body;
        private final boolean[] needed;

        OfTexts(String shown, Node[] arguments, boolean[] all, boolean[] needed, Function.Body.OfTexts body) {
            super(shown, arguments, all);
            this.needed = needed;
            this.body = body;
        }

        @Override
        Value call(Frame frame) {
            var texts = new String[arguments.length];
            boolean erased = false;
            for (int i = 0; i < texts.length; i++) {
                Value value = arguments[i].one(frame);
                if (value instanceof Value.Text(String text)) {
                    texts[i] = text;
                } else if (value == Value.Null.NULL) {
                    erased = true;
                    texts[i] = "";
                } else {
                    String text = Texts.of(value);
                    if (text.isEmpty() && needed[i]) {
                        return Value.Absent.ABSENT;
                    }
                    texts[i] = text;
                }
            }
            return erased ? Value.Null.NULL : body.call(texts, frame);
        }
    }

    static final class OfValues extends CallNode {
        private final Function.Body.OfValues body;

        OfValues(String shown, Node[] arguments, boolean[] all, Function.Body.OfValues body) {
            super(shown, arguments, all);
            this.body = body;
        }

        @Override
        Value call(Frame frame) {
            var values = new Value[arguments.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = all[i] ? arguments[i].all(frame) : arguments[i].one(frame);
            }
            return body.call(values, frame);
        }
    }
}
