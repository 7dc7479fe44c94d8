package io.suture.engine.format.fhir;

import io.suture.engine.format.Format;
import io.suture.engine.report.Problem;
import io.suture.engine.schema.FieldType;
import io.suture.engine.schema.Schema;
import io.suture.engine.value.Value;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;

/// Writes FHIR JSON as a stream, without building a tree: the schema says what is a list, a number or a truth
/// value, and what a leaf must look like. A leaf that does not look so is left out with a Problem, never written
/// and never silent.
/// Bundles may be of [NamedEntries].
final class FhirWriter implements Format.Writer {
    private static final int USUAL_SIZE = 16 * 1024;
    private static final int MOST_SPARE = 256 * 1024;
    private static final byte[] NO_SPARE = {};
    private static final byte[] RESOURCE_TYPE = Member.head("resourceType");
    private static final byte[] TYPE = Member.head("type");
    private static final byte[] ENTRY = Member.head("entry");
    private static final byte[] FULL_URL = Member.head("fullUrl");
    private static final byte[] RESOURCE = Member.head("resource");
    private static final byte[] REQUEST = Member.head("request");

    private final Schema schema;
    private final boolean bundle;
    private final Function<String, Optional<FieldType>> resources;
    /// Resource types as HAPI knows them, looked up once: its own look-up costs more than writing a small resource.
    private final Map<String, Optional<FieldType>> known = new ConcurrentHashMap<>();
    private final Member.Known members = new Member.Known();
    /// The array of the message before: to fill a fresh one with zeros costs as much as to write into it.
    private final AtomicReference<byte[]> spare = new AtomicReference<>(NO_SPARE);

    FhirWriter(Schema schema, FhirVersion version) {
        this.schema = schema;
        this.bundle = NamedEntries.are(schema);
        this.resources = version::resource;
    }

    @Override
    public String mediaType() {
        return "application/fhir+json";
    }

    @Override
    public String extension() {
        return "json";
    }

    @Override
    public byte[] write(Value.Group message, Consumer<Problem> problems) {
        byte[] spare = this.spare.getAndSet(NO_SPARE);
        var writing = new Writing(new JsonBytes(spare == NO_SPARE ? new byte[USUAL_SIZE] : spare), problems);
        if (bundle) {
            writing.bundle(message);
        } else {
            writing.enter(schema.root().name());
            writing.resource(message, schema.root());
        }
        byte[] written = writing.json.toBytes();
        if (writing.json.spare().length <= MOST_SPARE) {
            this.spare.set(writing.json.spare());
        }
        return written;
    }

    private FieldType type(String name, FieldType declared) {
        return name.equals(declared.name())
                ? declared
                : known.computeIfAbsent(name, resources).orElse(declared);
    }

    /// One message while it is written, with the path to where it stands.
    private final class Writing {
        private final JsonBytes json;
        private final Consumer<Problem> problems;
        private String[] path = new String[32];
        private int depth;

        Writing(JsonBytes json, Consumer<Problem> problems) {
            this.json = json;
            this.problems = problems;
        }

        void enter(String name) {
            if (depth == path.length) {
                path = Arrays.copyOf(path, depth * 2);
            }
            path[depth++] = name;
        }

        void bundle(Value.Group message) {
            json.ascii('{');
            json.name(RESOURCE_TYPE);
            json.string("Bundle");
            json.name(TYPE);
            json.string(message.get("type") instanceof Value.Text(String text) ? text : NamedEntries.USUAL_TYPE);
            Member.Members root = members.of(schema.root());
            for (String own : NamedEntries.OWN) {
                Value value = message.get(own);
                Member member = value == Value.Absent.ABSENT ? null : root.find(own);
                if (member != null) {
                    property(member, value, false);
                }
            }
            entries(message, root);
            json.ascii('}');
        }

        private void entries(Value.Group message, Member.Members root) {
            boolean open = false;
            for (int i = 0; i < message.size(); i++) {
                Member member = root.find(message.name(i));
                if (member == null || member.type.kind() != FieldType.Kind.GROUP) {
                    continue;
                }
                enter(member.name);
                for (Value entry : Value.items(message.value(i))) {
                    if (entry instanceof Value.Group group) {
                        if (open) {
                            json.next();
                        } else {
                            json.name(ENTRY);
                            json.ascii('[');
                            open = true;
                        }
                        entry(group, member.type);
                    }
                }
                depth--;
            }
            if (open) {
                json.ascii(']');
            }
        }

        private void entry(Value.Group entry, FieldType type) {
            json.ascii('{');
            if (entry.get("fullUrl") instanceof Value.Text(String url)) {
                json.name(FULL_URL);
                json.string(url);
            }
            if (entry.get("resource") instanceof Value.Group resource) {
                json.name(RESOURCE);
                resource(resource, type);
            }
            if (entry.get("request") instanceof Value.Group request) {
                json.name(REQUEST);
                json.ascii('{');
                for (int i = 0; i < request.size(); i++) {
                    if (request.value(i) instanceof Value.Text(String text)) {
                        json.name(Member.head(request.name(i)));
                        json.string(text);
                    }
                }
                json.ascii('}');
            }
            json.ascii('}');
        }

        void resource(Value.Group resource, FieldType declared) {
            String name = resource.get("resourceType") instanceof Value.Text(String said) ? said : declared.name();
            json.ascii('{');
            json.name(RESOURCE_TYPE);
            json.string(name);
            members(resource, members.of(type(name, declared)));
            json.ascii('}');
        }

