package io.suture.studio.kit;

import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/// An output as people read it: JSON in lines.
public final class OutputText {
    /// Decimals keep their digits: 6.80 is not 6.8 in a result.
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    /// `"code": "MR"`, as FHIR's own examples are written, and a line for each part of a list.
    private static final PrettyPrinter LINES = new DefaultPrettyPrinter(
                    Separators.createDefaultInstance().withObjectNameValueSpacing(Separators.Spacing.AFTER))
            .withArrayIndenter(DefaultIndenter.SYSTEM_LINEFEED_INSTANCE);

    private OutputText() {}

    /// The output as text; JSON with a line for each value, its digits as they are.
    public static String of(byte[] output, String mediaType) {
        String text = new String(output, StandardCharsets.UTF_8);
        if (!mediaType.contains("json")) {
            return text;
        }
        try {
            return JSON.writer().with(LINES).writeValueAsString(JSON.readTree(output));
        } catch (JacksonException notJson) {
            // Shown as it is: a reader learns more from it than from a refusal.
            return text;
        }
    }
}
