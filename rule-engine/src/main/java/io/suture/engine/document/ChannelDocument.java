package io.suture.engine.document;

import io.suture.engine.channel.Channel;
import io.suture.engine.channel.Destination;
import io.suture.engine.channel.Destination.Retry;
import io.suture.engine.channel.Destination.WhenHeld;
import io.suture.engine.channel.Endpoint;
import io.suture.engine.channel.Query;
import io.suture.engine.channel.Query.WhenUnanswered;
import io.suture.engine.channel.Source;
import io.suture.engine.channel.Source.Acceptance;
import io.suture.engine.expression.Formula;
import io.suture.engine.lookup.LookupTable;
import io.suture.engine.mapping.Mapping;
import io.suture.engine.report.Problem;
import io.suture.engine.schema.SchemaDefinition;
import io.suture.engine.schema.SchemaRef;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A [Channel] as JSON. What is frozen holds all its parts; one that people keep in files may name them instead
/// (`{"file": "mapping.json"}`), each a document of its own.
public final class ChannelDocument {
    static final String KIND = "channel";

    private ChannelDocument() {}

    /// Reads a document that holds all its parts.
    public static Read<Channel> read(byte[] bytes) {
        return read(bytes, name -> Optional.empty());
    }

    /// Reads a document whose parts may stand in files beside it.
    ///
    /// @param files the bytes of a file by the name that the document gives
    public static Read<Channel> read(byte[] bytes, Function<String, Optional<byte[]>> files) {
        return DocumentText.read(bytes, KIND, part -> body(part, files));
    }

    /// The canonical bytes, with all parts in them.
    public static byte[] write(Channel channel) {
        return DocumentText.write(body(channel));
    }

    /// What approvals and deployments name a frozen document by: SHA-256 of its canonical bytes, in hex.
    public static String hash(Channel channel) {
        return hash(write(channel));
    }

