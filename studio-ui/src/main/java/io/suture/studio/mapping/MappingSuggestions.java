package io.suture.studio.mapping;

import io.suture.engine.channel.Channel;
import io.suture.engine.channel.Destination;
import io.suture.engine.mapping.Mapping;
import io.suture.engine.mapping.MappingEnvironment;
import io.suture.engine.suggestion.Example;
import io.suture.engine.suggestion.Precedent;
import io.suture.engine.suggestion.Suggestion;
import io.suture.engine.suggestion.Suggestions;
import io.suture.studio.channel.ChannelId;
import io.suture.studio.channel.ChannelSummary;
import io.suture.studio.channel.Draft;
import io.suture.studio.channel.Drafts;
import io.suture.studio.testing.Samples;
import io.suture.template.TemplateCatalog;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What the HL7 maps, the Templates and the other Channels of this studio suggest for a draft. Nothing is changed but
/// by [#accept].
public final class MappingSuggestions {
    /// Of many Channels the ones that somebody worked on last say best how this team maps.
    private static final int CHANNELS = 12;

    private final FieldMappings mappings;
    private final Drafts drafts;
    private final Examples examples;

    /// Templates never change while the studio runs.
    private static final class Shipped {
        private static final List<Precedent> PRECEDENTS = TemplateCatalog.all().stream()
                .flatMap(template ->
                        precedents("Template " + template.title(), Precedent.Kind.TEMPLATE, template.channel())
                                .stream())
                .toList();
    }

    MappingSuggestions(FieldMappings mappings, Drafts drafts, Samples samples) {
        this.mappings = mappings;
        this.drafts = drafts;
        examples = new Examples(mappings, samples);
    }

    /// All that is suggested. Takes a while the first time: not for the thread that draws.
    ///
    /// @param sample the Sample that is looked at, whose expected output may tell more; null for none
    public Optional<Suggested> of(Draft draft, String destination, @Nullable UUID sample) {
        long begin = System.nanoTime();
        Channel channel = draft.channel();
        MappingEnvironment environment = mappings.environment(channel);
        return channel.destinations().stream()
                .filter(way -> way.name().equals(destination))
                .findFirst()
                .map(Destination::mapping)
                .flatMap(mapping -> {
                    Example example = sample == null
                            ? null
                            : examples.of(channel, destination, sample).orElse(null);
                    List<Suggestion> found = Suggestions.of(
                            mapping, environment, precedents(draft.id(), mapping), TemplateCatalog.library(), example);
                    Mapping ahead = mapping;
                    for (Suggestion one : found) {
                        ahead = one.edit(ahead).apply(ahead, environment).mapping();
                    }
                    Mapping all = ahead;
                    return FieldMappings.target(all, environment)
                            .map(target -> new Suggested(found, target, all, (System.nanoTime() - begin) / 1_000_000));
                });
    }

    /// The Channel with those of these that still fit when the ones before them are accepted.
    public Accepted accept(Channel channel, String destination, List<Suggestion> chosen) {
        Channel now = channel;
        int count = 0;
        Optional<Destination> way = channel.destinations().stream()
                .filter(one -> one.name().equals(destination))
                .findFirst();
        if (way.isPresent()) {
            for (Suggestion one : Suggestions.together(way.get().mapping(), mappings.environment(channel), chosen)) {
                Channel with = one.brought().in(now);
                Mapping mapping = with.destinations().stream()
                        .filter(other -> other.name().equals(destination))
                        .findFirst()
                        .orElseThrow()
                        .mapping();
                now = mappings.edit(with, MappingPlace.to(destination), one.edit(mapping))
                        .channel();
                count++;
            }
        }
        return new Accepted(now, count);
    }

    /// What became of an acceptance.
    public record Accepted(Channel channel, int count) {}

    private List<Precedent> precedents(ChannelId own, Mapping mapping) {
        var precedents = new ArrayList<>(shipped(mapping));
        drafts.channels().stream()
                .filter(other -> !other.id().equals(own) && other.to().contains(mapping.target()))
                .sorted(Comparator.comparing(ChannelSummary::changedAt).reversed())
                .limit(CHANNELS)
                .flatMap(other -> drafts.open(other.id()).stream())
                .flatMap(draft ->
                        precedents("Channel " + draft.channel().title(), Precedent.Kind.TEAM, draft.channel()).stream())
                .forEach(precedents::add);
        return precedents;
    }

    /// The Templates for this kind of message; where there is none, all: a PID is a PID in every message.
    private static List<Precedent> shipped(Mapping mapping) {
        List<Precedent> alike = Shipped.PRECEDENTS.stream()
                .filter(one -> one.mapping()
                        .source()
                        .structure()
                        .equals(mapping.source().structure()))
                .toList();
        return alike.isEmpty() ? Shipped.PRECEDENTS : alike;
    }

    private static List<Precedent> precedents(String name, Precedent.Kind kind, Channel channel) {
        return channel.destinations().stream()
                .map(way ->
                        new Precedent(name, kind, way.mapping(), channel.maps(), channel.tables(), channel.constants()))
                .toList();
    }
}
