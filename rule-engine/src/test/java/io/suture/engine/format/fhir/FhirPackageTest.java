package io.suture.engine.format.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.DefaultProfileValidationSupport;
import io.suture.engine.document.SchemaDocument;
import io.suture.engine.format.fhir.FhirPackage.Limits;
import io.suture.engine.report.Problem;
import io.suture.engine.schema.Cardinality;
import io.suture.engine.schema.FhirProfile;
import io.suture.engine.schema.Field;
import io.suture.engine.schema.Schema;
import io.suture.engine.schema.SchemaDefinition;
import io.suture.engine.value.FieldPath;
import io.suture.engine.value.Value;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FhirPackageTest {
    private static final Limits SMALL = new Limits(1 << 20, 8 << 20, 50, 5, 4 << 20);
    private static final String STANDARD = "http://hl7.org/fhir/StructureDefinition/";

    /// The standard's own profiles, as a guide would publish them.
    private static byte[] standard(boolean snapshots, String... names) {
        FhirContext context = FhirContext.forR4Cached();
        var definitions = new DefaultProfileValidationSupport(context);
        var made = new Packages().file("package/package.json", "{\"name\":\"test\"}");
        for (String name : names) {
            IBaseResource definition = definitions.fetchStructureDefinition(STANDARD + name);
            var typed = (org.hl7.fhir.r4.model.StructureDefinition) definition;
            var copy = typed.copy();
            copy.setText(null);
            if (!snapshots) {
                copy.setSnapshot(null);
            }
            made.file(
                    "package/StructureDefinition-" + name + ".json",
                    context.newJsonParser().encodeResourceToString(copy));
        }
        return made.tgz();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void the_standards_blood_pressure_profile_has_named_slices_with_what_must_stand_in_them(boolean snapshots) {
        FhirPackage read = FhirPackage.read(standard(snapshots, "vitalsigns", "bp"), Limits.USUAL);

        assertThat(read.problems()).isEmpty();
        assertThat(read.profiles()).extracting(SchemaDefinition::name).containsExactly("vitalsigns", "bp");
        Schema bp = schema(read, "bp");
        assertThat(bp.ref().toString()).isEqualTo("fhir:r4/Observation@bp");
        Field systolic = field(bp, "component:SystolicBP");
        assertThat(systolic.cardinality()).isEqualTo(Cardinality.REQUIRED);
        Value.Group code = (Value.Group) ((Value.Group) systolic.demand().given()).get("code");
        assertThat(((Value.Group) code.get("coding")).get("code")).isEqualTo(new Value.Text("8480-6"));
        assertThat(field(bp, "component:SystolicBP.valueQuantity.unit")).isNotNull();
        Field category = field(bp, "category:VSCat");
        assertThat(category.demand().mustSupport()).isTrue();
        assertThat(category.demand().given().toString()).contains("vital-signs", "observation-category");
        assertThat(field(bp, "status").demand().mustSupport()).isTrue();
        assertThat(field(bp, "subject").cardinality()).isEqualTo(Cardinality.REQUIRED);
        assertThat(field(bp, "category").cardinality().repeats()).isTrue();
    }

    @Test
    void what_was_read_is_the_same_after_it_was_written_as_a_document() {
        for (SchemaDefinition profile : FhirPackage.read(standard(false, "vitalsigns", "bp"), Limits.USUAL)
                .profiles()) {
            assertThat(SchemaDocument.read(SchemaDocument.write(profile)).orThrow())
                    .isEqualTo(profile);
            assertThat(FhirFormat.check((FhirProfile) profile.content())).isEmpty();
        }
    }

    @Test
    void a_profile_on_what_is_not_in_the_package_is_read_from_its_snapshot_or_refused() {
        assertThat(FhirPackage.read(standard(true, "bp"), Limits.USUAL).profiles())
                .singleElement()
                .satisfies(profile -> assertThat(((FhirProfile) profile.content()).parts())
                        .anyMatch(part -> part.path().equals(FieldPath.of("category:VSCat"))));
        FhirPackage refused = FhirPackage.read(standard(false, "bp"), Limits.USUAL);
        assertThat(refused.profiles()).isEmpty();
        assertThat(refused.problems()).extracting(Problem::code).containsExactly("profile-base");
    }

    @Test
    void an_extension_is_followed_into_its_own_definition() {
        String patient = """
                {"resourceType":"StructureDefinition","id":"north-patient","url":"http://north.example/patient",
                "fhirVersion":"4.0.1","kind":"resource","type":"Patient","derivation":"constraint",
                "baseDefinition":"http://hl7.org/fhir/StructureDefinition/Patient","differential":{"element":[
                {"id":"Patient","path":"Patient"},
                {"id":"Patient.extension:race","path":"Patient.extension","sliceName":"race","min":0,"max":"1","mustSupport":true,
                 "type":[{"code":"Extension","profile":["http://north.example/race"]}]},
                {"id":"Patient.photo","path":"Patient.photo","max":"0"},
                {"id":"Patient.gender","path":"Patient.gender","min":1,
                 "binding":{"strength":"required","valueSet":"http://north.example/gender|1.0"}}]}}""";
        String race = """
                {"resourceType":"StructureDefinition","id":"race","url":"http://north.example/race",
                "fhirVersion":"4.0.1","kind":"complex-type","type":"Extension","derivation":"constraint",
                "baseDefinition":"http://hl7.org/fhir/StructureDefinition/Extension","differential":{"element":[
                {"id":"Extension.extension:text","path":"Extension.extension","sliceName":"text","min":1,"max":"1"},
                {"id":"Extension.extension:text.url","path":"Extension.extension.url","fixedUri":"text"},
                {"id":"Extension.url","path":"Extension.url","fixedUri":"http://north.example/race"}]}}""";
        FhirPackage read = FhirPackage.read(
                new Packages()
                        .file("package/a.json", patient)
                        .file("package/b.json", race)
                        .file("package/c.json", "no json")
                        .file("package/other/d.json", patient)
                        .tgz(),
                SMALL);

        assertThat(read.problems()).isEmpty();
        Schema schema = schema(read, "north-patient");
        assertThat(field(schema, "extension:race").demand().given().toString())
                .isEqualTo("{url: http://north.example/race}");
        assertThat(field(schema, "extension:race.extension:text")
                        .demand()
                        .given()
                        .toString())
                .isEqualTo("{url: text}");
        assertThat(schema.find(FieldPath.of("photo"))).isEmpty();
        assertThat(field(schema, "gender").cardinality()).isEqualTo(Cardinality.REQUIRED);
        assertThat(field(schema, "gender").binding()).isEqualTo(new Field.Binding("http://north.example/gender", true));
    }

    @Test
    void more_bytes_than_allowed_are_refused_before_they_are_unpacked() {
        assertRefused(new byte[(1 << 20) + 1], SMALL, "package-too-large");
    }

    @Test
    void what_unpacks_to_too_much_in_all_is_refused() {
        byte[] large =
                new Packages().file("package/a.json", " ".repeat(3 << 20)).tgz();

        assertRefused(large, new Limits(1 << 20, 2 << 20, 100_000, 5, 4 << 20), "package-too-large");
    }

    @Test
    void a_bomb_is_refused_by_its_ratio() {
        assertRefused(new Packages().file("package/a.json", " ".repeat(3 << 20)).tgz(), SMALL, "package-bomb");
    }

    @Test
    void one_file_that_is_too_large_is_refused() {
        byte[] large =
                new Packages().file("package/a.json", " ".repeat(3 << 20)).tgz();

        assertRefused(large, new Limits(1 << 20, 8 << 20, 100_000, 5, 1 << 20), "package-file-too-large");
    }

    @Test
    void too_many_files_are_refused() {
        var many = new Packages();
        for (int i = 0; i < 6; i++) {
            many.file("package/" + i + ".json", "{}");
        }

        assertRefused(many.tgz(), SMALL, "package-too-many-files");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"../../etc/passwd", "package/../../x.json", "/etc/passwd", "package\\..\\x.json", "C:/x.json"})
    void a_name_that_leads_out_of_the_package_is_refused_and_not_repeated(String name) {
        byte[] packed = new Packages().file(name, "{}").tgz();

        assertRefused(packed, SMALL, "package-path");
        assertThat(FhirPackage.read(packed, SMALL).problems().getFirst().toString())
                .doesNotContain("passwd", "x.json");
    }

    @Test
    void a_link_is_refused() {
        assertRefused(new Packages().link("package/a.json", "/etc/passwd").tgz(), SMALL, "package-link");
    }

    @Test
    void what_is_no_package_or_breaks_off_is_refused() {
        byte[] whole = standard(true, "bp");

        assertRefused("PK not a package".getBytes(StandardCharsets.UTF_8), SMALL, "not-a-package");
        assertRefused(Arrays.copyOf(whole, whole.length / 2), Limits.USUAL, "not-a-package");
        assertRefused(new Packages().file("package/a.json", "{}").tgz(), SMALL, "no-profile");
    }

    private static void assertRefused(byte[] packed, Limits limits, String code) {
        FhirPackage read = FhirPackage.read(packed, limits);

        assertThat(read.profiles()).isEmpty();
        assertThat(read.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.isError()).isTrue();
            assertThat(problem.code()).isEqualTo(code);
        });
    }

    private static Schema schema(FhirPackage read, String name) {
        List<SchemaDefinition> profiles = read.profiles();
        SchemaDefinition wanted = profiles.stream()
                .filter(profile -> profile.name().equals(name))
                .findFirst()
                .orElseThrow();
        return new FhirFormat().with(profiles).schema(wanted.ref()).orElseThrow();
    }

    private static Field field(Schema schema, String path) {
        return schema.find(FieldPath.parse(path).orElseThrow()).orElseThrow(() -> new AssertionError("no " + path));
    }
}
