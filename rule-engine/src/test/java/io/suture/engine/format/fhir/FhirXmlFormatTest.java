package io.suture.engine.format.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.Fixtures;
import io.suture.engine.format.Format;
import io.suture.engine.format.FormatContract;
import io.suture.engine.report.Problem;
import io.suture.engine.schema.Schema;
import io.suture.engine.schema.SchemaRef;
import io.suture.engine.value.Fields;
import io.suture.engine.value.Value;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// FHIR's other notation. Whatever it reads and writes is the same Value as in JSON.
class FhirXmlFormatTest extends FormatContract {
    private static final FhirFormat FHIR = new FhirFormat();
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Map<String, String> XML = Map.of("encoding", "xml");

    @Override
    protected Format format() {
        return FHIR;
    }

    @Override
    protected Stream<Sample> samples() {
        return Stream.of(FhirVersion.values()).flatMap(FhirXmlFormatTest::samples);
    }

    private static Stream<Sample> samples(FhirVersion version) {
        return Stream.of(
                sample(version, "a patient with extensions beside values", "Patient", """
                        <active value="true"/><name id="n"><family value="Quill"/><given value="Nora"/>
                        <given id="g2"><extension url="urn:x"><valueString value="J"/></extension></given></name>
                        <birthDate value="1958-03-14"><extension url="urn:t"><valueTime value="06:14:02"/></extension></birthDate>"""),
                sample(version, "extensions without values", "Patient", """
                        <name><given><extension url="urn:x"><valueCode value="masked"/></extension></given></name>"""),
                sample(version, "elements in another order", "Patient", """
                        <birthDate value="1958-03-14"/><name><given value="A"/><family value="B"/></name><id value="p"/>"""),
                sample(version, "a decimal that keeps its digits", "Observation", """
                        <status value="final"/><code><text value="Potassium &amp; more&#10;lines"/></code>
                        <valueQuantity><value value="6.80"/><unit value="mmol/L"/></valueQuantity>"""),
                sample(version, "a narrative", "Patient", """
                        <text><status value="generated"/><div xmlns="http://www.w3.org/1999/xhtml" xml:lang="en"><!-- kept -->
                        <p class="a">Nora &lt;Quill&gt; &amp; <b>family</b><br/></p></div></text>"""),
                sample(version, "a bundle with a contained resource", "Bundle", """
                        <type value="collection"/><entry><fullUrl value="urn:uuid:1"/><resource><ServiceRequest>
                        <contained><Patient><id value="p"/><name><family value="Quill"/></name></Patient></contained>
                        <status value="active"/><intent value="order"/><subject><reference value="#p"/></subject>
                        </ServiceRequest></resource></entry>"""));
    }

    @Override
    protected Stream<Unknown> unknowns() {
        return Stream.of(
                new Unknown(
                        sample(FhirVersion.R4, "an element of another version", "Patient", """
                                <futureThing><a value="1"/><a value="2"/></futureThing><gender value="female"/>"""),
                        "<futureThing><a value=\"1\"/><a value=\"2\"/></futureThing>",
                        StandardCharsets.UTF_8),
                new Unknown(
                        sample(FhirVersion.R4, "an attribute that nobody knows", "Patient", """
                                <name use="usual"><family value="Quill"/></name>"""),
                        "<name use=\"usual\">",
                        StandardCharsets.UTF_8),
                new Unknown(
                        sample(FhirVersion.R4, "a simple element of another version", "Patient", """
                                <newCode value="x" id="i"><extension url="urn:e"><valueCode value="y"/></extension></newCode>"""),
                        "<newCode id=\"i\" value=\"x\">",
                        StandardCharsets.UTF_8));
    }