    static String hash(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException wrong) {
            throw new IllegalStateException("every JDK has SHA-256", wrong);
        }
    }

    private static Channel body(DocumentPart part, Function<String, Optional<byte[]>> files) {
        String name = part.text("name");
        if (part.has("name") && !name.matches("[a-z0-9][a-z0-9._-]{0,99}")) {
            part.refuse(
                    "channel-name",
                    "name",
                    "A channel's name has small letters, digits, dots and hyphens: lab-results.");
        }
        return new Channel(
                name,
                part.text("title", ""),
                part.text("description", ""),
                source(part.part("source")),
                part(part, "rules", files, RuleSetDocument.KIND, RuleSetDocument::body),
                destinations(part, files),
                tables(part, files),
                maps(part, files),
                schemas(part, files),
                queries(part),
                part.textMap("constants"),
                part.text("origin", ""));
    }

    private static Source source(DocumentPart part) {
        Endpoint endpoint = endpoint(part.part("endpoint"));
        var schema = MappingDocument.schema(part, "schema");
        Source.Answer answer = part.choice("answer", Source.Answer.class, Source.Answer.STORED);
        Source.Order order = part.choice("order", Source.Order.class, Source.Order.PATIENT);
        Acceptance acceptance = Acceptance.ANY;
        if (part.has("acceptance")) {
            DocumentPart taken = part.part("acceptance");
            acceptance = new Acceptance(
                    taken.texts("types"),
                    taken.texts("versions"),
                    taken.flag("production", false),
                    taken.number("maximumBytes", 1, Acceptance.ANY.maximumBytes()));
            taken.finish();
        }
        part.finish();
        return new Source(endpoint, schema, answer, acceptance, order);
    }

    private static Endpoint endpoint(DocumentPart part) {
        var endpoint = new Endpoint(part.text("connector"), part.textMap("settings"));
        part.finish();
        return endpoint;
    }

    private static List<Destination> destinations(DocumentPart part, Function<String, Optional<byte[]>> files) {
        List<Destination> destinations = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (DocumentPart one : part.parts("destinations")) {
            String name = one.text("name");
            if (!names.add(name)) {
                one.refuse("same-name", "name", "Two destinations are called “" + name + "”.");
            }
            Mapping mapping = part(one, "mapping", files, MappingDocument.KIND, MappingDocument::body);
            Endpoint endpoint = endpoint(one.part("endpoint"));
            Retry retry = Retry.DEFAULT;
            if (one.has("retry")) {
                DocumentPart again = one.part("retry");
                retry = new Retry(
                        again.number("firstMillis", 1, Retry.DEFAULT.firstMillis()),
                        again.number("mostMillis", 1, Retry.DEFAULT.mostMillis()),
                        (int) again.number("rejectedAttempts", 0, Retry.DEFAULT.rejectedAttempts()));
                again.finish();
            }
            destinations.add(new Destination(
                    name, mapping, endpoint, retry, one.choice("whenHeld", WhenHeld.class, WhenHeld.WAIT)));
            one.finish();
        }
        if (destinations.isEmpty()) {
            part.refuse("no-destination", "destinations", "A channel has at least one destination.");
        }
        return destinations;
    }

    private static List<LookupTable> tables(DocumentPart part, Function<String, Optional<byte[]>> files) {
        List<LookupTable> tables = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (DocumentPart one : part.parts("tables")) {
            LookupTable table = part(one, files, LookupTableDocument.KIND, LookupTableDocument::body);
            if (!names.add(table.name())) {
                one.refuse("same-name", "name", "Two lookup tables are called “" + table.name() + "”.");
            }
            tables.add(table);
        }
        return tables;
    }

    private static List<Mapping> maps(DocumentPart part, Function<String, Optional<byte[]>> files) {
        List<Mapping> maps = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (DocumentPart one : part.parts("maps")) {
            Mapping map = part(one, files, MappingDocument.KIND, MappingDocument::body);
            if (!names.add(map.name())) {
                one.refuse("same-name", "name", "Two shared maps are called “" + map.name() + "”.");
            }
            maps.add(map);
        }
        return maps;
    }

    private static List<Query> queries(DocumentPart part) {
        List<Query> queries = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (DocumentPart one : part.parts("queries")) {
            String name = one.text("name");
            if (one.has("name") && !name.matches("[A-Za-z][A-Za-z0-9_-]{0,62}")) {
                one.refuse(
                        "query-name",
                        "name",
                        "A query's name begins with a letter and has letters, digits and hyphens: npi.");
            } else if (!names.add(name)) {
                one.refuse("same-name", "name", "Two queries are called “" + name + "”.");
            }
            queries.add(new Query(
                    name,
                    one.text("note", ""),
                    endpoint(one.part("endpoint")),
                    one.text("resource"),
                    one.text("parameter"),
                    new Formula(one.text("keys")),
                    new Formula(one.text("value", Query.THE_KEY.text())),
                    new Formula(one.text("take")),
                    one.choice("whenUnanswered", WhenUnanswered.class, WhenUnanswered.WAIT)));
            one.finish();
        }
        return queries;
    }

    private static List<SchemaDefinition> schemas(DocumentPart part, Function<String, Optional<byte[]>> files) {
        List<SchemaDefinition> schemas = new ArrayList<>();
        Set<SchemaRef> refs = new HashSet<>();
        for (DocumentPart one : part.parts("schemas")) {
            SchemaDefinition schema = part(one, files, SchemaDocument.KIND, SchemaDocument::body);
            if (!refs.add(schema.ref())) {
                one.refuse("same-name", "name", "Two schemas are called " + schema.ref() + ".");
            }
            schemas.add(schema);
        }
        return schemas;
    }

    private static <T> T part(
            DocumentPart owner,
            String property,
            Function<String, Optional<byte[]>> files,
            String kind,
            Function<DocumentPart, T> body) {
        return part(owner.part(property), files, kind, body);
    }

    /// A part that stands here, or in the file that is named here.
    private static <T> T part(
            DocumentPart part, Function<String, Optional<byte[]>> files, String kind, Function<DocumentPart, T> body) {
        if (!part.has("file")) {
            T value = body.apply(part);
            part.finish();
            return value;
        }
        String name = part.text("file");
        part.finish();
        Optional<byte[]> bytes = files.apply(name);
        if (bytes.isEmpty()) {
            part.refuse("file-missing", "file", "There is no file “" + name + "” here.");
            return body.apply(DocumentPart.root(DocumentText.object(), new ArrayList<>()));
        }
        List<T> found = new ArrayList<>();
        Read<T> read = DocumentText.read(bytes.get(), kind, root -> {
            T value = body.apply(root);
            found.add(value);
            return value;
        });
        for (Problem problem : read.problems()) {
            part.problems()
                    .add(new Problem(
                            problem.severity(),
                            problem.code(),
                            name + (problem.path().isEmpty() ? "" : ":" + problem.path()),
                            problem.message(),
                            problem.span()));
        }
        return found.isEmpty()
                ? body.apply(DocumentPart.root(DocumentText.object(), new ArrayList<>()))
                : found.getFirst();
    }

    private static ObjectNode body(Channel channel) {
        ObjectNode node = DocumentText.header(KIND)
                .put("name", channel.name())
                .put("title", channel.title())
                .put("description", channel.description());
        if (!channel.origin().isEmpty()) {
            node.put("origin", channel.origin());
        }
        source(channel.source(), node.putObject("source"));
        MappingDocument.texts(node, "constants", channel.constants());
        if (!channel.queries().isEmpty()) {
            ArrayNode queries = node.putArray("queries");
            channel.queries().forEach(query -> query(query, queries.addObject()));
        }
        RuleSetDocument.body(channel.rules(), node.putObject("rules"));
        ArrayNode destinations = node.putArray("destinations");
        for (Destination destination : channel.destinations()) {
            ObjectNode one = destinations.addObject().put("name", destination.name());
            endpoint(destination.endpoint(), one.putObject("endpoint"));
            Retry retry = destination.retry();
            if (!retry.equals(Retry.DEFAULT)) {
                one.putObject("retry")
                        .put("firstMillis", retry.firstMillis())
                        .put("mostMillis", retry.mostMillis())
                        .put("rejectedAttempts", retry.rejectedAttempts());
            }
            if (destination.whenHeld() != WhenHeld.WAIT) {
                one.put("whenHeld", DocumentPart.written(destination.whenHeld()));
            }
            MappingDocument.body(destination.mapping(), one.putObject("mapping"));
        }
        ArrayNode maps = node.putArray("maps");
        channel.maps().forEach(map -> MappingDocument.body(map, maps.addObject()));
        if (!channel.schemas().isEmpty()) {
            ArrayNode schemas = node.putArray("schemas");
            channel.schemas().forEach(schema -> SchemaDocument.body(schema, schemas.addObject()));
        }
        ArrayNode tables = node.putArray("tables");
        channel.tables().forEach(table -> LookupTableDocument.body(table, tables.addObject()));
        return node;
    }

    private static void source(Source source, ObjectNode node) {
        endpoint(source.endpoint(), node.putObject("endpoint"));
        node.put("schema", source.schema().toString())
                .put("answer", DocumentPart.written(source.answer()))
                .put("order", DocumentPart.written(source.order()));
        Acceptance acceptance = source.acceptance();
        if (!acceptance.equals(Acceptance.ANY)) {
            ObjectNode taken = node.putObject("acceptance");
            ArrayNode types = taken.putArray("types");
            acceptance.types().forEach(types::add);
            ArrayNode versions = taken.putArray("versions");
            acceptance.versions().forEach(versions::add);
            taken.put("production", acceptance.production()).put("maximumBytes", acceptance.maximumBytes());
        }
    }

    private static void query(Query query, ObjectNode node) {
        node.put("name", query.name());
        if (!query.note().isEmpty()) {
            node.put("note", query.note());
        }
        endpoint(query.endpoint(), node.putObject("endpoint"));
        node.put("resource", query.resource())
                .put("parameter", query.parameter())
                .put("keys", query.keys().text());
        if (!query.value().equals(Query.THE_KEY)) {
            node.put("value", query.value().text());
        }
        node.put("take", query.take().text());
        if (query.whenUnanswered() != WhenUnanswered.WAIT) {
            node.put("whenUnanswered", DocumentPart.written(query.whenUnanswered()));
        }
    }

    private static void endpoint(Endpoint endpoint, ObjectNode node) {
        node.put("connector", endpoint.connector());
        MappingDocument.texts(node, "settings", endpoint.settings());
    }
}
