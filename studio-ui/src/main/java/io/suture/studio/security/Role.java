package io.suture.studio.security;

import static io.suture.studio.security.Right.*;

import java.util.Set;

/// What a person is in the studio. Someone may have several.
public enum Role {
    ANALYST("Analyst", Set.of(READ_CHANNELS, EDIT_DRAFTS, KEEP_SAMPLES)),
    TESTER("Tester", Set.of(READ_CHANNELS, KEEP_SAMPLES)),
    APPROVER("Approver", Set.of(READ_CHANNELS, APPROVE, DEPLOY)),
    OPERATOR("Operator", Set.of(READ_CHANNELS, OPERATE, VIEW_PAYLOADS, RESEND, DEPLOY)),
    AUDITOR("Auditor", Set.of(READ_CHANNELS, READ_AUDIT)),
    ADMIN("Admin", Set.of(READ_CHANNELS, APPROVE, DEPLOY, OPERATE, READ_AUDIT, ADMINISTER));

    private final String label;
    private final Set<Right> rights;

    Role(String label, Set<Right> rights) {
        this.label = label;
        this.rights = rights;
    }

    public String label() {
        return label;
    }

    public Set<Right> rights() {
        return rights;
    }
}
