package io.suture.template;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.engine.report.Problem;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class TemplateDocumentTest {
    private static final String SOUND = """
            $schema: /schemas/template.json
            version: 1
            name: lab
            title: Lab results
            summary: Takes results.
            audience: Hospitals.
            channel: channel.json
            settings:
              - name: PORT
                help: Where to listen.
            samples:
              - {name: one, title: One, input: samples/one.hl7, expected: {fhir: expected/one.json}}
            """;

    private static List<Problem> problems(String document) {
        return TemplateCatalog.problems(document.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void a_sound_template_has_no_problems() {
        assertThat(problems(SOUND)).isEmpty();
    }

    @Test
    void a_newer_version_and_everything_else_that_is_wrong_is_listed_at_once_with_its_place() {
        List<Problem> problems = problems(SOUND.replace("version: 1", "version: 2")
                .replace("title: Lab results", "titel: Lab results")
                .replace("help: Where", "default: [1]\n    helps: Where")
                .replace("title: One, ", "colour: red, answers: [{query: npi, answer: '1'}], "));

        assertThat(problems)
                .extracting(problem -> problem.code() + " " + problem.path())
                .containsExactlyInAnyOrder(
                        "newer-version version",
                        "missing title",
                        "unknown-property titel",
                        "wrong-type settings[0].default",
                        "missing settings[0].help",
                        "unknown-property settings[0].helps",
                        "missing samples[0].title",
                        "missing samples[0].answers[0].key",
                        "unknown-property samples[0].colour");
        assertThat(problems.getFirst().message()).contains("version 2").contains("newer");
    }

    @Test
    void what_is_no_yaml_is_a_problem_and_no_exception() {
        assertThat(problems("name: [")).extracting(Problem::code).containsExactly("not-yaml");
        assertThat(problems("just words")).isNotEmpty();
        assertThat(problems("")).isNotEmpty();
    }
}
