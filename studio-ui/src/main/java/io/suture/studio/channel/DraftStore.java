package io.suture.studio.channel;

import static io.suture.db.jooq.studio.Tables.APPROVAL;
import static io.suture.db.jooq.studio.Tables.CHANNEL;
import static io.suture.db.jooq.studio.Tables.DRAFT;
import static io.suture.db.jooq.studio.Tables.DRAFT_STEP;
import static io.suture.db.jooq.studio.Tables.VERSION;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectOne;
import static org.jooq.impl.DSL.val;

import io.suture.db.jooq.studio.enums.Verdict;
import io.suture.engine.channel.Channel;
import io.suture.engine.document.ChannelDocument;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Configuration;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/// Channels and their drafts in the database. Each change is a new step; where a draft stands moves under a lock on its
/// row, so of two changes made on the same revision one is refused.
final class DraftStore {
    /// So many documents are kept as they were read: those of the drafts that are worked on, and their last steps.
    private static final int KEPT = 64;

    private final DSLContext sql;
    /// By step, whose document never changes. Every gesture needs it more than once, and reading it takes longer than
    /// all else that saving does.
    private final Recent<Long, Document> documents = new Recent<>(KEPT);

    DraftStore(DSLContext sql) {
        this.sql = sql;
    }

    /// A Channel beside its canonical text.
    record Document(Channel channel, String text) {
        static Document of(Channel channel) {
            return new Document(channel, new String(ChannelDocument.write(channel), StandardCharsets.UTF_8));
        }
    }

    /// Where a draft stands.
    record Row(
            UUID channel,
            long revision,
            long step,
            @Nullable Long before,
            Document document,
            String what,
            boolean hasAfter,
            Instant at) {}

    List<ChannelSummary> channels() {
        var newest = select(max(VERSION.NUMBER))
                .from(VERSION)
                .where(VERSION.CHANNEL.eq(CHANNEL.ID))
                .asField();
        var decided = select(APPROVAL.VERDICT)
                .from(APPROVAL)
                .where(APPROVAL.CHANNEL.eq(CHANNEL.ID))
                .and(APPROVAL.NUMBER.eq(
                        field(select(max(VERSION.NUMBER)).from(VERSION).where(VERSION.CHANNEL.eq(CHANNEL.ID)))))
                .asField();
        var changes = select(count())
                .from(DRAFT_STEP)
                .where(DRAFT_STEP.CHANNEL.eq(CHANNEL.ID))
                .and(DRAFT_STEP.ID.le(DRAFT.STEP))
                .and(DRAFT_STEP.ID.gt(coalesce(
                        field(select(max(VERSION.STEP)).from(VERSION).where(VERSION.CHANNEL.eq(CHANNEL.ID))), val(0L))))
                .asField();
        var rows = sql.select(
                        CHANNEL.ID, CHANNEL.NAME, CHANNEL.TITLE, newest, decided, changes, DRAFT_STEP.AT, DRAFT_STEP.ID)
                .from(CHANNEL)
                .join(DRAFT)
                .on(DRAFT.CHANNEL.eq(CHANNEL.ID))
                .join(DRAFT_STEP)
                .on(DRAFT_STEP.ID.eq(DRAFT.STEP))
                .orderBy(CHANNEL.TITLE)
                .fetch();
        Map<Long, Document> at = documents(sql, rows.getValues(DRAFT_STEP.ID));
        return rows.map(row -> {
            Integer number = row.get(3, Integer.class);
            Channel channel =
                    Objects.requireNonNull(at.get(row.get(DRAFT_STEP.ID))).channel();
            return new ChannelSummary(
                    new ChannelId(row.get(CHANNEL.ID)),
                    row.get(CHANNEL.NAME),
                    row.get(CHANNEL.TITLE),
                    channel.source().schema(),
                    channel.destinations().stream()
                            .map(to -> to.mapping().target())
                            .distinct()
                            .toList(),
                    number,
                    number == null ? null : VersionStore.state(row.get(4, Verdict.class)),
                    row.get(5, Integer.class),
                    row.get(DRAFT_STEP.AT));
        });
    }

    private static Channel channel(String document) {
        return ChannelDocument.read(document.getBytes(StandardCharsets.UTF_8)).orThrow();
    }

    Optional<ChannelId> byName(String name) {
        return sql.select(CHANNEL.ID)
                .from(CHANNEL)
                .where(CHANNEL.NAME.eq(name))
                .fetchOptional(row -> new ChannelId(row.value1()));
    }

    /// Makes a Channel with its first step; false when the name is taken.
    boolean create(ChannelId id, Document document, String what, UUID author, Instant at) {
        return sql.transactionResult(transaction -> {
            int made = transaction
                    .dsl()
                    .insertInto(CHANNEL)
                    .set(CHANNEL.ID, id.value())
                    .set(CHANNEL.NAME, document.channel().name())
                    .set(CHANNEL.TITLE, document.channel().title())
                    .set(CHANNEL.CREATED_BY, author)
                    .set(CHANNEL.CREATED_AT, at)
                    .onConflict(CHANNEL.NAME)
                    .doNothing()
                    .execute();
            if (made == 0) {
                return false;
            }
            long step = step(transaction, id, null, document.text(), what, author, at);
            transaction
                    .dsl()
                    .insertInto(DRAFT)
                    .set(DRAFT.CHANNEL, id.value())
                    .set(DRAFT.STEP, step)
                    .set(DRAFT.REVISION, 1L)
                    .execute();
            return true;
        });
    }

