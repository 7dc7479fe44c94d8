package io.suture.runtime.bench;

import io.suture.engine.document.ChannelDocument;
import io.suture.template.TemplateCatalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The Channels that ship, with as many connections out as the benchmark has in.
final class BenchChannels {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private BenchChannels() {}

    static void forward(Path folder, int connections) throws IOException {
        write(folder, document("lab-results-forward", connections));
    }

    /// One request for each message: entries replace what is there, so that nothing need be read before.
    static void fhir(Path folder, int connections) throws IOException {
        JsonNode document = document("lab-results", connections);
        String text = JSON.writeValueAsString(document)
                .replace("\"merge\"", "\"replace\"")
                .replace("\"create-if-absent\"", "\"replace\"");
        write(folder, JSON.readTree(text));
    }

    private static JsonNode document(String template, int connections) {
        JsonNode document = JSON.readTree(
                ChannelDocument.write(TemplateCatalog.channel(template).orElseThrow()));
        for (JsonNode destination : document.path("destinations")) {
            ((ObjectNode) destination.path("endpoint").path("settings"))
                    .put("connections", Integer.toString(connections));
        }
        return document;
    }

    private static void write(Path folder, JsonNode document) throws IOException {
        Files.write(Files.createDirectories(folder).resolve("channel.json"), JSON.writeValueAsBytes(document));
    }
}
