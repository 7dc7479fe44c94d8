package io.suture.studio.monitor.ui;

import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/// An output as people read it: JSON in lines.
final class OutputText {
    /// Decimals keep their digits: 6.80 is not 6.8 in a result.
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private OutputText() {}

    static String of(byte[] output, String mediaType) {
        String text = new String(output, StandardCharsets.UTF_8);
        if (!mediaType.contains("json")) {
            return text;
        }
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(JSON.readTree(output));
        } catch (JacksonException notJson) {
            // Shown as it is: a reader learns more from it than from a refusal.
            return text;
        }
    }
}
