package io.suture.engine.format.hl7v2;

import io.suture.engine.report.Problem;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// An answer of HL7: as we write it to a sender, and as we read it from a receiver.
///
/// @param code      MSA-1
/// @param controlId MSA-2: the message that is answered
/// @param text      MSA-3, else what the first ERR says; may hold anything that the other side chose to write
public record Hl7v2Acknowledgement(AckCode code, String controlId, String text) {
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmssZ", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int MOST_ERRORS = 20;

    /// Writes the answer to a message in its version, delimiters and character set, with sender and receiver
    /// swapped and an ERR for each Problem of severity error that names its place. A request that is no HL7
    /// gets an answer in standard delimiters.
    ///
    /// @param instant      when the answer is made
    /// @param newControlId MSH-10 of the answer
    public static byte[] write(
            byte[] request, AckCode code, List<Problem> problems, Instant instant, String newControlId) {
        Header header = Header.lenient(request).orElse(null);
        Delimiters delimiters = header == null ? Delimiters.STANDARD : header.delimiters();
        CharacterSet set = header == null ? CharacterSet.UTF_8 : header.set();
        var answer = new Answer(delimiters, set);
        String version = header == null || header.field(12, 1).isEmpty() ? "2.5.1" : header.field(12, 1);
        String event = header == null ? "" : header.field(9, 2);
        answer.start("MSH").raw(delimiters.encoding());
        for (int number : new int[] {5, 6, 3, 4}) {
            answer.raw(header == null ? "" : answer.original(header, number));
        }
        answer.raw(MOMENT.format(instant)).raw("");
        answer.parts("ACK", event, event.isEmpty() || version.equals("2.3") ? "" : "ACK");
        answer.text(newControlId)
                .raw(header == null || header.field(11).isEmpty() ? "P" : header.field(11))
                .raw(header == null || header.field(12).isEmpty() ? version : header.field(12));
        if (header != null
                && Header.named(header.field(18), delimiters.repeat()).isPresent()) {
            answer.raw("").raw("").raw("").raw("").raw("").raw(header.field(18));
        }
        String id = header == null ? "" : Hl7v2Acceptance.clipped(header.text(10));
        answer.start("MSA").raw(code.name()).text(id);
        List<Problem> errors =
                problems.stream().filter(Problem::isError).limit(MOST_ERRORS).toList();
        if (!code.isAccepted()) {
            answer.text(errors.isEmpty() ? "" : errors.getFirst().message());
            errors.forEach(problem -> error(answer, version, problem));
        }
        return answer.bytes();
    }

    /// Since 2.5: ERR-2 place, ERR-3 code of table 0357, ERR-4 severity, ERR-8 text. Before: all in ERR-1.
    private static void error(Answer answer, String version, Problem problem) {
        Location.Place place = Location.Place.parse(problem.path()).orElse(new Location.Place("", 0, 0, 0, 0, 0));
        String number = table0357(problem.code());
        String segment = place.segment();
        String sequence = segment.isEmpty() ? "" : Integer.toString(place.sequence());
        String field = place.field() == 0 ? "" : Integer.toString(place.field());
        answer.start("ERR");
        if (version.startsWith("2.1")
                || version.startsWith("2.2")
                || version.startsWith("2.3")
                || version.startsWith("2.4")) {
            answer.parts(segment, sequence, field).subparts(number, meaning(number), "HL70357");
            return;
        }
        answer.raw("")
                .parts(
                        segment,
                        sequence,
                        field,
                        place.repeat() > 0 || place.field() == 0 ? shown(place.repeat()) : "1",
                        shown(place.component()),
                        shown(place.subcomponent()))
                .parts(number, meaning(number), "HL70357")
                .raw("E")
                .parts(problem.code(), "", "L")
                .raw("")
                .raw("")
                .text(problem.message());
    }

    private static String shown(int number) {
        return number == 0 ? "" : Integer.toString(number);
    }

    private static String table0357(String code) {
        return switch (code) {
            case "not-hl7", "several-messages" -> "100";
            case "type-missing", "control-id-missing", "required-missing", "required-empty" -> "101";
            case "charset-undecodable", "control-id-too-long", "not-a-number", "not-a-date" -> "102";
            case "charset-unknown", "lookup-miss" -> "103";
            case "type-not-taken" -> "200";
            case "not-production" -> "202";
            case "version-not-taken" -> "203";
            default -> "207";
        };
    }

