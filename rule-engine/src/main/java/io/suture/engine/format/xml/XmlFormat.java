package io.suture.engine.format.xml;

import io.suture.engine.format.Format;
import io.suture.engine.report.Problem;
import io.suture.engine.schema.Schema;
import io.suture.engine.schema.SchemaDefinition;
import io.suture.engine.schema.SchemaDefinition.Xml;
import io.suture.engine.schema.SchemaRef;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// XML, by the definitions that it was made with. A message is the content of its root element: attributes as `@name`,
/// character data as `#text`, elements by their local names. Decision 0023.
///
/// Settings of a reader: `maximumDepth` (nested elements, default 128); of a writer: `charset` (default UTF-8).
public final class XmlFormat implements Format {
    public static final String ID = "xml";

    private final Map<SchemaRef, SchemaDefinition> definitions = new LinkedHashMap<>();
    private final Map<SchemaRef, Known> known = new ConcurrentHashMap<>();

    private record Known(Schema schema, QName root, XmlShape shape, XsdFiles files) {}

    private XmlFormat(Collection<SchemaDefinition> all) {
        for (SchemaDefinition definition : all) {
            if (definition.content() instanceof Xml) {
                definitions.put(definition.ref(), definition);
            }
        }
    }

    /// The Format that knows these definitions; those of other formats are left aside.
    public static XmlFormat of(Collection<SchemaDefinition> definitions) {
        return new XmlFormat(definitions);
    }

    /// What is wrong with XSD files, placed in them.
    public static List<Problem> check(Xml definition) {
        var files = new XsdFiles(definition.files());
        List<Problem> problems = new ArrayList<>(files.problems());
        if (files.root(definition.root()).isEmpty()) {
            problems.add(Problem.error(
                    "unknown-root", "root", "None of the files declares an element " + definition.root() + "."));
        }
        return problems;
    }

    /// The elements of which a message may be made: those that the first file declares at its top.
    public static List<String> roots(Map<String, String> files) {
        return new XsdFiles(files).roots();
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
        Known found = known.get(ref);
        if (found == null) {
            found = make(ref);
            Known first = found == null ? null : known.putIfAbsent(ref, found);
            found = first == null ? found : first;
        }
        return Optional.ofNullable(found);
    }

    private @Nullable Known make(SchemaRef ref) {
        SchemaDefinition definition = definitions.get(ref);
        if (definition == null || !(definition.content() instanceof Xml(String root, Map<String, String> texts))) {
            return null;
        }
        var files = new XsdFiles(texts);
        return files.root(root)
                .map(element -> {
                    XmlShape shape = new XsdTypes(files).element(element.node(), element.scope());
                    String title = definition.title().isEmpty() ? definition.name() : definition.title();
                    return new Known(new Schema(ref, title, shape.standing()), element.name(), shape, files);
                })
                .orElse(null);
    }

    private Known known(Schema schema) {
        return known(schema.ref())
                .orElseThrow(() -> new IllegalArgumentException(schema.ref() + " is no XML of this channel"));
    }

    @Override
    public Optional<Schema> bundle(SchemaRef ref, Map<String, String> resourceByEntry) {
        return Optional.empty();
    }

    /// @throws IllegalArgumentException for a Schema of another Format, or settings that mean nothing
    @Override
    public Reader reader(Schema schema, Map<String, String> settings) {
        Known one = known(schema);
        return new XmlReader(
                one.root(), one.shape(), one.files().prefixes(), Format.number(settings, "maximumDepth", 128));
    }

    /// @throws IllegalArgumentException for a Schema of another Format, or settings that mean nothing
    @Override
    public Writer writer(Schema schema, Map<String, String> settings) {
        Known one = known(schema);
        String charset = settings.getOrDefault("charset", "");
        try {
            return new XmlWriter(
                    one.root(), one.shape(), one.files(), Charset.forName(charset.isBlank() ? "UTF-8" : charset));
        } catch (java.nio.charset.IllegalCharsetNameException | java.nio.charset.UnsupportedCharsetException unknown) {
            throw new IllegalArgumentException("unknown character set " + charset, unknown);
        }
    }
}