    @Override
    protected Stream<Sample> broken() {
        return Stream.of(
                whole("cut off", "<Patient xmlns=\"http://hl7.org/fhir\"><name>"),
                whole("json", "{\"resourceType\":\"Patient\"}"),
                whole("another resource", "<Observation xmlns=\"http://hl7.org/fhir\"/>"),
                whole("no namespace", "<Patient><active value=\"true\"/></Patient>"),
                whole(
                        "two in a row",
                        "<Patient xmlns=\"http://hl7.org/fhir\"/><Patient xmlns=\"http://hl7.org/fhir\"/>"),
                whole(
                        "a document type",
                        "<!DOCTYPE Patient [<!ENTITY a SYSTEM \"file:///etc/passwd\">]>"
                                + "<Patient xmlns=\"http://hl7.org/fhir\"><id value=\"&a;\"/></Patient>"),
                whole("an entity of HTML", "<Patient xmlns=\"http://hl7.org/fhir\"><id value=\"&nbsp;\"/></Patient>"),
                whole(
                        "bytes that do not decode",
                        "<?xml version=\"1.0\" encoding=\"no-such\"?><Patient xmlns=\"http://hl7.org/fhir\"/>"),
                sample(
                        FhirVersion.R4,
                        "nested without end",
                        "Patient",
                        "<extension url=\"u\">".repeat(900) + "</extension>".repeat(900)));
    }

    private static Sample sample(FhirVersion version, String name, String resource, String content) {
        String xml = "<" + resource + " xmlns=\"http://hl7.org/fhir\">" + content + "</" + resource + ">";
        return new Sample(
                name, new SchemaRef("fhir", version.word(), resource), xml.getBytes(StandardCharsets.UTF_8), XML);
    }

    private static Sample whole(String name, String xml) {
        return new Sample(name, new SchemaRef("fhir", "r4", "Patient"), xml.getBytes(StandardCharsets.UTF_8), XML);
    }

    @Test
    void resources_by_others_in_xml_are_the_same_as_in_json() {
        int compared = 0;
        for (Path file : Fixtures.files("fhir", "xml")) {
            Path other = file.resolveSibling(file.getFileName().toString().replace(".xml", ".json"));
            if (Files.exists(other)) {
                JsonNode json = JSON.readTree(Fixtures.bytes(other));
                Schema schema = schema(FhirVersion.R4, json.path("resourceType").asString());
                assertThat(json(read(schema, Fixtures.bytes(file)), schema))
                        .as(file.toString())
                        .isEqualTo(json);
                compared++;
            }
        }
        assertThat(compared).isGreaterThanOrEqualTo(5);
    }

    @ParameterizedTest
    @EnumSource(names = {"R4", "R4B"})
    void resources_and_bundles_by_others_pass_through_xml_without_loss(FhirVersion version) {
        int passed = 0;
        List<String> different = new ArrayList<>();
        for (Path file : Fixtures.files("fhir", "json", "fhir")) {
            byte[] bytes = Fixtures.bytes(file);
            String type = typeOf(bytes);
            var known = FHIR.schema(new SchemaRef("fhir", version.word(), type));
            if (known.isEmpty()) {
                continue;
            }
            Schema schema = known.get();
            List<Problem> problems = new ArrayList<>();
            Value.Group first = FHIR.reader(schema, Map.of()).read(bytes, problems::add);
            byte[] xml = FHIR.writer(schema, XML).write(first, problems::add);
            Value.Group again = FHIR.reader(schema, XML).read(xml, problems::add);
            if (problems.isEmpty()) {
                passed++;
                if (!canonical(json(again, schema)).equals(canonical(json(first, schema)))) {
                    different.add(file.toString());
                }
            }
        }
        assertThat(different).isEmpty();
        assertThat(passed).isGreaterThan(50);
    }

