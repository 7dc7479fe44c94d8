package io.suture.studio.channel;

import static io.suture.db.jooq.studio.Tables.APPROVAL;
import static io.suture.db.jooq.studio.Tables.DRAFT_STEP;
import static io.suture.db.jooq.studio.Tables.VERSION;
import static io.suture.db.jooq.studio.Tables.VERSION_AUTHOR;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.multiset;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.val;

import io.suture.db.jooq.studio.enums.Verdict;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/// Versions in the database; written once, never changed.
final class VersionStore {
    private final DSLContext sql;

    VersionStore(DSLContext sql) {
        this.sql = sql;
    }

    /// Freezes a step as the next Version and names its authors.
    int freeze(ChannelId id, long step, String document, String hash, String comment, UUID submitter, Instant at) {
        return sql.transactionResult(transaction -> {
            DSLContext dsl = transaction.dsl();
            // Of two people who submit at once the second waits here, and gets the next number.
            dsl.fetch("select pg_advisory_xact_lock(hashtextextended(?, 0))", "version " + id);
            int number = dsl.select(coalesce(max(VERSION.NUMBER), val(0)).plus(1))
                    .from(VERSION)
                    .where(VERSION.CHANNEL.eq(id.value()))
                    .fetchSingle()
                    .value1();
            Set<UUID> authors = new LinkedHashSet<>(dsl.selectDistinct(DRAFT_STEP.AUTHOR)
                    .from(DRAFT_STEP)
                    .where(DRAFT_STEP.CHANNEL.eq(id.value()))
                    .and(DRAFT_STEP.ID.gt(coalesce(
                            field(select(max(VERSION.STEP))
                                    .from(VERSION)
                                    .join(APPROVAL)
                                    .on(APPROVAL.CHANNEL.eq(VERSION.CHANNEL))
                                    .and(APPROVAL.NUMBER.eq(VERSION.NUMBER))
                                    .where(VERSION.CHANNEL.eq(id.value()))
                                    .and(APPROVAL.VERDICT.eq(Verdict.APPROVED))),
                            val(0L))))
                    .fetch(DRAFT_STEP.AUTHOR));
            authors.add(submitter);
            dsl.insertInto(VERSION)
                    .set(VERSION.CHANNEL, id.value())
                    .set(VERSION.NUMBER, number)
                    .set(VERSION.STEP, step)
                    .set(VERSION.DOCUMENT, document)
                    .set(VERSION.HASH, hash)
                    .set(VERSION.COMMENT, comment)
                    .set(VERSION.SUBMITTED_BY, submitter)
                    .set(VERSION.SUBMITTED_AT, at)
                    .execute();
            for (UUID author : authors) {
                dsl.insertInto(VERSION_AUTHOR)
                        .set(VERSION_AUTHOR.CHANNEL, id.value())
                        .set(VERSION_AUTHOR.NUMBER, number)
                        .set(VERSION_AUTHOR.AUTHOR, author)
                        .execute();
            }
            return number;
        });
    }

    /// Newest first.
    List<Version> list(ChannelId id) {
        return fetch(VERSION.CHANNEL.eq(id.value()));
    }

    /// Versions of all Channels that wait for a decision, oldest first.
    List<Version> waiting() {
        return fetch(APPROVAL.VERDICT.isNull()).reversed();
    }

    Optional<Version> find(ChannelId id, int number) {
        return fetch(VERSION.CHANNEL.eq(id.value()).and(VERSION.NUMBER.eq(number))).stream()
                .findFirst();
    }

    Optional<String> document(ChannelId id, int number) {
        return sql.select(VERSION.DOCUMENT)
                .from(VERSION)
                .where(VERSION.CHANNEL.eq(id.value()))
                .and(VERSION.NUMBER.eq(number))
                .fetchOptional(VERSION.DOCUMENT);
    }

    private List<Version> fetch(Condition condition) {
        var authors = multiset(select(VERSION_AUTHOR.AUTHOR)
                        .from(VERSION_AUTHOR)
                        .where(VERSION_AUTHOR.CHANNEL.eq(VERSION.CHANNEL))
                        .and(VERSION_AUTHOR.NUMBER.eq(VERSION.NUMBER)))
                .convertFrom(rows -> Set.copyOf(rows.map(row -> row.value1())));
        return sql.select(
                        VERSION.CHANNEL,
                        VERSION.NUMBER,
                        VERSION.HASH,
                        VERSION.COMMENT,
                        VERSION.SUBMITTED_BY,
                        VERSION.SUBMITTED_AT,
                        authors,
                        APPROVAL.VERDICT)
                .from(VERSION)
                .leftJoin(APPROVAL)
                .on(APPROVAL.CHANNEL.eq(VERSION.CHANNEL))
                .and(APPROVAL.NUMBER.eq(VERSION.NUMBER))
                .where(condition)
                .orderBy(VERSION.SUBMITTED_AT.desc(), VERSION.NUMBER.desc())
                .fetch(row -> new Version(
                        new ChannelId(row.value1()),
                        row.value2(),
                        row.value3(),
                        row.value4(),
                        row.value5(),
                        row.value6(),
                        row.value7(),
                        state(row.value8())));
    }

    static Version.State state(@Nullable Verdict verdict) {
        return switch (verdict) {
            case null -> Version.State.SUBMITTED;
            case APPROVED -> Version.State.APPROVED;
            case SENT_BACK -> Version.State.SENT_BACK;
        };
    }
}
