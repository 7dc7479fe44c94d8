package io.suture.engine.format.hl7v2;

import io.suture.engine.report.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What is said to the sender before anything is mapped, judged from the bytes without reading more than the
/// MSH: what is no HL7, lacks MSH-9 or MSH-10, does not decode, or breaks the terms of its Channel is refused.
///
/// AR is for what is not taken here at all (no HL7, a type, version or processing id that the terms leave out,
/// size), AE for what is wrong in the message (no control id, its character set). Chapter 2.9.
///
/// @param accepted           whether the message is taken
/// @param code               what MSA-1 says, in the sender's mode
/// @param answered           whether the sender wants that answer at all: MSH-15 NE wants none, ER errors, SU
///     successes
/// @param controlId          MSH-10, or empty
/// @param messageType        MSH-9 as `ORU^R01`, or empty
/// @param sendingApplication MSH-3.1
/// @param sendingFacility    MSH-4.1
/// @param processingId       MSH-11.1
/// @param version            MSH-12.1
/// @param problems           why it was refused: codes and places, never values
public record Hl7v2Acceptance(
        boolean accepted,
        AckCode code,
        boolean answered,
        String controlId,
        String messageType,
        String sendingApplication,
        String sendingFacility,
        String processingId,
        String version,
        List<Problem> problems) {

    /// MSH-10 holds 199 characters since 2.7, and 20 before.
    static final int LONGEST_CONTROL_ID = 199;

    public Hl7v2Acceptance {
        problems = List.copyOf(problems);
    }

    /// What a Channel takes.
    ///
    /// @param types        as `ORU^R01`, or `ORU` for all its events; empty for all
    /// @param versions     of MSH-12; empty for all
    /// @param production   whether MSH-11 must be P
    /// @param maximumBytes size beyond which a message is refused
    /// @param charset      the set of messages without MSH-18; empty for UTF-8
    public record Terms(
            List<String> types, List<String> versions, boolean production, long maximumBytes, String charset) {
        public static final Terms ANY = new Terms(List.of(), List.of(), false, Long.MAX_VALUE, "");

        public Terms {
            types = List.copyOf(types);
            versions = List.copyOf(versions);
        }
    }

    /// How a message ended when it was processed before the answer.
    public enum Outcome {
        ACCEPTED,
        ERROR,
        REJECTED
    }

    /// Judges one message. Never throws for what the bytes hold.
    public static Hl7v2Acceptance of(byte[] bytes, Terms terms) {
        var problems = new ArrayList<Problem>();
        CharacterSet fallback = terms.charset().isBlank()
                ? CharacterSet.UTF_8
                : CharacterSet.named(terms.charset()).orElse(CharacterSet.UTF_8);
        if (bytes.length > terms.maximumBytes()) {
            problems.add(Problem.error(
                    "too-large", "MSH", "The message is larger than this channel takes, so it was refused unread."));
        }
        Optional<Header> found = problems.isEmpty() ? Header.find(bytes, fallback, problems::add) : Optional.empty();
        // What the header says is wanted for the answer even when the message is refused.
        Header header = found.or(() -> Header.lenient(bytes)).orElse(null);
        if (found.isPresent()) {
            judge(bytes, found.get(), terms, problems);
        }
        return of(header, problems);
    }

    private static void judge(byte[] bytes, Header header, Terms terms, List<Problem> problems) {
        if (header.set().decode(bytes, header.from(), header.to()).isEmpty()) {
            problems.add(Header.undecodable());
        }
        if (Header.count(bytes, header) > 1) {
            problems.add(Problem.error(
                    "several-messages",
                    "MSH[2]",
                    "A second MSH stands in this message. Send each message on its own."));
        }
        String type = header.field(9, 1);
        if (type.isEmpty()) {
            problems.add(Problem.error("type-missing", "MSH-9", "MSH-9 does not say what type of message this is."));
        } else if (!terms.types().isEmpty()
                && !terms.types().contains(type)
                && !terms.types().contains(type + "^" + header.field(9, 2))) {
            problems.add(Problem.error(
                    "type-not-taken", "MSH-9", "This channel does not take messages of this type and event."));
        }
        String id = header.field(10);
        if (id.isEmpty()) {
            problems.add(Problem.error(
                    "control-id-missing", "MSH-10", "MSH-10 is empty, so an answer could not name the message."));
        } else if (id.length() > LONGEST_CONTROL_ID) {
            problems.add(Problem.error("control-id-too-long", "MSH-10", "MSH-10 is longer than the standard allows."));
        }
        if (terms.production() && !header.field(11, 1).equals("P")) {
            problems.add(Problem.error(
                    "not-production", "MSH-11", "This channel takes production messages only, and MSH-11 is not P."));
        }
        if (!terms.versions().isEmpty() && !terms.versions().contains(header.field(12, 1))) {
            problems.add(Problem.error(
                    "version-not-taken", "MSH-12", "This channel does not take messages of this HL7 version."));
        }
    }

    private static Hl7v2Acceptance of(@Nullable Header header, List<Problem> problems) {
        AckCode plain = AckCode.AA;
        for (Problem problem : problems) {
            if (rejects(problem)) {
                plain = AckCode.AR;
            } else if (plain == AckCode.AA) {
                plain = AckCode.AE;
            }
        }
        if (header == null) {
            return new Hl7v2Acceptance(false, plain, true, "", "", "", "", "", "", problems);
        }
        String event = header.field(9, 2);
        String type = header.field(9, 1);
        return new Hl7v2Acceptance(
                problems.isEmpty(),
                inMode(header, plain),
                isAnswered(header, plain),
                clipped(header.text(10)),
                event.isEmpty() ? type : type + "^" + event,
                header.text(3, 1),
                header.text(4, 1),
                header.field(11, 1),
                header.field(12, 1),
                problems);
    }

    static String clipped(String controlId) {
        return controlId.length() > LONGEST_CONTROL_ID ? controlId.substring(0, LONGEST_CONTROL_ID) : controlId;
    }

    private static boolean rejects(Problem problem) {
        return switch (problem.code()) {
            case "not-hl7", "too-large", "type-missing", "type-not-taken", "not-production", "version-not-taken" ->
                true;
            default -> false;
        };
    }

    /// The answer after processing, in the sender's mode; empty when the sender wants none.
    public static Optional<AckCode> answer(byte[] request, Outcome outcome) {
        AckCode plain = switch (outcome) {
            case ACCEPTED -> AckCode.AA;
            case ERROR -> AckCode.AE;
            case REJECTED -> AckCode.AR;
        };
        return Header.lenient(request)
                .map(header ->
                        isAnswered(header, plain) ? Optional.of(inMode(header, plain)) : Optional.<AckCode>empty())
                .orElse(Optional.of(plain));
    }

    /// A sender that fills MSH-15 is in enhanced mode and gets commit codes. One that fills MSH-16 alone asks
    /// for the application's answer, which has the codes of the original mode.
    private static AckCode inMode(Header header, AckCode plain) {
        return header.field(15).isEmpty() ? plain : plain.enhanced();
    }

    private static boolean isAnswered(Header header, AckCode plain) {
        String wanted = header.field(15).isEmpty() ? header.field(16) : header.field(15);
        return switch (wanted) {
            case "NE" -> false;
            case "ER" -> !plain.isAccepted();
            case "SU" -> plain.isAccepted();
            default -> true;
        };
    }
}
