package io.suture.studio.channel;

import io.suture.engine.schema.SchemaRef;
import java.util.Locale;

/// Schemas as people call them.
public final class SchemaWords {
    private SchemaWords() {}

    /// `ORU^R01 2.5.1`, `ORU^R01 2.5.1 with north`, `FHIR R4 Bundle`, `orders (delimited)`.
    public static String shortly(SchemaRef ref) {
        return switch (ref.format()) {
            case "hl7v2" ->
                ref.structure().replace('_', '^')
                        + " "
                        + ref.version()
                        + (ref.profile().isEmpty() ? "" : " with " + ref.profile());
            case "fhir" -> "FHIR " + ref.version().toUpperCase(Locale.ROOT) + " " + ref.name();
            case "csv" -> ref.name() + " (delimited)";
            case "json" -> ref.name() + " (JSON)";
            case "xml" -> ref.name() + " (XML)";
            default -> ref.toString();
        };
    }
}
