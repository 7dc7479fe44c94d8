package io.suture.engine.schema;

import io.suture.engine.value.FieldPath;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a profile says of a FHIR resource besides what the standard says. Places that it does not name are as the
/// standard has them. Decision 0032.
///
/// @param version  of FHIR: `r4`
/// @param resource that it constrains: `Observation`
/// @param url      its canonical address
/// @param parts    in the profile's order, each behind the one that it stands in
public record FhirProfile(String version, String resource, String url, List<Part> parts)
        implements SchemaDefinition.Content {
    static final String FORMAT = "fhir";

    public FhirProfile {
        parts = List.copyOf(parts);
    }

    /// A place that is constrained, or a slice.
    ///
    /// @param path        beneath the resource, with its slices: `component:systolic.code`
    /// @param label       its name in words; empty for the standard's
    /// @param cardinality how often, [Cardinality#NEVER] for what must not stand; null for what the standard says
    /// @param mustSupport whether whoever claims the profile has to be able to fill it
    /// @param binding     where codes come from; null for what the standard says
    /// @param given       what must stand there, as JSON; empty for anything
    public record Part(
            FieldPath path,
            String label,
            @Nullable Cardinality cardinality,
            boolean mustSupport,
            Field.@Nullable Binding binding,
            String given) {}

    /// What a Mapping names the profiled resource by: `fhir:r4/Observation@vitals`.
    public SchemaRef ref(String name) {
        return new SchemaRef(FORMAT, version, resource + SchemaRef.PROFILE + name);
    }
}
