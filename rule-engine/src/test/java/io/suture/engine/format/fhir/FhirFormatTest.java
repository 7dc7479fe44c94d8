package io.suture.engine.format.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.Fixtures;
import io.suture.engine.format.Format;
import io.suture.engine.format.FormatContract;
import io.suture.engine.report.Problem;
import io.suture.engine.schema.Field;
import io.suture.engine.schema.FieldType;
import io.suture.engine.schema.Schema;
import io.suture.engine.schema.SchemaRef;
import io.suture.engine.value.FieldPath;
import io.suture.engine.value.Fields;
import io.suture.engine.value.Value;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class FhirFormatTest extends FormatContract {
    private static final FhirFormat FHIR = new FhirFormat();
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Override
    protected Format format() {
        return FHIR;
    }

    @Override
    protected Stream<Sample> samples() {
        return Stream.of(FhirVersion.values()).flatMap(FhirFormatTest::samples);
    }

    private static Stream<Sample> samples(FhirVersion version) {
        return Stream.of(
                sample(version, "a patient with extensions beside values", "Patient", """
                        {"resourceType":"Patient","active":true,"name":[{"family":"Quill","given":["Nora",null],
                        "_given":[null,{"id":"g2","extension":[{"url":"urn:x","valueString":"J"}]}]}],
                        "birthDate":"1958-03-14","_birthDate":{"extension":[{"url":"urn:t","valueTime":"06:14:02"}]}}"""),
                sample(version, "a decimal that keeps its digits", "Observation", """
                        {"resourceType":"Observation","status":"final","code":{"text":"Potassium"},
                        "valueQuantity":{"value":6.80,"unit":"mmol/L"}}"""),
                sample(version, "a bundle with a contained resource", "Bundle", """
                        {"resourceType":"Bundle","type":"collection","entry":[{"fullUrl":"urn:uuid:1","resource":
                        {"resourceType":"ServiceRequest","contained":[{"resourceType":"Patient","id":"p",
                        "name":[{"family":"Quill"}]}],"status":"active","intent":"order","subject":{"reference":"#p"}}}]}"""));
    }

    @Override
    protected Stream<Unknown> unknowns() {
        return Stream.of(FhirVersion.values())
                .map(version -> new Unknown(
                        sample(
                                version,
                                "a property of another version",
                                "Patient",
                                "{\"resourceType\":\"Patient\",\"futureThing\":{\"a\":[1,2]},\"gender\":\"female\"}"),
                        "futureThing",
                        StandardCharsets.UTF_8));
    }

    @Override
    protected Stream<Sample> broken() {
        return Stream.of(FhirVersion.values()).flatMap(FhirFormatTest::broken);
    }

    private static Stream<Sample> broken(FhirVersion version) {
        return Stream.of(
                sample(version, "cut off", "Patient", "{\"resourceType\":\"Patient\",\"name\":[{\"family\":"),
                sample(version, "not json", "Patient", "MSH|^~\\&|"),
                sample(version, "another resource", "Patient", "{\"resourceType\":\"Observation\"}"),
                sample(version, "two in a row", "Patient", "{\"resourceType\":\"Patient\"}{}"),
                sample(
                        version,
                        "nested without end",
                        "Patient",
                        "{\"resourceType\":\"Patient\",\"x\":" + "[".repeat(900) + "]".repeat(900) + "}"));
    }

    private static Sample sample(FhirVersion version, String name, String resource, String json) {
        return Sample.of(name, "fhir:" + version.word() + "/" + resource, json.getBytes(StandardCharsets.UTF_8));
    }

    /// They are R4, of which R4B changed little; R5 takes as one what R4 repeats.
    @ParameterizedTest
    @EnumSource(names = {"R4", "R4B"})
    void resources_and_bundles_by_others_come_back_as_the_same_json(FhirVersion version) {
        int read = 0;
        var different = new ArrayList<String>();
        for (Path file : Fixtures.files("fhir", "json")) {
            JsonNode original;
            try {
                original = JSON.readTree(Fixtures.bytes(file));
            } catch (tools.jackson.core.JacksonException notJson) {
                continue;
            }
            String type = original.path("resourceType").asString("");
            var schema = FHIR.schema(new SchemaRef("fhir", version.word(), type));
            if (schema.isEmpty()) {
                continue;
            }
            var problems = new ArrayList<Problem>();
            Value.Group value = FHIR.reader(schema.get(), Map.of()).read(Fixtures.bytes(file), problems::add);
            if (problems.stream().anyMatch(Problem::isError)) {
                different.add(file + ": " + problems);
                continue;
            }
            var warnings = new ArrayList<Problem>();
            JsonNode again = JSON.readTree(FHIR.writer(schema.get(), Map.of()).write(value, warnings::add));
            read++;
            if (!again.equals(original) && warnings.isEmpty() && problems.isEmpty()) {
                different.add(file.toString());
            }
        }

        assertThat(different).isEmpty();
        assertThat(read).isGreaterThan(50);
    }

    @Test
    void a_schema_says_types_cardinalities_and_choices() {
        Schema observation = schema("Observation");

        Field status = observation.find(FieldPath.of("status")).orElseThrow();
        assertThat(status.cardinality().isRequired()).isTrue();
        assertThat(status.type().isLeaf()).isTrue();
        assertThat(observation
                        .find(FieldPath.of("valueQuantity", "value"))
                        .orElseThrow()
                        .type()
                        .name())
                .isEqualTo("decimal");
        assertThat(observation
                        .find(FieldPath.of("value[x]"))
                        .orElseThrow()
                        .type()
                        .kind())
                .isEqualTo(FieldType.Kind.CHOICE);
        assertThat(observation.find(FieldPath.of("component", "valueQuantity", "unit")))
                .isPresent();
        assertThat(observation.find(FieldPath.of("nowhere"))).isEmpty();
    }

    @Test
    void a_type_that_holds_itself_opens_as_deep_as_one_asks() {
        FieldType type = schema("Patient").root();
        for (int depth = 0; depth < 200; depth++) {
            type = type.field("extension").orElseThrow().type();
        }
        assertThat(type.field("url")).isPresent();
    }

    /// Types are shared and open one by one, so the walk through a whole version ends although many hold themselves.
    @ParameterizedTest
    @EnumSource
    void every_resource_opens_with_descriptions_cardinalities_and_value_sets(FhirVersion version) {
        var seen = new LinkedHashSet<FieldType>();
        var open = new ArrayDeque<FieldType>();
        FHIR.schemas().stream()
                .filter(ref -> ref.version().equals(version.word()))
                .forEach(ref -> open.add(schema(ref).root()));
        assertThat(open).hasSizeGreaterThan(140);
        int bound = 0;
        int required = 0;
        while (!open.isEmpty()) {
            FieldType type = open.remove();
            if (!seen.add(type)) {
                continue;
            }
            for (Field field : type.fields()) {
                assertThat(field.description()).as(type + "." + field.name()).isNotBlank();
                assertThat(field.cardinality().min())
                        .isLessThanOrEqualTo(field.cardinality().max());
                required += field.cardinality().isRequired() ? 1 : 0;
                Field.Binding binding = field.binding();
                if (binding != null) {
                    bound++;
                    assertThat(binding.table()).as(type + "." + field.name()).startsWith("http");
                }
                open.add(field.type());
            }
        }
        assertThat(seen).hasSizeBetween(800, 3_000);
        assertThat(bound).isGreaterThan(1_000);
        assertThat(required).isGreaterThan(500);
        assertThat(schema(version, "Patient")
                        .find(FieldPath.of("gender"))
                        .orElseThrow()
                        .binding())
                .isEqualTo(new Field.Binding("http://hl7.org/fhir/ValueSet/administrative-gender", true));
    }

    @Test
    void what_a_version_changed_is_known_in_that_version_only() {
        assertThat(schema(FhirVersion.R5, "Encounter").find(FieldPath.of("reason", "value", "reference", "reference")))
                .isPresent();
        assertThat(schema(FhirVersion.R4, "Encounter").find(FieldPath.of("reason", "value")))
                .isEmpty();
        assertThat(schema(FhirVersion.R4B, "MedicationRequest").find(FieldPath.of("medicationCodeableConcept")))
                .isPresent();
        assertThat(schema(FhirVersion.R5, "MedicationRequest").find(FieldPath.of("medication", "concept", "text")))
                .isPresent();
        assertThat(FHIR.schema(new SchemaRef("fhir", "r4", "SubscriptionTopic")))
                .isEmpty();
        assertThat(schema(FhirVersion.R4B, "SubscriptionTopic").title()).isEqualTo("FHIR R4B SubscriptionTopic");
        assertThat(schema(FhirVersion.R5, "#Attachment")
                        .find(FieldPath.of("size"))
                        .orElseThrow()
                        .type()
                        .name())
                .isEqualTo("integer64");
    }

    /// R5's JSON writes `integer64` as a string, since readers of JSON lose digits of such numbers.
    @Test
    void a_number_of_64_bits_is_written_as_a_string() {
        Schema schema = schema(FhirVersion.R5, "DocumentReference");
        String json = "{\"resourceType\":\"DocumentReference\",\"content\":[{\"attachment\":"
                + "{\"size\":\"9223372036854775807\"}}]}";
        Value.Group read = FHIR.reader(schema, Map.of()).read(json.getBytes(StandardCharsets.UTF_8), problem -> {});

        assertThat(new String(FHIR.writer(schema, Map.of()).write(read, problem -> {}), StandardCharsets.UTF_8))
                .isEqualTo(json);
    }

    @ParameterizedTest
    @EnumSource
    void named_entries_are_written_in_their_order_with_their_requests(FhirVersion version) {
        var entries = new LinkedHashMap<String, String>();
        entries.put("patient", "Patient");
        entries.put("observation", "Observation");
        Schema bundle = FHIR.bundle(new SchemaRef("fhir", version.word(), "Bundle"), entries)
                .orElseThrow();
        Value.Group message = Fields.builder()
                .add("patient", entry("urn:uuid:1", "PUT", "Patient", Fields.of("gender", text("female"))))
                .add(
                        "observation",
                        Value.Repeat.of(List.of(
                                entry("urn:uuid:2", "PUT", "Observation", quantity("6.80")),
                                entry("urn:uuid:3", "PUT", "Observation", quantity("1e400x")))))
                .build();
        var problems = new ArrayList<Problem>();

        String json = new String(FHIR.writer(bundle, Map.of()).write(message, problems::add), StandardCharsets.UTF_8);

        assertThat(json)
                .isEqualTo("{\"resourceType\":\"Bundle\",\"type\":\"transaction\",\"entry\":["
                        + "{\"fullUrl\":\"urn:uuid:1\",\"resource\":{\"resourceType\":\"Patient\",\"gender\":\"female\"},"
                        + "\"request\":{\"method\":\"PUT\"}},"
                        + "{\"fullUrl\":\"urn:uuid:2\",\"resource\":{\"resourceType\":\"Observation\",\"valueQuantity\":{\"value\":6.80}},"
                        + "\"request\":{\"method\":\"PUT\"}},"
                        + "{\"fullUrl\":\"urn:uuid:3\",\"resource\":{\"resourceType\":\"Observation\"},"
                        + "\"request\":{\"method\":\"PUT\"}}]}");
        assertThat(problems).extracting(Problem::code).containsExactly("value-shape");
        assertThat(problems.getFirst().message()).doesNotContain("1e400x");
    }

    @ParameterizedTest
    @CsvSource({
        "date,2026-02-28,true",
        "date,2026-02-29,false",
        "date,2026,true",
        "date,2026-1-2,false",
        "dateTime,2026-01-02T15:30:00+01:00,true",
        "dateTime,2026-01-02T15:30:00,false",
        "dateTime,2026-01,true",
        "instant,2026-01-02T15:30:00.123Z,true",
        "instant,2026-01-02,false",
        "decimal,6.80,true",
        "decimal,.5,false",
        "decimal,05,false",
        "decimal,1e3,true",
        "decimal,NaN,false",
        "integer,-3,true",
        "positiveInt,0,false",
        "integer64,-9223372036854775808,true",
        "integer64,9223372036854775808,false",
        "integer64,1.0,false",
        "unsignedInt,4294967296,false",
        "boolean,TRUE,false",
        "code,a b,true",
        "code,' a',false",
        "id,a.b-c,true",
        "id,a_b,false",
        "uri,urn:oid:1.2,true",
        "uri,a b,false"
    })
    void leaves_are_checked_against_their_type(String type, String text, boolean fine) {
        assertThat(FhirShape.of(type).fits(text)).isEqualTo(fine);
    }

    @Test
    void references_are_followed_in_all_their_forms() {
        String json = """
                {"resourceType":"Bundle","type":"collection","entry":[
                 {"fullUrl":"urn:uuid:7","resource":{"resourceType":"Patient","id":"p1"}},
                 {"fullUrl":"http://x.example/fhir/Practitioner/d","resource":{"resourceType":"Practitioner","id":"d"}},
                 {"fullUrl":"urn:uuid:8","resource":{"resourceType":"ServiceRequest","contained":[{"resourceType":"Specimen","id":"s"}]}}]}""";
        Value.Group bundle =
                FHIR.reader(schema("Bundle"), Map.of()).read(json.getBytes(StandardCharsets.UTF_8), problem -> {});

        assertThat(type(bundle, "urn:uuid:7")).isEqualTo("Patient");
        assertThat(type(bundle, "Patient/p1")).isEqualTo("Patient");
        assertThat(type(bundle, "Patient/p1/_history/3")).isEqualTo("Patient");
        assertThat(type(bundle, "http://x.example/fhir/Practitioner/d")).isEqualTo("Practitioner");
        assertThat(type(bundle, "#s")).isEqualTo("Specimen");
        assertThat(FHIR.resolve(bundle, bundle, "Patient/other")).isEqualTo(Value.Absent.ABSENT);
    }

    private static String type(Value.Group bundle, String reference) {
        return ((Value.Group) FHIR.resolve(bundle, bundle, reference))
                .get("resourceType")
                .toString();
    }

    private static Schema schema(String resource) {
        return schema(FhirVersion.R4, resource);
    }

    private static Schema schema(FhirVersion version, String resource) {
        return FHIR.schema(new SchemaRef("fhir", version.word(), resource)).orElseThrow();
    }

    private static Value.Group quantity(String value) {
        return Fields.of("valueQuantity", Fields.of("value", text(value)));
    }

    private static Value.Group entry(String url, String method, String type, Value.Group content) {
        Fields.Builder resource = Fields.builder().add("resourceType", text(type));
        for (int i = 0; i < content.size(); i++) {
            resource.add(content.name(i), content.value(i));
        }
        return Fields.builder()
                .add("fullUrl", text(url))
                .add("resource", resource.build())
                .add("request", Fields.of("method", text(method)))
                .build();
    }

    private static Value text(String text) {
        return new Value.Text(text);
    }
}
