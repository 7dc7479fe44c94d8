package io.suture.studio.mapping;

import io.suture.engine.channel.Channel;
import io.suture.engine.channel.Destination;
import io.suture.engine.mapping.FieldMapping;
import io.suture.engine.mapping.Mapping;
import io.suture.engine.mapping.Origin;
import io.suture.engine.value.FieldPath;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Which of a Channel's Mappings is worked on.
public sealed interface MappingPlace {
    /// A Destination's own.
    static MappingPlace to(String destination) {
        return new Way(destination);
    }

    /// All that a Channel has: its Destinations' Mappings, then its sub-mappings.
    static List<MappingPlace> of(Channel channel) {
        var places = new ArrayList<MappingPlace>();
        channel.destinations().forEach(way -> places.add(new Way(way.name())));
        channel.maps().stream().map(Mapping::name).sorted().forEach(name -> places.add(new SubMapping(name)));
        return places;
    }

    /// What people call it.
    String label();

    /// Empty where the Channel has it no more.
    Optional<Mapping> in(Channel channel);

    /// The Channel with another Mapping at this place.
    Channel with(Channel channel, Mapping mapping);

    /// What the paths of Problems in this Mapping begin with: `destinations[1].mapping.`.
    String problems(Channel channel);

    /// Where what it makes stands in runs.
    List<Made> made(Channel channel);

    /// Whether this is that Destination's own Mapping.
    default boolean isOf(String destination) {
        return equals(to(destination));
    }

    /// One use of a Mapping.
    ///
    /// @param destination whose output it is part of
    /// @param at          the target path of its root there
    record Made(String destination, FieldPath at) {
        /// The path within the Mapping of what stands at this path of a run; empty for what it did not make.
        Optional<FieldPath> within(String ofDestination, FieldPath path) {
            int above = at.names().size();
            return destination.equals(ofDestination)
                            && path.names().size() >= above
                            && path.names().subList(0, above).equals(at.names())
                    ? Optional.of(new FieldPath(
                            path.names().subList(above, path.names().size())))
                    : Optional.empty();
        }
    }

    /// The Mapping of a Destination.
    record Way(String destination) implements MappingPlace {
        @Override
        public String label() {
            return destination;
        }

        @Override
        public Optional<Mapping> in(Channel channel) {
            return channel.destinations().stream()
                    .filter(way -> way.name().equals(destination))
                    .findFirst()
                    .map(Destination::mapping);
        }

        @Override
        public Channel with(Channel channel, Mapping mapping) {
            return channel.withDestinations(channel.destinations().stream()
                    .map(way -> way.name().equals(destination) ? way.withMapping(mapping) : way)
                    .toList());
        }

        @Override
        public String problems(Channel channel) {
            List<String> names =
                    channel.destinations().stream().map(Destination::name).toList();
            return "destinations[" + names.indexOf(destination) + "].mapping.";
        }

        @Override
        public List<Made> made(Channel channel) {
            return List.of(new Made(destination, FieldPath.ROOT));
        }
    }

    /// A sub-mapping, which rows of any of the Channel's Mappings may use: a data type map.
    record SubMapping(String name) implements MappingPlace {
        @Override
        public String label() {
            return "Map " + name;
        }

        @Override
        public Optional<Mapping> in(Channel channel) {
            return channel.maps().stream()
                    .filter(map -> map.name().equals(name))
                    .findFirst();
        }

        @Override
        public Channel with(Channel channel, Mapping mapping) {
            return channel.withMaps(channel.maps().stream()
                    .map(map -> map.name().equals(name) ? mapping : map)
                    .toList());
        }

        @Override
        public String problems(Channel channel) {
            return "maps[" + name + "].";
        }

        @Override
        public List<Made> made(Channel channel) {
            return made(channel, name, new HashSet<>());
        }

        /// @param asked those that are being looked for already: a map that uses itself is refused elsewhere
        private static List<Made> made(Channel channel, String map, Set<String> asked) {
            var found = new ArrayList<Made>();
            if (asked.add(map)) {
                for (Destination way : channel.destinations()) {
                    uses(way.mapping(), map).forEach(at -> found.add(new Made(way.name(), at)));
                }
                for (Mapping other : channel.maps()) {
                    for (FieldPath at : uses(other, map)) {
                        made(channel, other.name(), asked)
                                .forEach(outer -> found.add(new Made(outer.destination(), under(outer.at(), at))));
                    }
                }
                asked.remove(map);
            }
            return found;
        }

        private static FieldPath under(FieldPath above, FieldPath path) {
            FieldPath joined = above;
            for (String name : path.names()) {
                joined = joined.child(name);
            }
            return joined;
        }

        private static List<FieldPath> uses(Mapping mapping, String map) {
            return mapping.fields().stream()
                    .filter(row -> uses(row.origin(), map))
                    .map(FieldMapping::target)
                    .toList();
        }

        private static boolean uses(Origin origin, String map) {
            return switch (origin) {
                case Origin.Using using -> using.map().equals(map);
                case Origin.Cases cases -> cases.cases().stream().anyMatch(one -> uses(one.origin(), map));
                case Origin.Beneath beneath -> false;
                case Origin.From from -> false;
            };
        }
    }
}
