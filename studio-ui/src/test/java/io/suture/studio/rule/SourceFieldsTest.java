package io.suture.studio.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.engine.format.fhir.FhirFormat;
import io.suture.engine.format.hl7v2.Hl7v2Format;
import io.suture.engine.schema.SchemaRef;
import java.util.List;
import org.junit.jupiter.api.Test;

class SourceFieldsTest {
    private final SourceFields fields = new SourceFields(List.of(new Hl7v2Format(), new FhirFormat()));

    @Test
    void fields_are_offered_by_number_and_name_with_the_group_where_a_segment_stands_in_several() {
        List<SourceFields.Offer> offers =
                fields.of(SchemaRef.parse("hl7v2:2.5.1/ORU_R01").orElseThrow());

        assertThat(offers)
                .contains(
                        new SourceFields.Offer("MSH-11", "MSH-11 Processing ID"),
                        new SourceFields.Offer("OBSERVATION.OBX-8", "OBSERVATION.OBX-8 Abnormal Flags"),
                        new SourceFields.Offer("SPECIMEN.OBX-8", "SPECIMEN.OBX-8 Abnormal Flags"))
                .doesNotHaveDuplicates()
                .hasSizeLessThan(2_000);
    }

    @Test
    void elements_of_a_resource_are_offered_and_recursive_types_end() {
        List<SourceFields.Offer> offers =
                fields.of(SchemaRef.parse("fhir:r4/Questionnaire").orElseThrow());

        assertThat(offers).extracting(SourceFields.Offer::formula).contains("status", "item");
    }

    @Test
    void a_schema_that_nobody_knows_offers_nothing() {
        assertThat(fields.of(SchemaRef.parse("hl7v2:2.5.1/NON_SENSE").orElseThrow()))
                .isEmpty();
    }
}
