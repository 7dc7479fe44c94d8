package io.suture.engine.format;

import io.suture.engine.report.Problem;
import io.suture.engine.schema.FieldType;
import io.suture.engine.schema.Schema;
import io.suture.engine.schema.SchemaRef;
import io.suture.engine.value.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// A way of writing messages as bytes. A Format is a leaf: it is called and calls nobody. Each one passes the same
/// contract kit: read, write, read again, equal; what is unknown is kept or reported, never dropped in silence.
public interface Format {

    /// The first word of its SchemaRefs: `hl7v2`, `fhir`.
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

    /// How a place in a Message is shown to people, with positions from 1 where something repeats: `OBX[2]-5.1`.
    String show(FieldType root, List<String> names, List<Integer> positions);

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
}