    private static String meaning(String number) {
        return switch (number) {
            case "100" -> "Segment sequence error";
            case "101" -> "Required field missing";
            case "102" -> "Data type error";
            case "103" -> "Table value not found";
            case "200" -> "Unsupported message type";
            case "202" -> "Unsupported processing id";
            case "203" -> "Unsupported version id";
            default -> "Application internal error";
        };
    }

    /// Reads an answer; empty when the bytes are no HL7 with an MSA that holds a code of table 0008.
    public static Optional<Hl7v2Acknowledgement> read(byte[] bytes) {
        Optional<Header> header = Header.lenient(bytes);
        if (header.isEmpty()) {
            return Optional.empty();
        }
        Header found = header.get();
        String text = found.set()
                .decode(bytes, found.from(), found.to())
                .orElseGet(
                        () -> new String(bytes, found.from(), found.to() - found.from(), StandardCharsets.ISO_8859_1));
        var wire = new Wire(text, found.delimiters(), found.set().charset());
        return Segments.find(wire, "MSA").stream()
                .findFirst()
                .flatMap(msa -> AckCode.of(Segments.text(msa, 1))
                        .map(code -> new Hl7v2Acknowledgement(
                                code, Segments.text(msa, 2), reason(wire, Segments.text(msa, 3)))));
    }

    private static String reason(Wire wire, String said) {
        if (!said.isEmpty()) {
            return said;
        }
        return Segments.find(wire, "ERR").stream()
                .map(error -> Segments.text(error, 8).isEmpty() ? Segments.text(error, 3, 2) : Segments.text(error, 8))
                .filter(reason -> !reason.isEmpty())
                .findFirst()
                .orElse("");
    }

    /// Segments of an answer, field by field.
    private static final class Answer {
        private final StringBuilder out = new StringBuilder();
        private final Delimiters delimiters;
        private final CharacterSet set;
        private final Escaper escaper;

        Answer(Delimiters delimiters, CharacterSet set) {
            this.delimiters = delimiters;
            this.set = set;
            this.escaper = new Escaper(delimiters, set.charset());
        }

        Answer start(String code) {
            end();
            out.append(code);
            return this;
        }

        private void end() {
            int last = out.length();
            while (last > 0 && out.charAt(last - 1) == delimiters.field()) {
                last--;
            }
            out.setLength(last);
            if (last > 0) {
                out.append('\r');
            }
        }

        /// A field of the request as it stands there, decoded only.
        String original(Header header, int number) {
            String raw = header.field(number);
            return CharacterSet.isAscii(raw) || !set.holdsAscii()
                    ? raw
                    : set.decode(raw.getBytes(StandardCharsets.ISO_8859_1), 0, raw.length())
                            .orElse("");
        }

        Answer raw(String field) {
            out.append(delimiters.field()).append(field);
            return this;
        }

        Answer text(String field) {
            out.append(delimiters.field());
            escaper.write(field, out);
            return this;
        }

        Answer parts(String... components) {
            out.append(delimiters.field());
            return append(components, delimiters.component());
        }

        /// Subcomponents of one more component.
        Answer subparts(String... subcomponents) {
            out.append(delimiters.component());
            return append(subcomponents, delimiters.subcomponent());
        }

        private Answer append(String[] parts, char delimiter) {
            int start = out.length();
            if (delimiter == Delimiters.NONE) {
                escaper.write(parts[0], out);
                return this;
            }
            for (int i = 0; i < parts.length; i++) {
                if (i > 0) {
                    out.append(delimiter);
                }
                escaper.write(parts[i], out);
            }
            while (out.length() > start && out.charAt(out.length() - 1) == delimiter) {
                out.setLength(out.length() - 1);
            }
            return this;
        }

        /// What the sender's set lacks was not the sender's: only our own text can hold it, and does not.
        byte[] bytes() {
            end();
            return set.encode(out.toString()).orElseGet(() -> out.toString().getBytes(StandardCharsets.UTF_8));
        }
    }
}
