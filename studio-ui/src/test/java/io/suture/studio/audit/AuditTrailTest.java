package io.suture.studio.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.suture.db.Database;
import io.suture.db.Vault;
import io.suture.studio.security.Actor;
import io.suture.studio.security.CurrentActor;
import io.suture.studio.security.Right;
import io.suture.studio.security.Rights;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The trail on a real database: what it keeps, hides and refuses.
class AuditTrailTest {
    private static final Actor OPERATOR =
            new Actor(UUID.randomUUID(), "Hanne Dovrik", Set.of(Right.OPERATE, Right.READ_AUDIT));
    private static final String PATIENT = "MRN-4711^^^NORTHSIDE";

    private final Database database = Database.temporary();
    private final InstantSource clock = () -> Instant.parse("2026-11-23T08:00:00.123456789Z");

    @TempDir
    Path folder;

    private AuditStore store;
    private AuditLog trail;
    private AuditEvents events;

    @BeforeEach
    void open() {
        store = new AuditStore(database, Vault.open(database, folder, Map.of(), clock));
        trail = new AuditLog(store, () -> OPERATOR, clock);
        Rights rights = () -> OPERATOR;
        events = new AuditEvents(store, trail, rights);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private void view(int count) {
        IntStream.range(0, count)
                .forEach(i -> trail.record(
                        AuditEvent.success("view-payload", "message " + i, "").about(PATIENT)));
    }

    @Test
    void an_event_says_who_what_when_and_about_whom() {
        view(1);

        RecordedEvent event = events.find(AuditFilter.ALL, 0, 10).getFirst();
        assertThat(event.actor()).isEqualTo("Hanne Dovrik");
        assertThat(event.event().patient()).isEqualTo(PATIENT);
        assertThat(event.at()).isEqualTo(Instant.parse("2026-11-23T08:00:00.123456Z"));
        assertThat(event.number()).isEqualTo(1);
    }

    @Test
    void the_patient_is_sealed_and_still_found() {
        view(2);

        assertThat(database.sql().fetch("select * from studio.audit_event").formatCSV())
                .doesNotContain("4711");
        assertThat(events.find(new AuditFilter("", PATIENT, "", null, null), 0, 10))
                .hasSize(3);
        assertThat(events.find(AuditFilter.ALL, 0, 1).getFirst().event().action())
                .isEqualTo("search-audit");
        assertThat(events.find(new AuditFilter("", "MRN-4711", "", null, null), 0, 10))
                .as("only the whole identifier is found; the search for a part is all there is about it")
                .hasSize(1);
    }

    @Test
    void events_are_filtered_by_person_action_and_time() {
        view(3);
        trail.record(null, "unknown", "sign-in", false, "unknown account", "");

        assertThat(events.find(new AuditFilter("dovrik", "", "", null, null), 0, 10))
                .hasSize(3);
        assertThat(events.find(new AuditFilter("", "", "sign-in", null, null), 0, 10))
                .hasSize(1);
        assertThat(events.count(new AuditFilter("", "", "", clock.instant().plusSeconds(1), null)))
                .isZero();
        assertThat(events.actions()).containsExactly("sign-in", "view-payload");
    }

    @Test
    void nothing_is_ever_changed_or_removed() {
        view(1);

        for (String sql : List.of(
                "update studio.audit_event set actor_name = 'x'",
                "delete from studio.audit_event",
                "truncate studio.audit_event")) {
            assertThatThrownBy(() -> database.sql().execute(sql)).hasMessageContaining("append-only");
        }
        assertThat(events.verify().isSound()).isTrue();
    }

    @Test
    void a_change_or_removal_behind_the_triggers_shows() {
        view(5);
        assertThat(store.verify()).isEqualTo(new AuditChain(5, 0));
        database.sql().execute("alter table studio.audit_event disable trigger all");
        database.sql().execute("update studio.audit_event set actor_name = 'Somebody else' where number = 3");

        assertThat(store.verify()).isEqualTo(new AuditChain(2, 3));
        database.sql().execute("update studio.audit_event set actor_name = 'Hanne Dovrik' where number = 3");
        assertThat(store.verify().isSound()).isTrue();
        database.sql().execute("delete from studio.audit_event where number = 2");

        assertThat(store.verify()).isEqualTo(new AuditChain(1, 2));
    }

    @Test
    void many_at_once_make_one_chain() {
        IntStream.range(0, 40).parallel().forEach(i -> trail.record(AuditEvent.success("approve", "v" + i, "")));

        assertThat(store.verify()).isEqualTo(new AuditChain(40, 0));
    }

    @Test
    void only_who_may_read_the_trail_reads_it() {
        var tester = new Actor(UUID.randomUUID(), "Marek Ostrow", Set.of(Right.KEEP_SAMPLES));
        var refused = new AuditEvents(store, trail, () -> tester);

        assertThatThrownBy(() -> refused.find(AuditFilter.ALL, 0, 10)).isInstanceOf(Rights.Refused.class);
        assertThat(CurrentActor.callAs(OPERATOR, () -> events.count(AuditFilter.ALL)))
                .isZero();
    }
}
