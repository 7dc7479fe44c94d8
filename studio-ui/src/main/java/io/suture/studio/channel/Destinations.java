package io.suture.studio.channel;

import io.suture.engine.channel.Channel;
import io.suture.engine.channel.Destination;
import io.suture.engine.channel.Source;
import io.suture.engine.mapping.Mapping;
import io.suture.engine.rule.Decision;
import io.suture.engine.rule.DecisionTable;
import io.suture.engine.rule.Rule;
import io.suture.engine.rule.RuleSet;
import io.suture.engine.schema.SchemaRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Further ways out of a Channel: one more, or one less.
public final class Destinations {
    private Destinations() {}

    /// What the Mapping of a new Destination begins as.
    public sealed interface Start {
        /// Nothing is mapped.
        ///
        /// @param copy whether the output starts as a copy of the message, both being HL7 v2
        record Empty(SchemaRef target, boolean copy) implements Start {}

        /// As another Destination's is now.
        record Like(String destination) implements Start {}
    }

    /// What is wrong with a name for one more; empty where nothing is.
    public static Optional<String> refusal(Channel channel, String name) {
        if (!name.matches("[a-z0-9][a-z0-9-]{0,62}")) {
            return Optional.of("Use lower case letters, digits and hyphens, at most 63.");
        }
        return channel.destinations().stream().anyMatch(one -> one.name().equals(name))
                ? Optional.of("There is a destination of that name. Choose another.")
                : Optional.empty();
    }

    /// The Channel with one more Destination.
    ///
    /// @param always whether every message goes there that no rule decides on
    public static Channel with(Channel channel, String name, Start start, boolean always) {
        var destinations = new ArrayList<>(channel.destinations());
        destinations.add(
                switch (start) {
                    case Start.Empty(var target, var copy) -> empty(channel, name, target, copy);
                    case Start.Like(var other) -> {
                        Destination like = find(channel, other).orElseThrow();
                        yield new Destination(name, like.mapping(), like.endpoint(), like.retry(), like.whenHeld());
                    }
                });
        Channel more = channel.withDestinations(destinations);
        if (!always) {
            return more;
        }
        RuleSet rules = channel.rules();
        return more.withRules(new RuleSet(
                rules.parts(),
                rules.policy(),
                Stream.concat(rules.otherwise().stream(), Stream.of(name)).toList()));
    }

    private static Destination empty(Channel channel, String name, SchemaRef target, boolean copy) {
        SchemaRef source = channel.source().schema();
        return new Destination(
                name,
                new Mapping(
                        name,
                        1,
                        source,
                        Map.of(),
                        target,
                        copy && NewChannel.mayCopy(source, target),
                        Map.of(),
                        null,
                        null,
                        List.of()),
                FittingEndpoints.out(channel.name() + "-" + name, target),
                Destination.Retry.DEFAULT,
                Destination.WhenHeld.WAIT);
    }

    private static Optional<Destination> find(Channel channel, String name) {
        return channel.destinations().stream()
                .filter(one -> one.name().equals(name))
                .findFirst();
    }

    /// What stands in the way of taking a Destination out: Rules that name it, in words.
    public static List<String> uses(Channel channel, String name) {
        var uses = new ArrayList<String>();
        channel.rules().parts().stream()
                .filter(part -> switch (part) {
                    case Rule rule -> rule.decisions().stream().anyMatch(one -> names(one, name));
                    case DecisionTable table ->
                        IntStream.range(0, table.rows().size())
                                .mapToObj(table::decisions)
                                .flatMap(List::stream)
                                .anyMatch(one -> names(one, name));
                })
                .map(part -> "the rule “" + part.name() + "”")
                .forEach(uses::add);
        if (channel.source().answer() == Source.Answer.DELIVERED
                && channel.source().endpoint().setting("answerFrom", "").equals(name)) {
            uses.add("the answer to the sender");
        }
        return uses;
    }

    private static boolean names(Decision decision, String destination) {
        return switch (decision) {
            case Decision.RouteTo(var destinations) -> destinations.contains(destination);
            case Decision.Redact(var paths, var from) -> from.equals(destination);
            case Decision.Drop drop -> false;
            case Decision.Reject reject -> false;
            case Decision.Hold hold -> false;
            case Decision.Label label -> false;
            case Decision.Alert alert -> false;
            case Decision.Correlate correlate -> false;
        };
    }

    /// The Channel without a Destination that no Rule names.
    public static Channel without(Channel channel, String name) {
        RuleSet rules = channel.rules();
        return channel.withDestinations(channel.destinations().stream()
                        .filter(one -> !one.name().equals(name))
                        .toList())
                .withRules(new RuleSet(
                        rules.parts(),
                        rules.policy(),
                        rules.otherwise().stream()
                                .filter(one -> !one.equals(name))
                                .toList()));
    }

    /// The Channel with another in the place of the Destination of its name.
    public static Channel changed(Channel channel, Destination destination) {
        return channel.withDestinations(channel.destinations().stream()
                .map(one -> one.name().equals(destination.name()) ? destination : one)
                .toList());
    }
}
