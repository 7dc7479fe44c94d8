package io.suture.engine.format.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.BadInput;
import io.suture.Fixtures;
import io.suture.engine.report.Problem;
import io.suture.engine.schema.Schema;
import io.suture.engine.schema.SchemaDefinition;
import io.suture.engine.schema.SchemaDefinition.Json;
import io.suture.engine.schema.SchemaRef;
import io.suture.engine.value.Value;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// The bad input of the fixtures, read as JSON of a schema of our own.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadJsonTest {
    private static final String PATIENT = """
            {"type": "object", "properties": {"resourceType": {"const": "Patient"}, "id": {"type": "string"},
             "name": {"type": "array", "items": {"type": "object", "properties": {"family": {"type": "string"}}}},
             "birthDate": {"type": "string", "format": "date"}, "gender": {"type": "string"}}}""";
    private static final JsonFormat FORMAT =
            JsonFormat.of(List.of(new SchemaDefinition("patient", 1, "", new Json(PATIENT))));

    @TempDir
    static Path folder;

    Stream<Path> cases() throws IOException, InterruptedException {
        return BadInput.in(folder).stream();
    }

    private static Schema schema() {
        return FORMAT.schema(new SchemaRef("json", "1", "patient")).orElseThrow();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void nothing_makes_the_format_fail_and_what_is_taken_comes_back(Path file) {
        var problems = new ArrayList<Problem>();
        Value.Group message = FORMAT.reader(schema(), Map.of()).read(Fixtures.bytes(file), problems::add);
        assertThat(problems).allSatisfy(problem -> assertThat(problem.message()).doesNotContain("Exception"));
        if (problems.stream().noneMatch(Problem::isError)) {
            byte[] written = FORMAT.writer(schema(), Map.of()).write(message, problems::add);
            assertThat(FORMAT.reader(schema(), Map.of()).read(written, problems::add))
                    .isEqualTo(message);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "fhir-04-array-where-object.json, value-shape, /name",
        "fhir-04-array-where-object.json, value-shape, /birthDate",
        "fhir-04-array-where-object.json, value-shape, /gender",
        "fhir-05-duplicate-keys.json, duplicate-member, /id",
        "fhir-05-duplicate-keys.json, duplicate-member, /gender",
        "json-01-not-json.json, not-json, 'line 1, column 1'",
        "json-03-proto-pollution.json, unknown-member, /__proto__",
        "http-01-hl7-as-json.json, not-json, 'line 1, column 1'",
        "xml-10-wrong-root.xml, not-json, 'line 1, column 1'"
    })
    void each_is_said_at_its_place(String name, String code, String place) throws IOException, InterruptedException {
        assertThat(cases()).isNotEmpty();
        var problems = new ArrayList<Problem>();
        FORMAT.reader(schema(), Map.of()).read(Fixtures.bytes(folder.resolve(name)), problems::add);
        assertThat(problems).anySatisfy(problem -> {
            assertThat(problem.code()).isEqualTo(code);
            assertThat(problem.path()).isEqualTo(place);
        });
    }

    /// Its digits are text to us, and nothing ever calculates what they mean.
    @Test
    void a_number_of_any_size_costs_its_digits() throws IOException, InterruptedException {
        assertThat(cases()).isNotEmpty();
        byte[] bytes = Fixtures.bytes(folder.resolve("fhir-07-huge-number.json"));
        Value.Group message = FORMAT.reader(schema(), Map.of()).read(bytes, problem -> {});
        byte[] written = FORMAT.writer(schema(), Map.of()).write(message, problem -> {});
        assertThat(new String(written, StandardCharsets.UTF_8)).contains("1e" + "9".repeat(400));
    }
}
