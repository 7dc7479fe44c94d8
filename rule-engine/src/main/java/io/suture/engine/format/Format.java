package io.suture.engine.format;

import io.suture.engine.report.Problem;
import io.suture.engine.schema.FieldType;
import io.suture.engine.schema.Schema;
import io.suture.engine.schema.SchemaRef;
import io.suture.engine.value.Value;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// A way of writing messages as bytes. A Format is a leaf: it is called and calls nobody. Each one passes the same
/// contract kit: read, write, read again, equal; what is unknown is kept or reported, never dropped in silence.
public interface Format {

    /// The first word of its SchemaRefs: `hl7v2`, `fhir`, `csv`.
    String id();

    /// The Schemas that it offers at a standard's version, for pickers; names without data types and segments.
    List<SchemaRef> schemas();

    /// The Schema of that name; empty when this Format knows none. Cheap after the first call, shared by everybody.
    Optional<Schema> schema(SchemaRef ref);

    /// A FHIR Bundle of named entries as one Schema: each name is a Field of the root.
    /// Empty when the Format has no such thing.
    Optional<Schema> bundle(SchemaRef ref, Map<String, String> resourceByEntry);

    /// A reader for one Schema, made once and used by many threads. Settings are the Endpoint's, by the Format's names.
    Reader reader(Schema schema, Map<String, String> settings);

    /// A writer for one Schema, made once and used by many threads.
    Writer writer(Schema schema, Map<String, String> settings);

    /// What a reference in a message points to, looked for in the same message: `#id` in the resource that
    /// holds it, `urn:uuid:`, relative and versioned addresses among the entries. [Value.Absent] when nothing
    /// there answers to it.
    ///
    /// @param root      the message
    /// @param from      the part in which the reference stands, for those that are relative to it
    /// @param reference as written
    default Value resolve(Value.Group root, Value.Group from, String reference) {
        return Value.Absent.ABSENT;
    }

    /// The messages in a stream, one after the other and no more than one held at a time. Most Formats have one message
    /// to a stream, and give it whole.
    ///
    /// @param schema   what the messages are read as
    /// @param settings the Endpoint's
    default Records split(InputStream stream, Schema schema, Map<String, String> settings) {
        return new Whole(stream);
    }

    /// How a place in a Message is shown to people, with positions from 1 where something repeats: `OBX[2]-5.1`,
    /// `row[2].family`.
    default String show(FieldType root, List<String> names, List<Integer> positions) {
        var shown = new StringBuilder();
        for (int i = 0; i < names.size(); i++) {
            shown.append(i == 0 ? "" : ".").append(names.get(i));
            if (i < positions.size() && positions.get(i) > 0) {
                shown.append('[').append(positions.get(i)).append(']');
            }
        }
        return shown.toString();
    }

    /// A whole number among an Endpoint's settings.
    ///
    /// @throws IllegalArgumentException when something else stands there
    static int number(Map<String, String> settings, String name, int otherwise) {
        String text = settings.getOrDefault(name, "").strip();
        if (text.isEmpty()) {
            return otherwise;
        }
        if (!text.matches("[1-9]\\d{0,8}")) {
            throw new IllegalArgumentException(name + " is a number from 1 on");
        }
        return Integer.parseInt(text);
    }

    /// Messages that come out of a stream.
    interface Records {
        /// The next one; empty at the end.
        Optional<Part> next() throws IOException;
    }

    /// One message of a stream.
    ///
    /// @param bytes    that it is read from, on its own
    /// @param place    where it stood: `line 4711`; empty where it is all there is, or its number says enough
    /// @param problems what is known of it before it is read; with an error among them it is not to be read
    record Part(byte[] bytes, String place, List<Problem> problems) {
        public Part {
            problems = List.copyOf(problems);
        }
    }

    /// Bytes to a Value.
    interface Reader {
        /// Reads one message. A Problem of severity error means that the Value is not to be used.
        Value.Group read(byte[] bytes, Consumer<Problem> problems);
    }

    /// A Value to bytes.
    interface Writer {
        /// Writes one message. What a leaf's Text must look like is checked here, against the Schema.
        byte[] write(Value.Group message, Consumer<Problem> problems);

        /// The media type of what it writes: `application/fhir+json`, `x-application/hl7-v2+er7`.
        String mediaType();

        /// The ending of a file that holds one: `json`, `hl7`.
        String extension();
    }

    /// A stream that is one message.
    final class Whole implements Records {
        private final InputStream stream;
        private boolean given;

        private Whole(InputStream stream) {
            this.stream = stream;
        }

        @Override
        public Optional<Part> next() throws IOException {
            if (given) {
                return Optional.empty();
            }
            given = true;
            return Optional.of(new Part(stream.readAllBytes(), "", List.of()));
        }
    }
}