    @Test
    void a_reader_takes_either_notation_unless_its_endpoint_says_which() {
        Schema schema = schema(FhirVersion.R4, "Patient");
        byte[] xml = "\uFEFF \n<Patient xmlns=\"http://hl7.org/fhir\"><gender value=\"female\"/></Patient>"
                .getBytes(StandardCharsets.UTF_8);
        byte[] json = "{\"resourceType\":\"Patient\",\"gender\":\"female\"}".getBytes(StandardCharsets.UTF_8);
        List<Problem> problems = new ArrayList<>();

        assertThat(read(
                        schema,
                        "<Patient xmlns=\"http://hl7.org/fhir\"><gender value=\"female\"/></Patient>"
                                .getBytes(StandardCharsets.UTF_16)))
                .isEqualTo(read(schema, json));
        FHIR.reader(schema, Map.of("encoding", "json")).read(xml, problems::add);
        assertThat(problems).extracting(Problem::code).containsExactly("not-json");
    }

    @Test
    void what_xml_has_no_place_for_in_fhir_is_said() {
        List<Problem> problems = new ArrayList<>();

        FHIR.reader(schema(FhirVersion.R4, "Patient"), XML).read("""
                <Patient xmlns="http://hl7.org/fhir" xmlns:v="urn:vendor" v:x="1"><!-- hello --><v:own/>
                <active value=""/>words</Patient>""".getBytes(StandardCharsets.UTF_8), problems::add);

        assertThat(problems)
                .extracting(Problem::code)
                .containsExactlyInAnyOrder(
                        "attribute-left-out",
                        "comment-left-out",
                        "other-namespace",
                        "empty-value",
                        "text-between-elements");
        assertThat(problems).allSatisfy(problem -> assertThat(problem.path()).startsWith("line "));
    }

