package io.suture.runtime.connector.mllp;

import io.suture.runtime.connector.Receipt;
import io.suture.runtime.connector.Receipt.Outcome;
import java.nio.charset.StandardCharsets;

/// Reads of a message's MSH and an answer's MSA what sending needs, byte for byte.
final class Acknowledged {
    private static final int CONTROL_ID = 10;
    private static final int LONGEST_MSH = 16 * 1024;

    private Acknowledged() {}

    /// MSH-10; empty where there is none.
    static String controlId(byte[] message) {
        String text = new String(message, 0, Math.min(message.length, LONGEST_MSH), StandardCharsets.ISO_8859_1);
        return text.startsWith("MSH") && text.length() > 3 ? field(segment(text), text.charAt(3), CONTROL_ID - 1) : "";
    }

    /// What an answer says of the message with this control id. One that speaks of another message, or of none, is no
    /// answer: the message is sent again over a new connection.
    static Receipt read(byte[] answer, String controlId) {
        String text = new String(answer, StandardCharsets.ISO_8859_1).strip();
        int msa = text.indexOf("\rMSA");
        if (!text.startsWith("MSH") || text.length() < 4 || msa < 0) {
            return Receipt.of(Outcome.TRY_AGAIN, "garbage", "What came back is no HL7 acknowledgement.");
        }
        char separator = text.charAt(3);
        String segment = segment(text.substring(msa + 1));
        String code = field(segment, separator, 1);
        if (!field(segment, separator, 2).equals(controlId)) {
            return Receipt.of(
                    Outcome.TRY_AGAIN, "other-message", "The acknowledgement is one of another message (MSA-2).");
        }
        return switch (code) {
            case "AA", "CA" -> new Receipt(Outcome.ACCEPTED, code, "Acknowledged.", answer);
            case "AE" -> new Receipt(Outcome.ERRED, code, "The target had an error with it.", answer);
            case "CE" -> new Receipt(Outcome.TRY_AGAIN, code, "The target could not take it now.", answer);
            case "AR", "CR" -> new Receipt(Outcome.REFUSED, code, "The target rejected it.", answer);
            default ->
                new Receipt(Outcome.TRY_AGAIN, "garbage", "The acknowledgement holds no known code in MSA-1.", answer);
        };
    }

    private static String segment(String text) {
        int end = 0;
        while (end < text.length() && text.charAt(end) != '\r' && text.charAt(end) != '\n') {
            end++;
        }
        return text.substring(0, end);
    }

    private static String field(String segment, char separator, int number) {
        int at = 0;
        for (int i = 0; i < number; i++) {
            at = segment.indexOf(separator, at) + 1;
            if (at == 0) {
                return "";
            }
        }
        int end = segment.indexOf(separator, at);
        return segment.substring(at, end < 0 ? segment.length() : end);
    }
}
