package io.suture.template.guide;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.engine.channel.Channel;
import io.suture.engine.channel.Destination;
import io.suture.engine.format.hl7v2.Hl7v2Format;
import io.suture.engine.mapping.Mapping;
import io.suture.engine.schema.Field;
import io.suture.engine.schema.FieldType;
import io.suture.template.TemplateCatalog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Every row of the guide for the messages that a Template takes, and every row of the segment maps that those name, is
/// done by the Template's mapping, or stands in `messages.tsv` with the reason why it is done differently or not at
/// all. What is done is found by reading the mapping: a row at the guide's element that reads the guide's field, with
/// its constant, under a condition that asks about a field of the guide's. Writes all of it to
/// `target/guide-messages.md`.
class MessageCoverageTest {
    private static final List<Decided> DECISIONS = lines();

    private final Set<Decided> used = new HashSet<>();

    /// Why rows are done differently or not at all: the first line that fits. `*` stands for
    /// anything.
    private record Decided(String template, String map, String source, String target, String outcome, String why) {
        boolean isOf(Outcome row) {
            return fits(template, row.template())
                    && fits(map, row.map())
                    && fits(source, row.source())
                    && fits(target, row.target());
        }

        /// A line that names one row counts even where the mapping seems to do it: reading sees fields, not their
        /// meaning.
        boolean isExact() {
            return !(map + source + target).contains("*");
        }

        private static boolean fits(String pattern, String text) {
            return Pattern.matches("\\Q" + pattern.replace("*", "\\E.*\\Q") + "\\E", text);
        }
    }

    private record Outcome(
            String template, String map, String source, String target, String more, String outcome, String why) {
        Outcome as(String decided, String because) {
            return new Outcome(template, map, source, target, more, decided, because);
        }
    }

