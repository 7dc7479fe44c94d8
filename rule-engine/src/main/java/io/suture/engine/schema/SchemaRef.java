package io.suture.engine.schema;

import java.util.Optional;

/// How a document names a Schema: `hl7v2:2.5.1/ORU_R01` (a message structure), `hl7v2:2.5.1/#XPN` (a data type or
/// segment, for shared sub-mappings), `hl7v2:2.5.1/ORU_R01@north` (a structure with a site's profile),
/// `fhir:r4/Patient`, `fhir:r4/#HumanName`, `fhir:r4/Bundle`,
/// `fhir:r4/Patient@us-core-patient` (a resource with a profile).
///
/// @param format  the Format's id: `hl7v2`, `fhir`
/// @param version the standard's version in that Format: `2.5.1`, `r4`
/// @param name    message structure or resource; a data type or segment when it starts with `#`
public record SchemaRef(String format, String version, String name) {
    /// Between a structure and the name of the profile on it.
    static final String PROFILE = "@";

    /// Reads the written form; empty when the text is not one.
    public static Optional<SchemaRef> parse(String text) {
        int colon = text.indexOf(':');
        int slash = text.indexOf('/', colon + 1);
        if (colon < 1 || slash < colon + 2 || slash == text.length() - 1) {
            return Optional.empty();
        }
        return Optional.of(
                new SchemaRef(text.substring(0, colon), text.substring(colon + 1, slash), text.substring(slash + 1)));
    }

    /// Whether it names a data type or segment rather than something that stands alone.
    public boolean isPart() {
        return name.startsWith("#");
    }

    /// The standard's own name of it, without the profile: `ORU_R01`.
    public String structure() {
        int at = name.indexOf(PROFILE);
        return at < 0 ? name : name.substring(0, at);
    }

    /// The name of the profile on it; empty for the standard's own.
    public String profile() {
        int at = name.indexOf(PROFILE);
        return at < 0 ? "" : name.substring(at + 1);
    }

    @Override
    public String toString() {
        return format + ":" + version + "/" + name;
    }
}
