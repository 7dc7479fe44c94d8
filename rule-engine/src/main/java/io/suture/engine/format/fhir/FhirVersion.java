package io.suture.engine.format.fhir;

import ca.uhn.fhir.context.FhirContext;
import io.suture.engine.schema.FieldType;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A published version of FHIR. All of them go the same way; only the definitions differ, which are read when the first
/// schema of that version is asked for: whoever maps v2 to v2, or to R4, never waits for R5.
public enum FhirVersion {
    R4(FhirContext::forR4Cached),
    R4B(FhirContext::forR4BCached),
    R5(FhirContext::forR5Cached);

    private final Supplier<FhirContext> context;
    private volatile @Nullable FhirTypes types;

    FhirVersion(Supplier<FhirContext> context) {
        this.context = context;
    }

    /// The version that a SchemaRef says: `r4`, `r4b`, `r5`.
    public static Optional<FhirVersion> of(String word) {
        return Arrays.stream(values())
                .filter(version -> version.word().equals(word))
                .findFirst();
    }

    /// As SchemaRefs say it.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// As people say it: `FHIR R4B`.
    public String title() {
        return "FHIR " + name();
    }

    FhirContext context() {
        return context.get();
    }

    FhirTypes types() {
        FhirTypes known = types;
        if (known == null) {
            synchronized (this) {
                known = types;
                if (known == null) {
                    known = new FhirTypes(this);
                    types = known;
                }
            }
        }
        return known;
    }

    Optional<FieldType> resource(String name) {
        return types().resource(name);
    }
}
