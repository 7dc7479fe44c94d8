package io.suture.runtime.connector;

import java.io.IOException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;

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

    /// What an HTTP status means.
    public static Receipt of(WebClient.Answer answer) {
        String code = "HTTP " + answer.status();
        if (answer.isSuccess()) {
            return new Receipt(Outcome.ACCEPTED, code, "Taken.", answer.body());
        }
        return answer.isForLater()
                ? new Receipt(Outcome.TRY_AGAIN, code, "The server could not take it now.", answer.body())
                : new Receipt(Outcome.REFUSED, code, "The server refused it.", answer.body());
    }

    /// No answer over HTTP.
    ///
    /// @param server as people call it: its host
    /// @param within how long it had
    public static Receipt ofTrouble(IOException trouble, String server, Duration within) {
        return switch (trouble) {
            case HttpConnectTimeoutException e ->
                of(Outcome.TRY_AGAIN, "no-connection", "No connection to " + server + " in time.");
            case HttpTimeoutException e ->
                of(Outcome.TRY_AGAIN, "timeout", "No answer within " + within.toSeconds() + " s.");
            default -> of(Outcome.TRY_AGAIN, "no-connection", "No connection to " + server + ".");
        };
    }

    /// The node stops; whoever runs it learns of it too.
    public static Receipt ofInterrupted() {
        Thread.currentThread().interrupt();
        return of(Outcome.TRY_AGAIN, "interrupted", "Stopped while sending.");
    }

    public static Receipt of(Outcome outcome, String code, String detail) {
        return new Receipt(outcome, code, detail, new byte[0]);
    }
}
