package io.suture.studio.schema;

import io.suture.engine.ChannelCompiler;
import io.suture.engine.channel.Channel;
import io.suture.engine.channel.Destination;
import io.suture.engine.format.fhir.FhirFormat;
import io.suture.engine.format.hl7v2.Hl7v2Format;
import io.suture.engine.format.json.JsonFormat;
import io.suture.engine.format.xml.XmlFormat;
import io.suture.engine.mapping.Mapping;
import io.suture.engine.replacement.PathChange;
import io.suture.engine.replacement.SchemaReplacement;
import io.suture.engine.replacement.SchemaReplacement.Side;
import io.suture.engine.report.Problem;
import io.suture.engine.schema.FhirProfile;
import io.suture.engine.schema.Hl7Profile;
import io.suture.engine.schema.Schema;
import io.suture.engine.schema.SchemaDefinition;
import io.suture.engine.schema.SchemaDefinition.Delimited;
import io.suture.engine.schema.SchemaDefinition.Json;
import io.suture.engine.schema.SchemaDefinition.Xml;
import io.suture.engine.schema.SchemaRef;
import io.suture.studio.channel.FittingEndpoints;
import io.suture.studio.mapping.FieldMappings;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// What is done with the schemas of a Channel. A change that would leave something without its schema is refused, with
/// all that uses it.
public final class Schemas {
    private static final int LONGEST_NAME = 60;

    private final FieldMappings mappings;
    private final Hl7v2Format hl7;

    /// What a change comes to.
    public sealed interface Outcome {
        /// The change, and a word about what goes with it, or empty.
        record Changes(UnaryOperator<Channel> change, String words) implements Outcome {}

        /// Why it is not made, in sentences.
        record Refused(String why) implements Outcome {}
    }

    /// A Schema that a Channel uses.
    ///
    /// @param side which of its Schemas it is
    /// @param ref  as the document names it
    public record Used(Side side, SchemaRef ref) {
        /// `Comes in`, `Goes out to billing`
        public String words() {
            return switch (side) {
                case Side.Source source -> "Comes in";
                case Side.Target target -> "Goes out to " + target.destination();
            };
        }
    }

    Schemas(FieldMappings mappings, Hl7v2Format hl7) {
        this.mappings = mappings;
        this.hl7 = hl7;
    }

    /// What comes in, then what goes out to each Destination.
    public List<Used> used(Channel channel) {
        var used = new ArrayList<Used>();
        used.add(new Used(new Side.Source(), channel.source().schema()));
        channel.destinations()
                .forEach(way -> used.add(
                        new Used(new Side.Target(way.name()), way.mapping().target())));
        return used;
    }

    /// What uses a definition.
    public List<Used> uses(Channel channel, SchemaDefinition definition) {
        return used(channel).stream()
                .filter(used -> used.ref().equals(definition.ref()))
                .toList();
    }

    public Optional<SchemaDefinition> definition(Channel channel, SchemaRef ref) {
        return channel.schemas().stream()
                .filter(definition -> definition.ref().equals(ref))
                .findFirst();
    }

    /// The tree of a Schema; empty where the definition is too broken to have one.
    public Optional<Schema> schema(Channel channel, SchemaRef ref) {
        try {
            return mappings.environment(channel).formulas().schema(ref);
        } catch (IllegalStateException | IllegalArgumentException broken) {
            // Its problems say why.
            return Optional.empty();
        }
    }

    /// What is wrong with a definition.
    public List<Problem> problems(SchemaDefinition definition) {
        return switch (definition.content()) {
            case Delimited delimited -> List.of();
            case Json json -> JsonFormat.check(json);
            case Xml xml -> XmlFormat.check(xml);
            case FhirProfile profile -> FhirFormat.check(profile);
            case Hl7Profile profile -> hl7.check(profile);
        };
    }

    /// What a Channel's messages hold beyond a structure, as a profile.
    public Hl7Profile learn(SchemaRef structure, List<byte[]> samples) {
        return hl7.learn(structure, samples);
    }

    /// The places of a structure of the standard behind which a segment may stand.
    public Optional<Schema> structure(Hl7Profile profile) {
        return hl7.schema(new SchemaRef(hl7.id(), profile.version(), profile.structure()));
    }

    /// What may stand in the place of a Schema: a Channel's own first, then the standards'.
    public List<SchemaRef> choices(Channel channel, Side side) {
        var choices = new ArrayList<SchemaRef>();
        channel.schemas().stream()
                .map(SchemaDefinition::ref)
                // What comes is read as the standard has it: FHIR's profiles say what is to be made.
                .filter(ref -> side instanceof Side.Target
                        || !ref.format().equals("fhir")
                        || ref.profile().isEmpty())
                .forEach(choices::add);
        ChannelCompiler.standard().schemas().stream()
                .filter(ref -> !ref.isPart())
                .forEach(choices::add);
        return choices;
    }

