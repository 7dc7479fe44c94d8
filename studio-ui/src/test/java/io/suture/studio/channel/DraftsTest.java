package io.suture.studio.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.suture.db.Database;
import io.suture.engine.channel.Channel;
import io.suture.engine.channel.Destination;
import io.suture.engine.channel.Endpoint;
import io.suture.engine.channel.Source;
import io.suture.engine.mapping.Mapping;
import io.suture.engine.rule.RuleSet;
import io.suture.engine.schema.SchemaRef;
import io.suture.studio.audit.AuditEvent;
import io.suture.studio.security.Actor;
import io.suture.studio.security.Rights;
import io.suture.studio.security.Role;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DraftsTest {
    private static final Actor INES = new Actor(UUID.randomUUID(), "ines", Role.ANALYST.rights());
    private static final Actor TOMAS = new Actor(UUID.randomUUID(), "tomas", Role.APPROVER.rights());

    private static final SchemaRef ORU = SchemaRef.parse("hl7v2:2.5.1/ORU_R01").orElseThrow();

    private final List<AuditEvent> audited = new ArrayList<>();
    private Actor actor = INES;
    private Database database;
    private Drafts drafts;

    @BeforeAll
    void start() {
        database = Database.temporary();
        Rights rights = () -> actor;
        drafts = new Drafts(
                database.sql(), rights, audited::add, InstantSource.fixed(Instant.parse("2026-11-02T06:21:40Z")));
    }

    @AfterAll
    void stop() {
        database.close();
    }

    @Test
    void a_change_is_saved_at_once_and_can_be_undone_and_done_again() {
        Draft first = drafts.create(channel("undo"), "Made").orElseThrow();

        Draft second = drafts.apply(first.id(), first.revision(), "Renamed", titled("Second"))
                .draft();
        Draft undone = drafts.undo(first.id(), second.revision()).draft();
        Draft redone = drafts.redo(first.id(), undone.revision()).draft();

        assertThat(second.channel().title()).isEqualTo("Second");
        assertThat(undone.channel().title()).isEqualTo("First");
        assertThat(undone.canRedo()).isTrue();
        assertThat(redone.channel().title()).isEqualTo("Second");
        assertThat(redone.canRedo()).isFalse();
        assertThat(redone.revision()).isGreaterThan(undone.revision());
        assertThat(drafts.open(first.id()).orElseThrow()).isEqualTo(redone);
    }

    @Test
    void a_stale_change_overwrites_nothing_and_shows_what_is_there() {
        Draft seen = drafts.create(channel("stale"), "Made").orElseThrow();
        drafts.apply(seen.id(), seen.revision(), "Renamed by somebody", titled("Theirs"));

        Saved mine = drafts.apply(seen.id(), seen.revision(), "Renamed by me", titled("Mine"));

        assertThat(mine).isInstanceOf(Saved.Stale.class);
        assertThat(mine.draft().channel().title()).isEqualTo("Theirs");
        assertThat(drafts.undo(seen.id(), seen.revision())).isInstanceOf(Saved.Stale.class);
    }

    @Test
    void nothing_is_saved_where_nothing_changed() {
        Draft draft = drafts.create(channel("same"), "Made").orElseThrow();

        Draft after = drafts.apply(draft.id(), draft.revision(), "Nothing", one -> one)
                .draft();

        assertThat(after.revision()).isEqualTo(draft.revision());
        assertThat(after.canUndo()).isFalse();
    }

    @Test
    void a_name_is_taken_once() {
        assertThat(drafts.create(channel("taken"), "Made")).isPresent();
        assertThat(drafts.create(channel("taken"), "Made again")).isEmpty();
    }

    @Test
    void who_may_not_edit_is_refused_by_the_service() {
        Draft draft = drafts.create(channel("rights"), "Made").orElseThrow();
        actor = TOMAS;
        try {
            assertThatThrownBy(() -> drafts.apply(draft.id(), draft.revision(), "Renamed", titled("No")))
                    .isInstanceOf(Rights.Refused.class);
            assertThatThrownBy(() -> drafts.undo(draft.id(), draft.revision())).isInstanceOf(Rights.Refused.class);
        } finally {
            actor = INES;
        }
        assertThat(drafts.open(draft.id()).orElseThrow().channel().title()).isEqualTo("First");
    }

    @Test
    void making_a_channel_is_audited() {
        drafts.create(channel("audited"), "Started from a template");

        assertThat(audited).anySatisfy(event -> assertThat(event.entity()).isEqualTo("channel audited"));
    }

    private static java.util.function.UnaryOperator<Channel> titled(String title) {
        return one -> one.withWords(title, one.description());
    }

    private static Channel channel(String name) {
        return new Channel(
                name,
                "First",
                "",
                new Source(
                        new Endpoint("mllp", Map.of("port", "2575")),
                        ORU,
                        Source.Answer.STORED,
                        Source.Acceptance.ANY,
                        Source.Order.PATIENT),
                new RuleSet(List.of(), RuleSet.HitPolicy.COLLECT, List.of("ward")),
                List.of(new Destination(
                        "ward",
                        new Mapping("ward", 1, ORU, Map.of(), ORU, true, Map.of(), null, null, List.of()),
                        new Endpoint("mllp", Map.of("host", "ward.example", "port", "2576")),
                        Destination.Retry.DEFAULT,
                        Destination.WhenHeld.WAIT)),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Map.of(),
                "");
    }
}
