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
import io.suture.engine.report.Problem;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What must hold of documents whatever a sender does.
class DocumentsTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final CompiledChannel CHANNEL = ChannelCompiler.standard()
            .compile(
                    Settings.fill(TemplateCatalog.channel("documents").orElseThrow(), Map.of())
                            .channel(),
                    "test")
            .orThrow();

    private static Result run(String completion, String availability, String... results) {
        String message = "MSH|^~\\&|APP|CLINIC|||20260310||MDM^T02|1|P|2.5.1\rEVN||20260310\r"
                + "PID|1||7^^^CLINIC^MR||Doe^Jane\rPV1|1|O\rTXA|1|DS||||||||||D1" + "|".repeat(5) + completion + "||"
                + availability + "\r" + String.join("\r", results) + "\r";
        return Engine.run(
                CHANNEL,
                new Message(message.getBytes(StandardCharsets.UTF_8), ""),
                Context.of(Instant.EPOCH, "seed"),
                Tracing.OFF);
    }

    private static JsonNode document(Result result) {
        assertThat(result.problems()).noneMatch(Problem::isError);
        for (JsonNode entry : JSON.readTree(result.outputs().getFirst().bytes()).path("entry")) {
            if (entry.path("resource").path("resourceType").stringValue().equals("DocumentReference")) {
                return entry.path("resource");
            }
        }
        throw new AssertionError("no document");
    }

    @ParameterizedTest
    @CsvSource({"'', current", "AV, current", "OB, superseded", "CA, entered-in-error"})
    void a_document_that_was_taken_back_does_not_look_current(String availability, String status) {
        assertThat(document(run("AU", availability, "OBX|1|TX|1||text"))
                        .path("status")
                        .stringValue())
                .isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({"UN", "ZZ"})
    void what_is_not_for_use_waits_for_a_person(String availability) {
        assertThat(run("AU", availability, "OBX|1|TX|1||text").outputs()).isEmpty();
    }

    @Test
    void nothing_is_final_that_nobody_signed() {
        assertThat(document(run("", "AV", "OBX|1|TX|1||text")).path("docStatus").isMissingNode())
                .isTrue();
        assertThat(document(run("DI", "AV", "OBX|1|TX|1||text"))
                        .path("docStatus")
                        .stringValue())
                .isEqualTo("preliminary");
    }

    @Test
    void the_lines_of_a_text_are_one_content_and_a_file_another() {
        JsonNode content = document(run(
                        "AU",
                        "AV",
                        "OBX|1|TX|1||Größe 1",
                        "OBX|2|TX|1||line 2",
                        "OBX|3|ED|1||^application^pdf^Base64^JVBERg=="))
                .path("content");

        assertThat(content).hasSize(2);
        assertThat(new String(
                        Base64.getDecoder()
                                .decode(content.path(0)
                                        .path("attachment")
                                        .path("data")
                                        .stringValue()),
                        StandardCharsets.UTF_8))
                .isEqualTo("Größe 1\nline 2");
        assertThat(content.path(1).path("attachment").path("contentType").stringValue())
                .isEqualTo("application/pdf");
    }

    @Test
    void a_message_without_a_document_waits_for_a_person() {
        assertThat(run("AU", "AV", "OBX|1|NM|1||5").outputs()).isEmpty();
    }
}
