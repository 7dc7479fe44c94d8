package io.suture.studio.channel;

import io.suture.engine.channel.Channel;
import io.suture.engine.document.ChannelDocument;
import io.suture.engine.report.Problem;
import io.suture.studio.audit.AuditEvent;
import io.suture.studio.audit.AuditTrail;
import io.suture.studio.security.Actor;
import io.suture.studio.security.Right;
import io.suture.studio.security.Rights;
import io.suture.studio.testing.RegressionRuns;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jooq.DSLContext;

/// Versions of Channels: frozen from a draft that compiles and whose Expectations are all met.
public final class Versions {
    private final VersionStore store;
    private final Drafts drafts;
    private final RegressionRuns regression;
    private final Compilation compilation;
    private final Endpoints endpoints;
    private final Rights rights;
    private final AuditTrail audit;
    private final InstantSource clock;

    public Versions(
            DSLContext sql,
            Drafts drafts,
            RegressionRuns regression,
            Compilation compilation,
            Endpoints endpoints,
            Rights rights,
            AuditTrail audit,
            InstantSource clock) {
        this.store = new VersionStore(sql);
        this.drafts = drafts;
        this.regression = regression;
        this.compilation = compilation;
        this.endpoints = endpoints;
        this.rights = rights;
        this.audit = audit;
        this.clock = clock;
    }

    /// What became of a submission.
    public sealed interface Submission {
        /// It waits for a second person.
        record Submitted(Version version) implements Submission {}

        /// The draft changed meanwhile; look at it again.
        record Stale() implements Submission {}

        /// The draft does not compile, or an address is not sound; nothing was frozen.
        record Broken(List<Problem> problems) implements Submission {}

        /// Samples that do not yield what they must; nothing was frozen.
        record Red(List<RegressionRuns.Outcome> outcomes) implements Submission {}
    }

    /// Freezes the draft at that revision as the next Version.
    public Submission submit(ChannelId id, long revision, String comment) {
        Actor actor = rights.require(Right.EDIT_DRAFTS);
        Draft draft = drafts.open(id).orElseThrow();
        if (draft.revision() != revision) {
            return new Submission.Stale();
        }
        var compiled = compilation.of(draft.channel());
        List<Problem> unreachable = endpoints.problems(draft.channel());
        if (compiled.channel() == null || !unreachable.isEmpty()) {
            return new Submission.Broken(Stream.concat(compiled.problems().stream(), unreachable.stream())
                    .toList());
        }
        List<RegressionRuns.Outcome> red = regression.run(id.value(), compiled.channel()).stream()
                .filter(outcome -> !outcome.isGreen())
                .toList();
        if (!red.isEmpty()) {
            return new Submission.Red(red);
        }
        byte[] document = ChannelDocument.write(draft.channel());
        int number = store.freeze(
                id,
                draft.step(),
                new String(document, StandardCharsets.UTF_8),
                ChannelDocument.hash(draft.channel()),
                comment,
                actor.id(),
                clock.instant());
        audit.record(AuditEvent.success("submit", "channel " + draft.channel().name() + " v" + number, comment));
        return new Submission.Submitted(store.find(id, number).orElseThrow());
    }

    /// Newest first.
    public List<Version> list(ChannelId id) {
        rights.require(Right.READ_CHANNELS);
        return store.list(id);
    }

    /// Versions of all Channels that wait for a decision, oldest first.
    public List<Version> waiting() {
        rights.require(Right.READ_CHANNELS);
        return store.waiting();
    }

    public Optional<Version> find(ChannelId id, int number) {
        rights.require(Right.READ_CHANNELS);
        return store.find(id, number);
    }

    /// The frozen document, byte for byte what was hashed.
    public Optional<byte[]> document(ChannelId id, int number) {
        rights.require(Right.READ_CHANNELS);
        return store.document(id, number).map(text -> text.getBytes(StandardCharsets.UTF_8));
    }

    /// The frozen document as a Channel.
    public Optional<Channel> channel(ChannelId id, int number) {
        return document(id, number).map(bytes -> ChannelDocument.read(bytes).orThrow());
    }
}
