package io.suture.studio.security;

import java.io.Serializable;
import java.security.Principal;
import java.util.UUID;

/// What a session remembers of who signed in. Rights are not part of it: they may change while it lasts.
record SignedIn(UUID id, String name) implements Principal, Serializable {
    @Override
    public String getName() {
        return name;
    }
}
