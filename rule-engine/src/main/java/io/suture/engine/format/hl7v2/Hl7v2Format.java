package io.suture.engine.format.hl7v2;

import io.suture.engine.format.Format;
import io.suture.engine.report.Problem;
import io.suture.engine.schema.FieldType;
import io.suture.engine.schema.Hl7Profile;
import io.suture.engine.schema.Schema;
import io.suture.engine.schema.SchemaDefinition;
import io.suture.engine.schema.SchemaRef;
import io.suture.engine.value.Value;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// HL7 v2 in ER7 encoding, versions 2.1 to 2.8.1.
///
/// SchemaRefs: `hl7v2:2.5.1/ORU_R01` for a message structure, `hl7v2:2.5.1/#XPN` and `#OBX` for a data type or
/// segment of the standard, whose root is that type; `#ZPI` gives a Z segment of numbered fields. Fields of
/// segments, components and subcomponents are named by number. A second segment of one code in a group is
/// numbered as HAPI does (`ROL2`). `hl7v2:2.5.1/ORU_R01@north` is a structure with a Channel's profile. Decision 0040.
///
/// Settings of the reader: `charset`, for messages without MSH-18 (default UTF-8). Of the writer: `charset`,
/// written to MSH-18 (default: UTF-8, named when the message is not plain ASCII); `order`: `given` to write
/// built groups as they are given instead of in the order of the structure. Character sets are named as in HL7
/// table 0211 or as in Java.
public final class Hl7v2Format implements Format {
    private final Standards standards;
    private final Map<SchemaRef, Profiled> profiles = new LinkedHashMap<>();
    private final Map<FieldType, Grammar> grammars = new ConcurrentHashMap<>();

    private record Profiled(Schema schema, ProfileCheck check) {}

    /// The standard, without any profile.
    public Hl7v2Format() {
        this(new Standards(), List.of());
    }

    private Hl7v2Format(Standards standards, Collection<SchemaDefinition> definitions) {
        this.standards = standards;
        for (SchemaDefinition definition : definitions) {
            if (definition.content() instanceof Hl7Profile profile) {
                standards.profiled(profile).ifPresent(made -> {
                    String own = definition.title().isEmpty() ? definition.name() : definition.title();
                    String title = profile.structure().replace('_', '^') + " " + profile.version() + " with " + own;
                    profiles.put(
                            definition.ref(),
                            new Profiled(
                                    new Schema(definition.ref(), title, made.root()),
                                    new ProfileCheck(made.root(), profile)));
                });
            }
        }
    }

    /// This, which knows the profiles among these definitions too; those of other formats are left aside.
    public Hl7v2Format with(Collection<SchemaDefinition> definitions) {
        return new Hl7v2Format(standards, definitions);
    }

    /// What of a profile means nothing, placed in it.
    public List<Problem> check(Hl7Profile profile) {
        return standards
                .profiled(profile)
                .map(ProfiledStructure.Made::problems)
                .orElseGet(() -> List.of(Problem.error(
                        "unknown-structure",
                        "structure",
                        "HL7 " + profile.version() + " has no message structure " + profile.structure() + ".")));
    }

    /// What messages hold beyond a structure of the standard, as a profile to be corrected and accepted: segments of
    /// their own and where they stand, fields and components that the standard does not have. Messages that
    /// cannot be read are passed over.
    ///
    /// @throws IllegalArgumentException for a structure that the standard does not have
    public Hl7Profile learn(SchemaRef structure, List<byte[]> samples) {
        Schema schema = standards
                .schema(new SchemaRef(Standards.FORMAT, structure.version(), structure.structure()))
                .orElseThrow(() -> new IllegalArgumentException("the standard has no " + structure));
        Reader reader = reader(schema, Map.of());
        var learner = new ProfileLearner(schema);
        for (byte[] sample : samples) {
            var errors = new ArrayList<Problem>();
            Value.Group message = reader.read(sample, problem -> {
                if (problem.isError()) {
                    errors.add(problem);
                }
            });
            if (errors.isEmpty()) {
                learner.see(message);
            }
        }
        return learner.profile();
    }

    @Override
    public String id() {
        return Standards.FORMAT;
    }

    @Override
    public List<SchemaRef> schemas() {
        return profiles.isEmpty()
                ? standards.structures()
                : Stream.concat(profiles.keySet().stream(), standards.structures().stream())
                        .toList();
    }

    @Override
    public Optional<Schema> schema(SchemaRef ref) {
        Profiled profiled = profiles.get(ref);
        return profiled == null ? standards.schema(ref) : Optional.of(profiled.schema());
    }

    /// The structure of a message type and event as the standard has it: `ADT`, `A04` at 2.5.1 is `ADT_A01`.
    public Optional<SchemaRef> structure(String version, String type, String event) {
        return standards.structure(version, type, event);
    }

    @Override
    public Optional<Schema> bundle(SchemaRef ref, Map<String, String> resourceByEntry) {
        return Optional.empty();
    }

    /// @throws IllegalArgumentException for the Schema of a part, or a `charset` that is not known
    @Override
    public Reader reader(Schema schema, Map<String, String> settings) {
        Reader reader = new Hl7v2Reader(grammar(schema), set(settings).orElse(CharacterSet.UTF_8));
        Profiled profiled = profiles.get(schema.ref());
        return profiled == null
                ? reader
                : (bytes, problems) -> {
                    Value.Group message = reader.read(bytes, problems);
                    if (message.size() > 0) {
                        profiled.check().check(message, problems);
                    }
                    return message;
                };
    }

    /// @throws IllegalArgumentException for the Schema of a part, or a `charset` that is not known
    @Override
    public Writer writer(Schema schema, Map<String, String> settings) {
        Profiled profiled = profiles.get(schema.ref());
        return new Hl7v2Writer(
                grammar(schema),
                set(settings).orElse(null),
                settings.getOrDefault("order", "").equals("given"),
                profiled == null ? null : profiled.check());
    }

    /// Whether a `charset` setting names a set that is known here.
    public static boolean isCharset(String name) {
        return CharacterSet.named(name).isPresent();
    }

    private static Optional<CharacterSet> set(Map<String, String> settings) {
        String name = settings.getOrDefault("charset", "");
        if (name.isBlank()) {
            return Optional.empty();
        }
        return Optional.of(CharacterSet.named(name)
                .orElseThrow(() -> new IllegalArgumentException("unknown character set " + name)));
    }

    /// The messages of a file, framed, in batches or behind each other, read as a whole. What is wrong with the batch
    /// stands with its first message; a file without any is one that will be refused.
    @Override
    public Records split(InputStream stream, Schema schema, Map<String, String> settings) {
        return new Hl7v2Records(stream);
    }

    private Grammar grammar(Schema schema) {
        if (schema.root().kind() != FieldType.Kind.GROUP) {
            throw new IllegalArgumentException(schema.ref() + " is a part of messages and no message");
        }
        return grammars.computeIfAbsent(schema.root(), Grammar::new);
    }

    @Override
    public String show(FieldType root, List<String> names, List<Integer> positions) {
        return Location.show(root, names, positions);
    }
}
