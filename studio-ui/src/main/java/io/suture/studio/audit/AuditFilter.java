package io.suture.studio.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Which audit events are asked for; blank and null mean any.
///
/// @param person  part of a name
/// @param patient the whole identifier, as the trail was given it
/// @param action  exactly
/// @param from    inclusive
/// @param until   exclusive
public record AuditFilter(
        String person,
        String patient,
        String action,
        @Nullable Instant from,
        @Nullable Instant until) {
    public static final AuditFilter ALL = new AuditFilter("", "", "", null, null);
}
