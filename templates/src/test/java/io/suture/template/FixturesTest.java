package io.suture.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import io.suture.engine.ChannelCompiler;
import io.suture.engine.CompiledChannel;
import io.suture.engine.Result.Output;
import io.suture.engine.channel.Settings;
import io.suture.engine.format.Format;
import io.suture.engine.format.fhir.FhirValidation;
import io.suture.engine.format.fhir.FhirVersion;
import io.suture.engine.report.Problem;
import io.suture.engine.report.Problem.Severity;
import io.suture.regression.Leaves;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Others' real messages through the templates that ship; it prints how many came out clean, and why the others did
/// not.
class FixturesTest {
    private static final String ABSENT = "left out: the fixtures hold no messages"
            + " (STUDIO_FIXTURES names their folder, default ../shared/fixtures)";

    private static Path fixtures() {
        String named = System.getenv("STUDIO_FIXTURES");
        String project = System.getenv("SUTURE_ROOT");
        Path folder = named != null && !named.isBlank()
                ? Path.of(named)
                : Path.of(project == null ? ".." : project, "..", "shared", "fixtures");
        if (Files.isDirectory(folder)) {
            return folder.toAbsolutePath().normalize();
        }
        return "true".equals(System.getenv("CI")) ? fail(ABSENT) : abort(ABSENT);
    }

    private static List<Path> messages(Path fixtures, String type) {
        List<Path> found = new ArrayList<>();
        for (String kind : List.of("hl7v2", "pairs", "csv", "fhir")) {
            try (var walk = Files.walk(fixtures.resolve(kind))) {
                walk.filter(Files::isRegularFile)
                        .filter(file -> isOf(file, type))
                        .sorted()
                        .forEach(found::add);
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
        }
        return found;
    }

    /// Whether it is a table with a column of that name, a Bundle that holds such a resource, or HL7 v2 of that type.
    private static boolean isOf(Path file, String type) {
        String wanted = type.substring(type.lastIndexOf(' ') + 1);
        if (type.startsWith("csv ")) {
            return file.toString().endsWith(".csv")
                    && new String(bytes(file), StandardCharsets.ISO_8859_1)
                            .lines()
                            .findFirst()
                            .orElse("")
                            .contains(wanted);
        }
        return type.startsWith("Bundle ") ? isBundle(file, wanted) : isMessage(file, type);
    }

    private static boolean isBundle(Path file, String resource) {
        String text = new String(bytes(file), StandardCharsets.ISO_8859_1);
        return text.stripLeading().startsWith("{")
                && text.matches("(?s)\\s*\\{\\s*\"resourceType\"\\s*:\\s*\"Bundle\".*")
                && Pattern.compile("\"resourceType\"\\s*:\\s*\"" + resource + "\"")
                        .matcher(text)
                        .find();
    }

    /// Whether a file begins as HL7 does and its first MSH names that type of message.
    private static boolean isMessage(Path file, String type) {
        String start = new String(bytes(file), StandardCharsets.ISO_8859_1);
        int msh = start.indexOf("MSH");
        return start.stripLeading().matches("(?s)[\\x0b\\x{ef}\\x{bb}\\x{bf}]*(MSH|FHS|BHS).*")
                && start.substring(msh, Math.min(start.length(), msh + 400)).contains(type);
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "lab-results, ORU",
        "lab-results-forward, ORU",
        "admissions, ADT",
        "admissions-fan-out, ADT",
        "immunizations, VXU",
        "scheduling, SIU",
        "documents, MDM",
        "pharmacy-orders, RDE^O11",
        "pharmacy-dispense, RDS^O13",
        "pharmacy-charges, RDS^O13",
        "charges, DFT^P03",
        "imaging-orders, ORM^O01",
        "imaging-reports, ORU^R01",
        "lab-orders, ORM^O01",
        "referrals, REF^I12",
        "vendor-extract, csv with patient_id",
        "emr-feed, Bundle with Patient",
        "lab-orders-fhir, Bundle with ServiceRequest"
    })
    void every_message_comes_out_clean_or_says_why_not(String template, String type) throws IOException {
        Path fixtures = fixtures();
        CompiledChannel channel = ChannelCompiler.standard()
                .compile(
                        Settings.fill(TemplateCatalog.channel(template).orElseThrow(), Map.of())
                                .channel(),
                        template)
                .orThrow();
        var transform = new Transform(channel);
        Map<String, Integer> counts = new TreeMap<>();
        Map<String, Integer> reasons = new TreeMap<>();
        Map<String, Integer> invalid = new TreeMap<>();
        List<Path> files = messages(fixtures, type);
        for (Path file : files) {
            Format.Records records = transform.split(new ByteArrayInputStream(bytes(file)));
            for (var part = records.next(); part.isPresent(); part = records.next()) {
                Report report = transform.run(
                        fixtures.relativize(file).toString(), part.get().bytes());
                counts.merge(outcome(report), 1, Integer::sum);
                report.problems().stream()
                        .filter(problem -> problem.severity() != Severity.INFO)
                        .map(problem -> problem.severity() + " " + problem.code() + " at "
                                + problem.path().replaceAll("\\[\\d+\\]", ""))
                        .distinct()
                        .forEach(reason -> reasons.merge(reason, 1, Integer::sum));
                assertSound(report);
                conformance(report).forEach(reason -> invalid.merge(reason, 1, Integer::sum));
            }
        }
        System.out.println(template + ": " + files.size() + " files " + counts);
        reasons.forEach((reason, count) -> System.out.println("  " + count + "  " + reason));
        invalid.forEach((reason, count) -> System.out.println("  " + count + "  does not conform: " + reason));

        assertThat(files).isNotEmpty();
    }

