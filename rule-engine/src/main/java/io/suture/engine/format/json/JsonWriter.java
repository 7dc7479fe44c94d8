package io.suture.engine.format.json;

import io.suture.engine.format.Format;
import io.suture.engine.report.FirstProblems;
import io.suture.engine.report.Problem;
import io.suture.engine.value.Value;
import java.io.ByteArrayOutputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// Writes JSON as a stream; the schema says what is a list, a number or a truth value. A text that does not look as it
/// should is written as a text, with a Problem.
final class JsonWriter implements Format.Writer {
    private static final JsonFactory JSON = new JsonFactory();
    private static final int USUAL_SIZE = 4 * 1024;

    private final JsonShape root;

    JsonWriter(JsonShape root) {
        this.root = root;
    }

    @Override
    public String mediaType() {
        return "application/json";
    }

    @Override
    public String extension() {
        return "json";
    }

    @Override
    public byte[] write(Value.Group message, Consumer<Problem> problems) {
        var first = new FirstProblems(problems);
        var bytes = new ByteArrayOutputStream(USUAL_SIZE);
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
            new Writing(json, first).message(message);
        }
        first.finish();
        return bytes.toByteArray();
    }

    private final class Writing {
        private final JsonGenerator json;
        private final Consumer<Problem> problems;
        private final Pointer at = new Pointer();

        Writing(JsonGenerator json, Consumer<Problem> problems) {
            this.json = json;
            this.problems = problems;
        }

        void message(Value.Group message) {
            Value items = message.get(JsonFormat.ITEM);
            if (root.isList() && (!root.isObject() || items != Value.Absent.ABSENT)) {
                list(items, root.item());
            } else if (root.isObject()) {
                object(message, root);
            } else {
                Value value = message.get(JsonFormat.VALUE);
                if (value == Value.Absent.ABSENT) {
                    json.writeNull();
                } else {
                    single(value, root);
                }
            }
        }

        private void object(Value.Group group, JsonShape shape) {
            json.writeStartObject();
            Set<String> missing = shape.required().isEmpty() ? Set.of() : new HashSet<>(shape.required());
            for (int i = 0; i < group.size(); i++) {
                String name = group.name(i);
                JsonShape member = shape.member(name);
                at.enter(name);
                json.writeName(member == null ? JsonFormat.sent(name) : name);
                if (member == null) {
                    anything(group.value(i));
                } else {
                    member(group.value(i), member);
                }
                at.leave();
                if (!missing.isEmpty()) {
                    missing.remove(name);
                }
            }
            // A list in which nothing stands is a list all the same.
            for (String name : shape.required()) {
                JsonShape member = missing.contains(name) ? shape.member(name) : null;
                if (member != null && member.isList() && !member.isListOrItem()) {
                    json.writeName(name);
                    json.writeStartArray();
                    json.writeEndArray();
                }
            }
            json.writeEndObject();
        }

        private void member(Value value, JsonShape shape) {
            boolean bare = value == Value.Null.NULL || shape.isListOrItem() && !(value instanceof Value.Repeat);
            if (!shape.isList() || bare) {
                single(value, shape.isList() ? shape.item() : shape);
            } else {
                list(value, shape.item());
            }
        }

        private void list(Value value, JsonShape item) {
            json.writeStartArray();
            List<Value> items = Value.items(value);
            for (int i = 0; i < items.size(); i++) {
                at.enter(i);
                single(items.get(i), item);
                at.leave();
            }
            json.writeEndArray();
        }

        private void single(Value value, JsonShape shape) {
            if (shape.isAnything()) {
                anything(value);
                return;
            }
            switch (value) {
                case Value.Text(String text) -> text(text, shape);
                case Value.Group group -> group(group, shape);
                case Value.Repeat(List<Value> items) -> {
                    problems.accept(Problem.warning(
                            "too-many",
                            at.toString(),
                            "The schema takes one value here and several were made; the first is kept."));
                    single(items.getFirst(), shape);
                }
                case Value.Binary binary -> json.writeString(binary.handle());
                case Value.Null erase -> json.writeNull();
                case Value.Absent absent -> json.writeNull();
            }
        }

        private void group(Value.Group group, JsonShape shape) {
            String raw = shape.isObject() && shape.member(JsonFormat.RAW) != null ? null : raw(group);
            if (raw != null) {
                json.writeRawValue(raw);
            } else if (shape.isList() && group.get(JsonFormat.ITEM) != Value.Absent.ABSENT
                    || shape.isList() && !shape.isObject()) {
                list(group.get(JsonFormat.ITEM), shape.item());
            } else if (shape.isObject()) {
                object(group, shape);
            } else {
                problems.accept(Problem.warning(
                        "value-shape",
                        at.toString(),
                        "This should be " + shape.said() + " and has parts; name one of them. null stands here."));
                json.writeNull();
            }
        }

        private void text(String text, JsonShape shape) {
            Sort sort = shape.written(text);
            if (!shape.takes(sort)) {
                problems.accept(Problem.warning(
                        "value-shape",
                        at.toString(),
                        "This should be " + shape.said() + " and does not look so. It was written as a text."));
            }
            write(text, sort);
        }

        private void write(String text, Sort sort) {
            switch (sort) {
                case NUMBER, INTEGER -> json.writeNumber(text);
                case BOOLEAN -> json.writeBoolean(text.equals("true"));
                case STRING, OBJECT, ARRAY, NULL -> json.writeString(text);
            }
        }

        /// Where the schema says nothing: what was read is written as it stood, what a mapping made by its own look.
        private void anything(Value value) {
            switch (value) {
                case Value.Text(String text) -> json.writeString(text);
                case Value.Group group -> {
                    String raw = raw(group);
                    if (raw != null) {
                        json.writeRawValue(raw);
                        return;
                    }
                    json.writeStartObject();
                    for (int i = 0; i < group.size(); i++) {
                        json.writeName(group.name(i));
                        anything(group.value(i));
                    }
                    json.writeEndObject();
                }
                case Value.Repeat(List<Value> items) -> {
                    json.writeStartArray();
                    items.forEach(this::anything);
                    json.writeEndArray();
                }
                case Value.Binary binary -> json.writeString(binary.handle());
                case Value.Null erase -> json.writeNull();
                case Value.Absent absent -> json.writeNull();
            }
        }
    }

    /// What the reader kept as JSON; null for every other Group.
    private static @Nullable String raw(Value.Group group) {
        return group.size() == 1
                        && group.name(0).equals(JsonFormat.RAW)
                        && group.value(0) instanceof Value.Text(String text)
                ? text
                : null;
    }
}
