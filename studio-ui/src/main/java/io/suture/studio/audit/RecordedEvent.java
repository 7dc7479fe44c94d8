package io.suture.studio.audit;

import java.time.Instant;

/// An audit event as it stands in the trail.
///
/// @param number its place in the trail, from 1 without gaps
/// @param actor  the name of who did it, as it was then
public record RecordedEvent(long number, Instant at, String actor, AuditEvent event) {}