        /// Whether anything was written.
        private boolean members(Value.Group group, Member.Members members) {
            boolean any = false;
            boolean beside = hasBeside(group);
            for (int i = 0; i < group.size(); i++) {
                String name = group.name(i);
                if (FhirTypes.isReserved(name)) {
                    continue;
                }
                Member member = members.find(name);
                if (member == null) {
                    json.name(Member.head(name));
                    unknown(group.value(i));
                    any = true;
                } else {
                    any |= property(member, group.value(i), beside && isPaired(group, name));
                }
            }
            return any;
        }

        /// Writes a member with its name, or nothing at all when nothing would stand there.
        private boolean property(Member member, Value value, boolean paired) {
            if (value instanceof Value.Text(String text) && !member.list && member.shape != null) {
                return leafMember(member, member.shape, text);
            }
            int mark = json.mark();
            json.name(member.head);
            boolean written = member.list ? list(member, value, paired) : single(member, value);
            if (!written) {
                json.back(mark);
            }
            return written;
        }

        /// The usual case.
        private boolean leafMember(Member member, FhirShape shape, String text) {
            int mark = json.mark();
            json.name(member.head);
            if (leaf(shape, text)) {
                return true;
            }
            json.back(mark);
            return misshapen(member);
        }

        /// A list that is paired with one of extensions keeps its places, with `null` where nothing stands.
        private boolean list(Member member, Value value, boolean paired) {
            json.ascii('[');
            boolean any = paired;
            if (value instanceof Value.Repeat(var items)) {
                for (int i = 0; i < items.size(); i++) {
                    any |= item(member, items.get(i), paired);
                }
            } else {
                any |= item(member, value, paired);
            }
            json.ascii(']');
            return any;
        }

        private boolean item(Member member, Value item, boolean paired) {
            int mark = json.mark();
            json.next();
            if (paired && item == Value.Null.NULL) {
                json.plain("null");
                return true;
            }
            boolean written = one(member, item);
            if (!written) {
                json.back(mark);
            }
            return written;
        }

        private boolean single(Member member, Value value) {
            if (value instanceof Value.Repeat(var items)) {
                problems.accept(Misfit.severalForOne(member, place(member), items.size()));
                return one(member, items.getFirst());
            }
            return one(member, value);
        }

        private boolean one(Member member, Value value) {
            return switch (value) {
                case Value.Text(String text) -> {
                    FhirShape shape = member.shape;
                    if (shape == null) {
                        yield leftOut(Misfit.textForParts(member, place(member)));
                    }
                    yield leaf(shape, text) || misshapen(member);
                }
                case Value.Group group -> {
                    if (member.shape != null) {
                        yield leftOut(Misfit.partsForText(member, place(member)));
                    }
                    yield object(member, group);
                }
                case Value.Binary binary -> {
                    json.string(binary.handle());
                    yield true;
                }
                case Value.Repeat(var items) -> one(member, items.getFirst());
                case Value.Null erase -> false;
                case Value.Absent absent -> false;
            };
        }

        private boolean object(Member member, Value.Group group) {
            enter(member.name);
            boolean written = true;
            if (member.resource) {
                resource(group, member.type);
            } else {
                json.ascii('{');
                written = members(group, member.beneath());
                json.ascii('}');
            }
            depth--;
            return written;
        }

        /// Writes a leaf that looks as it must; whether it did.
        private boolean leaf(FhirShape shape, String text) {
            // The most frequent shape, looked at while it is written.
            if (shape == FhirShape.URI && json.unbroken(text)) {
                return true;
            }
            if (!shape.fits(text)) {
                return false;
            }
            // Digits are written as they are: FHIR's decimals carry their precision.
            if (shape.isPlain()) {
                json.plain(text);
            } else {
                json.string(text);
            }
            return true;
        }

        private boolean misshapen(Member member) {
            return leftOut(Misfit.misshapen(member, place(member)));
        }

        private boolean leftOut(Problem why) {
            problems.accept(why);
            return false;
        }

        private String place(Member member) {
            var place = new StringBuilder();
            for (int i = 0; i < depth; i++) {
                place.append(path[i]).append('.');
            }
            return place.append(member.name).toString();
        }

        private void unknown(Value value) {
            switch (value) {
                case Value.Text(String text) -> json.string(text);
                case Value.Group group -> {
                    json.ascii('{');
                    for (int i = 0; i < group.size(); i++) {
                        json.name(Member.head(group.name(i)));
                        unknown(group.value(i));
                    }
                    json.ascii('}');
                }
                case Value.Repeat(var items) -> {
                    json.ascii('[');
                    for (Value item : items) {
                        json.next();
                        unknown(item);
                    }
                    json.ascii(']');
                }
                case Value.Binary binary -> json.string(binary.handle());
                case Value.Null erase -> json.plain("null");
                case Value.Absent absent -> json.plain("null");
            }
        }
    }

    private static boolean hasBeside(Value.Group group) {
        for (int i = 0; i < group.size(); i++) {
            if (group.name(i).charAt(0) == '_') {
                return true;
            }
        }
        return false;
    }

    /// Whether this list and the one with its extensions keep each other's places with `null`.
    private static boolean isPaired(Value.Group group, String name) {
        return name.startsWith(FhirTypes.BESIDE)
                ? group.get(name.substring(1)) != Value.Absent.ABSENT
                : group.get(FhirTypes.BESIDE + name) != Value.Absent.ABSENT;
    }
}
