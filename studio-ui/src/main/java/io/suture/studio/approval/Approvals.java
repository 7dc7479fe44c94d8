package io.suture.studio.approval;

import io.suture.engine.document.ChannelDocument;
import io.suture.studio.audit.AuditEvent;
import io.suture.studio.audit.AuditEvent.Outcome;
import io.suture.studio.audit.AuditTrail;
import io.suture.studio.channel.ChannelId;
import io.suture.studio.channel.Compilation;
import io.suture.studio.channel.Version;
import io.suture.studio.channel.Versions;
import io.suture.studio.security.Accounts;
import io.suture.studio.security.Actor;
import io.suture.studio.security.Right;
import io.suture.studio.security.Rights;
import io.suture.studio.testing.RegressionRuns;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;

/// A second person's decision on a Version. Whoever changed any of it cannot approve it, nor can an account that such a
/// person made or reset; and nothing red can be approved. Screens and the API pass this same gate.
public final class Approvals {
    private final ApprovalStore store;
    private final Versions versions;
    private final Compilation compilation;
    private final RegressionRuns regression;
    private final ApprovedDocuments approved;
    private final Accounts accounts;
    private final Rights rights;
    private final AuditTrail audit;
    private final InstantSource clock;

    public Approvals(
            DSLContext sql,
            Versions versions,
            Compilation compilation,
            RegressionRuns regression,
            ApprovedDocuments approved,
            Accounts accounts,
            Rights rights,
            AuditTrail audit,
            InstantSource clock) {
        this.store = new ApprovalStore(sql);
        this.versions = versions;
        this.compilation = compilation;
        this.regression = regression;
        this.approved = approved;
        this.accounts = accounts;
        this.rights = rights;
        this.audit = audit;
        this.clock = clock;
    }

    /// Where an approval is made known to the runtime, which refuses documents whose hash is not among them.
    @FunctionalInterface
    public interface ApprovedDocuments {
        void add(String hash, String channel, int version);
    }

    /// What became of a vote.
    public sealed interface Vote {
        /// It counts.
        record Counted(Approval approval) implements Vote {}

        /// It does not, for these reasons, in sentences.
        record Refused(List<String> reasons) implements Vote {}
    }

    /// Why this actor's approval would be refused right now; empty when it would count. For the screen to say
    /// beforehand.
    public List<String> obstacles(ChannelId id, int number) {
        Actor actor = rights.actor();
        Version version = versions.find(id, number).orElseThrow();
        List<String> reasons = new ArrayList<>();
        if (!actor.may(Right.APPROVE)) {
            reasons.add("Approving needs the role approver or admin.");
        }
        if (version.authors().contains(actor.id())) {
            reasons.add("You changed something in this version. Somebody else has to approve it.");
        } else if (accounts.madeOrResetBy(actor.id(), version.authors())) {
            reasons.add("An author of this version made or reset your account. Somebody else has to approve it.");
        }
        if (version.state() != Version.State.SUBMITTED) {
            reasons.add("This version was decided on already.");
        }
        return reasons;
    }

    /// Approves a Version. A comment is welcome, not needed.
    public Vote approve(ChannelId id, int number, String comment) {
        Actor actor = rights.require(Right.APPROVE);
        List<String> reasons = new ArrayList<>(obstacles(id, number));
        var channel = versions.channel(id, number).orElseThrow();
        String entity = "channel " + channel.name() + " v" + number;
        if (reasons.isEmpty()) {
            var compiled = compilation.of(channel);
            if (compiled.channel() == null) {
                reasons.add("The version does not compile any more.");
            } else {
                regression.run(id.value(), compiled.channel()).stream()
                        .filter(outcome -> !outcome.isGreen())
                        .forEach(outcome ->
                                reasons.add("The sample “" + outcome.sample() + "” does not yield what it must."));
            }
        }
        if (!reasons.isEmpty()) {
            audit.record(new AuditEvent("approve", Outcome.REFUSED, entity, null, String.join(" ", reasons)));
            return new Vote.Refused(reasons);
        }
        return vote(id, number, true, comment, actor, entity, ChannelDocument.hash(channel), channel.name());
    }

    /// Sends a Version back to its authors, who need to know why.
    public Vote sendBack(ChannelId id, int number, String comment) {
        Actor actor = rights.require(Right.APPROVE);
        if (comment.isBlank()) {
            return new Vote.Refused(List.of("Say what is to be changed."));
        }
        var channel = versions.channel(id, number).orElseThrow();
        String entity = "channel " + channel.name() + " v" + number;
        return vote(id, number, false, comment, actor, entity, "", channel.name());
    }

    private Vote vote(
            ChannelId id,
            int number,
            boolean yes,
            String comment,
            Actor actor,
            String entity,
            String hash,
            String channel) {
        if (!store.vote(id, number, yes, comment, actor.id(), clock.instant())) {
            return new Vote.Refused(List.of("This version was decided on already."));
        }
        audit.record(AuditEvent.success(yes ? "approve" : "send-back", entity, comment));
        if (yes) {
            approved.add(hash, channel, number);
        }
        return new Vote.Counted(store.find(id, number).orElseThrow());
    }

    /// The decision on a Version, once there is one.
    public Optional<Approval> decision(ChannelId id, int number) {
        rights.require(Right.READ_CHANNELS);
        return store.find(id, number);
    }
}
