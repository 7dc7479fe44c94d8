package io.suture.engine.format.json;

import io.suture.engine.format.Format;
import io.suture.engine.report.Problem;
import io.suture.engine.schema.Schema;
import io.suture.engine.schema.SchemaDefinition;
import io.suture.engine.schema.SchemaDefinition.Json;
import io.suture.engine.schema.SchemaRef;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/// JSON, by the definitions that it was made with. Decision 0022.
///
/// Settings of a reader: `maximumDepth` (nested objects and lists, default 64) and `maximumText` (characters of one
/// text,
/// default 20 million).
public final class JsonFormat implements Format {
    public static final String ID = "json";

    /// The items of a list that stands where paths cannot tell it from its items: at the top, or in another list.
    static final String ITEM = "$item";
    /// A message that is a single value.
    static final String VALUE = "$value";
    /// What the schema does not foresee and no Value can say, as JSON.
    static final String RAW = "$json";

    private static final Pattern OWN = Pattern.compile("\\$+(json|item|value)");

    private final Map<SchemaRef, SchemaDefinition> definitions = new LinkedHashMap<>();
    private final Map<SchemaRef, Known> known = new ConcurrentHashMap<>();

    private record Known(Schema schema, JsonShape shape) {}

    /// What a member that the schema does not name is kept under: one that is called as ours are gets another `$`.
    static String kept(String name) {
        return OWN.matcher(name).matches() ? "$" + name : name;
    }

    /// The name that [#kept] was given.
    static String sent(String kept) {
        return kept.startsWith("$$") && OWN.matcher(kept).matches() ? kept.substring(1) : kept;
    }

    private JsonFormat(Collection<SchemaDefinition> all) {
        for (SchemaDefinition definition : all) {
            if (definition.content() instanceof Json) {
                definitions.put(definition.ref(), definition);
            }
        }
    }

    /// The Format that knows these definitions; those of other formats are left aside.
    public static JsonFormat of(Collection<SchemaDefinition> definitions) {
        return new JsonFormat(definitions);
    }

    /// What is wrong with a JSON Schema, placed in it.
    public static List<Problem> check(Json definition) {
        return new JsonSchema(definition.schema()).check();
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public List<SchemaRef> schemas() {
        return List.copyOf(definitions.keySet());
    }

    @Override
    public Optional<Schema> schema(SchemaRef ref) {
        return known(ref).map(Known::schema);
    }

    private Optional<Known> known(SchemaRef ref) {
        SchemaDefinition definition = definitions.get(ref);
        if (definition == null || !(definition.content() instanceof Json(String text))) {
            return Optional.empty();
        }
        return Optional.of(known.computeIfAbsent(ref, any -> {
            JsonShape shape = new JsonSchema(text).root();
            String title = definition.title().isEmpty() ? definition.name() : definition.title();
            return new Known(new Schema(ref, title, shape.standing()), shape);
        }));
    }

    private JsonShape shape(Schema schema) {
        return known(schema.ref())
                .orElseThrow(() -> new IllegalArgumentException(schema.ref() + " is no JSON of this channel"))
                .shape();
    }

    @Override
    public Optional<Schema> bundle(SchemaRef ref, Map<String, String> resourceByEntry) {
        return Optional.empty();
    }

    /// @throws IllegalArgumentException for a Schema of another Format, or settings that mean nothing
    @Override
    public Reader reader(Schema schema, Map<String, String> settings) {
        return new JsonReader(
                shape(schema),
                Format.number(settings, "maximumDepth", 64),
                Format.number(settings, "maximumText", 20_000_000));
    }

    /// @throws IllegalArgumentException for a Schema of another Format
    @Override
    public Writer writer(Schema schema, Map<String, String> settings) {
        return new JsonWriter(shape(schema));
    }
}
