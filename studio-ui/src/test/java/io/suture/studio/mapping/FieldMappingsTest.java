package io.suture.studio.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.engine.ChannelCompiler;
import io.suture.engine.channel.Channel;
import io.suture.engine.expression.Formula;
import io.suture.engine.format.fhir.FhirFormat;
import io.suture.engine.format.hl7v2.Hl7v2Format;
import io.suture.engine.mapping.Edit;
import io.suture.engine.report.Trace;
import io.suture.engine.value.FieldPath;
import io.suture.regression.Sample;
import io.suture.studio.channel.Compilation;
import io.suture.studio.channel.Preview;
import io.suture.studio.mapping.LinkProjection.Kind;
import io.suture.studio.security.Actor;
import io.suture.studio.security.Role;
import io.suture.template.TemplateCatalog;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class FieldMappingsTest {
    private static final Actor INES = new Actor(UUID.randomUUID(), "ines", Role.ANALYST.rights());

    private final FieldMappings mappings = new FieldMappings(
            List.of(new Hl7v2Format(), new FhirFormat()),
            new Preview(new Compilation(ChannelCompiler.standard(), Map.of()), () -> INES));
    private final Channel channel = TemplateCatalog.channel("lab-results").orElseThrow();
    private final Sample sample = Sample.of("panel", "Panel", bytes("metabolic-panel"));

    @Test
    void lines_are_found_in_formulas_also_within_loops() {
        Projection shown =
                mappings.project(channel, MappingPlace.to("fhir"), null).orElseThrow();

        assertThat(link(shown, "patient.gender", Kind.LOOKUP).sources())
                .containsExactly(path("PATIENT_RESULT.PATIENT.PID-8"));
        assertThat(link(shown, "patient", Kind.LOOP).sources()).containsExactly(path("PATIENT_RESULT"));
        assertThat(link(shown, "patient.deceased[x]", Kind.CASES).sources())
                .containsExactly(path("PATIENT_RESULT.PATIENT.PID-29"), path("PATIENT_RESULT.PATIENT.PID-30"));
        assertThat(link(shown, "patient.name", Kind.MAP).sources())
                .containsExactly(path("PATIENT_RESULT.PATIENT.PID-5"), path("PATIENT_RESULT.PATIENT.PID-9"));
    }

    @Test
    void lines_within_turns_over_groups_start_at_the_fields_that_the_groups_are_made_of() {
        Projection shown =
                mappings.project(channel, MappingPlace.to("fhir"), null).orElseThrow();

        assertThat(link(shown, "observation.status", Kind.FORMULA).sources())
                .containsExactly(path("PATIENT_RESULT.ORDER_OBSERVATION.OBSERVATION.OBX-11"));
        assertThat(link(shown, "observation.code", Kind.MAP).sources())
                .containsExactly(path("PATIENT_RESULT.ORDER_OBSERVATION.OBSERVATION.OBX-3"));
        assertThat(link(shown, "observation.note", Kind.LOOP).sources())
                .containsExactly(path("PATIENT_RESULT.ORDER_OBSERVATION.OBSERVATION.NTE"));
    }

    @Test
    void a_field_is_connected_within_a_turn_over_groups() {
        Channel less = edit(new Edit.Remove(path("observation.status")));

        Edited connected = mappings.edit(
                less,
                MappingPlace.to("fhir"),
                new Edit.Connect(
                        path("PATIENT_RESULT.ORDER_OBSERVATION.OBSERVATION.OBX-11"), path("observation.status")));

        assertThat(connected.refused()).isFalse();
        assertThat(link(
                                mappings.project(connected.channel(), MappingPlace.to("fhir"), null)
                                        .orElseThrow(),
                                "observation.status",
                                Kind.COPY)
                        .sources())
                .containsExactly(path("PATIENT_RESULT.ORDER_OBSERVATION.OBSERVATION.OBX-11"));
    }

    @Test
    void values_of_the_sample_stand_on_both_sides() {
        Projection shown =
                mappings.project(channel, MappingPlace.to("fhir"), sample).orElseThrow();

        assertThat(at(shown.sources(), "PATIENT_RESULT.PATIENT.PID-8").text()).isEqualTo("F");
        assertThat(at(shown.sources(), "PATIENT_RESULT.PATIENT.PID-5").text()).isEqualTo("Brandt^Ilse^Marie^^Ms.^^L");
        assertThat(at(shown.sources(), "PATIENT_RESULT.PATIENT.PID-3").repeats())
                .isEqualTo(2);
        assertThat(at(shown.values(), "patient.gender").text()).isEqualTo("female");
        assertThat(at(shown.values(), "patient.name.family").text()).isEqualTo("Brandt");
        assertThat(shown.lines(path("patient.gender")).getFirst().steps())
                .extracting(Trace.Step::value)
                .containsExactly("F", "female");
        assertThat(shown.problems()).isEmpty();
    }

    @Test
    void values_that_nothing_used_are_listed_with_their_place() {
        Projection shown =
                mappings.project(channel, MappingPlace.to("fhir"), sample).orElseThrow();

        assertThat(shown.unused())
                .anySatisfy(unused -> {
                    assertThat(unused.location()).isEqualTo("OBR[1]-14");
                    assertThat(unused.value()).isEqualTo("20260112080000-0500");
                })
                .noneMatch(unused -> unused.location().equals("PID-8"));
    }

    @Test
    void a_broken_formula_says_where_and_everything_else_keeps_its_value() {
        Channel broken = edit(new Edit.SetFormula(path("patient.gender"), new Formula("PID-8 in 'Admin")));

        Projection shown =
                mappings.project(broken, MappingPlace.to("fhir"), sample).orElseThrow();

        assertThat(shown.partial()).isTrue();
        assertThat(shown.placed(path("patient.gender")).orElseThrow().problem().message())
                .contains("no closing");
        assertThat(shown.values()).doesNotContainKey(path("patient.gender"));
        assertThat(at(shown.values(), "patient.birthDate").text()).isEqualTo("1971-03-04");
    }

    @Test
    void a_required_field_that_nothing_fills_is_missing() {
        Channel less = edit(new Edit.Remove(path("observation.status")));

        Coverage before = mappings.project(channel, MappingPlace.to("fhir"), null)
                .orElseThrow()
                .coverage();
        Coverage after = mappings.project(less, MappingPlace.to("fhir"), null)
                .orElseThrow()
                .coverage();

        assertThat(before.missing()).isEmpty();
        assertThat(after.missing()).containsExactly(path("observation.status"));
        assertThat(after.filled()).isEqualTo(before.required() - 1);
    }

    @Test
    void a_formula_is_tried_while_it_is_typed() {
        Trial right =
                mappings.attempt(channel, MappingPlace.to("fhir"), path("patient.gender"), "lower(PID-8)", sample);
        Trial wrong = mappings.attempt(channel, MappingPlace.to("fhir"), path("patient.gender"), "lowr(PID-8)", sample);

        assertThat(right.value()).isEqualTo("f");
        assertThat(right.problems()).isEmpty();
        assertThat(wrong.value()).isNull();
        assertThat(wrong.problems().getFirst().message()).contains("lowr");
        assertThat(wrong.problems().getFirst().span()).isNotNull();
    }

    @Test
    void a_field_dropped_on_a_field_makes_a_line_with_its_conversion() {
        Channel less = edit(new Edit.Remove(path("patient.birthDate")));

        Edited connected = mappings.edit(
                less,
                MappingPlace.to("fhir"),
                new Edit.Connect(path("PATIENT_RESULT.PATIENT.PID-7"), path("patient.birthDate")));

        Projection shown = mappings.project(connected.channel(), MappingPlace.to("fhir"), sample)
                .orElseThrow();
        assertThat(connected.refused()).isFalse();
        assertThat(at(shown.values(), "patient.birthDate").text()).isEqualTo("1971-03-04");
    }

    @Test
    void a_sub_mapping_shows_what_it_read_and_made_wherever_the_channel_uses_it() {
        var xpn = new MappingPlace.SubMapping("XPN");

        Projection shown = mappings.project(channel, xpn, sample).orElseThrow();

        assertThat(at(shown.values(), "family").text()).isEqualTo("Brandt");
        assertThat(shown.sources())
                .containsEntry(new FieldPath(List.of("2")), new Sampled("Ilse", 0, 0))
                .containsEntry(new FieldPath(List.of("1", "1")), new Sampled("Brandt", 0, 0));
        assertThat(shown.lines(path("family")))
                .extracting(Trace.FieldLine::target)
                .anyMatch(place -> place.startsWith("patient"));
        assertThat(link(shown, "family", Kind.COPY).sources()).containsExactly(new FieldPath(List.of("1", "1")));
        assertThat(shown.problems()).isEmpty();
    }

    @Test
    void a_change_of_a_sub_mapping_is_this_channels_alone_and_tried_on_the_sample_before() {
        var xpn = new MappingPlace.SubMapping("XPN");

        Trial tried = mappings.attempt(channel, xpn, path("family"), "upper(XPN.1.1)", sample);
        Channel changed = mappings.edit(
                        channel, xpn, new Edit.SetFormula(path("family"), new Formula("upper(XPN.1.1)")))
                .channel();

        assertThat(tried.value()).isEqualTo("BRANDT");
        Projection whole =
                mappings.project(changed, MappingPlace.to("fhir"), sample).orElseThrow();
        assertThat(at(whole.values(), "patient.name.family").text()).isEqualTo("BRANDT");
        assertThat(TemplateCatalog.channel("lab-results").orElseThrow()).isEqualTo(channel);
    }

    @Test
    void a_row_of_a_sub_mapping_that_is_wrong_is_left_out_and_its_problem_stands_at_it() {
        var xpn = new MappingPlace.SubMapping("XPN");
        Channel broken = mappings.edit(channel, xpn, new Edit.SetFormula(path("family"), new Formula("uper(XPN.1.1)")))
                .channel();

        Projection shown = mappings.project(broken, xpn, sample).orElseThrow();

        assertThat(shown.placed(path("family"))).isPresent();
        assertThat(shown.partial()).isTrue();
        assertThat(at(shown.values(), "given").text()).isEqualTo("Ilse, Marie");
        assertThat(mappings.edit(channel, new MappingPlace.SubMapping("gone"), new Edit.Remove(path("family")))
                        .refused())
                .isTrue();
    }

    private static Sampled at(Map<FieldPath, Sampled> values, String path) {
        return Objects.requireNonNull(values.get(path(path)), path);
    }

    private Channel edit(Edit edit) {
        return mappings.edit(channel, MappingPlace.to("fhir"), edit).channel();
    }

    private static LinkProjection link(Projection shown, String target, Kind kind) {
        return shown.links().stream()
                .filter(link -> link.target().equals(path(target)) && link.kind() == kind)
                .findFirst()
                .orElseThrow();
    }

    private static FieldPath path(String text) {
        return FieldPath.parse(text).orElseThrow();
    }

    private static byte[] bytes(String name) {
        try (InputStream in =
                FieldMappingsTest.class.getResourceAsStream("/templates/lab-results/samples/" + name + ".hl7")) {
            return Objects.requireNonNull(in).readAllBytes();
        } catch (IOException cannot) {
            throw new UncheckedIOException(cannot);
        }
    }
}
