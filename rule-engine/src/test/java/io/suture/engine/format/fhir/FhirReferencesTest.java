package io.suture.engine.format.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.engine.format.Format;
import io.suture.engine.schema.SchemaRef;
import io.suture.engine.value.Value;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FhirReferencesTest {
    private static final Format FHIR = new FhirFormat();

    @Test
    void a_fragment_means_the_contained_of_its_own_resource_even_when_others_use_the_same_id() {
        Value.Group bundle = bundle("""
                {"fullUrl":"urn:uuid:1","resource":{"resourceType":"ServiceRequest","subject":{"reference":"#p"},
                 "contained":[{"resourceType":"Patient","id":"p","gender":"male"}]}},
                {"fullUrl":"urn:uuid:2","resource":{"resourceType":"ServiceRequest","subject":{"reference":"#p"},
                 "contained":[{"resourceType":"Patient","id":"p","gender":"female"}]}},
                {"fullUrl":"urn:uuid:3","resource":{"resourceType":"ServiceRequest","subject":{"reference":"#p"}}}""");

        assertThat(gender(bundle, resource(bundle, 0), "#p")).isEqualTo("male");
        assertThat(gender(bundle, part(resource(bundle, 1), "subject"), "#p")).isEqualTo("female");
        assertThat(FHIR.resolve(bundle, resource(bundle, 2), "#p")).isEqualTo(Value.Absent.ABSENT);
        assertThat(FHIR.resolve(bundle, bundle, "#p")).isEqualTo(Value.Absent.ABSENT);
    }

    @Test
    void a_relative_reference_stays_on_the_server_of_its_own_entry() {
        Value.Group bundle = bundle("""
                {"fullUrl":"http://a.example/fhir/Patient/1","resource":{"resourceType":"Patient","id":"1","gender":"male"}},
                {"fullUrl":"http://b.example/fhir/Patient/1","resource":{"resourceType":"Patient","id":"1","gender":"female"}},
                {"fullUrl":"http://b.example/fhir/Observation/9","resource":{"resourceType":"Observation","id":"9"}},
                {"fullUrl":"http://c.example/fhir/Observation/8","resource":{"resourceType":"Observation","id":"8"}},
                {"fullUrl":"urn:uuid:7","resource":{"resourceType":"Observation"}}""");

        assertThat(gender(bundle, resource(bundle, 2), "Patient/1")).isEqualTo("female");
        assertThat(FHIR.resolve(bundle, resource(bundle, 3), "Patient/1")).isEqualTo(Value.Absent.ABSENT);
        assertThat(FHIR.resolve(bundle, resource(bundle, 4), "Patient/1"))
                .as("either could be meant")
                .isEqualTo(Value.Absent.ABSENT);
        assertThat(gender(bundle, resource(bundle, 4), "http://a.example/fhir/Patient/1"))
                .isEqualTo("male");
    }

    @Test
    void a_versioned_reference_means_that_version_and_no_other() {
        Value.Group bundle = bundle("""
                {"fullUrl":"http://a.example/fhir/Patient/1","resource":
                 {"resourceType":"Patient","id":"1","meta":{"versionId":"1"},"gender":"male"}},
                {"fullUrl":"http://a.example/fhir/Patient/1","resource":
                 {"resourceType":"Patient","id":"1","meta":{"versionId":"2"},"gender":"female"}}""");

        assertThat(gender(bundle, bundle, "Patient/1/_history/2")).isEqualTo("female");
        assertThat(gender(bundle, bundle, "http://a.example/fhir/Patient/1/_history/1"))
                .isEqualTo("male");
        assertThat(FHIR.resolve(bundle, bundle, "Patient/1/_history/3")).isEqualTo(Value.Absent.ABSENT);
        assertThat(FHIR.resolve(bundle, bundle, "Patient/1")).isEqualTo(Value.Absent.ABSENT);
    }

    @Test
    void a_resource_that_stands_alone_answers_for_what_it_contains() {
        Value.Group order = read("ServiceRequest", """
                {"resourceType":"ServiceRequest","id":"o","subject":{"reference":"#p"},
                "contained":[{"resourceType":"Patient","id":"p","gender":"other"},
                {"resourceType":"Specimen","id":"s","subject":{"reference":"#p"}}]}""");

        assertThat(gender(order, part(order, "subject"), "#p")).isEqualTo("other");
        assertThat(FHIR.resolve(order, order, "#")).isSameAs(order);
        assertThat(FHIR.resolve(order, order, "Patient/p")).isEqualTo(Value.Absent.ABSENT);
    }

    private static String gender(Value.Group root, Value.Group from, String reference) {
        return ((Value.Group) FHIR.resolve(root, from, reference)).get("gender").toString();
    }

    private static Value.Group resource(Value.Group bundle, int position) {
        List<Value> entries = Value.items(bundle.get("entry"));
        return part((Value.Group) entries.get(position), "resource");
    }

    private static Value.Group part(Value.Group group, String name) {
        return (Value.Group) group.get(name);
    }

    private static Value.Group bundle(String entries) {
        return read("Bundle", "{\"resourceType\":\"Bundle\",\"type\":\"collection\",\"entry\":[" + entries + "]}");
    }

    private static Value.Group read(String type, String json) {
        var schema = FHIR.schema(new SchemaRef("fhir", "r4", type)).orElseThrow();
        return FHIR.reader(schema, Map.of()).read(json.getBytes(StandardCharsets.UTF_8), problem -> {});
    }
}
