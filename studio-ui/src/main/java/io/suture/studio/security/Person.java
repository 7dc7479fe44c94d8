package io.suture.studio.security;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Somebody who works in the studio.
///
/// @param name        as colleagues call them
/// @param email       what they sign in with, in lower case
/// @param hasPassword false until they have followed their invitation
/// @param active      false for those who may no longer sign in
/// @param lockedUntil null unless too many wrong passwords were tried
/// @param signedInAt  the last time, or null
public record Person(
        UUID id,
        String name,
        String email,
        Set<Role> roles,
        boolean hasPassword,
        boolean active,
        @Nullable Instant lockedUntil,
        @Nullable Instant signedInAt) {
    public Person {
        roles = Set.copyOf(roles);
    }

    /// What all the roles together permit.
    public Set<Right> rights() {
        var rights = EnumSet.noneOf(Right.class);
        roles.forEach(role -> rights.addAll(role.rights()));
        return rights;
    }

    Actor asActor() {
        return new Actor(id, name, rights());
    }
}