    Optional<Row> find(ChannelId id) {
        return find(sql, id);
    }

    /// Saves a new step on that revision; empty when the draft has another by now.
    Optional<Row> save(ChannelId id, long revision, Document document, String what, UUID author, Instant at) {
        return sql.transactionResult(transaction -> locked(transaction, id, revision)
                .map(stood -> {
                    long step = step(transaction, id, stood.step(), document.text(), what, author, at);
                    transaction
                            .dsl()
                            .update(CHANNEL)
                            .set(CHANNEL.TITLE, document.channel().title())
                            .where(CHANNEL.ID.eq(id.value()))
                            .execute();
                    documents.keep(step, document);
                    return moved(transaction, id, step);
                }));
    }

    /// Goes to the step before or to the newest after; empty when the draft has another revision by now.
    /// Where there is no such step, nothing moves.
    Optional<Row> move(ChannelId id, long revision, boolean back) {
        return sql.transactionResult(transaction -> locked(transaction, id, revision)
                .map(stood -> {
                    Long step = back
                            ? stood.before()
                            : transaction
                                    .dsl()
                                    .select(max(DRAFT_STEP.ID))
                                    .from(DRAFT_STEP)
                                    .where(DRAFT_STEP.BEFORE.eq(stood.step()))
                                    .fetchOne(max(DRAFT_STEP.ID));
                    return step == null ? find(transaction.dsl(), id).orElseThrow() : moved(transaction, id, step);
                }));
    }

    private record Stood(long step, @Nullable Long before) {}

    /// The draft's own row, locked, where it has that revision.
    private static Optional<Stood> locked(Configuration transaction, ChannelId id, long revision) {
        return transaction
                .dsl()
                .select(DRAFT.STEP, DRAFT_STEP.BEFORE)
                .from(DRAFT)
                .join(DRAFT_STEP)
                .on(DRAFT_STEP.ID.eq(DRAFT.STEP))
                .where(DRAFT.CHANNEL.eq(id.value()))
                .and(DRAFT.REVISION.eq(revision))
                .forUpdate()
                .of(DRAFT)
                .fetchOptional(row -> new Stood(row.value1(), row.value2()));
    }

    private Row moved(Configuration transaction, ChannelId id, long step) {
        transaction
                .dsl()
                .update(DRAFT)
                .set(DRAFT.STEP, step)
                .set(DRAFT.REVISION, DRAFT.REVISION.plus(1))
                .where(DRAFT.CHANNEL.eq(id.value()))
                .execute();
        return find(transaction.dsl(), id).orElseThrow();
    }

    private static long step(
            Configuration transaction,
            ChannelId id,
            @Nullable Long before,
            String document,
            String what,
            UUID author,
            Instant at) {
        return transaction
                .dsl()
                .insertInto(DRAFT_STEP)
                .set(DRAFT_STEP.CHANNEL, id.value())
                .set(DRAFT_STEP.BEFORE, before)
                .set(DRAFT_STEP.DOCUMENT, document)
                .set(DRAFT_STEP.WHAT, what)
                .set(DRAFT_STEP.AUTHOR, author)
                .set(DRAFT_STEP.AT, at)
                .returningResult(DRAFT_STEP.ID)
                .fetchSingle()
                .value1();
    }

    private Optional<Row> find(DSLContext sql, ChannelId id) {
        var after = DRAFT_STEP.as("after");
        var hasAfter = field(exists(selectOne().from(after).where(after.BEFORE.eq(DRAFT_STEP.ID))));
        return sql.select(
                        DRAFT.CHANNEL,
                        DRAFT.REVISION,
                        DRAFT.STEP,
                        DRAFT_STEP.BEFORE,
                        DRAFT_STEP.WHAT,
                        hasAfter,
                        DRAFT_STEP.AT)
                .from(DRAFT)
                .join(DRAFT_STEP)
                .on(DRAFT_STEP.ID.eq(DRAFT.STEP))
                .where(DRAFT.CHANNEL.eq(id.value()))
                .fetchOptional(row -> new Row(
                        row.value1(),
                        row.value2(),
                        row.value3(),
                        row.value4(),
                        document(sql, row.value3()),
                        row.value5(),
                        row.value6(),
                        row.value7()));
    }

    private Document document(DSLContext sql, long step) {
        return Objects.requireNonNull(documents(sql, List.of(step)).get(step));
    }

    /// By step; those that are not known yet are read at once.
    private Map<Long, Document> documents(DSLContext sql, List<Long> steps) {
        Map<Long, Document> found = new HashMap<>();
        List<Long> missing = new ArrayList<>();
        for (Long step : steps) {
            Document known = documents.get(step);
            if (known == null) {
                missing.add(step);
            } else {
                found.put(step, known);
            }
        }
        if (!missing.isEmpty()) {
            sql.select(DRAFT_STEP.ID, DRAFT_STEP.DOCUMENT)
                    .from(DRAFT_STEP)
                    .where(DRAFT_STEP.ID.in(missing))
                    .forEach(row -> found.put(row.value1(), Document.of(channel(row.value2()))));
            missing.forEach(
                    step -> documents.keep(step, Objects.requireNonNull(found.get(step), "a step has a document")));
        }
        return found;
    }
}