    /// What the validator of the FHIR libraries has against the outputs, and what the structures of HL7 v2 have.
    private static List<String> conformance(Report report) {
        return report.result().outputs().stream()
                .flatMap(output -> output.extension().equals("json")
                        ? FhirValidation.validate(output.bytes(), FhirVersion.R4).stream()
                                .filter(Problem::isError)
                        : WrittenMessage.problems(output.bytes()).stream())
                .map(problem -> problem.path().replaceAll("\\[\\d+\\]", "") + " " + problem.message())
                .distinct()
                .toList();
    }

    private static String outcome(Report report) {
        if (!report.accepted()) {
            return "refused";
        }
        if (report.problems().stream().anyMatch(Problem::isError)) {
            return "parked with an error";
        }
        if (report.problems().stream().anyMatch(problem -> problem.severity() == Severity.WARNING)) {
            return "out with warnings";
        }
        return report.result().outputs().isEmpty() ? "clean, and a rule sends it nowhere" : "clean";
    }

    /// What must hold of every output: no blank or invented status, nothing that refers to nothing, no Resource.id.
    private static void assertSound(Report report) {
        boolean errors = report.problems().stream().anyMatch(Problem::isError);
        assertThat(errors && !report.result().outputs().isEmpty())
                .as(report.input())
                .isFalse();
        for (Output output : report.result().outputs()) {
            if (!output.extension().equals("json")) {
                continue;
            }
            Map<String, String> leaves = Leaves.of(output.mediaType(), output.bytes());
            List<String> urls = new ArrayList<>();
            leaves.forEach((path, value) -> {
                if (path.endsWith(".fullUrl")) {
                    urls.add(value);
                }
            });
            assertThat(urls).as(report.input()).doesNotHaveDuplicates();
            leaves.forEach((path, value) -> {
                if (path.endsWith(".reference")) {
                    assertThat(urls).as(report.input() + " " + path).contains(value);
                }
                assertThat(path).as(report.input()).doesNotMatch("[A-Za-z]+\\[\\d+\\]\\.id");
            });
        }
    }
}
