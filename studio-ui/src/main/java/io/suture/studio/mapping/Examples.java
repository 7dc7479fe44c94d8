package io.suture.studio.mapping;

import io.suture.engine.channel.Channel;
import io.suture.engine.channel.Destination;
import io.suture.engine.format.Format;
import io.suture.engine.mapping.Mapping;
import io.suture.engine.mapping.MappingEnvironment;
import io.suture.engine.schema.Schema;
import io.suture.engine.suggestion.Example;
import io.suture.engine.value.FieldPath;
import io.suture.engine.value.Value;
import io.suture.regression.Expectation;
import io.suture.studio.testing.Samples;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Samples whose whole output somebody said, value beside value.
final class Examples {
    private final FieldMappings mappings;
    private final Samples samples;

    Examples(FieldMappings mappings, Samples samples) {
        this.mappings = mappings;
        this.samples = samples;
    }

    /// Empty where the Sample does not say what it must yield, or either does not read.
    Optional<Example> of(Channel channel, String destination, UUID sample) {
        Optional<byte[]> expected = samples.expectations(sample).stream()
                .flatMap(one -> one instanceof Expectation.Whole(var way, var number, var bytes)
                                && way.equals(destination)
                                && number == 1
                        ? java.util.stream.Stream.of(bytes)
                        : java.util.stream.Stream.empty())
                .findFirst();
        Optional<Mapping> mapping = channel.destinations().stream()
                .filter(way -> way.name().equals(destination))
                .findFirst()
                .map(Destination::mapping);
        if (expected.isEmpty() || mapping.isEmpty()) {
            return Optional.empty();
        }
        MappingEnvironment environment = mappings.environment(channel);
        var formulas = environment.formulas();
        Optional<Schema> source = formulas.schema(mapping.get().source());
        Optional<Schema> target = formulas.schema(mapping.get().target());
        Optional<byte[]> payload = samples.open(sample).map(kept -> kept.payload());
        if (source.isEmpty() || target.isEmpty() || payload.isEmpty()) {
            return Optional.empty();
        }
        var sources = new LinkedHashMap<FieldPath, String>();
        leaves(read(environment, source.get(), payload.get()), FieldPath.ROOT, sources);
        var targets = new LinkedHashMap<FieldPath, String>();
        Value.Group output = read(environment, target.get(), expected.get());
        if (target.get().ref().name().equals("Bundle")) {
            for (Value entry : Value.items(output.get("entry"))) {
                if (entry instanceof Value.Group group && group.get("resource") instanceof Value.Group resource) {
                    leaves(resource, FieldPath.of(text(resource.get("resourceType"))), targets);
                }
            }
        } else {
            leaves(output, FieldPath.of(target.get().ref().name()), targets);
        }
        return Optional.of(new Example(sources, targets));
    }

    private static Value.Group read(MappingEnvironment environment, Schema schema, byte[] bytes) {
        Format format = FieldMappings.format(environment, schema.ref());
        return format.reader(schema, Map.of()).read(bytes, problem -> {});
    }

    private static String text(Value value) {
        return value instanceof Value.Text(var text) && !text.isEmpty() ? text : "Resource";
    }

    /// Of what repeats the first: one that stands further on proves less.
    private static void leaves(Value value, FieldPath path, Map<FieldPath, String> found) {
        switch (value) {
            case Value.Text(var text) -> {
                if (!text.isBlank()) {
                    found.putIfAbsent(path, text);
                }
            }
            case Value.Group group -> {
                for (int i = 0; i < group.size(); i++) {
                    leaves(group.value(i), path.child(group.name(i)), found);
                }
            }
            case Value.Repeat(var items) -> leaves(items.getFirst(), path, found);
            case Value.Binary binary -> {}
            case Value.Null erase -> {}
            case Value.Absent absent -> {}
        }
    }
}
