package io.suture.studio.channel;

import io.suture.engine.schema.SchemaRef;
import java.util.Locale;

/// Schemas as people call them.
public final class SchemaWords {
    private SchemaWords() {}

    /// `ORU^R01 2.5.1`, `FHIR R4 Bundle`; a Format of another kind as its document names it.
    public static String shortly(SchemaRef ref) {
        return switch (ref.format()) {
            case "hl7v2" -> ref.name().replace('_', '^') + " " + ref.version();
            case "fhir" -> "FHIR " + ref.version().toUpperCase(Locale.ROOT) + " " + ref.name();
            default -> ref.toString();
        };
    }
}
