package io.suture.studio.security;

import java.util.Set;
import java.util.UUID;

/// Who acts right now: a signed-in person, or the bearer of an API token with the scopes that it was given.
///
/// @param id     the person; for a token, the person whom it acts for
/// @param name   the sign-in name
/// @param rights what this actor may do
public record Actor(UUID id, String name, Set<Right> rights) {
    public Actor {
        rights = Set.copyOf(rights);
    }

    public boolean may(Right right) {
        return rights.contains(right);
    }
}
