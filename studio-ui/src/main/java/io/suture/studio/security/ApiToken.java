package io.suture.studio.security;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A bearer token for the API, without the token itself, which only its bearer has.
///
/// @param name    what it is for: *Lab dashboard*
/// @param person  for whom it acts
/// @param rights  what it may do, as far as that person still may
/// @param revoked when it was ended, or null
/// @param used    when it was last used, to the minute, or null
public record ApiToken(
        UUID id,
        String name,
        UUID person,
        Set<Right> rights,
        Instant created,
        Instant expires,
        @Nullable Instant revoked,
        @Nullable Instant used) {
    public ApiToken {
        rights = Set.copyOf(rights);
    }

    public boolean isValid(Instant now) {
        return revoked == null && expires.isAfter(now);
    }
}
