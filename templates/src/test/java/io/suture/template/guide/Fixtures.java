package io.suture.template.guide;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.nio.file.Files;
import java.nio.file.Path;

/// Where the guide lies, which is never copied into the project.
final class Fixtures {
    private static final String ABSENT = "left out: the fixtures hold no HL7 v2-to-FHIR guide"
            + " (STUDIO_FIXTURES names their folder, default ../shared/fixtures)";

    private Fixtures() {}

    /// The folder of fixtures with the guide in it; without it the test is left out, and fails in continuous
    /// integration.
    static Path ofTheGuide() {
        String named = System.getenv("STUDIO_FIXTURES");
        String project = System.getenv("SUTURE_ROOT");
        Path folder = named != null && !named.isBlank()
                ? Path.of(named)
                : Path.of(project == null ? ".." : project, "..", "shared", "fixtures");
        if (Files.isDirectory(folder.resolve("mapping/hl7-v2-to-fhir/datatypes"))) {
            return folder.toAbsolutePath().normalize();
        }
        return "true".equals(System.getenv("CI")) ? fail(ABSENT) : abort(ABSENT);
    }
}
