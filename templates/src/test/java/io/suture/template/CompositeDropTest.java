package io.suture.template;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.engine.ChannelCompiler;
import io.suture.engine.Context;
import io.suture.engine.Engine;
import io.suture.engine.Message;
import io.suture.engine.Result;
import io.suture.engine.Tracing;
import io.suture.engine.channel.Channel;
import io.suture.engine.channel.Destination;
import io.suture.engine.channel.Settings;
import io.suture.engine.channel.Source;
import io.suture.engine.expression.Environment;
import io.suture.engine.format.fhir.FhirFormat;
import io.suture.engine.format.hl7v2.Hl7v2Format;
import io.suture.engine.mapping.Edit;
import io.suture.engine.mapping.Mapping;
import io.suture.engine.mapping.MappingEnvironment;
import io.suture.engine.report.Problem;
import io.suture.engine.rule.RuleSet;
import io.suture.engine.schema.SchemaRef;
import io.suture.engine.suggestion.Library;
import io.suture.engine.value.FieldPath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A composite dropped on a composite: into a Channel that has nothing yet the drag brings HL7's map, and the map
/// yields
/// what `guide/drops.tsv` says.
class CompositeDropTest {
    private static final JsonMapper JSON = new JsonMapper();

    /// One line of it.
    ///
    /// @param structure the message
    /// @param source    what is dropped
    /// @param target    where: a resource and a path in it
    /// @param segment   one segment of the message that is sent
    /// @param made      what must stand at the target, as JSON
    record Drop(String structure, String source, String target, String segment, String made) {
        @Override
        public String toString() {
            return source + " on " + target;
        }

        String resource() {
            return target.substring(0, target.indexOf('.'));
        }

        FieldPath path() {
            return FieldPath.parse(target.substring(target.indexOf('.') + 1)).orElseThrow();
        }
    }

    static Stream<Drop> drops() {
        try (var in = Objects.requireNonNull(CompositeDropTest.class.getResourceAsStream("/guide/drops.tsv"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.split("\t", -1))
                    .peek(cells -> assertThat(cells).as(Arrays.toString(cells)).hasSize(5))
                    .map(cells -> new Drop(cells[0], cells[1], cells[2], cells[3].replace("\\r", "\r"), cells[4]));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static Channel channel(Drop drop) {
        Channel any = Settings.fill(TemplateCatalog.channel("lab-results").orElseThrow(), Map.of())
                .channel();
        Destination way = any.destinations().getFirst();
        var source = new SchemaRef("hl7v2", "2.5.1", drop.structure());
        var mapping = new Mapping(
                "Mine",
                1,
                source,
                Map.of(),
                new SchemaRef("fhir", "r4", drop.resource()),
                false,
                Map.of(),
                null,
                null,
                List.of());
        return new Channel(
                any.name(),
                any.title(),
                "",
                new Source(
                        any.source().endpoint(),
                        source,
                        any.source().answer(),
                        any.source().acceptance(),
                        any.source().order()),
                new RuleSet(List.of(), RuleSet.HitPolicy.FIRST, List.of(way.name())),
                List.of(new Destination(way.name(), mapping, way.endpoint(), way.retry(), way.whenHeld())),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Map.of(),
                "");
    }

    private static Channel dropped(Drop drop) {
        Channel channel = channel(drop);
        Destination way = channel.destinations().getFirst();
        MappingEnvironment environment = MappingEnvironment.of(
                Environment.of(
                        List.of(new Hl7v2Format(), new FhirFormat()),
                        List.of(),
                        Map.of("SENDER_ZONE", "America/New_York"),
                        Set.of()),
                List.of());
        Library library = TemplateCatalog.library().besides(environment);
        Edit.Applied applied = new Edit.Connect(FieldPath.parse(drop.source()).orElseThrow(), drop.path())
                .apply(way.mapping(), library.in(environment));
        assertThat(applied.problems()).noneMatch(Problem::isError);
        Channel with = library.of(Edit.row(applied.mapping(), drop.path()).orElseThrow())
                .in(channel);
        return with.withDestinations(
                List.of(new Destination(way.name(), applied.mapping(), way.endpoint(), way.retry(), way.whenHeld())));
    }

    @ParameterizedTest
    @MethodSource("drops")
    void what_is_dropped_arrives_as_the_guide_maps_it(Drop drop) {
        var compiled = ChannelCompiler.standard().compile(dropped(drop), "test");
        assertThat(compiled.problems()).noneMatch(Problem::isError);
        String message = "MSH|^~\\&|APP|NORTH|||20260102||" + drop.structure().replace('_', '^') + "^"
                + drop.structure() + "|1|P^A|2.5.1\r" + drop.segment() + "\r";
        if (drop.segment().startsWith("MSH")) {
            message = drop.segment() + "\r";
        }

        Result result = Engine.run(
                compiled.orThrow(),
                new Message(message.getBytes(StandardCharsets.UTF_8), ""),
                Context.of(Instant.EPOCH, "s"),
                Tracing.OFF);

        assertThat(result.problems()).noneMatch(Problem::isError);
        JsonNode made = JSON.readTree(result.outputs().getFirst().bytes());
        for (String name : drop.path().names()) {
            JsonNode within = made.isArray() ? made.path(0) : made;
            made = name.endsWith("[x]") ? choice(within, name) : within.path(name);
        }
        assertThat(made).isEqualTo(JSON.readTree(drop.made()));
    }

    private static JsonNode choice(JsonNode within, String name) {
        String begin = name.substring(0, name.length() - 3);
        return within.propertyStream()
                .filter(one -> one.getKey().startsWith(begin))
                .findFirst()
                .orElseThrow()
                .getValue();
    }
}
