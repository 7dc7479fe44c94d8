package io.suture.studio.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.db.Database;
import io.suture.db.Vault;
import io.suture.engine.ChannelCompiler;
import io.suture.engine.channel.Channel;
import io.suture.engine.channel.Destination;
import io.suture.engine.channel.Settings;
import io.suture.engine.expression.Environment;
import io.suture.engine.format.fhir.FhirFormat;
import io.suture.engine.format.hl7v2.Hl7v2Format;
import io.suture.engine.mapping.Edit;
import io.suture.engine.mapping.FieldMapping;
import io.suture.engine.mapping.Mapping;
import io.suture.engine.mapping.MappingEnvironment;
import io.suture.engine.report.Problem;
import io.suture.engine.suggestion.Suggestion;
import io.suture.engine.value.FieldPath;
import io.suture.regression.Expectation;
import io.suture.studio.channel.Compilation;
import io.suture.studio.channel.Draft;
import io.suture.studio.channel.Drafts;
import io.suture.studio.channel.Preview;
import io.suture.studio.mapping.MappingSuggestions.Accepted;
import io.suture.studio.security.Actor;
import io.suture.studio.security.Role;
import io.suture.studio.testing.KeptSample;
import io.suture.studio.testing.Samples;
import io.suture.template.TemplateCatalog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// Suggestions for drafts of a studio, whose other channels are precedents.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MappingSuggestionsTest {
    private static final Actor INES = new Actor(
            UUID.randomUUID(),
            "ines",
            EnumSet.copyOf(Stream.concat(Role.ANALYST.rights().stream(), Role.TESTER.rights().stream())
                    .toList()));
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-02T06:21:40Z"));

    private Database database;
    private Drafts drafts;
    private Samples samples;
    private MappingSuggestions suggestions;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        database = Database.temporary();
        Vault vault = Vault.open(database, folder, Map.of(), CLOCK);
        drafts = new Drafts(database.sql(), () -> INES, event -> {}, CLOCK);
        samples = new Samples(database.sql(), vault, () -> INES, event -> {}, CLOCK);
        var mappings = new FieldMappings(
                List.of(new Hl7v2Format(), new FhirFormat()),
                new Preview(new Compilation(ChannelCompiler.standard(), Map.of()), () -> INES));
        suggestions = new MappingSuggestions(mappings, drafts, samples);
    }

    @AfterAll
    void stop() {
        database.close();
    }

    @Test
    void all_that_is_sure_is_accepted_in_one_step_and_what_it_needs_comes_with_it() {
        Draft draft = empty("all");
        Suggested suggested = suggestions.of(draft, "fhir", null).orElseThrow();
        List<Suggestion> sure = suggested.suggestions().stream()
                .filter(one -> one.confidence() == Suggestion.Confidence.HIGH)
                .toList();

        Accepted accepted = suggestions.accept(draft.channel(), "fhir", sure);

        assertThat(sure).hasSizeGreaterThan(90);
        assertThat(accepted.count()).isEqualTo(sure.size());
        assertThat(suggested.target().find(path("observation.status"))).isPresent();
        Channel channel = accepted.channel();
        assertThat(channel.maps()).extracting(Mapping::name).contains("XPN", "CWE");
        assertThat(ChannelCompiler.standard()
                        .compile(Settings.fill(channel, Map.of()).channel(), "test")
                        .problems())
                .noneMatch(Problem::isError);
    }

    @Test
    void what_another_channel_maps_is_suggested_with_its_name() {
        Draft other = empty("north");
        Channel mapped = suggestions
                .accept(
                        other.channel(),
                        "fhir",
                        List.of(at(suggestions.of(other, "fhir", null).orElseThrow(), "patient")))
                .channel();
        drafts.apply(
                other.id(),
                other.revision(),
                "Mapped",
                channel -> with(mapped, new Edit.Put(FieldMapping.from(path("patient.active"), "PID-30 != 'Y'"))));

        Suggestion active = at(suggestions.of(empty("south"), "fhir", null).orElseThrow(), "patient.active");

        assertThat(active.reason()).isEqualTo("Channel north");
        assertThat(active.percent()).isEqualTo(92);
    }

    @Test
    void a_value_that_the_sample_must_yield_is_found_in_the_message() {
        Draft draft = empty("values");
        Channel begun = suggestions
                .accept(
                        draft.channel(),
                        "fhir",
                        List.of(at(suggestions.of(draft, "fhir", null).orElseThrow(), "patient")))
                .channel();
        Draft now = drafts.apply(draft.id(), draft.revision(), "Begun", channel -> begun)
                .draft();
        KeptSample sample = samples.keep(
                        draft.id().value(),
                        "one",
                        ("MSH|^~\\&|LAB|NORTH|||20260102||ORU^R01^ORU_R01|1|P|2.5.1\r"
                                        + "PID|1||7^^^NORTH^MR||Doe^Jane|||||||||||||||||||||||||Northside Ward\r")
                                .getBytes(StandardCharsets.UTF_8))
                .orElseThrow();
        samples.expect(
                sample.id(),
                List.of(new Expectation.Whole(
                        "fhir",
                        1,
                        ("{\"resourceType\": \"Bundle\", \"type\": \"transaction\", \"entry\": [{\"resource\": "
                                        + "{\"resourceType\": \"Patient\", \"managingOrganization\": "
                                        + "{\"display\": \"Northside Ward\"}}}]}")
                                .getBytes(StandardCharsets.UTF_8))));

        Suggestion found =
                at(suggestions.of(now, "fhir", sample.id()).orElseThrow(), "patient.managingOrganization.display");

        assertThat(found.reason()).isEqualTo("Same value in the sample");
        assertThat(found.percent()).isEqualTo(64);
    }

    private Draft empty(String name) {
        Channel lab = TemplateCatalog.channel("lab-results").orElseThrow();
        Destination way = lab.destinations().getFirst();
        var channel = new Channel(
                name,
                name,
                "",
                lab.source(),
                lab.rules(),
                List.of(new Destination(
                        way.name(),
                        way.mapping().withFields(List.of()).identifiedBy(null, null),
                        way.endpoint(),
                        way.retry(),
                        way.whenHeld())),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Map.of(),
                "");
        return drafts.create(channel, "Made").orElseThrow();
    }

    private Channel with(Channel channel, Edit edit) {
        Destination way = channel.destinations().getFirst();
        var environment = MappingEnvironment.of(
                Environment.of(List.of(new Hl7v2Format(), new FhirFormat()), channel.tables(), Map.of(), Set.of()),
                channel.maps());
        var ways = new ArrayList<Destination>();
        ways.add(new Destination(
                way.name(),
                edit.apply(way.mapping(), environment).mapping(),
                way.endpoint(),
                way.retry(),
                way.whenHeld()));
        return new Channel(
                channel.name(),
                channel.title(),
                channel.description(),
                channel.source(),
                channel.rules(),
                ways,
                channel.tables(),
                channel.maps(),
                channel.schemas(),
                channel.queries(),
                channel.constants(),
                channel.origin());
    }

    private static Suggestion at(Suggested suggested, String target) {
        return suggested.suggestions().stream()
                .filter(one -> one.target().equals(path(target)))
                .findFirst()
                .orElseThrow();
    }

    private static FieldPath path(String text) {
        return FieldPath.parse(text).orElseThrow();
    }
}
