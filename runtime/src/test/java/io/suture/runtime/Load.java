package io.suture.runtime;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// Laboratory results of invented patients, the same from run to run.
final class Load {
    private Load() {}

    /// @param id      MSH-10
    /// @param patient a number; the same one gives the same identifier and name
    /// @param turn    counted up within a patient: stands in the filler number and the time of the message
    static byte[] result(String id, int patient, int turn) {
        return String.join(
                        "\r",
                        "MSH|^~\\&|LAB|NORTH|EHR|WARD|" + time(turn) + "||ORU^R01^ORU_R01|" + id + "|P|2.5.1",
                        "PID|1||" + mrn(patient) + "^^^NORTH^MR||" + family(patient) + "^Ada^B||19700102|F|||1 Mill Ln",
                        "PV1|1|I|4W^412^A",
                        "ORC|RE|PO" + id + "^EHR|FO" + id + "^LAB",
                        "OBR|1|PO" + id + "^EHR|FO" + id + "^LAB|24320-4^Basic metabolic panel^LN|||20260101080000",
                        "OBX|1|NM|2345-7^Glucose^LN||" + (70 + turn % 40) + "|mg/dL|70-99|N|||F",
                        "OBX|2|NM|2823-3^Potassium^LN||" + turn + "|mmol/L|3.5-5.1|N|||F",
                        "NTE|1|L|Specimen received in good condition, processed the same morning.",
                        "")
                .getBytes(StandardCharsets.UTF_8);
    }

    static String mrn(int patient) {
        return String.format(Locale.ROOT, "MRN%07d", 4_711_000 + patient);
    }

    static String family(int patient) {
        return "Quillfeather" + patient;
    }

    private static String time(int turn) {
        return String.format(
                Locale.ROOT, "202601%02d%02d%02d%02d", 1 + turn / 86_400, turn / 3_600 % 24, turn / 60 % 60, turn % 60);
    }
}
