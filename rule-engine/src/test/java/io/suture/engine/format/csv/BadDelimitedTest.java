package io.suture.engine.format.csv;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.BadInput;
import io.suture.Fixtures;
import io.suture.engine.report.Problem;
import io.suture.engine.schema.Schema;
import io.suture.engine.schema.SchemaDefinition;
import io.suture.engine.schema.SchemaDefinition.Batch;
import io.suture.engine.schema.SchemaDefinition.CellType;
import io.suture.engine.schema.SchemaDefinition.Column;
import io.suture.engine.schema.SchemaDefinition.Delimited;
import io.suture.engine.schema.SchemaDefinition.Dialect;
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

/// The bad input of the fixtures, read as delimited files.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadDelimitedTest {
    private static final DelimitedFormat FORMAT = DelimitedFormat.of(
            List.of(definition("people", "mrn", "family", "given", "note"), definition("letters", "a", "b", "c")));

    @TempDir
    static Path folder;

    private static SchemaDefinition definition(String name, String... columns) {
        List<Column> all = Stream.of(columns)
                .map(column -> new Column(column, "", CellType.TEXT, false, ""))
                .toList();
        return new SchemaDefinition(name, 1, "", new Delimited(all, Dialect.STANDARD, Batch.FILE, ""));
    }

    Stream<Path> cases() throws IOException, InterruptedException {
        return BadInput.in(folder).stream();
    }

    private static Schema schema(String name) {
        return FORMAT.schema(definition(name).ref()).orElseThrow();
    }

    private static Value.Group read(String schema, byte[] bytes, List<Problem> problems) {
        return FORMAT.reader(schema(schema), Map.of()).read(bytes, problems::add);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void nothing_makes_the_format_fail_and_what_is_taken_comes_back(Path file) {
        for (String schema : List.of("people", "letters")) {
            var problems = new ArrayList<Problem>();
            Value.Group message = read(schema, Fixtures.bytes(file), problems);
            if (problems.stream().noneMatch(Problem::isError)) {
                byte[] written = FORMAT.writer(schema(schema), Map.of()).write(message, problems::add);
                assertThat(read(schema, written, problems)).isEqualTo(message);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "csv-03-ragged-rows.csv, letters, ragged-row, line 2",
        "csv-03-ragged-rows.csv, letters, ragged-row, line 3",
        "csv-03-ragged-rows.csv, letters, empty-line, line 4",
        "csv-05-semicolon-latin1.csv, people, not-decoded, line 2",
        "csv-06-nul-and-binary.csv, letters, not-decoded, line 2",
        "json-01-not-json.json, people, other-columns, line 1",
        "http-03-gzip-named-hl7.hl7, people, not-decoded, line 1"
    })
    void each_is_said_at_its_line(String name, String schema, String code, String place)
            throws IOException, InterruptedException {
        assertThat(cases()).isNotEmpty();
        var problems = new ArrayList<Problem>();
        read(schema, Fixtures.bytes(folder.resolve(name)), problems);
        assertThat(problems).anySatisfy(problem -> {
            assertThat(problem.code()).isEqualTo(code);
            assertThat(problem.path()).isEqualTo(place);
        });
    }

    @Test
    void formulas_are_kept_as_text_and_neutralised_where_they_are_written() throws IOException, InterruptedException {
        assertThat(cases()).isNotEmpty();
        var problems = new ArrayList<Problem>();
        Value.Group message = read("people", Fixtures.bytes(folder.resolve("csv-01-formula-injection.csv")), problems);

        byte[] written = FORMAT.writer(schema("people"), Map.of()).write(message, problems::add);

        assertThat(problems).noneMatch(Problem::isError);
        assertThat(new String(written, StandardCharsets.UTF_8))
                .isEqualTo("mrn,family,given,note\r\n"
                        + "M1,\"'=HYPERLINK(\"\"http://x.invalid\"\")\",'+1+1,'@SUM(A1)\r\n"
                        + "M2,'-2+3,'\t=1+1,'=cmd|'/C calc'!A0\r\n");
    }
}
