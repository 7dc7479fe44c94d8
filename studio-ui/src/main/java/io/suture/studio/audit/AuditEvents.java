package io.suture.studio.audit;

import io.suture.studio.security.Right;
import io.suture.studio.security.Rights;
import java.util.List;
import org.springframework.stereotype.Service;

/// Reads the trail, for auditors. A search for a patient is itself recorded.
@Service
public class AuditEvents {
    private final AuditStore store;
    private final AuditTrail trail;
    private final Rights rights;

    AuditEvents(AuditStore store, AuditTrail trail, Rights rights) {
        this.store = store;
        this.trail = trail;
        this.rights = rights;
    }

    /// Newest first.
    public List<RecordedEvent> find(AuditFilter filter, int offset, int limit) {
        rights.require(Right.READ_AUDIT);
        if (!filter.patient().isBlank() && offset == 0) {
            trail.record(AuditEvent.success("search-audit", "audit events", "")
                    .about(filter.patient().strip()));
        }
        return store.find(filter, offset, limit);
    }

    public int count(AuditFilter filter) {
        rights.require(Right.READ_AUDIT);
        return store.count(filter);
    }

    /// Those that occur.
    public List<String> actions() {
        rights.require(Right.READ_AUDIT);
        return store.actions();
    }

    /// Whether the trail is as it was written.
    public AuditChain verify() {
        rights.require(Right.READ_AUDIT);
        return store.verify();
    }
}
