package io.suture.studio.audit;

import org.jspecify.annotations.Nullable;

/// What is to be recorded of an act. Who did it and when is added by the trail. The fields are FHIR AuditEvent's.
///
/// @param action  what was done: `view-payload`, `approve`, `deploy`, `resend`, `sign-in`
/// @param outcome how it ended
/// @param entity  what it was done to: `channel lab-results v3`, `message 0195…`
/// @param patient the patient's identifier with its authority, or null where none is concerned; sealed when stored
/// @param detail  a reason or comment, without patients' values; or empty
public record AuditEvent(
        String action,
        Outcome outcome,
        String entity,
        @Nullable String patient,
        String detail) {

    /// How an act ended.
    public enum Outcome {
        SUCCESS,
        REFUSED,
        FAILED
    }

    public static AuditEvent success(String action, String entity, String detail) {
        return new AuditEvent(action, Outcome.SUCCESS, entity, null, detail);
    }

    public AuditEvent about(@Nullable String patientIdentifier) {
        return new AuditEvent(action, outcome, entity, patientIdentifier, detail);
    }
}
