package io.suture.studio.security;

import org.jspecify.annotations.Nullable;

/// Where this package reports what people did about accounts and signing in. The audit trail takes it; it stands here
/// so that the trail may ask who acts. Throws when it cannot record, and then the act must not happen.
public interface Acts {

    /// @param actor    who did it; null where nobody is signed in
    /// @param named    the name for the record where nobody is signed in
    /// @param action   `sign-in`, `lockout`, `invite`, `set-roles`, …
    /// @param ok       false for a refusal
    /// @param entity   to what
    /// @param detail   more, or empty
    void record(@Nullable Actor actor, String named, String action, boolean ok, String entity, String detail);
}
