package io.suture.studio.security;

import java.util.Set;
import java.util.UUID;

/// What other features need to know of people: their names, and who may be whom in disguise.
public interface Accounts {

    /// What lists call this person; the id's beginning for one that is not known.
    String name(UUID account);

    /// Whether any of these people made this account or was the last to reset its password: approving with it would be
    /// approving one's own work.
    boolean madeOrResetBy(UUID account, Set<UUID> people);
}
