package io.suture.template;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.engine.ChannelCompiler;
import io.suture.engine.CompiledChannel;
import io.suture.engine.Tracing;
import io.suture.engine.channel.Channel;
import io.suture.engine.channel.Destination;
import io.suture.engine.channel.Settings;
import io.suture.engine.channel.Source;
import io.suture.engine.expression.Environment;
import io.suture.engine.format.fhir.FhirFormat;
import io.suture.engine.format.fhir.FhirValidation;
import io.suture.engine.format.fhir.FhirVersion;
import io.suture.engine.format.hl7v2.Hl7v2Format;
import io.suture.engine.mapping.FieldMapping;
import io.suture.engine.mapping.Mapping;
import io.suture.engine.mapping.MappingCompiler;
import io.suture.engine.mapping.MappingEnvironment;
import io.suture.engine.report.Problem;
import io.suture.engine.schema.SchemaRef;
import io.suture.engine.suggestion.Precedent;
import io.suture.engine.suggestion.Suggestion;
import io.suture.engine.suggestion.Suggestion.Confidence;
import io.suture.engine.suggestion.Suggestions;
import io.suture.engine.value.FieldPath;
import io.suture.regression.Regression;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// From an empty Mapping to one that runs, by accepting what is suggested.
class SuggestedMappingTest {
    private static final Template LAB = TemplateCatalog.template("lab-results").orElseThrow();

    private static List<Precedent> precedents() {
        Channel channel = LAB.channel();
        return List.of(new Precedent(
                "Template " + LAB.title(),
                Precedent.Kind.TEMPLATE,
                channel.destinations().getFirst().mapping(),
                channel.maps(),
                channel.tables(),
                channel.constants()));
    }

    private static Channel empty(SchemaRef source) {
        Channel channel = Settings.fill(LAB.channel(), Map.of()).channel();
        Destination way = channel.destinations().getFirst();
        Source from = channel.source();
        var mapping = new Mapping(
                "Mine", 1, source, Map.of(), way.mapping().target(), false, Map.of(), null, null, List.of());
        return new Channel(
                channel.name(),
                channel.title(),
                "",
                new Source(from.endpoint(), source, from.answer(), from.acceptance(), from.order()),
                channel.rules(),
                List.of(new Destination(way.name(), mapping, way.endpoint(), way.retry(), way.whenHeld())),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Map.of(),
                "");
    }

    private static MappingEnvironment environment(Channel channel) {
        return MappingEnvironment.of(
                Environment.of(
                        List.of(new Hl7v2Format(), new FhirFormat()),
                        channel.tables(),
                        Map.of("SENDER_ZONE", "America/New_York"),
                        Set.of()),
                channel.maps());
    }

    private static Mapping mapping(Channel channel) {
        return channel.destinations().getFirst().mapping();
    }

    private static List<Suggestion> suggestions(Channel channel) {
        return Suggestions.of(mapping(channel), environment(channel), precedents(), null);
    }

    private static Channel accept(Channel channel, Suggestion suggestion) {
        Channel with = suggestion.brought().in(channel);
        Destination way = with.destinations().getFirst();
        var applied = suggestion.edit(way.mapping()).apply(way.mapping(), environment(with));
        assertThat(applied.problems()).noneMatch(Problem::isError);
        return new Channel(
                with.name(),
                with.title(),
                with.description(),
                with.source(),
                with.rules(),
                List.of(new Destination(way.name(), applied.mapping(), way.endpoint(), way.retry(), way.whenHeld())),
                with.tables(),
                with.maps(),
                with.schemas(),
                with.queries(),
                with.constants(),
                with.origin());
    }

    private static Channel accepted(Channel begin) {
        Channel channel = begin;
        for (int round = 0; round < 10; round++) {
            Channel now = channel;
            List<Suggestion> sure = suggestions(now).stream()
                    .filter(one -> one.confidence() == Confidence.HIGH)
                    .toList();
            List<Suggestion> fitting = Suggestions.together(mapping(now), environment(now), sure);
            if (fitting.isEmpty()) {
                assertThat(sure).isEmpty();
                return now;
            }
            for (Suggestion one : fitting) {
                channel = accept(channel, one);
            }
        }
        throw new AssertionError("suggestions have no end");
    }

    private static List<Problem> errors(Channel channel) {
        return MappingCompiler.compile(mapping(channel), environment(channel)).problems().stream()
                .filter(Problem::isError)
                .toList();
    }

