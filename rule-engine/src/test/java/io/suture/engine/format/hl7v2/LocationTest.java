package io.suture.engine.format.hl7v2;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.engine.format.hl7v2.Location.Place;
import io.suture.engine.value.FieldPath;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocationTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "PATIENT_RESULT.PATIENT.PID-5.1; 1 0 0 1 0; PID-5[1].1",
                "PATIENT_RESULT.PATIENT.PID-5.1; 1 0 0 0 0; PID-5.1",
                "PATIENT_RESULT.PATIENT.PID-3.4; 1 1 1 2 1; PID-3[2].4",
                "PATIENT_RESULT.PATIENT.PID-7; 2 0 0 0; PATIENT_RESULT[2].PID-7",
                "PATIENT_RESULT.ORDER_OBSERVATION.OBSERVATION.OBX-5.1; 1 1 2 0 0 0; OBX[2]-5.1",
                "PATIENT_RESULT.ORDER_OBSERVATION.OBSERVATION.OBX-5.1; 1 2 1 0 0 0; ORDER_OBSERVATION[2].OBX[1]-5.1",
                "PATIENT_RESULT.ORDER_OBSERVATION.OBR-4; 1 3 0 0; OBR[3]-4",
                "PATIENT_RESULT.ORDER_OBSERVATION.OBSERVATION.NTE-3; 1 1 2 1 0; OBSERVATION[2].NTE[1]-3",
                "PATIENT_RESULT.ORDER_OBSERVATION.SPECIMEN.OBX-5; 1 1 1 2 0; SPECIMEN[1].OBX[2]-5",
                "PATIENT_RESULT.ORDER_OBSERVATION.SPECIMEN.SPM-4; 1 1 1 0 0; SPM[1]-4",
                "PATIENT_RESULT.ORDER_OBSERVATION; 1 2; ORDER_OBSERVATION[2]",
                "MSH-9.1; 0 0 0; MSH-9.1",
                "ZPI-4; 1 0; ZPI-4"
            })
    void a_place_is_shown_as_people_say_it(String path, String positions, String shown) {
        List<Integer> numbers = Arrays.stream(positions.strip().split(" "))
                .map(Integer::valueOf)
                .toList();
        assertThat(Messages.FORMAT.show(
                        Messages.schema("hl7v2:2.5.1/ORU_R01").root(),
                        FieldPath.parse(path).orElseThrow().names(),
                        numbers))
                .isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({"XPN, 1, 1", "OBX, 5.1, OBX-5.1"})
    void a_part_on_its_own_is_numbered_from_its_top(String part, String path, String shown) {
        assertThat(Messages.FORMAT.show(
                        Messages.schema("hl7v2:2.5.1/#" + part).root(),
                        FieldPath.parse(path).orElseThrow().names(),
                        List.of()))
                .isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({
        "PID-5.1, PID, 1, 5, 0, 1, 0",
        "ORDER_OBSERVATION[2].OBX[3]-5[4].1.2, OBX, 3, 5, 4, 1, 2",
        "MSH, MSH, 1, 0, 0, 0, 0",
        "ROL2-3, ROL, 1, 3, 0, 0, 0"
    })
    void a_shown_place_can_be_taken_apart(
            String shown, String segment, int sequence, int field, int repeat, int component, int subcomponent) {
        assertThat(Place.parse(shown)).contains(new Place(segment, sequence, field, repeat, component, subcomponent));
    }
}