    private static List<Decided> lines() {
        try (var in = Objects.requireNonNull(MessageCoverageTest.class.getResourceAsStream("/guide/messages.tsv"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> Arrays.copyOf(line.split("\t", -1), 6))
                    .map(cells -> new Decided(cells[0], cells[1], cells[2], cells[3], cells[4], cells[5]))
                    .toList();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    @Test
    void every_row_for_the_messages_of_every_template_is_done_or_says_why_not() throws IOException {
        Path fixtures = Fixtures.ofTheGuide();
        Map<String, List<GuideRow>> segments =
                GuideRow.sheets(fixtures, "segments").stream().collect(Collectors.toMap(GuideRow::name, GuideRow::of));
        Map<String, List<GuideMessage>> messages = GuideRow.sheets(fixtures, "messages").stream()
                .collect(Collectors.toMap(GuideRow::name, GuideMessage::of));
        var outcomes = new ArrayList<Outcome>();
        for (String name : TemplateCatalog.names()) {
            Channel channel = TemplateCatalog.channel(name).orElseThrow();
            toFhir(channel).ifPresent(mapping -> outcomes.addAll(of(name, channel, mapping, segments, messages)));
        }
        Files.createDirectories(Path.of("target"));
        Files.writeString(Path.of("target", "guide-messages.md"), report(outcomes));
        System.out.println(table(outcomes));

        assertThat(outcomes.stream().map(Outcome::template).distinct()).contains("lab-results", "admissions");
        assertThat(outcomes.stream()
                        .filter(one -> one.outcome().equals("undecided"))
                        .map(one -> String.join("\t", one.template(), one.map(), one.source(), one.target())))
                .isEmpty();
        assertThat(DECISIONS.stream().filter(decided -> !used.contains(decided)))
                .as("decisions that no row needs")
                .isEmpty();
        assertThat(DECISIONS).allSatisfy(decided -> {
            assertThat(decided.outcome()).isIn("differently", "not");
            assertThat(decided.why()).isNotBlank();
        });
    }

    /// The mapping of a Channel that takes HL7 v2 and makes FHIR of it, where it has one.
    private static Optional<Mapping> toFhir(Channel channel) {
        return channel.source().schema().format().equals("hl7v2")
                ? channel.destinations().stream()
                        .map(Destination::mapping)
                        .filter(mapping -> mapping.target().format().equals("fhir"))
                        .findFirst()
                : Optional.empty();
    }

    private List<Outcome> of(
            String template,
            Channel channel,
            Mapping mapping,
            Map<String, List<GuideRow>> segments,
            Map<String, List<GuideMessage>> messages) {
        ShippedResources shipped = ShippedResources.of(
                mapping, channel.maps().stream().collect(Collectors.toMap(Mapping::name, Function.identity())));
        var outcomes = new ArrayList<Outcome>();
        var maps = new LinkedHashSet<String>();
        for (String message : sheets(channel, messages.keySet())) {
            for (GuideMessage row : Objects.requireNonNull(messages.get(message))) {
                maps.add(row.map());
                outcomes.add(outcome(
                        new Outcome(template, message, row.place(), row.target(), row.condition(), "", ""),
                        shipped.isDone(row)));
            }
        }
        if (maps.isEmpty()) {
            Set<String> sent = segments(channel);
            segments.keySet().stream()
                    .sorted()
                    .filter(map -> sent.contains(map.substring(0, 3)) && shipped.has(resource(map)))
                    .forEach(maps::add);
        }
        for (String map : maps) {
            for (GuideRow row : segments.getOrDefault(map, List.of())) {
                outcomes.add(outcome(
                        new Outcome(template, map, row.source(), row.target(), row.condition(), "", ""),
                        shipped.isDone(resource(map), row)));
            }
        }
        return outcomes;
    }

    /// `Observation` of `OBX[Observation-Component]`.
    private static String resource(String map) {
        return map.replaceAll("^[^\\[]*\\[|[-\\]].*$", "");
    }

    /// The guide's sheets for the types of messages that a Channel takes: by the event, else by the structure.
    private static Set<String> sheets(Channel channel, Set<String> known) {
        var format = new Hl7v2Format();
        var sheets = new LinkedHashSet<String>();
        for (String type : channel.source().acceptance().types()) {
            String[] parts = type.split("\\^");
            String event = String.join("_", parts);
            String structure = format.structure("2.5.1", parts[0], parts[1])
                    .map(ref -> ref.structure())
                    .orElse(event);
            List.of(event, structure).stream()
                    .filter(known::contains)
                    .findFirst()
                    .ifPresent(sheets::add);
        }
        return sheets;
    }

    private static Set<String> segments(Channel channel) {
        var found = new HashSet<String>();
        collect(
                new Hl7v2Format()
                        .schema(channel.source().schema())
                        .orElseThrow()
                        .root(),
                found);
        return found;
    }

    private static void collect(FieldType type, Set<String> found) {
        for (Field field : type.fields()) {
            if (field.type().kind() == FieldType.Kind.SEGMENT) {
                found.add(field.type().name());
            } else if (field.type().kind() == FieldType.Kind.GROUP) {
                collect(field.type(), found);
            }
        }
    }

    private Outcome outcome(Outcome row, boolean done) {
        Optional<Decided> decided = DECISIONS.stream()
                .filter(one -> one.isOf(row))
                .filter(one -> !done || one.isExact())
                .findFirst();
        if (done && decided.isEmpty()) {
            return row.as("done", "");
        }
        decided.ifPresent(used::add);
        return decided.map(one -> row.as(one.outcome(), one.why())).orElseGet(() -> row.as("undecided", ""));
    }

    private static String table(List<Outcome> outcomes) {
        var text = new StringBuilder("| template | rows | done | differently | not | done or differently |\n"
                + "| --- | --- | --- | --- | --- | --- |\n");
        var byTemplate = outcomes.stream()
                .collect(Collectors.groupingBy(Outcome::template, LinkedHashMap::new, Collectors.toList()));
        byTemplate.put("all", outcomes);
        byTemplate.forEach((template, rows) -> {
            Map<String, Long> counts =
                    rows.stream().collect(Collectors.groupingBy(Outcome::outcome, TreeMap::new, Collectors.counting()));
            long done = counts.getOrDefault("done", 0L);
            long differently = counts.getOrDefault("differently", 0L);
            text.append("| %s | %d | %d | %d | %d | %d %% |%n"
                    .formatted(
                            template,
                            rows.size(),
                            done,
                            differently,
                            rows.size() - done - differently,
                            100 * (done + differently) / Math.max(1, rows.size())));
        });
        return text.toString();
    }

    private static String report(List<Outcome> outcomes) {
        var text = new StringBuilder(
                        "# The rows of the HL7 v2-to-FHIR guide for the messages of the templates\n\n"
                                + "Templates whose message the guide does not map are counted by the segment maps that fit.\n\n")
                .append(table(outcomes));
        outcomes.stream()
                .collect(Collectors.groupingBy(
                        one -> one.template() + ": " + one.map(), LinkedHashMap::new, Collectors.toList()))
                .forEach((heading, rows) -> {
                    text.append("\n## ")
                            .append(heading)
                            .append("\n\n| from | to | when | outcome | why |\n| --- | --- | --- | --- | --- |\n");
                    rows.forEach(one -> text.append("| ")
                            .append(String.join(
                                            " | ",
                                            List.of(one.source(), one.target(), one.more(), one.outcome(), one.why()))
                                    .replace("\n", " "))
                            .append(" |\n"));
                });
        return text.toString();
    }
}
