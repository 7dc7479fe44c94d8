package io.suture.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CommandLineTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir
    Path folder;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final ByteArrayOutputStream wrong = new ByteArrayOutputStream();

    private int run(String... arguments) {
        said.reset();
        wrong.reset();
        return CommandLine.run(
                List.of(arguments),
                Map.of(),
                new PrintStream(said, true, StandardCharsets.UTF_8),
                new PrintStream(wrong, true, StandardCharsets.UTF_8));
    }

    private Path sample(String template, String name) throws IOException {
        Path file = folder.resolve(name + ".hl7");
        try (var stream =
                CommandLineTest.class.getResourceAsStream("/templates/" + template + "/samples/" + name + ".hl7")) {
            assertThat(stream).isNotNull();
            Files.write(file, stream.readAllBytes());
        }
        return file;
    }

    @Test
    void transform_writes_an_output_and_a_report_for_each_file() throws IOException {
        Path file = sample("lab-results", "corrected-potassium");
        Path out = folder.resolve("out");

        int exit = run("transform", "--template", "lab-results", "--out", out.toString(), file.toString());

        assertThat(exit).isZero();
        assertThat(out.resolve("corrected-potassium.fhir.json")).content().contains("\"corrected\"");
        JsonNode report = JSON.readTree(Files.readAllBytes(out.resolve("corrected-potassium.report.json")));
        assertThat(report.propertyNames())
                .containsExactly(
                        "input", "accepted", "ack", "decisions", "problems", "unmapped", "lookupMisses", "micros");
        assertThat(report.path("accepted").booleanValue()).isTrue();
        assertThat(report.path("ack").stringValue()).isEqualTo("AA");
        assertThat(report.path("decisions").path(0).path("destination").stringValue())
                .isEqualTo("fhir");
        assertThat(report.path("unmapped").toString()).contains("MSH-10");
    }

    @Test
    void transform_asks_nobody_and_takes_answers_from_a_file() throws IOException {
        Path channel = folder.resolve("channel.json");
        Files.writeString(channel, """
                {
                  "$schema": "/schemas/channel.json", "version": 1, "name": "lab", "title": "Lab",
                  "source": {
                    "endpoint": {"connector": "mllp", "settings": {"zone": "Europe/Berlin"}},
                    "schema": "hl7v2:2.5.1/ORU_R01"
                  },
                  "queries": [{
                    "name": "npi", "endpoint": {"connector": "fhir", "settings": {"url": "${DIRECTORY}"}},
                    "resource": "Practitioner", "parameter": "identifier", "keys": "OBR-16.1",
                    "take": "identifier.value"
                  }],
                  "rules": {"policy": "collect", "otherwise": ["fhir"], "rules": []},
                  "destinations": [{
                    "name": "fhir", "endpoint": {"connector": "fhir"},
                    "mapping": {
                      "name": "To FHIR", "source": "hl7v2:2.5.1/ORU_R01", "target": "fhir:r4/Practitioner",
                      "fields": [{"target": "identifier.value", "from": "query('npi', OBR-16.1)"}]
                    }
                  }]
                }
                """);
        Path file = Files.writeString(
                folder.resolve("one.hl7"),
                "MSH|^~\\&|LAB|NORTH|||20260102||ORU^R01^ORU_R01|1|P|2.5.1\rPID|1\rOBR|1||F1|X||||||||||||W1^Welby\r");

        assertThat(run("transform", "--channel", channel.toString(), file.toString()))
                .isZero();
        assertThat(said.toString(StandardCharsets.UTF_8))
                .contains("\"query-unanswered\"")
                .contains("\"warning\"");

        Path answers = Files.writeString(
                folder.resolve("answers.json"), "[{\"query\": \"npi\", \"key\": \"W1\", \"answer\": \"1112223338\"}]");
        assertThat(run("transform", "--channel", channel.toString(), "--answers", answers.toString(), file.toString()))
                .isZero();
        assertThat(said.toString(StandardCharsets.UTF_8))
                .doesNotContain("query-unanswered")
                .contains("1112223338");

        Files.writeString(answers, "[{\"query\": \"npi\"}]");
        assertThat(run("transform", "--channel", channel.toString(), "--answers", answers.toString(), file.toString()))
                .isEqualTo(2);
        assertThat(wrong.toString(StandardCharsets.UTF_8)).contains("answers[0].key");
    }

    @Test
    void without_a_folder_each_input_is_a_line_with_its_outputs() throws IOException {
        Path one = sample("lab-results-forward", "two-orders");
        Path other = sample("lab-results-forward", "test-patient");

        int exit = run("transform", "--template", "lab-results-forward", one.toString(), other.toString());

        assertThat(exit).isZero();
        List<String> lines = said.toString(StandardCharsets.UTF_8).lines().toList();
        assertThat(lines).hasSize(2);
        assertThat(JSON.readTree(lines.getFirst())
                        .path("outputs")
                        .path(0)
                        .path("content")
                        .stringValue())
                .startsWith("MSH|^~\\&|SUTURE|");
        assertThat(JSON.readTree(lines.getLast()).path("outputs").size()).isZero();
        assertThat(JSON.readTree(lines.getLast())
                        .path("decisions")
                        .path(0)
                        .path("kind")
                        .stringValue())
                .isEqualTo("drop");
    }

    @Test
    void several_messages_in_a_file_are_numbered() throws IOException {
        byte[] one = Files.readAllBytes(sample("lab-results-forward", "two-orders"));
        Path file = folder.resolve("batch.hl7");
        Files.write(file, one);
        Files.write(file, one, java.nio.file.StandardOpenOption.APPEND);
        Path out = folder.resolve("out");

        int exit = run("transform", "--template=lab-results-forward", "--out=" + out, file.toString());

        assertThat(exit).isZero();
        assertThat(out.resolve("batch.1.forward.hl7")).exists();
        assertThat(out.resolve("batch.2.report.json")).exists();
    }

    @Test
    void what_is_wrong_with_a_batch_stands_in_the_report_of_its_first_message() throws IOException {
        String one = Files.readString(
                sample("lab-results-forward", "two-orders"), java.nio.charset.StandardCharsets.ISO_8859_1);
        Path file = folder.resolve("batch.hl7");
        Files.writeString(file, "FHS|^~\\&|LAB\rBHS|^~\\&|LAB\r" + one + one + "BTS|3\rFTS|2\r");

        int exit = run("transform", "--template", "lab-results-forward", file.toString());

        assertThat(exit).isZero();
        List<JsonNode> reports = said.toString(StandardCharsets.UTF_8)
                .lines()
                .map(JSON::readTree)
                .toList();
        assertThat(reports).hasSize(2);
        assertThat(reports.getFirst().path("problems"))
                .extracting(problem -> problem.path("code").stringValue() + " "
                        + problem.path("path").stringValue() + " "
                        + problem.path("message").stringValue())
                .containsExactly(
                        "batch-count BTS-1 BTS-1 says 3 messages, and 2 are there.",
                        "batch-count FTS-1 FTS-1 says 2 batches, and 1 is there.");
        assertThat(reports.getLast().path("problems").size()).isZero();
    }

    @Test
    void a_file_that_a_listener_would_refuse_gives_exit_code_one() throws IOException {
        Path file = folder.resolve("no.txt");
        Files.writeString(file, "This is a letter.");

        int exit = run("transform", "--template", "lab-results", file.toString());

        assertThat(exit).isEqualTo(1);
        JsonNode report = JSON.readTree(said.toString(StandardCharsets.UTF_8));
        assertThat(report.path("accepted").booleanValue()).isFalse();
        assertThat(report.path("ack").stringValue()).isEqualTo("AR");
        assertThat(report.path("problems").path(0).path("code").stringValue()).isEqualTo("not-hl7");
    }

    @Test
    void a_setting_changes_the_run() throws IOException {
        Path file = sample("lab-results-forward", "latin-one");

        run(
                "transform",
                "--template",
                "lab-results-forward",
                "--set",
                "LAB_FORWARD_APPLICATION=ARCHIVE",
                file.toString());

        assertThat(said.toString(StandardCharsets.UTF_8)).contains("|ARCHIVE|");
    }

    @Test
    void wrong_usage_and_wrong_documents_give_exit_code_two() throws IOException {
        Path broken = folder.resolve("broken.json");
        Files.writeString(broken, "{\"$schema\": \"/schemas/channel.json\", \"version\": 9}");

        assertThat(run("transform", "--template", "nothing", "x.hl7")).isEqualTo(2);
        assertThat(run("transform", "x.hl7")).isEqualTo(2);
        assertThat(run(
                        "transform",
                        "--template",
                        "lab-results",
                        folder.resolve("absent.hl7").toString()))
                .isEqualTo(2);
        assertThat(run("transform", "--channel", broken.toString(), "x.hl7")).isEqualTo(2);
        assertThat(wrong.toString(StandardCharsets.UTF_8)).contains("version", "source", "destinations");
        assertThat(run("fly")).isEqualTo(2);
        assertThat(run("--help")).isZero();
        assertThat(run("transform", "--help")).isZero();
    }

    @Test
    void an_exported_channel_is_checked_and_runs() throws IOException {
        Path file = sample("lab-results", "metabolic-panel");

        assertThat(run("channel", "export", "--template", "lab-results", "--out", folder.toString()))
                .isZero();
        Path channel = folder.resolve("lab-results.json");
        assertThat(run("check", channel.toString())).isZero();
        assertThat(run("transform", "--channel", channel.toString(), file.toString()))
                .isZero();
        assertThat(said.toString(StandardCharsets.UTF_8)).contains("\"DiagnosticReport\"");
    }

    @Test
    void what_is_no_package_of_profiles_is_refused_and_nothing_is_written() throws IOException {
        Path file = folder.resolve("guide.tgz");
        Files.writeString(file, "not packed");

        assertThat(run(
                        "profiles",
                        file.toString(),
                        "--out",
                        folder.resolve("out").toString()))
                .isEqualTo(1);
        assertThat(folder.resolve("out")).isEmptyDirectory();
        assertThat(run("profiles", file.toString())).isEqualTo(2);
    }

    @Test
    void check_names_everything_that_is_wrong_with_its_place() throws IOException {
        run("channel", "export", "--template", "lab-results-forward", "--out", folder.toString());
        Path channel = folder.resolve("lab-results-forward.json");
        String text = Files.readString(channel);
        Files.writeString(
                channel,
                text.replace("\"upper(PID-8.1)\"", "\"upper(PID-8.1\"")
                        .replace("\"target\": \"MSH-15\"", "\"target\": \"MSH-99\"")
                        .replace("\"field\": \"OBR-25\"", "\"field\": \"OBR-2555\""));

        int exit = run("check", folder.toString());

        assertThat(exit).isEqualTo(1);
        JsonNode problems = JSON.readTree(said.toString(StandardCharsets.UTF_8)).path("problems");
        assertThat(problems.valueStream().map(problem -> problem.path("path").stringValue()))
                .anyMatch(path -> path.startsWith("destinations[0].mapping.fields["))
                .anyMatch(path -> path.startsWith("rules.rules[2].when"));
        assertThat(problems.size()).isGreaterThanOrEqualTo(3);
    }
}
