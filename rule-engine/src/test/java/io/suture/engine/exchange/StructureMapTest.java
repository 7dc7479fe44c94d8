package io.suture.engine.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.DefaultProfileValidationSupport;
import io.suture.engine.ChannelCompiler;
import io.suture.engine.Context;
import io.suture.engine.Engine;
import io.suture.engine.Message;
import io.suture.engine.Result;
import io.suture.engine.Tracing;
import io.suture.engine.channel.Channel;
import io.suture.engine.document.ChannelDocument;
import io.suture.engine.expression.Environment;
import io.suture.engine.format.fhir.FhirFormat;
import io.suture.engine.format.fhir.FhirValidation;
import io.suture.engine.format.fhir.FhirVersion;
import io.suture.engine.mapping.MappingEnvironment;
import io.suture.engine.report.Problem;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.hl7.fhir.r4.hapi.ctx.HapiWorkerContext;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.ResourceFactory;
import org.hl7.fhir.r4.model.StructureMap;
import org.hl7.fhir.r4.utils.StructureMapUtilities;
import org.junit.jupiter.api.Test;

/// Mappings between FHIR resources as StructureMaps, read and run by HAPI's own tools.
class StructureMapTest {
    private static final String CHANNEL = """
            {
              "$schema": "/schemas/channel.json",
              "version": 1,
              "name": "patients",
              "title": "Patients to the registry",
              "source": {
                "endpoint": {"connector": "http", "settings": {"zone": "Europe/Berlin"}},
                "schema": "fhir:r4/Patient"
              },
              "rules": {"policy": "collect", "otherwise": ["registry"], "rules": []},
              "destinations": [
                {
                  "name": "registry",
                  "endpoint": {"connector": "fhir"},
                  "mapping": {
                    "name": "To the registry", "source": "fhir:r4/Patient", "target": "fhir:r4/Patient",
                    "fields": [
                      {"target": "active", "from": "true"},
                      {"target": "gender", "from": "gender in 'Sex'", "note": "As the registry calls it"},
                      {"target": "birthDate", "from": "birthDate"},
                      {"target": "name", "each": [{"as": "n", "in": "name", "where": "n.use = 'official'"}]},
                      {"target": "name.family", "from": "upper(n.family)"},
                      {"target": "name.given", "from": "n.given"},
                      {"target": "telecom", "each": [{"as": "t", "in": "telecom"}], "when": "t.system = 'phone'"},
                      {"target": "telecom.value", "from": "t.value"},
                      {"target": "telecom.use", "from": "t.use", "otherwise": "'home'"},
                      {"target": "maritalStatus.text", "from": "coalesce(maritalStatus.text, maritalStatus.coding.display, 'not known')"}
                      MORE
                    ]
                  }
                }
              ],
              "tables": [{"name": "Sex", "columns": ["code"], "unknown": "keep",
                "rows": {"female": ["other"], "male": ["unknown"]}}]
            }
            """;

    private static final String PATIENT = """
            {"resourceType":"Patient","gender":"female","birthDate":"1958-03-14",
             "name":[{"use":"official","family":"Quill","given":["Nora","Jane"]},{"use":"nickname","family":"Q"}],
             "telecom":[{"system":"phone","value":"5551234","use":"work"},{"system":"email","value":"n@q.example"},
                        {"system":"phone","value":"5559876"}],
             "maritalStatus":{"coding":[{"code":"M","display":"Married"}]}}""";

    @Test
    void a_map_is_a_valid_resource_and_says_the_same_in_text() {
        StructureMapDocument.Exported map = map("");

        assertThat(errors(map)).isEmpty();
        assertThat(map.problems()).extracting(Problem::code).containsExactly("unknown-code");
        assertThat(text(map))
                .contains("group Registry(source src : PatientIn, target tgt : PatientOut) {")
                .contains("src.birthDate first as ")
                .contains("// As the registry calls it")
                .contains("'#cm-1', 'code')")
                .contains("src.name as n where (use = 'official')");
    }

    @Test
    void the_resource_and_its_text_run_elsewhere_as_the_engine_runs_the_mapping() throws Exception {
        StructureMapDocument.Exported map = map("");
        var tools = tools();
        StructureMap resource =
                parser().parseResource(StructureMap.class, new String(json(map), StandardCharsets.UTF_8));
        StructureMap parsed = tools.parse(text(map), "registry");
        String ours = run("");

        assertThat(ours).contains("QUILL", "\"home\"", "Married", "5559876");
        assertThat(transformed(tools, resource)).isEqualTo(ours);
        assertThat(transformed(tools, parsed)).isEqualTo(ours);
    }

