package io.suture.studio.audit;

/// Records acts. Returns once the event is committed; an act that cannot be recorded must not happen, so this throws.
@FunctionalInterface
public interface AuditTrail {
    void record(AuditEvent event);
}
