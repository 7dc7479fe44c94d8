package io.suture.engine.format.xml;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.BadInput;
import io.suture.Fixtures;
import io.suture.engine.report.Problem;
import io.suture.engine.schema.Schema;
import io.suture.engine.schema.SchemaDefinition;
import io.suture.engine.schema.SchemaDefinition.Xml;
import io.suture.engine.schema.SchemaRef;
import io.suture.engine.value.Value;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// The bad input of the fixtures, read as XML by a schema learned from a small document.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadXmlTest {
    private static final String DOCUMENT =
            "<ClinicalDocument xmlns=\"urn:hl7-org:v3\"><title>t</title><component/></ClinicalDocument>";
    private static final Xml LEARNED = XmlLearner.learn(List.of(DOCUMENT.getBytes(StandardCharsets.UTF_8)))
            .definition()
            .orElseThrow();
    private static final XmlFormat FORMAT = XmlFormat.of(List.of(new SchemaDefinition("cda", 1, "", LEARNED)));

    @TempDir
    static Path folder;

    Stream<Path> cases() throws IOException, InterruptedException {
        return BadInput.in(folder).stream();
    }

    private static Schema schema() {
        return FORMAT.schema(new SchemaRef("xml", "1", "cda")).orElseThrow();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void nothing_makes_the_format_fail_and_what_is_taken_comes_back(Path file) {
        var problems = new ArrayList<Problem>();
        Value.Group message = FORMAT.reader(schema(), Map.of()).read(Fixtures.bytes(file), problems::add);
        if (problems.stream().noneMatch(Problem::isError)) {
            byte[] written = FORMAT.writer(schema(), Map.of()).write(message, problems::add);
            assertThat(FORMAT.reader(schema(), Map.of()).read(written, problems::add))
                    .isEqualTo(message);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "xml-02-quadratic-blowup.xml, dtd-refused",
        "xml-04-xxe-http-dtd.xml, dtd-refused",
        "xml-05-xxe-parameter-entity.xml, dtd-refused",
        "xml-07-deep-nesting.xml, other-root",
        "xml-09-xslt-pi.xml, comment-left-out",
        "xml-10-wrong-root.xml, other-root",
        "json-01-not-json.json, not-xml",
        "http-03-gzip-named-hl7.hl7, not-decoded"
    })
    void each_is_refused_or_said(String name, String code) throws IOException, InterruptedException {
        assertThat(cases()).isNotEmpty();
        var problems = new ArrayList<Problem>();
        FORMAT.reader(schema(), Map.of()).read(Fixtures.bytes(folder.resolve(name)), problems::add);
        assertThat(problems).extracting(Problem::code).contains(code);
    }
}
