package io.suture.runtime.message;

import static io.suture.db.jooq.runtime.Tables.MESSAGE;
import static io.suture.db.jooq.runtime.Tables.OUTCOME;
import static io.suture.db.jooq.runtime.Tables.SEARCH_ENTRY;
import static io.suture.db.jooq.runtime.Tables.WAITING;

import io.suture.db.Database;
import io.suture.db.Sealed;
import io.suture.db.Vault;
import io.suture.db.jooq.runtime.tables.records.MessageRecord;
import io.suture.runtime.delivery.DeliveryStore;
import io.suture.runtime.lane.LaneStore;
import io.suture.runtime.lane.LaneStore.Line;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.JSONB;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/// Messages and what became of them, as the lanes need them.
final class MessageStore {
    static final String TABLE = "runtime.message";
    static final String RUNS = "runtime.outcome";
    private static final String RETENTION = "message";

    private final DSLContext sql;
    private final LaneStore lanes;
    private final DeliveryStore deliveries;
    private final Vault vault;

    MessageStore(Database database, DeliveryStore deliveries, Vault vault) {
        this.sql = database.sql();
        this.lanes = new LaneStore(database);
        this.deliveries = deliveries;
        this.vault = vault;
    }

    /// What a run's row is known by.
    static String run(UUID message, int number) {
        return message + "/" + number;
    }

    Sealed seal(UUID id, byte[] payload) {
        return vault.seal(payload, TABLE, id, RETENTION);
    }

    byte[] open(UUID id, Sealed sealed) {
        return vault.open(sealed, TABLE, id);
    }

    private record Known(UUID id, UUID digest) {}

    /// One commit for all of a group. Repeats are looked for under the lock of positions, so that none slips by.
    List<Arrival.Stored> accept(List<Arrival> arrivals) {
        return sql.transactionResult(inside -> {
            DSLContext tx = inside.dsl();
            lanes.begin(tx);
            long position = lanes.positions(tx, Line.MESSAGE, arrivals.size());
            Map<UUID, List<Known>> known = known(tx, arrivals);
            List<Arrival.Stored> stored = new ArrayList<>(arrivals.size());
            List<MessageRecord> rows = new ArrayList<>(arrivals.size());
            for (Arrival arrival : arrivals) {
                List<Known> same = arrival.identity() == null
                        ? List.of()
                        : known.computeIfAbsent(arrival.identity(), identity -> new ArrayList<>(1));
                Optional<Known> repeated = same.stream()
                        .filter(one -> one.digest.equals(arrival.digest()))
                        .findFirst();
                if (repeated.isPresent()) {
                    stored.add(new Arrival.Stored(repeated.get().id, true));
                    continue;
                }
                rows.add(row(arrival, position++, same.isEmpty() ? null : same.getFirst().id));
                stored.add(new Arrival.Stored(arrival.id(), false));
                if (arrival.identity() != null) {
                    same.add(new Known(arrival.id(), arrival.digest()));
                }
            }
            insert(tx, rows);
            insertTokens(
                    tx,
                    arrivals.stream()
                            .filter(arrival -> !arrival.tokens().isEmpty())
                            .map(arrival ->
                                    new Object[] {arrival.id(), arrival.tokens().toArray(Long[]::new)})
                            .toList());
            return stored;
        });
    }

    private static Map<UUID, List<Known>> known(DSLContext tx, List<Arrival> arrivals) {
        Map<UUID, List<Known>> known = new HashMap<>();
        UUID[] identities = arrivals.stream()
                .map(Arrival::identity)
                .filter(java.util.Objects::nonNull)
                .toArray(UUID[]::new);
        if (identities.length > 0) {
            tx.select(MESSAGE.IDENTITY, MESSAGE.ID, MESSAGE.DIGEST)
                    .from(MESSAGE)
                    .where(MESSAGE.IDENTITY.eq(DSL.any(identities)))
                    .orderBy(MESSAGE.ID)
                    .forEach(row -> known.computeIfAbsent(row.value1(), identity -> new ArrayList<>(1))
                            .add(new Known(row.value2(), row.value3())));
        }
        return known;
    }

    private static void insert(DSLContext tx, List<MessageRecord> rows) {
        if (rows.isEmpty()) {
            return;
        }
        Field<?>[] columns = MESSAGE.fields();
        var batch = tx.batch(tx.insertInto(MESSAGE, columns).values(new Object[columns.length]));
        for (MessageRecord row : rows) {
            batch = batch.bind(row.intoArray());
        }
        batch.execute();
    }

