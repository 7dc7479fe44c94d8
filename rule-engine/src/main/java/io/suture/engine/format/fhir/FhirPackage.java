package io.suture.engine.format.fhir;

import io.suture.engine.report.Problem;
import io.suture.engine.schema.SchemaDefinition;
import java.util.List;

/// What was found in a FHIR package (`.tgz`, as HL7 publishes US Core): its profiles of resources, each as a definition
/// that a Channel can hold. Decision 0032.
///
/// @param profiles by name
/// @param problems what is wrong with the package, or with one of its profiles, which is then left out
public record FhirPackage(List<SchemaDefinition> profiles, List<Problem> problems) {
    public FhirPackage {
        profiles = List.copyOf(profiles);
        problems = List.copyOf(problems);
    }

    /// How much of a package is read; what goes beyond is refused.
    ///
    /// @param packedBytes   of the package as it comes
    /// @param unpackedBytes of all its files
    /// @param ratio         unpacked to packed; FHIR's JSON reaches some 20
    /// @param files         that it holds
    /// @param fileBytes     of one file
    public record Limits(long packedBytes, long unpackedBytes, int ratio, int files, long fileBytes) {
        /// US Core is 2 MB with 1,000 files, the largest guides are ten times that.
        public static final Limits USUAL = new Limits(64L << 20, 1L << 30, 100, 50_000, 64L << 20);
    }

    /// Reads a package. Nothing is written anywhere, and no address in it is opened.
    public static FhirPackage read(byte[] packed, Limits limits) {
        var files = PackageFiles.read(packed, limits);
        return files.problem() == null
                ? new ProfileReader(files.definitions()).all()
                : new FhirPackage(List.of(), List.of(files.problem()));
    }
}