    /// A new definition. Its name must be free.
    public Outcome add(Channel channel, SchemaDefinition definition) {
        if (!definition.name().matches("[A-Za-z0-9][A-Za-z0-9._-]{0,99}")) {
            return new Outcome.Refused("A schema's short name has letters, digits, dots and hyphens: lab-orders.");
        }
        if (definition(channel, definition.ref()).isPresent()) {
            return new Outcome.Refused("There is a schema “" + definition.name() + "” already. Take another name.");
        }
        return new Outcome.Changes(one -> one.withSchemas(with(one.schemas(), definition)), "");
    }

    private static List<SchemaDefinition> with(List<SchemaDefinition> all, SchemaDefinition one) {
        var more = new ArrayList<>(all);
        more.add(one);
        return more;
    }

    /// A definition as it is now. Where a field got another name, so it is wherever it is mapped.
    ///
    /// @param before as it stands in the Channel
    public Outcome edit(Channel channel, SchemaDefinition before, SchemaDefinition after) {
        if (!before.ref().equals(after.ref())
                && definition(channel, after.ref()).isPresent()) {
            return new Outcome.Refused("There is a schema “" + after.name() + "” already. Take another name.");
        }
        Channel both = put(channel, before, after);
        Optional<Schema> now = schema(both, after.ref());
        Channel moved = both;
        int renamed = 0;
        for (Used used : uses(channel, before)) {
            Optional<Schema> was = tree(channel, used);
            if (was.isPresent() && now.isPresent()) {
                var replacement = new SchemaReplacement(moved, used.side(), was.get(), now.get());
                List<PathChange> moves = replacement.changes().stream()
                        .filter(change -> change.kind() == PathChange.Kind.MOVED)
                        .toList();
                renamed += moves.size();
                moved = replacement.replaced(moves);
            }
        }
        Channel done = moved;
        return new Outcome.Changes(
                one -> done,
                renamed == 0
                        ? ""
                        : "The name was changed in " + (renamed == 1 ? "one place" : renamed + " places")
                                + " of the mapping too.");
    }

    private static Channel put(Channel channel, SchemaDefinition before, SchemaDefinition after) {
        return channel.withSchemas(channel.schemas().stream()
                .map(one -> one.ref().equals(before.ref()) ? after : one)
                .toList());
    }

    public Outcome remove(Channel channel, SchemaDefinition definition) {
        List<Used> uses = uses(channel, definition);
        if (!uses.isEmpty()) {
            return new Outcome.Refused("The schema “" + definition.name() + "” stays: it is what "
                    + String.join(
                            " and what ",
                            uses.stream()
                                    .map(used -> used.words().toLowerCase(Locale.ROOT))
                                    .toList())
                    + ". Replace it there first.");
        }
        return new Outcome.Changes(
                one -> one.withSchemas(one.schemas().stream()
                        .filter(other -> !other.ref().equals(definition.ref()))
                        .toList()),
                "");
    }

    /// What becomes of every path when another Schema stands in the place of one; empty where one of them has no tree.
    public Optional<SchemaReplacement> replacement(Channel channel, Used used, SchemaRef to) {
        Optional<Schema> from = tree(channel, used);
        Optional<Schema> now = schema(channel, to);
        return from.isEmpty() || now.isEmpty()
                ? Optional.empty()
                : Optional.of(new SchemaReplacement(channel, used.side(), from.get(), now.get()));
    }

    /// The change that a replacement is.
    public UnaryOperator<Channel> replaced(SchemaReplacement replacement, Collection<PathChange> accepted) {
        Channel done = FittingEndpoints.fit(replacement.replaced(accepted));
        return one -> done;
    }

    /// A Bundle is the tree of its entries.
    private Optional<Schema> tree(Channel channel, Used used) {
        if (used.side() instanceof Side.Target target) {
            Optional<Mapping> mapping = channel.destinations().stream()
                    .filter(way -> way.name().equals(target.destination()))
                    .map(Destination::mapping)
                    .findFirst();
            return mapping.flatMap(one -> mappings.target(channel, one));
        }
        return schema(channel, used.ref());
    }

    /// A short name that none of the definitions has yet: `orders`, `orders-2`.
    public static String freeName(List<SchemaDefinition> taken, String wanted) {
        String plain =
                wanted.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-+|-+$", "");
        String name = plain.isEmpty() ? "schema" : plain.substring(0, Math.min(LONGEST_NAME, plain.length()));
        String free = name;
        for (int i = 2; isTaken(taken, free); i++) {
            free = name + "-" + i;
        }
        return free;
    }

    private static boolean isTaken(List<SchemaDefinition> taken, String name) {
        return taken.stream().anyMatch(definition -> definition.name().equals(name));
    }
}
