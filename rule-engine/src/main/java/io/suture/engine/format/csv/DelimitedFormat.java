package io.suture.engine.format.csv;

import io.suture.engine.format.Format;
import io.suture.engine.schema.Cardinality;
import io.suture.engine.schema.Field;
import io.suture.engine.schema.FieldType;
import io.suture.engine.schema.FieldType.Kind;
import io.suture.engine.schema.Schema;
import io.suture.engine.schema.SchemaDefinition;
import io.suture.engine.schema.SchemaDefinition.Batch;
import io.suture.engine.schema.SchemaDefinition.Column;
import io.suture.engine.schema.SchemaDefinition.Delimited;
import io.suture.engine.schema.SchemaRef;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Delimited files, by the definitions that it was made with. A message has one Field, `row`, with the columns beneath
/// it, whether it holds a file's rows or only one of them. Decision 0021.
///
/// Settings of an Endpoint: `charset`, in place of the definition's; of a reader `maximumCell`, the characters of its
/// longest cell (default a million), and for splitting `maximumRecord`, a record's bytes (default 16 MB).
public final class DelimitedFormat implements Format {
    public static final String ID = "csv";
    static final String ROW = "row";

    private final Map<SchemaRef, Known> known = new LinkedHashMap<>();

    private record Known(Schema schema, Delimited definition) {}

    private DelimitedFormat(Collection<SchemaDefinition> definitions) {
        for (SchemaDefinition definition : definitions) {
            if (definition.content() instanceof Delimited delimited) {
                known.put(definition.ref(), new Known(schema(definition, delimited), delimited));
            }
        }
    }

    /// The Format that knows these definitions; those of other formats are left aside.
    public static DelimitedFormat of(Collection<SchemaDefinition> definitions) {
        return new DelimitedFormat(definitions);
    }

    private static Schema schema(SchemaDefinition definition, Delimited delimited) {
        List<Field> columns = new ArrayList<>();
        for (Column column : delimited.columns()) {
            columns.add(new Field(
                    column.name(),
                    column.label().isEmpty() ? column.name() : column.label(),
                    CellShape.type(column.type()),
                    column.required() ? Cardinality.REQUIRED : Cardinality.OPTIONAL,
                    null,
                    column.example().isEmpty() ? "" : "Example: " + column.example()));
        }
        FieldType row = FieldType.of(ROW, Kind.GROUP, () -> columns);
        List<Field> rows = List.of(new Field(
                ROW,
                "Row",
                row,
                delimited.batch() == Batch.ROW ? Cardinality.REQUIRED : Cardinality.REPEATING,
                null,
                ""));
        String title = definition.title().isEmpty() ? definition.name() : definition.title();
        return new Schema(definition.ref(), title, FieldType.of("rows", Kind.GROUP, () -> rows));
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public List<SchemaRef> schemas() {
        return List.copyOf(known.keySet());
    }

    @Override
    public Optional<Schema> schema(SchemaRef ref) {
        return Optional.ofNullable(known.get(ref)).map(Known::schema);
    }

    @Override
    public Optional<Schema> bundle(SchemaRef ref, Map<String, String> resourceByEntry) {
        return Optional.empty();
    }

    /// @throws IllegalArgumentException for a Schema of another Format, or settings that mean nothing
    @Override
    public Reader reader(Schema schema, Map<String, String> settings) {
        Delimited definition = definition(schema);
        return new DelimitedReader(
                definition, charset(definition, settings), Format.number(settings, "maximumCell", 1_000_000));
    }

    /// @throws IllegalArgumentException for a Schema of another Format, or settings that mean nothing
    @Override
    public Writer writer(Schema schema, Map<String, String> settings) {
        Delimited definition = definition(schema);
        return new DelimitedWriter(definition, charset(definition, settings));
    }

    @Override
    public Records split(InputStream stream, Schema schema, Map<String, String> settings) {
        Delimited definition = definition(schema);
        return definition.batch() == Batch.FILE
                ? Format.super.split(stream, schema, settings)
                : new DelimitedRecords(
                        stream,
                        definition,
                        charset(definition, settings),
                        Format.number(settings, "maximumRecord", 16 * 1024 * 1024));
    }

    private Delimited definition(Schema schema) {
        Known found = known.get(schema.ref());
        if (found == null) {
            throw new IllegalArgumentException(schema.ref() + " is no delimited file of this channel");
        }
        return found.definition();
    }

    private static Charset charset(Delimited definition, Map<String, String> settings) {
        String name = settings.getOrDefault("charset", "");
        try {
            return Charset.forName(name.isBlank() ? definition.dialect().charset() : name);
        } catch (IllegalArgumentException unknown) {
            throw new IllegalArgumentException("unknown character set " + name, unknown);
        }
    }
}
