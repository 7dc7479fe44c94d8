package io.suture.template;

import io.suture.engine.document.SchemaDocument;
import io.suture.engine.format.fhir.FhirPackage;
import io.suture.engine.report.Problem;
import io.suture.engine.schema.SchemaDefinition;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// `profiles`: the profiles of a FHIR package as schema documents, which a Channel names in its `schemas`.
final class ProfilesCommand {
    private static final String HELP = """
            usage: studio profiles PACKAGE.tgz --out DIR
            Writes DIR/NAME.json for each profile of a resource in a FHIR package, such as US Core: a schema document,
            which a channel document takes among its schemas. Mappings then name it: fhir:r4/Patient@NAME.
            Exit code 0: written; 1: the package was refused or profiles were left out; 2: usage.
            """;

    private ProfilesCommand() {}

    static int run(List<String> arguments, Map<String, String> environment, PrintStream out, PrintStream err) {
        if (arguments.contains("--help")) {
            out.print(HELP);
            return CommandLine.FINE;
        }
        Options options = Options.parse(arguments, Set.of("out"), environment);
        String folder = options.value("out").orElse("");
        if (!options.wrong().isEmpty() || options.rest().size() != 1 || folder.isEmpty()) {
            return CommandLine.usage(err, HELP, options.wrong());
        }
        Path file = Path.of(options.rest().getFirst());
        try {
            if (Files.size(file) > FhirPackage.Limits.USUAL.packedBytes()) {
                err.println(file + " is too large for a FHIR package.");
                return CommandLine.REFUSED;
            }
            FhirPackage read = FhirPackage.read(Files.readAllBytes(file), FhirPackage.Limits.USUAL);
            for (Problem problem : read.problems()) {
                err.println(problem.path() + (problem.path().isEmpty() ? "" : ": ") + problem.message());
            }
            Files.createDirectories(Path.of(folder));
            for (SchemaDefinition profile : read.profiles()) {
                Path written = Path.of(folder, profile.name() + ".json");
                Files.write(written, SchemaDocument.write(profile));
                out.println(written + "\t" + profile.ref());
            }
            return read.problems().isEmpty() ? CommandLine.FINE : CommandLine.REFUSED;
        } catch (IOException broken) {
            err.println("Cannot read " + file + " or write to " + folder + ": " + broken.getMessage());
            return CommandLine.USAGE;
        }
    }
}
