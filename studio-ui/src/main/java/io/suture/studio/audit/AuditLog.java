package io.suture.studio.audit;

import io.suture.studio.security.Actor;
import io.suture.studio.security.Acts;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/// Writes the trail: for features, in the name of who acts; for signing in, in the name that it says.
@Service
class AuditLog implements AuditTrail, Acts {
    private final AuditStore store;
    private final Performers performers;
    private final InstantSource clock;

    AuditLog(AuditStore store, Performers performers, InstantSource clock) {
        this.store = store;
        this.performers = performers;
        this.clock = clock;
    }

    @Override
    public void record(AuditEvent event) {
        Actor actor = performers.now();
        store.append(
                actor == null ? null : actor.id(), actor == null ? "Suture" : actor.name(), event, clock.instant());
    }

    @Override
    public void record(@Nullable Actor actor, String named, String action, boolean ok, String entity, String detail) {
        var outcome = ok ? AuditEvent.Outcome.SUCCESS : AuditEvent.Outcome.REFUSED;
        store.append(
                actor == null ? null : actor.id(),
                named,
                new AuditEvent(action, outcome, entity, null, detail),
                clock.instant());
    }
}
