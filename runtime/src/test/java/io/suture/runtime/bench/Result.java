package io.suture.runtime.bench;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// An ordinary laboratory result of 1 KB and five values, with room for its number and its patient's.
final class Result {
    private static final String NUMBER = "#########";
    private static final String PATIENT = "@@@@@@@@@";
    private static final String TEXT = String.join(
            "\r",
            "MSH|^~\\&|LABSYS|NORTHLAB|STUDIO|HOSP|20260112093015-0500||ORU^R01^ORU_R01|C" + NUMBER
                    + "|P|2.5.1||||||UNICODE UTF-8",
            "PID|1||" + PATIENT
                    + "^^^NORTH^MR||Brandt^Ilse^Marie^^Ms.^^L||19710304|F|||14 Alder Row^Apt 3^Springfield^IL"
                    + "^62704^USA^H||^PRN^PH^^1^217^5550142|||M",
            "PV1|1|O|CLIN1^101^A^NORTH||||1780012345^Okafor^Adaeze^^^Dr.||||||||||||V5551^^^NORTH^VN",
            "ORC|RE|P" + NUMBER + "^HISORD|Q7J" + NUMBER + "^LABSYS|||||||||1780012345^Okafor^Adaeze^^^Dr.",
            "OBR|1|P" + NUMBER + "^HISORD|Q7J" + NUMBER
                    + "^LABSYS|24323-8^Comprehensive metabolic 2000 panel^LN|||20260112071500-0500"
                    + "|||||||||1780012345^Okafor^Adaeze^^^Dr.||||||20260112093000-0500||CH|F",
            "OBX|1|NM|2345-7^Glucose^LN||112|mg/dL^^UCUM|70-99|H|||F|||20260112071500-0500",
            "OBX|2|NM|2951-2^Sodium^LN||139|mmol/L^^UCUM|136-145|N|||F",
            "OBX|3|NM|2823-3^Potassium^LN||3.40|mmol/L^^UCUM|3.5-5.1|L|||F",
            "OBX|4|NM|3094-0^Urea nitrogen^LN||14.0|mg/dL^^UCUM|7-20|N|||F",
            "OBX|5|NM|2160-0^Creatinine^LN||0.90|mg/dL^^UCUM|0.6-1.1|N|||F",
            "");
    private static final byte[] BYTES = ("\u000b" + TEXT + "\u001c\r").getBytes(StandardCharsets.US_ASCII);
    private static final int[] NUMBERS = places('#');
    private static final int[] PATIENTS = places('@');

    private Result() {}

    static int size() {
        return BYTES.length - 3;
    }

    static byte[] frame() {
        return BYTES.clone();
    }

    static String controlId(int number) {
        return "C" + String.format(java.util.Locale.ROOT, "%09d", number);
    }

    static void fill(byte[] frame, int number, int patient) {
        for (int place : NUMBERS) {
            digits(frame, place, number);
        }
        for (int place : PATIENTS) {
            digits(frame, place, 884_000_000 + patient);
        }
    }

    private static void digits(byte[] frame, int at, int number) {
        int left = number;
        for (int digit = Journal.DIGITS - 1; digit >= 0; digit--) {
            frame[at + digit] = (byte) ('0' + left % 10);
            left /= 10;
        }
    }

    private static int[] places(char mark) {
        int[] places = new int[16];
        int found = 0;
        for (int at = 0; at < BYTES.length; at++) {
            if (BYTES[at] == mark && (at == 0 || BYTES[at - 1] != mark)) {
                places[found++] = at;
            }
        }
        return Arrays.copyOf(places, found);
    }
}
