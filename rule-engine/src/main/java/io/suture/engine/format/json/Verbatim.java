package io.suture.engine.format.json;

import java.io.StringWriter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.function.BiConsumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// Copies the value on which a parser stands as JSON, numbers digit for digit, under the same limits as all the rest.
final class Verbatim {
    private static final JsonFactory JSON = new JsonFactory();

    private final JsonParser parser;
    private final Pointer at;
    private final Runnable deeper;
    private final BiConsumer<String, Set<String>> once;
    private final Deque<Set<String>> names = new ArrayDeque<>();

    /// @param deeper called before each object and list: it knows how deep is too deep
    /// @param once   called with each name and those before it in the same object
    Verbatim(JsonParser parser, Pointer at, Runnable deeper, BiConsumer<String, Set<String>> once) {
        this.parser = parser;
        this.at = at;
        this.deeper = deeper;
        this.once = once;
    }

    String copy() {
        var text = new StringWriter();
        try (JsonGenerator out = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            int open = 0;
            JsonToken token = parser.currentToken();
            do {
                open += step(token, out);
                token = open > 0 ? parser.nextToken() : null;
            } while (token != null);
        }
        return text.toString();
    }

    /// How much deeper it is after this token.
    private int step(JsonToken token, JsonGenerator out) {
        switch (token) {
            case START_OBJECT -> {
                deeper.run();
                at.enter("");
                names.push(new HashSet<>());
                out.writeStartObject();
                return 1;
            }
            case END_OBJECT -> {
                at.leave();
                names.pop();
                out.writeEndObject();
                return -1;
            }
            case START_ARRAY -> {
                deeper.run();
                at.enter("-");
                out.writeStartArray();
                return 1;
            }
            case END_ARRAY -> {
                at.leave();
                out.writeEndArray();
                return -1;
            }
            case PROPERTY_NAME -> {
                String name = parser.currentName();
                at.leave();
                at.enter(name);
                once.accept(name, names.element());
                out.writeName(name);
            }
            case VALUE_STRING -> out.writeString(parser.getString());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> out.writeNumber(parser.getString());
            case VALUE_TRUE -> out.writeBoolean(true);
            case VALUE_FALSE -> out.writeBoolean(false);
            case VALUE_NULL, NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT -> out.writeNull();
        }
        return 0;
    }
}