    private static MessageRecord row(Arrival arrival, long position, @Nullable UUID sameId) {
        var row = new MessageRecord();
        row.setId(arrival.id());
        row.setPosition(position);
        row.setChannel(arrival.channel());
        row.setBucket(arrival.bucket());
        row.setBarriers(arrival.barriers().toArray(Short[]::new));
        row.setKeys(arrival.keys().toArray(UUID[]::new));
        row.setReceivedAt(arrival.receivedAt());
        row.setOrigin(arrival.origin());
        row.setType(arrival.type());
        row.setSize(arrival.size());
        row.setIdentity(arrival.identity());
        row.setDigest(arrival.digest());
        row.setAnswer(arrival.answer());
        row.setRefusal(arrival.refusal() == null ? null : JSONB.valueOf(arrival.refusal()));
        row.setSameIdAs(sameId);
        row.setKeyId(arrival.sealed().keyId());
        row.setNonce(arrival.sealed().nonce());
        row.setCiphertext(arrival.sealed().ciphertext());
        return row;
    }

    private static void insertTokens(DSLContext tx, List<Object[]> entries) {
        if (entries.isEmpty()) {
            return;
        }
        var batch = tx.batch(tx.insertInto(SEARCH_ENTRY, SEARCH_ENTRY.MESSAGE, SEARCH_ENTRY.TOKENS)
                .values((UUID) null, (Long[]) null)
                .onConflictDoNothing());
        for (Object[] entry : entries) {
            batch = batch.bind(entry);
        }
        batch.execute();
    }

    /// Accepted Messages after a position that lie in these lanes, by their first key or another.
    List<LaneMessage> after(long position, Collection<Short> buckets, int most) {
        Short[] mine = buckets.toArray(Short[]::new);
        return sql.select(
                        MESSAGE.ID,
                        MESSAGE.POSITION,
                        MESSAGE.CHANNEL,
                        MESSAGE.BUCKET,
                        MESSAGE.BARRIERS,
                        MESSAGE.KEYS,
                        MESSAGE.RECEIVED_AT,
                        MESSAGE.KEY_ID,
                        MESSAGE.NONCE,
                        MESSAGE.CIPHERTEXT)
                .from(MESSAGE)
                .where(MESSAGE.POSITION.gt(position))
                .and(MESSAGE.REFUSAL.isNull())
                .and(MESSAGE.BUCKET.eq(DSL.any(mine)).or(DSL.arrayOverlap(MESSAGE.BARRIERS, DSL.val(mine))))
                .orderBy(MESSAGE.POSITION)
                .limit(most)
                .fetch(row -> message(row, false));
    }

    Map<Short, Long> cursors(Collection<Short> buckets) {
        return lanes.cursors(Line.MESSAGE, buckets);
    }

    void advance(UUID node, Map<Short, Long> epochs, Map<Short, Long> done) {
        sql.transaction(inside -> {
            lanes.hold(inside.dsl(), node, epochs);
            lanes.advance(inside.dsl(), Line.MESSAGE, done);
        });
    }

    boolean hasOutcome(UUID message) {
        return sql.fetchExists(OUTCOME, OUTCOME.MESSAGE.eq(message))
                || sql.fetchExists(WAITING, WAITING.MESSAGE.eq(message));
    }

    /// A Message outside its lane.
    record Waiting(UUID message, String channel, List<UUID> keys, Done.Why why) {}

    List<Waiting> waiting(Collection<Short> buckets) {
        return sql.selectFrom(WAITING)
                .where(WAITING.BUCKET.in(buckets))
                .orderBy(WAITING.POSITION)
                .limit(10_000)
                .fetch(row -> new Waiting(
                        row.getMessage(), row.getChannel(), List.of(row.getKeys()), Done.Why.valueOf(row.getReason())));
    }

    List<LaneMessage> waited(Collection<UUID> ids) {
        return sql.select(MESSAGE.fields())
                .from(MESSAGE)
                .where(MESSAGE.ID.in(ids))
                .orderBy(MESSAGE.POSITION)
                .fetch(row -> message(row, true));
    }