    @Test
    void accepting_all_that_is_sure_gives_a_bundle_that_conforms_for_every_sample() {
        Channel full = accepted(empty(new SchemaRef("hl7v2", "2.5.1", "ORU_R01")));
        CompiledChannel runs = ChannelCompiler.standard().compile(full, "test").orThrow();

        assertThat(mapping(full).fields().stream().map(FieldMapping::target))
                .containsExactlyInAnyOrderElementsOf(mapping(LAB.channel()).fields().stream()
                        .map(FieldMapping::target)
                        .toList());
        assertThat(mapping(full).key()).isEqualTo(mapping(LAB.channel()).key());
        LAB.samples()
                .forEach(one -> Regression.run(runs, one.sample(), Tracing.OFF)
                        .outputs()
                        .forEach(output -> assertThat(FhirValidation.validate(output.bytes(), FhirVersion.R4))
                                .as(one.sample().name())
                                .noneMatch(Problem::isError)));
        assertThat(Regression.run(runs, LAB.samples()))
                .allSatisfy(outcome -> assertThat(outcome.differences())
                        .as(outcome.sample().name())
                        .isEmpty());
    }

    @Test
    void one_accepted_brings_the_entry_and_the_table_that_it_needs_and_the_next_is_proposed() {
        Channel begin = empty(new SchemaRef("hl7v2", "2.5.1", "ORU_R01"));
        Suggestion gender = at(suggestions(begin), "patient.gender");

        Channel next = accept(begin, gender);

        assertThat(gender.reason()).isEqualTo("HL7 map PID-8");
        assertThat(gender.group()).isEqualTo("Patient from PID");
        assertThat(gender.sources()).containsExactly(path("PATIENT_RESULT.PATIENT.PID-8"));
        assertThat(mapping(next).fields().stream().map(row -> row.target().toString()))
                .containsExactly("patient", "patient.gender");
        assertThat(next.tables()).extracting("name").contains("Administrative sex", "Assigning authorities");
        assertThat(errors(next)).isEmpty();
        assertThat(suggestions(next))
                .extracting(one -> one.target().toString())
                .contains("patient.birthDate", "observation.status")
                .doesNotContain("patient", "patient.gender");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2.3.1", "2.4", "2.5.1", "2.8"})
    void whatever_the_version_nothing_is_offered_that_does_not_compile(String version) {
        Channel begin = empty(new SchemaRef("hl7v2", version, "ORU_R01"));
        List<Suggestion> offered = suggestions(begin);

        for (Suggestion one : offered) {
            assertThat(errors(accept(begin, one)))
                    .as(one.target() + " in " + version)
                    .isEmpty();
            assertThat(one.sources()).as(one.target() + " in " + version).isNotEmpty();
        }
        Channel full = accepted(begin);

        assertThat(errors(full)).isEmpty();
        assertThat(mapping(full).fields().stream().map(row -> row.target().toString()))
                .contains("patient.name", "patient.birthDate", "observation.status", "observation.value[x]")
                .contains("report.code", "serviceRequest.subject", "practitioner");
    }

    @Test
    void another_message_of_the_same_segments_is_less_sure() {
        List<Suggestion> offered = suggestions(empty(new SchemaRef("hl7v2", "2.5.1", "ADT_A01")));

        assertThat(at(offered, "patient.birthDate").confidence()).isEqualTo(Confidence.MEDIUM);
        assertThat(at(offered, "patient.birthDate").sources()).containsExactly(path("PID-7"));
        assertThat(offered).noneMatch(one -> one.target().toString().startsWith("report"));
    }

    @Test
    void a_field_that_is_mapped_has_no_suggestion_however_it_is_mapped() {
        Channel begin = empty(new SchemaRef("hl7v2", "2.5.1", "ORU_R01"));
        Channel own = put(
                accept(begin, at(suggestions(begin), "patient")),
                FieldMapping.from(path("patient.name.family"), "PID-5.1.1"),
                FieldMapping.from(path("patient.deceasedBoolean"), "true"));

        assertThat(suggestions(own))
                .extracting(one -> one.target().toString())
                .contains("patient.birthDate")
                .noneMatch(target -> target.startsWith("patient.name") || target.startsWith("patient.deceased"));
    }

    private static Channel put(Channel channel, FieldMapping... rows) {
        var all = new ArrayList<>(mapping(channel).fields());
        all.addAll(List.of(rows));
        Destination way = channel.destinations().getFirst();
        return new Channel(
                channel.name(),
                channel.title(),
                channel.description(),
                channel.source(),
                channel.rules(),
                List.of(new Destination(
                        way.name(), way.mapping().withFields(all), way.endpoint(), way.retry(), way.whenHeld())),
                channel.tables(),
                channel.maps(),
                channel.schemas(),
                channel.queries(),
                channel.constants(),
                channel.origin());
    }

    private static Suggestion at(List<Suggestion> suggestions, String target) {
        return suggestions.stream()
                .filter(one -> one.target().equals(path(target)))
                .findFirst()
                .orElseThrow();
    }

    private static FieldPath path(String text) {
        return FieldPath.parse(text).orElseThrow();
    }
}
