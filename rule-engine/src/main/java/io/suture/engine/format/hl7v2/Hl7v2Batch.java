package io.suture.engine.format.hl7v2;

import io.suture.engine.report.Problem;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The messages of a file: batches with FHS, BHS, BTS and FTS (chapter 2.10.3), several messages one after the
/// other, or frames of MLLP. A single message gives itself.
///
/// @param messages the bytes of each message, from its MSH to its last segment, in order; one that turns out
///                 not to be readable is a message all the same
/// @param problems counts in BTS-1 and FTS-1 that differ from what is there, and lines that belong to no
///     message
public record Hl7v2Batch(List<byte[]> messages, List<Problem> problems) {
    private static final int CODE_AND_DELIMITER = 4;

    public Hl7v2Batch {
        messages = List.copyOf(messages);
        problems = List.copyOf(problems);
    }

    /// Splits by segments; bytes in which no MSH begins a line give no message and a Problem.
    public static Hl7v2Batch split(byte[] bytes) {
        return new Splitting(bytes).split();
    }

    private static final class Splitting {
        private final byte[] bytes;
        private final List<byte[]> messages = new ArrayList<>();
        private final List<Problem> problems = new ArrayList<>();
        private int start = -1;
        private int batches;
        private int inBatch;
        private boolean strayReported;

        Splitting(byte[] bytes) {
            this.bytes = bytes;
        }

        Hl7v2Batch split() {
            int at = 0;
            while (at < bytes.length) {
                int end = Header.lineEnd(bytes, at, bytes.length);
                int line = at;
                while (line < end && isMark(line)) {
                    line++;
                }
                line(line, end);
                at = end + 1;
            }
            finish(bytes.length);
            if (messages.isEmpty() && bytes.length > 0) {
                problems.add(Problem.error("not-hl7", "MSH", "No line of the file begins an HL7 v2 message."));
            }
            return new Hl7v2Batch(messages, problems);
        }

        private boolean isMark(int at) {
            int b = bytes[at] & 0xFF;
            return Header.isBlank(bytes[at]) || (at < 3 && (b == 0xEF || b == 0xBB || b == 0xBF));
        }

        private void line(int at, int end) {
            switch (code(at, end)) {
                case "MSH" -> {
                    finish(at);
                    start = at;
                }
                case "FHS" -> finish(at);
                case "BHS" -> {
                    finish(at);
                    inBatch = 0;
                }
                case "BTS" -> {
                    finish(at);
                    batches++;
                    count("BTS-1", first(at, end), inBatch, "messages");
                    inBatch = 0;
                }
                case "FTS" -> {
                    finish(at);
                    count("FTS-1", first(at, end), batches, "batches");
                }
                default -> {
                    if (start < 0 && at < end && !strayReported) {
                        strayReported = true;
                        problems.add(Problem.warning(
                                "stray-line",
                                "",
                                "The file holds lines that belong to no message. They are left out."));
                    }
                }
            }
        }

        private String code(int at, int end) {
            if (end - at < CODE_AND_DELIMITER || Character.isLetterOrDigit(bytes[at + 3])) {
                return end - at == 3 ? new String(bytes, at, 3, StandardCharsets.ISO_8859_1) : "";
            }
            return new String(bytes, at, 3, StandardCharsets.ISO_8859_1);
        }

        /// The digits of the first field.
        private String first(int at, int end) {
            int from = Math.min(at + CODE_AND_DELIMITER, end);
            int to = from;
            while (to < end && bytes[to] >= '0' && bytes[to] <= '9') {
                to++;
            }
            return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
        }

        private void count(String path, String said, int found, String what) {
            if (!said.isEmpty() && !said.equals(Integer.toString(found))) {
                problems.add(Problem.warning(
                        "batch-count",
                        path,
                        path + " says " + said + " " + what + ", and " + found
                                + (found == 1 ? " is there." : " are there.")));
            }
        }

        private void finish(int end) {
            if (start < 0) {
                return;
            }
            int last = end;
            while (last > start && Header.isEnd(bytes[last - 1])) {
                last--;
            }
            var message = Arrays.copyOfRange(bytes, start, last + 1);
            message[last - start] = '\r';
            messages.add(message);
            inBatch++;
            start = -1;
        }
    }
}
