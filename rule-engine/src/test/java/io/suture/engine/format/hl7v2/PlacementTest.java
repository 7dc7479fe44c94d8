package io.suture.engine.format.hl7v2;

import static io.suture.engine.format.hl7v2.Messages.message;
import static io.suture.engine.format.hl7v2.Messages.outline;
import static org.assertj.core.api.Assertions.assertThat;

import io.suture.engine.report.Problem;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlacementTest {
    private static final String ORU = "hl7v2:2.5.1/ORU_R01";
    private static final String MSH = "MSH|^~\\&|A|B|C|D|20260101||ORU^R01|1|P|2.5.1";

    private final List<Problem> problems = new ArrayList<>();

    private String read(String schema, String segments) {
        return outline(
                Messages.read(schema, message(segments.replace("MSH", MSH).split(" ")), problems));
    }

    private List<String> codes() {
        return problems.stream()
                .map(problem -> problem.code() + " " + problem.path())
                .toList();
    }

    @Test
    void a_message_that_keeps_to_the_grammar_falls_into_its_groups() {
        assertThat(read(ORU, "MSH SFT PID PD1 NTE PV1 ORC OBR NTE TQ1 OBX NTE NTE OBX SPM OBR OBX PID OBR DSC"))
                .isEqualTo("MSH SFT PATIENT_RESULT{PATIENT{PID PD1 NTE VISIT{PV1}}"
                        + " ORDER_OBSERVATION{ORC OBR NTE TIMING_QTY{TQ1} OBSERVATION{OBX NTE NTE} OBSERVATION{OBX}"
                        + " SPECIMEN{SPM}} ORDER_OBSERVATION{OBR OBSERVATION{OBX}}}"
                        + " PATIENT_RESULT{PATIENT{PID} ORDER_OBSERVATION{OBR}} DSC");
        assertThat(problems).isEmpty();
    }

    @Test
    void results_without_an_order_segment_are_read_and_flagged() {
        assertThat(read(ORU, "MSH PID OBX OBX NTE"))
                .isEqualTo("MSH PATIENT_RESULT{PATIENT{PID} ORDER_OBSERVATION{OBSERVATION{OBX} OBSERVATION{OBX NTE}}}");
        assertThat(codes()).containsExactly("segment-order OBX");
    }

    @Test
    void each_order_without_its_ORC_is_an_order_of_its_own() {
        assertThat(read("hl7v2:2.3/ORM_O01", "MSH PID OBR OBX OBR OBX"))
                .isEqualTo("MSH PATIENT{PID} ORDER{ORDER_DETAIL{OBR OBSERVATION{OBX}}}"
                        + " ORDER{ORDER_DETAIL{OBR OBSERVATION{OBX}}}");
        assertThat(read("hl7v2:2.3/ORM_O01", "MSH PID ORC OBR OBX OBR OBX"))
                .isEqualTo("MSH PATIENT{PID} ORDER{ORC ORDER_DETAIL{OBR OBSERVATION{OBX}}}"
                        + " ORDER{ORDER_DETAIL{OBR OBSERVATION{OBX}}}");
    }

    @Test
    void results_after_a_specimen_that_came_too_early_are_still_results() {
        assertThat(read(ORU, "MSH PID OBR SPM OBX OBX OBR OBX SPM OBX"))
                .isEqualTo("MSH PATIENT_RESULT{PATIENT{PID}"
                        + " ORDER_OBSERVATION{OBR SPECIMEN{SPM} OBSERVATION{OBX} OBSERVATION{OBX}}"
                        + " ORDER_OBSERVATION{OBR OBSERVATION{OBX} SPECIMEN{SPM OBX}}}");
        assertThat(codes()).containsExactly("segment-order OBX");
        problems.clear();
        assertThat(read("hl7v2:2.8/ORU_R01", "MSH PID OBR SPM OBX OBX"))
                .contains("ORDER_OBSERVATION{OBR SPECIMEN{SPM} OBSERVATION{OBX} OBSERVATION{OBX}}");
    }

    @Test
    void in_an_order_they_describe_the_specimen() {
        assertThat(read("hl7v2:2.5.1/OML_O21", "MSH PID ORC OBR SPM OBX"))
                .isEqualTo("MSH PATIENT{PID} ORDER{ORC OBSERVATION_REQUEST{OBR SPECIMEN{SPM OBX}}}");
    }

    @Test
    void a_note_stays_with_the_segment_before_it() {
        assertThat(read(ORU, "MSH PID PV1 NTE ORC OBR OBX"))
                .isEqualTo(
                        "MSH PATIENT_RESULT{PATIENT{PID VISIT{PV1 NTE}} ORDER_OBSERVATION{ORC OBR OBSERVATION{OBX}}}");
        assertThat(codes()).containsExactly("segment-out-of-place NTE");
    }

    @Test
    void a_late_segment_is_found_where_it_belongs_and_stays_where_it_stands() {
        assertThat(read(ORU, "MSH PID PV1 PD1 OBR OBX"))
                .isEqualTo("MSH PATIENT_RESULT{PATIENT{PID VISIT{PV1} PD1} ORDER_OBSERVATION{OBR OBSERVATION{OBX}}}");
        assertThat(codes()).containsExactly("segment-order PD1");
    }

    @Test
    void a_stray_segment_does_not_tear_results_from_their_patient() {
        assertThat(read(ORU, "MSH PID PV1 OBR OBX PV1 OBX"))
                .isEqualTo("MSH PATIENT_RESULT{PATIENT{PID VISIT{PV1}}"
                        + " ORDER_OBSERVATION{OBR OBSERVATION{OBX PV1} OBSERVATION{OBX}}}");
        assertThat(codes()).containsExactly("segment-out-of-place PV1[2]");
    }

    @Test
    void unknown_segments_stay_in_place() {
        assertThat(read(ORU, "MSH ZMH PID ZPI AIS OBR OBX ZBX OBX"))
                .isEqualTo("MSH ZMH PATIENT_RESULT{PATIENT{PID ZPI AIS}"
                        + " ORDER_OBSERVATION{OBR OBSERVATION{OBX ZBX} OBSERVATION{OBX}}}");
        assertThat(codes()).containsExactly("segment-unexpected AIS");
    }

    @Test
    void appointment_resources_without_their_group_header_are_read() {
        assertThat(read("hl7v2:2.5.1/SIU_S12", "MSH SCH PID PV1 AIS AIG AIL AIP AIS"))
                .isEqualTo("MSH SCH PATIENT{PID PV1} RESOURCES{SERVICE{AIS} GENERAL_RESOURCE{AIG}"
                        + " LOCATION_RESOURCE{AIL} PERSONNEL_RESOURCE{AIP} SERVICE{AIS}}");
    }

    @Test
    void a_second_role_has_the_number_that_the_standard_lacks() {
        assertThat(read("hl7v2:2.5.1/ADT_A01", "MSH EVN PID ROL NK1 PV1 ROL DG1"))
                .isEqualTo("MSH EVN PID ROL NK1 PV1 ROL2 DG1");
    }

    @Test
    void a_hundred_thousand_stray_segments_give_few_problems_quickly() {
        var bytes = message((MSH + "\rPID|1\r" + "AIS|1\r".repeat(100_000)).split("\r"));
        var value = Messages.read(ORU, bytes, problems);
        assertThat(problems).hasSize(101);
        assertThat(outline(value)).contains("AIS AIS");
    }
}
