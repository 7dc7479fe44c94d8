package io.suture.studio.approval;

import static io.suture.db.jooq.studio.Tables.APPROVAL;

import io.suture.db.jooq.studio.enums.Verdict;
import io.suture.studio.channel.ChannelId;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;

/// Votes in the database: one a Version, never changed.
final class ApprovalStore {
    private final DSLContext sql;

    ApprovalStore(DSLContext sql) {
        this.sql = sql;
    }

    /// Stores a vote; false when the Version has one already.
    boolean vote(ChannelId channel, int number, boolean approved, String comment, UUID voter, Instant at) {
        return sql.insertInto(APPROVAL)
                        .set(APPROVAL.CHANNEL, channel.value())
                        .set(APPROVAL.NUMBER, number)
                        .set(APPROVAL.VERDICT, approved ? Verdict.APPROVED : Verdict.SENT_BACK)
                        .set(APPROVAL.COMMENT, comment)
                        .set(APPROVAL.VOTER, voter)
                        .set(APPROVAL.AT, at)
                        .onConflict()
                        .doNothing()
                        .execute()
                == 1;
    }

    Optional<Approval> find(ChannelId channel, int number) {
        return sql.selectFrom(APPROVAL)
                .where(APPROVAL.CHANNEL.eq(channel.value()))
                .and(APPROVAL.NUMBER.eq(number))
                .fetchOptional(row -> new Approval(
                        channel,
                        number,
                        row.getVerdict() == Verdict.APPROVED,
                        row.getComment(),
                        row.getVoter(),
                        row.getAt()));
    }
}