    private static LaneMessage message(Record row, boolean waited) {
        return new LaneMessage(
                row.get(MESSAGE.ID),
                row.get(MESSAGE.POSITION),
                row.get(MESSAGE.CHANNEL),
                row.get(MESSAGE.BUCKET),
                List.of(row.get(MESSAGE.BARRIERS)),
                List.of(row.get(MESSAGE.KEYS)),
                row.get(MESSAGE.RECEIVED_AT),
                new Sealed(row.get(MESSAGE.KEY_ID), row.get(MESSAGE.NONCE), row.get(MESSAGE.CIPHERTEXT)),
                waited);
    }

    /// One commit for a batch, as the owner of its lanes.
    void complete(UUID node, Map<Short, Long> epochs, List<Done> batch, Map<Short, Long> done, Instant now) {
        sql.transaction(inside -> {
            lanes.hold(inside.dsl(), node, epochs);
            write(inside.dsl(), batch, now);
            if (!done.isEmpty()) {
                lanes.advance(inside.dsl(), Line.MESSAGE, done);
            }
        });
    }

    /// One commit for what a person had done, whoever owns the lane.
    void complete(Done.Ran ran, Instant now) {
        sql.transaction(inside -> {
            lanes.begin(inside.dsl());
            write(inside.dsl(), List.of(ran), now);
        });
    }

    private void write(DSLContext tx, List<Done> batch, Instant now) {
        List<Done.Ran> runs = new ArrayList<>(batch.size());
        List<Done.Parked> parked = new ArrayList<>();
        List<UUID> waited = new ArrayList<>();
        for (Done done : batch) {
            if (done.message().waited()) {
                waited.add(done.message().id());
            }
            switch (done) {
                case Done.Ran ran -> {
                    runs.add(ran);
                    if (ran.blocks()) {
                        parked.add(new Done.Parked(ran.message(), Done.Why.ERROR));
                    }
                }
                case Done.Parked wait -> parked.add(wait);
            }
        }
        if (!waited.isEmpty()) {
            tx.deleteFrom(WAITING).where(WAITING.MESSAGE.in(waited)).execute();
        }
        insertOutcomes(tx, runs);
        insertTokens(
                tx,
                runs.stream()
                        .filter(ran -> !ran.tokens().isEmpty())
                        .map(ran ->
                                new Object[] {ran.message().id(), ran.tokens().toArray(Long[]::new)})
                        .toList());
        for (Done.Parked wait : parked) {
            tx.insertInto(WAITING)
                    .set(WAITING.MESSAGE, wait.message().id())
                    .set(WAITING.POSITION, wait.message().position())
                    .set(WAITING.CHANNEL, wait.message().channel())
                    .set(WAITING.BUCKET, wait.message().bucket())
                    .set(WAITING.KEYS, wait.message().keys().toArray(UUID[]::new))
                    .set(WAITING.REASON, wait.why().name())
                    .set(WAITING.SINCE, now)
                    .execute();
        }
        deliveries.insert(
                tx, runs.stream().flatMap(ran -> ran.deliveries().stream()).toList());
    }

    private void insertOutcomes(DSLContext tx, List<Done.Ran> runs) {
        if (runs.isEmpty()) {
            return;
        }
        var batch = tx.batch(tx.insertInto(
                        OUTCOME,
                        OUTCOME.MESSAGE,
                        OUTCOME.RUN,
                        OUTCOME.AT,
                        OUTCOME.CHANNEL,
                        OUTCOME.VERSION,
                        OUTCOME.HASH,
                        OUTCOME.ENGINE,
                        OUTCOME.STATUS,
                        OUTCOME.DECISIONS,
                        OUTCOME.PROBLEMS,
                        OUTCOME.MICROS,
                        OUTCOME.KEY_ID,
                        OUTCOME.NONCE,
                        OUTCOME.CIPHERTEXT)
                .values((UUID) null, null, null, null, null, null, null, null, null, null, null, null, null, null));
        for (Done.Ran ran : runs) {
            Run run = ran.run();
            Sealed answers = run.answers().isEmpty()
                    ? null
                    : vault.seal(Records.answers(run.answers()), RUNS, run(run.message(), run.number()), RETENTION);
            batch = batch.bind(
                    run.message(),
                    (short) run.number(),
                    run.at(),
                    run.channel(),
                    run.version(),
                    run.hash(),
                    run.engine(),
                    run.status().name(),
                    JSONB.valueOf(Records.decisions(run.decisions())),
                    JSONB.valueOf(Records.problems(run.problems())),
                    run.micros(),
                    answers == null ? null : answers.keyId(),
                    answers == null ? null : answers.nonce(),
                    answers == null ? null : answers.ciphertext());
        }
        batch.execute();
    }
}
