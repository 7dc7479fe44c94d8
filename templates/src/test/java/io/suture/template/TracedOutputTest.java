package io.suture.template;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.engine.ChannelCompiler;
import io.suture.engine.CompiledChannel;
import io.suture.engine.Context;
import io.suture.engine.Engine;
import io.suture.engine.Message;
import io.suture.engine.Result;
import io.suture.engine.Tracing;
import io.suture.engine.channel.Settings;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What was seen is what runs: a run that says why gives the same bytes and Problems as one that does not.
class TracedOutputTest {
    private static final Instant NOW = Instant.parse("2026-01-15T12:00:00Z");

    static Stream<String> templates() {
        return TemplateCatalog.all().stream().map(Template::name);
    }

    @ParameterizedTest
    @MethodSource("templates")
    void outputs_are_the_same_with_a_trace_and_without(String template) {
        CompiledChannel channel = ChannelCompiler.standard()
                .compile(
                        Settings.fill(TemplateCatalog.channel(template).orElseThrow(), Map.of())
                                .channel(),
                        "test")
                .orThrow();
        TemplateCatalog.template(template).orElseThrow().samples().stream()
                .flatMap(one -> variants(one.sample().payload()))
                .forEach(payload -> {
                    Result live = run(channel, payload, Tracing.OFF);
                    Result seen = run(channel, payload, Tracing.FULL);
                    assertThat(texts(seen)).isEqualTo(texts(live));
                    assertThat(seen.problems()).isEqualTo(live.problems());
                });
    }

    /// As it is, and with delimiters that say nothing at the ends of segments, fields and repeats.
    private static Stream<byte[]> variants(byte[] payload) {
        String text = new String(payload, StandardCharsets.UTF_8);
        return Stream.of(text, text.replaceAll("(?m)([^\\r\\n])([\\r\\n]|\\z)", "$1|$2"), text.replace("^^|", "^^&|"))
                .map(variant -> variant.getBytes(StandardCharsets.UTF_8));
    }

    private static Result run(CompiledChannel channel, byte[] payload, Tracing tracing) {
        return Engine.run(channel, new Message(payload, "m"), Context.of(NOW, "seed"), tracing);
    }

    private static List<String> texts(Result result) {
        List<String> texts = new ArrayList<>();
        result.outputs().forEach(output -> texts.add(new String(output.bytes(), StandardCharsets.UTF_8)));
        return texts;
    }
}
