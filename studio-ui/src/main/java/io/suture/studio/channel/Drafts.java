package io.suture.studio.channel;

import io.suture.engine.channel.Channel;
import io.suture.engine.document.ChannelDocument;
import io.suture.studio.audit.AuditEvent;
import io.suture.studio.audit.AuditTrail;
import io.suture.studio.security.Actor;
import io.suture.studio.security.Right;
import io.suture.studio.security.Rights;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jooq.DSLContext;

/// Drafts of Channels: every change is saved at once, broken ones too, and can be undone; a change made on what
/// somebody has changed since is refused, never merged and never an overwrite. Decision 0001.
public final class Drafts {
    private final DraftStore store;
    private final Rights rights;
    private final AuditTrail audit;
    private final InstantSource clock;

    public Drafts(DSLContext sql, Rights rights, AuditTrail audit, InstantSource clock) {
        this.store = new DraftStore(sql);
        this.rights = rights;
        this.audit = audit;
        this.clock = clock;
    }

    /// All Channels, by title.
    public List<ChannelSummary> channels() {
        rights.require(Right.READ_CHANNELS);
        return store.channels();
    }

    public Optional<ChannelId> byName(String name) {
        rights.require(Right.READ_CHANNELS);
        return store.byName(name);
    }

    /// Makes a Channel whose first draft is this document; empty when its name is taken.
    public Optional<Draft> create(Channel channel, String what) {
        Actor actor = rights.require(Right.EDIT_DRAFTS);
        ChannelId id = new ChannelId(UUID.randomUUID());
        if (!store.create(id, DraftStore.Document.of(channel), what, actor.id(), clock.instant())) {
            return Optional.empty();
        }
        audit.record(AuditEvent.success("create-channel", "channel " + channel.name(), what));
        return store.find(id).map(Drafts::draft);
    }

    public Optional<Draft> open(ChannelId id) {
        rights.require(Right.READ_CHANNELS);
        return store.find(id).map(Drafts::draft);
    }

    /// Saves a change made on that revision.
    ///
    /// @param what   the change in words, as undo shows it: `Connected PID-8 to patient.gender`
    /// @param change from the document as it is to what it becomes; the Channel's name stays
    public Saved apply(ChannelId id, long revision, String what, UnaryOperator<Channel> change) {
        Actor actor = rights.require(Right.EDIT_DRAFTS);
        DraftStore.Row stood = store.find(id).orElseThrow();
        Draft before = draft(stood);
        if (before.revision() != revision) {
            return new Saved.Stale(before);
        }
        var after = DraftStore.Document.of(change.apply(before.channel()));
        if (!after.channel().name().equals(before.channel().name())) {
            throw new IllegalArgumentException("a change keeps the channel's name");
        }
        if (after.text().equals(stood.document().text())) {
            return new Saved.Done(before);
        }
        var read = ChannelDocument.read(after.text().getBytes(StandardCharsets.UTF_8));
        if (read.value() == null) {
            return new Saved.Refused(before, read.problems());
        }
        var document = new DraftStore.Document(read.value(), after.text());
        return saved(id, store.save(id, revision, document, what, actor.id(), clock.instant()));
    }

    /// Goes back one step. Undoing is a change like any other: it has a revision, and others see it.
    public Saved undo(ChannelId id, long revision) {
        rights.require(Right.EDIT_DRAFTS);
        return saved(id, store.move(id, revision, true));
    }

    public Saved redo(ChannelId id, long revision) {
        rights.require(Right.EDIT_DRAFTS);
        return saved(id, store.move(id, revision, false));
    }

    private Saved saved(ChannelId id, Optional<DraftStore.Row> row) {
        return row.<Saved>map(found -> new Saved.Done(draft(found)))
                .orElseGet(() -> new Saved.Stale(draft(store.find(id).orElseThrow())));
    }

    private static Draft draft(DraftStore.Row row) {
        return new Draft(
                new ChannelId(row.channel()),
                row.revision(),
                row.step(),
                row.document().channel(),
                row.what(),
                row.before() != null,
                row.hasAfter(),
                row.at());
    }
}
