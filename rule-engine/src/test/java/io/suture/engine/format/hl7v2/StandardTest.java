package io.suture.engine.format.hl7v2;

import static io.suture.engine.format.hl7v2.Messages.schema;
import static org.assertj.core.api.Assertions.assertThat;

import io.suture.engine.schema.Cardinality;
import io.suture.engine.schema.Field;
import io.suture.engine.schema.FieldType;
import io.suture.engine.schema.FieldType.Kind;
import io.suture.engine.schema.SchemaRef;
import io.suture.engine.value.FieldPath;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class StandardTest {
    static final java.util.List<String> VERSIONS = Standards.VERSIONS;

    private static Field field(String schema, String path) {
        return schema(schema).find(FieldPath.parse(path).orElseThrow()).orElseThrow();
    }

    @Test
    void a_structure_has_its_groups_segments_fields_and_components() {
        Field result = field("hl7v2:2.5.1/ORU_R01", "PATIENT_RESULT");
        assertThat(result.cardinality()).isEqualTo(new Cardinality(1, Cardinality.MANY));
        assertThat(result.label()).isEqualTo("Patient result");
        assertThat(field("hl7v2:2.5.1/ORU_R01", "PATIENT_RESULT.PATIENT.PID").label())
                .isEqualTo("Patient Identification");
        Field name = field("hl7v2:2.5.1/ORU_R01", "PATIENT_RESULT.PATIENT.PID-5");
        assertThat(name.label()).isEqualTo("Patient Name");
        assertThat(name.type().name()).isEqualTo("XPN");
        assertThat(name.type().kind()).isEqualTo(Kind.COMPOSITE);
        assertThat(name.cardinality()).isEqualTo(new Cardinality(1, Cardinality.MANY));
        assertThat(field("hl7v2:2.5.1/ORU_R01", "PATIENT_RESULT.PATIENT.PID-5.1.1")
                        .label())
                .isEqualTo("Surname");
        assertThat(field("hl7v2:2.5.1/ORU_R01", "PATIENT_RESULT.PATIENT.PID-8").binding())
                .isEqualTo(new Field.Binding("0001", false));
        assertThat(field("hl7v2:2.5.1/ORU_R01", "PATIENT_RESULT.PATIENT.PID-5.7")
                        .binding())
                .isEqualTo(new Field.Binding("0200", true));
    }

    @Test
    void types_are_shared_wherever_they_stand() {
        assertThat(field("hl7v2:2.5.1/ORU_R01", "PATIENT_RESULT.PATIENT.PID-5").type())
                .isSameAs(field("hl7v2:2.5.1/ADT_A01", "NK1-2").type())
                .isSameAs(schema("hl7v2:2.5.1/#XPN").root())
                .isNotSameAs(schema("hl7v2:2.3/#XPN").root());
    }

    @Test
    void the_value_of_an_observation_may_have_any_components() {
        Field value = field("hl7v2:2.5.1/#OBX", "5");
        assertThat(value.type().name()).isEqualTo("varies");
        assertThat(value.cardinality().repeats()).isTrue();
        assertThat(field("hl7v2:2.5.1/#OBX", "5.2.3").type().isLeaf()).isTrue();
    }

    @Test
    void any_segment_is_known_by_name_and_a_Z_segment_has_numbered_fields() {
        assertThat(schema("hl7v2:2.8/#CON").root().kind()).isEqualTo(Kind.SEGMENT);
        assertThat(field("hl7v2:2.5.1/#ZPI", "4").label()).isEqualTo("Field 4");
        assertThat(Messages.FORMAT.schema(new SchemaRef("hl7v2", "2.5.1", "#xpn")))
                .isEmpty();
        assertThat(Messages.FORMAT.schema(new SchemaRef("hl7v2", "2.5.1", "#QQQ")))
                .isEmpty();
    }

    @Test
    void events_share_structures_as_the_standard_says() {
        assertThat(Messages.FORMAT.structure("2.5.1", "ADT", "A04"))
                .contains(new SchemaRef("hl7v2", "2.5.1", "ADT_A01"));
        assertThat(Messages.FORMAT.structure("2.5.1", "QZQ", "Z99")).isEmpty();
    }

    @ParameterizedTest
    @FieldSource("VERSIONS")
    void every_field_of_every_structure_has_a_name_and_a_label(String version) {
        Set<FieldType> seen = new HashSet<>();
        Messages.FORMAT.schemas().stream()
                .filter(ref -> ref.version().equals(version))
                .forEach(ref -> check(schema(ref.toString()).root(), seen));
        // The standard was much smaller at first.
        boolean early = version.equals("2.1") || version.equals("2.2");
        assertThat(seen).hasSizeGreaterThan(early ? 60 : 300);
        assertThat(seen.stream().flatMap(type -> type.fields().stream()).filter(field -> field.binding() != null))
                .hasSizeGreaterThan(early ? 30 : 200);
    }

    private static void check(FieldType type, Set<FieldType> seen) {
        if (!seen.add(type)) {
            return;
        }
        for (Field field : type.fields()) {
            assertThat(field.name()).isNotBlank();
            assertThat(field.label()).as(type + "-" + field.name()).isNotBlank().isNotEqualTo(field.name());
            assertThat(field.cardinality().min())
                    .as(type + "-" + field.name())
                    .isLessThanOrEqualTo(field.cardinality().max());
            if (field.binding() != null) {
                assertThat(field.binding().table())
                        .as(type + "-" + field.name())
                        .matches("\\d{4}");
            }
            check(field.type(), seen);
        }
    }
}
