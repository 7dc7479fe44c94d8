package io.suture.template;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.engine.ChannelCompiler;
import io.suture.engine.CompiledChannel;
import io.suture.engine.Context;
import io.suture.engine.Engine;
import io.suture.engine.Message;
import io.suture.engine.Result;
import io.suture.engine.Tracing;
import io.suture.engine.channel.Channel;
import io.suture.engine.channel.Destination;
import io.suture.engine.channel.Settings;
import io.suture.engine.document.ChannelDocument;
import io.suture.engine.format.fhir.FhirValidation;
import io.suture.engine.format.fhir.FhirVersion;
import io.suture.engine.report.Problem;
import io.suture.regression.Regression;
import io.suture.regression.Regression.Outcome;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TemplateTest {
    static List<Template> templates() {
        return TemplateCatalog.all();
    }

    private static CompiledChannel compiled(Template template) {
        Settings.Filled filled = Settings.fill(template.channel(), Map.of());
        assertThat(filled.problems()).isEmpty();
        ChannelCompiler.Compiled compiled = ChannelCompiler.standard().compile(filled.channel(), template.name());
        assertThat(compiled.problems()).isEmpty();
        return compiled.orThrow();
    }

    @ParameterizedTest
    @MethodSource("templates")
    void every_sample_yields_what_is_expected(Template template) {
        List<Outcome> outcomes = Regression.run(compiled(template), template.samples());

        assertThat(outcomes).hasSizeGreaterThanOrEqualTo(8);
        assertThat(outcomes)
                .allSatisfy(outcome -> assertThat(outcome.differences())
                        .as(outcome.sample().name())
                        .isEmpty());
    }

    @ParameterizedTest
    @MethodSource("templates")
    void tracing_changes_nothing_and_a_run_repeats_byte_for_byte(Template template) {
        CompiledChannel channel = compiled(template);
        template.samples().forEach(one -> {
            var message = new Message(one.sample().payload(), "");
            Context context = Context.of(one.sample().now(), "seed");
            Result plain = Engine.run(channel, message, context, Tracing.OFF);
            Result traced = Engine.run(channel, message, context, Tracing.FULL);

            assertThat(bytes(plain)).isEqualTo(bytes(traced));
            assertThat(plain.problems()).isEqualTo(traced.problems());
            assertThat(plain.trace().fields()).isEmpty();
        });
    }

    private static List<String> bytes(Result result) {
        return result.outputs().stream()
                .map(output -> new String(output.bytes(), StandardCharsets.ISO_8859_1))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("templates")
    void a_frozen_document_holds_all_its_parts_and_reads_back_the_same(Template template) {
        byte[] frozen = ChannelDocument.write(template.channel());
        Channel read = ChannelDocument.read(frozen).orThrow();

        assertThat(read).isEqualTo(template.channel());
        assertThat(ChannelDocument.write(read)).isEqualTo(frozen);
    }

    /// What the validator of the FHIR libraries says of everything that the samples yield.
    @ParameterizedTest
    @MethodSource("templates")
    void every_resource_that_the_samples_yield_conforms_to_R4(Template template) {
        CompiledChannel channel = compiled(template);
        template.samples()
                .forEach(one -> Regression.run(channel, one.sample(), Tracing.OFF)
                        .outputs()
                        .forEach(output -> {
                            if (output.extension().equals("json")) {
                                assertThat(FhirValidation.validate(output.bytes(), FhirVersion.R4))
                                        .as(one.sample().name())
                                        .noneMatch(Problem::isError);
                            }
                        }));
    }

    /// A receiver reads by the structure that the header names, whatever shape a mapping was drawn in. A mapping that
    /// copies passes on what its sender left out.
    @ParameterizedTest
    @MethodSource("templates")
    void every_HL7_v2_message_that_the_samples_yield_fits_the_structure_that_its_header_names(Template template) {
        CompiledChannel channel = compiled(template);
        Set<String> copies = template.channel().destinations().stream()
                .filter(destination -> destination.mapping().copy())
                .map(Destination::name)
                .collect(Collectors.toSet());
        template.samples()
                .forEach(one -> Regression.run(channel, one.sample(), Tracing.OFF)
                        .outputs()
                        .forEach(output -> {
                            if (output.extension().equals("hl7") && !copies.contains(output.destination())) {
                                assertThat(WrittenMessage.problems(output.bytes()))
                                        .as(one.sample().name() + " to " + output.destination())
                                        .isEmpty();
                            }
                        }));
    }

    @Test
    void a_scanned_report_of_five_megabytes_goes_through_whole() {
        CompiledChannel channel =
                compiled(TemplateCatalog.template("lab-results").orElseThrow());
        String scan = Base64.getEncoder().encodeToString(new byte[5_000_000]);
        String message = "MSH|^~\\&|LAB|NORTH|||20260102||ORU^R01^ORU_R01|1|P|2.5.1\rPID|1||7^^^NORTH^MR||Doe\r"
                + "OBR|1||F1^LAB|PATH^Pathology^L|||20260102|||||||||||||||20260102||SP|F\r"
                + "OBX|1|ED|PDF^Report^L||^application^pdf^Base64^" + scan + "||||||F\r";
        byte[] payload = message.getBytes(StandardCharsets.US_ASCII);

        Result traced = Engine.run(channel, new Message(payload, ""), Context.of(Instant.EPOCH, "s"), Tracing.FULL);
        Result plain = Engine.run(channel, new Message(payload, ""), Context.of(Instant.EPOCH, "s"), Tracing.OFF);

        assertThat(channel.accept(payload).accepted()).isTrue();
        assertThat(traced.problems()).noneMatch(Problem::isError);
        assertThat(bytes(plain)).isEqualTo(bytes(traced));
        assertThat(bytes(plain))
                .singleElement()
                .satisfies(json -> assertThat(json.contains(scan)).isTrue());
        assertThat(traced.trace().fields()).as("the trace shows its beginning").allSatisfy(line -> {
            assertThat(line.value() == null ? 0 : line.value().length()).isLessThan(5_000);
            assertThat(line.steps())
                    .noneMatch(step -> step.value() != null && step.value().length() > 5_000);
        });
    }

    @ParameterizedTest
    @MethodSource("templates")
    void it_says_what_to_set_and_every_setting_of_its_channel(Template template) {
        assertThat(template.summary()).isNotBlank();
        assertThat(template.audience()).isNotBlank();
        assertThat(template.help()).isNotBlank();
        for (Settings.Setting setting : Settings.of(template.channel())) {
            assertThat(template.settings()).anySatisfy(said -> {
                assertThat(said.name()).isEqualTo(setting.name());
                assertThat(said.otherwise()).isEqualTo(setting.otherwise());
            });
        }
    }

    @ParameterizedTest
    @MethodSource("templates")
    void a_channel_without_a_zone_does_not_compile(Template template) {
        Channel channel =
                Settings.fill(template.channel(), Map.of("SENDER_ZONE", "")).channel();

        List<Problem> problems = ChannelCompiler.standard().compile(channel, "").problems();

        assertThat(problems).anySatisfy(problem -> {
            assertThat(problem.isError()).isTrue();
            assertThat(problem.path()).isEqualTo("source.endpoint.settings.zone");
        });
    }
}