    @Test
    void what_the_language_cannot_say_is_a_problem_and_stands_in_the_map() {
        StructureMapDocument.Exported map = map("""
                , {"target": "deceasedBoolean", "from": "daysBetween(birthDate, now()) > 40000"},
                {"target": "contact", "each": [{"as": "c", "in": "contact", "orderBy": "c.gender"}]},
                {"target": "contact.gender", "from": "c.gender"}""");

        assertThat(map.problems())
                .filteredOn(problem -> problem.code().equals("unsaid"))
                .extracting(Problem::path)
                .containsExactly("deceasedBoolean", "contact");
        assertThat(new String(json(map), StandardCharsets.UTF_8))
                .contains("deceasedBoolean is not in the map: FHIR’s mapping language cannot say the function");
        assertThat(text(map)).contains("// contact is not in the map");
        assertThat(errors(map)).isEmpty();
    }

    @Test
    void a_mapping_of_hl7_messages_is_no_structure_map() {
        Channel channel = channel("");
        Channel other = ChannelDocument.read(new String(ChannelDocument.write(channel), StandardCharsets.UTF_8)
                        .replace("\"source\": \"fhir:r4/Patient\"", "\"source\": \"hl7v2:2.5.1/ORU_R01\"")
                        .getBytes(StandardCharsets.UTF_8))
                .orThrow();

        assertThat(StructureMapDocument.isFor(other.destinations().getFirst())).isFalse();
        assertThat(StructureMapDocument.write(other, other.destinations().getFirst(), environment(other))
                        .problems())
                .extracting(Problem::code)
                .containsExactly("no-structure-map");
    }

    private static Channel channel(String more) {
        return ChannelDocument.read(CHANNEL.replace("MORE", more).getBytes(StandardCharsets.UTF_8))
                .orThrow();
    }

    private static MappingEnvironment environment(Channel channel) {
        return MappingEnvironment.of(
                Environment.of(List.of(new FhirFormat()), channel.tables(), Map.of(), Set.of()), channel.maps());
    }

    private static StructureMapDocument.Exported map(String more) {
        Channel channel = channel(more);
        return StructureMapDocument.write(channel, channel.destinations().getFirst(), environment(channel));
    }

    /// The validator knows `evaluate` as R5 has it, with one parameter; R4 has two, and so does HAPI's R4 program.
    private static List<Problem> errors(StructureMapDocument.Exported map) {
        return FhirValidation.validate(json(map), FhirVersion.R4).stream()
                .filter(Problem::isError)
                .filter(problem -> !problem.code().equals("r4-sm-target-transform-param-count-single"))
                .toList();
    }

    private static byte[] json(StructureMapDocument.Exported map) {
        return Objects.requireNonNull(map.json());
    }

    private static String text(StructureMapDocument.Exported map) {
        return Objects.requireNonNull(map.text());
    }

    private static String run(String more) {
        var compiled = ChannelCompiler.standard().compile(channel(more), "test").orThrow();
        Result result = Engine.run(
                compiled,
                new Message(PATIENT.getBytes(StandardCharsets.UTF_8), "m"),
                Context.of(Instant.EPOCH, "seed"),
                Tracing.OFF);
        return canonical(parser().parseResource(
                        Patient.class, new String(result.outputs().getFirst().bytes(), StandardCharsets.UTF_8)));
    }

    private static String transformed(StructureMapUtilities tools, StructureMap map) {
        var target = new Patient();
        tools.transform(null, parser().parseResource(Patient.class, PATIENT), map, target);
        return canonical(target);
    }

    private static String canonical(Patient patient) {
        return parser().encodeResourceToString(patient);
    }

    private static ca.uhn.fhir.parser.IParser parser() {
        return FhirContext.forR4Cached().newJsonParser();
    }

    private static StructureMapUtilities tools() {
        FhirContext context = FhirContext.forR4Cached();
        return new StructureMapUtilities(
                new HapiWorkerContext(context, new DefaultProfileValidationSupport(context)), new Types());
    }

    /// What HAPI's tools ask of whoever runs a map.
    private static final class Types implements StructureMapUtilities.ITransformerServices {
        @Override
        public void log(String message) {}

        @Override
        public Base createType(Object application, String name) {
            return ResourceFactory.createResourceOrType(name);
        }

        @Override
        public Base createResource(Object application, Base resource, boolean atRoot) {
            return resource;
        }

        @Override
        public Coding translate(Object application, Coding source, String map) {
            throw new IllegalStateException("the map holds its tables");
        }

        @Override
        public Base resolveReference(Object application, String url) {
            throw new IllegalStateException("no reference is followed");
        }

        @Override
        public List<Base> performSearch(Object application, String url) {
            throw new IllegalStateException("nothing is searched");
        }
    }
}