    @ParameterizedTest
    @EnumSource
    void named_entries_are_written_in_the_schemas_order(FhirVersion version) {
        var entries = new LinkedHashMap<String, String>();
        entries.put("patient", "Patient");
        Schema bundle = FHIR.bundle(new SchemaRef("fhir", version.word(), "Bundle"), entries)
                .orElseThrow();
        Value.Group patient = Fields.builder()
                .add("resourceType", text("Patient"))
                .add("birthDate", text("1958-03-14"))
                .add("gender", text("female"))
                .add("active", text("TRUE"))
                .add(
                        "name",
                        Fields.builder()
                                .add("given", Value.Repeat.of(List.of(text("Nora"), Value.Null.NULL)))
                                .add("_given", Value.Repeat.of(List.of(Value.Null.NULL, Fields.of("id", text("g2")))))
                                .add("family", text("Quill"))
                                .build())
                .build();
        Value.Group message = Fields.of(
                "patient",
                Fields.builder()
                        .add("fullUrl", text("urn:uuid:1"))
                        .add("resource", patient)
                        .add(
                                "request",
                                Fields.builder()
                                        .add("url", text("Patient?identifier=a|b&c"))
                                        .add("method", text("PUT"))
                                        .build())
                        .build());
        List<Problem> problems = new ArrayList<>();
        Format.Writer writer = FHIR.writer(bundle, XML);

        String xml = new String(writer.write(message, problems::add), StandardCharsets.UTF_8);

        assertThat(xml).isEqualTo("""
                <?xml version="1.0" encoding="UTF-8"?>
                <Bundle xmlns="http://hl7.org/fhir"><type value="transaction"/><entry><fullUrl value="urn:uuid:1"/>\
                <resource><Patient><name><family value="Quill"/><given value="Nora"/><given id="g2"/></name>\
                <gender value="female"/><birthDate value="1958-03-14"/></Patient></resource>\
                <request><method value="PUT"/><url value="Patient?identifier=a|b&amp;c"/></request></entry></Bundle>
                """);
        assertThat(problems).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo("value-shape");
            assertThat(problem.path()).endsWith("active");
        });
        assertThat(writer.mediaType()).isEqualTo("application/fhir+xml");
        assertThat(writer.extension()).isEqualTo("xml");
    }

    /// Names come from messages too: none of them may become markup.
    @Test
    void a_name_that_is_none_in_xml_is_left_out_and_said() {
        List<Problem> problems = new ArrayList<>();
        Value.Group message = Fields.builder()
                .add("resourceType", text("Patient"))
                .add("a><evil/><b", text("x"))
                .add("contained", Fields.of("resourceType", text("X><evil/>")))
                .build();

        String xml = new String(
                FHIR.writer(schema(FhirVersion.R4, "Patient"), XML).write(message, problems::add),
                StandardCharsets.UTF_8);

        assertThat(xml).doesNotContain("evil");
        assertThat(problems).extracting(Problem::code).containsExactly("name-left-out", "name-left-out");
    }

    @Test
    void a_narrative_that_is_no_xhtml_is_left_out_and_said() {
        for (String div : List.of("plain words", "<div><p></div>", "<!DOCTYPE a><div/>", "<p>x</p>")) {
            List<Problem> problems = new ArrayList<>();
            Value.Group message = Fields.of("text", Fields.of("div", text(div)));

            String xml = new String(
                    FHIR.writer(schema(FhirVersion.R4, "Patient"), XML).write(message, problems::add),
                    StandardCharsets.UTF_8);

            assertThat(xml).contains("<Patient xmlns=\"http://hl7.org/fhir\"/>");
            assertThat(problems).extracting(Problem::code).containsExactly("value-shape");
        }
    }

    @ParameterizedTest
    @EnumSource
    void what_is_written_conforms(FhirVersion version) {
        String json = """
                {"resourceType":"Patient","text":{"status":"generated","div":"<div xmlns=\\"http://www.w3.org/1999/xhtml\\"><p>N</p></div>"},
                "extension":[{"url":"http://x.example/e","valueString":"s"}],"active":true,"name":[{"family":"Quill","given":["Nora"]}],
                "gender":"%s","birthDate":"1958-03-14"}""";
        Schema schema = schema(version, "Patient");
        Value.Group good = read(schema, json.formatted("female").getBytes(StandardCharsets.UTF_8));
        Value.Group bad = read(schema, json.formatted("feminine").getBytes(StandardCharsets.UTF_8));

        assertThat(FhirValidation.validate(FHIR.writer(schema, XML).write(good, problem -> {}), version))
                .noneMatch(Problem::isError);
        assertThat(FhirValidation.validate(FHIR.writer(schema, XML).write(bad, problem -> {}), version))
                .anyMatch(problem -> problem.isError() && problem.path().endsWith("gender"))
                .allSatisfy(problem -> assertThat(problem.message()).doesNotContain("feminine"));
        assertThat(FhirValidation.validate("<Patient".getBytes(StandardCharsets.UTF_8), version))
                .singleElement()
                .satisfies(problem -> assertThat(problem.code()).isEqualTo("not-xml"));
    }

    private static String typeOf(byte[] bytes) {
        try {
            return JSON.readTree(bytes).path("resourceType").asString("");
        } catch (tools.jackson.core.JacksonException notJson) {
            return "";
        }
    }

    private static Value.Group read(Schema schema, byte[] bytes) {
        List<Problem> problems = new ArrayList<>();
        Value.Group read = FHIR.reader(schema, Map.of()).read(bytes, problems::add);
        assertThat(problems).noneMatch(Problem::isError);
        return read;
    }

    /// With narratives as XML writes them again: which characters somebody wrote as numbers says nothing.
    private static JsonNode canonical(JsonNode json) {
        if (json instanceof ObjectNode object && object.path("div").isString()) {
            object.put(
                    "div",
                    FhirXml.narrative(object.path("div").asString(), 64)
                            .orElseThrow()
                            .toString());
        }
        json.forEach(FhirXmlFormatTest::canonical);
        return json;
    }

    private static JsonNode json(Value.Group message, Schema schema) {
        return JSON.readTree(FHIR.writer(schema, Map.of()).write(message, problem -> {}));
    }

    private static Schema schema(FhirVersion version, String resource) {
        return FHIR.schema(new SchemaRef("fhir", version.word(), resource)).orElseThrow();
    }

    private static Value text(String text) {
        return new Value.Text(text);
    }
}
