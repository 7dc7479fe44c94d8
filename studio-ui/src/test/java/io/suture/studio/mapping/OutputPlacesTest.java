package io.suture.studio.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.engine.ChannelCompiler;
import io.suture.engine.Result;
import io.suture.engine.channel.Channel;
import io.suture.engine.format.fhir.FhirFormat;
import io.suture.engine.format.hl7v2.Hl7v2Format;
import io.suture.regression.Sample;
import io.suture.studio.channel.Compilation;
import io.suture.studio.channel.Preview;
import io.suture.studio.kit.OutputText;
import io.suture.studio.security.Actor;
import io.suture.studio.security.Role;
import io.suture.template.Template;
import io.suture.template.TemplateCatalog;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class OutputPlacesTest {
    private static final Actor INES = new Actor(UUID.randomUUID(), "ines", Role.ANALYST.rights());
    /// What a Bundle says of its entries is made by no row.
    private static final Set<String> OF_THE_BUNDLE = Set.of("resourceType", "fullUrl", "method", "url", "ifNoneExist");
    private static final Pattern LEAF = Pattern.compile("\"(\\w+)\": (\"(?:[^\"\\\\]|\\\\.)*\"|[\\d.]+)");

    private final FieldMappings mappings = new FieldMappings(
            List.of(new Hl7v2Format(), new FhirFormat()),
            new Preview(new Compilation(ChannelCompiler.standard(), Map.of()), () -> INES));

    @Test
    void a_value_of_the_output_is_known_by_the_row_that_made_it_in_its_own_turn() {
        Shown shown = show(sample("panel"));

        assertThat(shown.madeBy("\"female\"")).isEqualTo("patient.gender 0");
        // Made by a sub-mapping: the row that used it.
        assertThat(shown.madeBy("\"Brandt\"")).isEqualTo("patient.name 0");
        assertThat(shown.madeBy("\"2345-7\"")).isEqualTo("observation.code 0");
        assertThat(shown.madeBy("\"3094-0\"")).matches("observation.code [1-9]");
    }

    @Test
    void of_what_is_no_json_no_place_is_known() {
        Shown shown = show(sample("panel"));

        assertThat(OutputPlaces.of("MSH|^~\\&|LAB\rPID|1", "application/hl7-v2", shown.projection())
                        .at(3))
                .isEmpty();
        assertThat(OutputPlaces.of("{\"entry\": [", "application/json", shown.projection())
                        .at(3))
                .isEmpty();
    }

    @Test
    void in_every_sample_each_value_that_the_trace_names_is_found_at_its_row() {
        for (var kept : template().samples()) {
            if (outputs(kept.sample()).isEmpty()) {
                continue;
            }
            Shown shown = show(kept.sample());
            Matcher leaf = LEAF.matcher(shown.text());
            int known = 0;
            int all = 0;
            while (leaf.find()) {
                if (OF_THE_BUNDLE.contains(leaf.group(1))) {
                    continue;
                }
                all++;
                var made = shown.places().at(leaf.start(2));
                if (made.isPresent()) {
                    known++;
                    assertThat(shown.projection().lines(made.get().target()))
                            .as(kept.sample().title() + ": " + leaf.group())
                            .hasSizeGreaterThan(made.get().turn());
                }
            }
            assertThat(known).as(kept.sample().title()).isGreaterThan(all * 3 / 4);
        }
    }

    private record Shown(Projection projection, String text, OutputPlaces places) {
        String madeBy(String value) {
            var made = places.at(text.indexOf(value)).orElseThrow();
            return made.target() + " " + made.turn();
        }
    }

    private static Template template() {
        return TemplateCatalog.template("lab-results").orElseThrow();
    }

    private static Sample sample(String words) {
        return template().samples().stream()
                .map(kept -> kept.sample())
                .filter(one -> one.title().toLowerCase(java.util.Locale.ROOT).contains(words))
                .findFirst()
                .orElseThrow();
    }

    private Projection project(Sample sample) {
        Channel channel = TemplateCatalog.channel("lab-results").orElseThrow();
        return mappings.project(channel, MappingPlace.to("fhir"), sample).orElseThrow();
    }

    private List<Result.Output> outputs(Sample sample) {
        return Objects.requireNonNull(project(sample).result()).outputs();
    }

    private Shown show(Sample sample) {
        Projection projection = project(sample);
        Result.Output output = outputs(sample).getFirst();
        String text = OutputText.of(output.bytes(), output.mediaType());
        return new Shown(projection, text, OutputPlaces.of(text, output.mediaType(), projection));
    }
}
