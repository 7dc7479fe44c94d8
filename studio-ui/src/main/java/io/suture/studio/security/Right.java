package io.suture.studio.security;

/// One thing that a person may be allowed to do. Services check rights, so that screens and the API pass the same gate.
public enum Right {
    /// See channels, their drafts, versions, rules and mappings.
    READ_CHANNELS,
    /// Change drafts, make channels, submit versions.
    EDIT_DRAFTS,
    /// Keep samples and say what they must yield.
    KEEP_SAMPLES,
    /// Approve or send back a submitted version.
    APPROVE,
    /// Deploy an approved version, or go back to an earlier one.
    DEPLOY,
    /// See messages and deliveries without their payloads; retry, release, cancel.
    OPERATE,
    /// See payloads, patients' values included; each view is audited.
    VIEW_PAYLOADS,
    /// Resend and reprocess messages.
    RESEND,
    /// Read audit events.
    READ_AUDIT,
    /// Add people, give roles, reset passwords, make API tokens.
    ADMINISTER
}
