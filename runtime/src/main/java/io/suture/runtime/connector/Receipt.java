package io.suture.runtime.connector;

/// The target's answer to one attempt.
///
/// @param outcome what follows from it
/// @param code    the protocol's word: `AA`, `HTTP 503`, `timeout`
/// @param detail  a sentence for people, without patients' values
/// @param answer  the answer's bytes as they came, or none
public record Receipt(Outcome outcome, String code, String detail, byte[] answer) {

    /// What an answer means for the Delivery.
    public enum Outcome {
        /// The target has it.
        ACCEPTED,
        /// It did not arrive, or the target cannot take it now: the same again later.
        TRY_AGAIN,
        /// The target had an error with it (HL7 AE): a few times more, then a person.
        ERRED,
        /// The target will not take it as it is: a person.
        REFUSED
    }

    public static Receipt of(Outcome outcome, String code, String detail) {
        return new Receipt(outcome, code, detail, new byte[0]);
    }
}
