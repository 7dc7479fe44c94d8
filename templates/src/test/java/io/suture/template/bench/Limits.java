package io.suture.template.bench;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// What no engine can beat here: the bare splitting of the same bytes, the bare writing of the same JSON.
final class Limits {
    private static final JsonFactory JSON = new JsonFactory();

    private Limits() {}

    /// Segments, fields and components of a message, each as a text.
    static int split(byte[] message) {
        var text = new String(message, StandardCharsets.UTF_8);
        List<List<List<String>>> segments = new ArrayList<>();
        for (String segment : parts(text, '\r')) {
            List<List<String>> fields = new ArrayList<>();
            for (String field : parts(segment, '|')) {
                fields.add(parts(field, '^'));
            }
            segments.add(fields);
        }
        return segments.size();
    }

    private static List<String> parts(String text, char separator) {
        List<String> parts = new ArrayList<>();
        int from = 0;
        for (int at = text.indexOf(separator); at >= 0; at = text.indexOf(separator, from)) {
            parts.add(text.substring(from, at));
            from = at + 1;
        }
        parts.add(text.substring(from));
        return parts;
    }

    /// One step of a JSON text.
    record Event(JsonToken token, String text) {}

    static List<Event> events(byte[] json) {
        List<Event> events = new ArrayList<>();
        try (JsonParser parser = JSON.createParser(tools.jackson.core.ObjectReadContext.empty(), json)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                events.add(new Event(token, parser.getString()));
            }
        }
        return events;
    }

    /// Writes the events as JSON and gives the length.
    static int write(List<Event> events) {
        var out = new ByteArrayOutputStream(16_384);
        try (JsonGenerator generator = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
            for (Event event : events) {
                switch (event.token()) {
                    case START_OBJECT -> generator.writeStartObject();
                    case END_OBJECT -> generator.writeEndObject();
                    case START_ARRAY -> generator.writeStartArray();
                    case END_ARRAY -> generator.writeEndArray();
                    case PROPERTY_NAME -> generator.writeName(event.text());
                    case VALUE_STRING -> generator.writeString(event.text());
                    case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> generator.writeNumber(event.text());
                    case VALUE_TRUE -> generator.writeBoolean(true);
                    case VALUE_FALSE -> generator.writeBoolean(false);
                    case VALUE_NULL -> generator.writeNull();
                    case NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT -> throw new IllegalStateException("no such JSON");
                }
            }
        }
        return out.size();
    }
}
