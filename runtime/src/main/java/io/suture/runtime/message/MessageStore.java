package io.suture.runtime.message;

import static io.suture.db.jooq.runtime.Tables.MESSAGE;
import static io.suture.db.jooq.runtime.Tables.OUTCOME;
import static io.suture.db.jooq.runtime.Tables.WAITING;

import io.suture.db.CopyRows;
import io.suture.db.Database;
import io.suture.db.Sealed;
import io.suture.db.Vault;
import io.suture.runtime.delivery.Delivery;
import io.suture.runtime.delivery.DeliveryStore;
import io.suture.runtime.lane.LaneStore;
import io.suture.runtime.lane.LaneStore.Line;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/// Messages and what became of them, as the lanes need them.
final class MessageStore {
    static final String TABLE = "runtime.message";
    static final String RUNS = "runtime.outcome";
    private static final String ENTRIES = "runtime.search_entry";
    private static final String RETENTION = "message";
    private static final String KNOWN =
            "select identity, id, digest from runtime.message where identity = any (?) order by id";
    private static final List<String> COLUMNS = List.of(
            "id",
            "position",
            "channel",
            "bucket",
            "barriers",
            "keys",
            "received_at",
            "origin",
            "type",
            "size",
            "identity",
            "digest",
            "answer",
            "refusal",
            "same_id_as",
            "parent",
            "parts",
            "key_id",
            "nonce",
            "ciphertext");
    private static final List<String> RUN_COLUMNS = List.of(
            "message",
            "run",
            "at",
            "channel",
            "version",
            "hash",
            "engine",
            "status",
            "decisions",
            "problems",
            "micros",
            "key_id",
            "nonce",
            "ciphertext");

    private static final Field<byte[]> LIGHT =
            DSL.when(MESSAGE.SIZE.le(LaneMessage.LIGHT), MESSAGE.CIPHERTEXT).as("light");
    private static final List<Field<?>> LANE = List.of(
            MESSAGE.ID,
            MESSAGE.POSITION,
            MESSAGE.CHANNEL,
            MESSAGE.BUCKET,
            MESSAGE.BARRIERS,
            MESSAGE.KEYS,
            MESSAGE.RECEIVED_AT,
            MESSAGE.SIZE,
            MESSAGE.KEY_ID,
            MESSAGE.NONCE,
            LIGHT);

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

    /// A Message's payload, which is read where it does not come along.
    byte[] open(LaneMessage message) {
        Sealed along = message.sealed();
        return vault.open(along == null ? sealed(message.id()) : along, TABLE, message.id());
    }

    private Sealed sealed(UUID id) {
        return sql.select(MESSAGE.KEY_ID, MESSAGE.NONCE, MESSAGE.CIPHERTEXT)
                .from(MESSAGE)
                .where(MESSAGE.ID.eq(id))
                .fetchSingle(row -> new Sealed(row.value1(), row.value2(), row.value3()));
    }

    private record Known(UUID id, UUID digest) {}

    /// What became of a group.
    ///
    /// @param stored of each, in order
    /// @param from   the first of its positions
    /// @param to     the last one
    /// @param taken  those that are to be processed
    record Accepted(List<Arrival.Stored> stored, long from, long to, List<LaneMessage> taken) {}

    /// One commit for all of a group. Repeats are looked for under the lock of positions, so that none slips by.
    Accepted accept(List<Arrival> arrivals) {
        return sql.transactionResult(inside -> accept(inside.dsl(), arrivals));
    }

    /// The messages of a batch stand right behind it.
    private Accepted accept(DSLContext tx, List<Arrival> received) {
        List<Arrival> arrivals = received.stream().flatMap(MessageStore::whole).toList();
        Map<UUID, List<Known>> known = new HashMap<>();
        long first = lanes.positions(
                tx,
                Line.MESSAGE,
                arrivals.size(),
                KNOWN,
                arrivals.stream()
                        .map(Arrival::identity)
                        .filter(Objects::nonNull)
                        .toList(),
                row -> known.computeIfAbsent(row.getObject(1, UUID.class), identity -> new ArrayList<>(1))
                        .add(new Known(row.getObject(2, UUID.class), row.getObject(3, UUID.class))));
        long position = first;
        List<LaneMessage> taken = new ArrayList<>(arrivals.size());
        List<Arrival.Stored> stored = new ArrayList<>(arrivals.size());
        var rows = new CopyRows(TABLE, COLUMNS);
        for (Arrival arrival : arrivals) {
            List<Known> same = arrival.identity() == null
                    ? List.of()
                    : known.computeIfAbsent(arrival.identity(), identity -> new ArrayList<>(1));
            Optional<Known> repeated = same.stream()
                    .filter(one -> one.digest.equals(arrival.digest()))
                    .findFirst();
            if (repeated.isPresent()) {
                stored(stored, arrival, repeated.get().id, true);
                continue;
            }
            add(rows, arrival, position, same.isEmpty() ? null : same.getFirst().id);
            if (arrival.refusal() == null && arrival.parted() == null) {
                taken.add(message(arrival, position));
            }
            position++;
            stored(stored, arrival, arrival.id(), false);
            if (arrival.identity() != null) {
                same.add(new Known(arrival.id(), arrival.digest()));
            }
        }
        rows.write(tx);
        var entries = new CopyRows(ENTRIES, List.of("message", "tokens"));
        arrivals.stream()
                .filter(arrival -> !arrival.tokens().isEmpty())
                .forEach(arrival -> entries.row().uuid(arrival.id()).int8s(arrival.tokens()));
        entries.write(tx);
        copyRuns(
                tx,
                received.stream()
                        .map(Arrival::parted)
                        .filter(Objects::nonNull)
                        .map(Arrival.Parted::run)
                        .toList());
        return new Accepted(stored, first, first + arrivals.size() - 1, taken);
    }

    private static Stream<Arrival> whole(Arrival arrival) {
        return arrival.parted() == null
                ? Stream.of(arrival)
                : Stream.concat(Stream.of(arrival), arrival.parted().messages().stream());
    }

    /// Who brought a batch hears of it alone.
    private static void stored(List<Arrival.Stored> all, Arrival arrival, UUID id, boolean repeat) {
        if (arrival.parent() == null) {
            all.add(new Arrival.Stored(id, repeat));
        }
    }

    private static LaneMessage message(Arrival arrival, long position) {
        return new LaneMessage(
                arrival.id(),
                position,
                arrival.channel(),
                arrival.bucket(),
                arrival.barriers(),
                arrival.keys(),
                arrival.receivedAt(),
                arrival.size(),
                arrival.size() > LaneMessage.LIGHT ? null : arrival.sealed(),
                false);
    }

    private static void add(CopyRows rows, Arrival arrival, long position, @Nullable UUID sameId) {
        rows.row()
                .uuid(arrival.id())
                .int8(position)
                .text(arrival.channel())
                .int2(arrival.bucket())
                .int2s(arrival.barriers())
                .uuids(arrival.keys())
                .instant(arrival.receivedAt())
                .text(arrival.origin())
                .text(arrival.type())
                .int4(arrival.size())
                .uuid(arrival.identity())
                .uuid(arrival.digest())
                .text(arrival.answer())
                .jsonb(arrival.refusal())
                .uuid(sameId)
                .uuid(arrival.parent())
                .int4(
                        arrival.parted() == null
                                ? null
                                : arrival.parted().messages().size())
                .int4(arrival.sealed().keyId())
                .bytes(arrival.sealed().nonce())
                .bytes(arrival.sealed().ciphertext());
    }

    /// Accepted Messages after a position that lie in these lanes, by their first key or another.
    List<LaneMessage> after(long position, Collection<Short> buckets, int most) {
        Short[] mine = buckets.toArray(Short[]::new);
        return sql.select(LANE)
                .from(MESSAGE)
                .where(MESSAGE.POSITION.gt(position))
                .and(MESSAGE.REFUSAL.isNull())
                .and(MESSAGE.PARTS.isNull())
                .and(MESSAGE.BUCKET.eq(DSL.any(mine)).or(DSL.arrayOverlap(MESSAGE.BARRIERS, DSL.val(mine))))
                .orderBy(MESSAGE.POSITION)
                .limit(most)
                .fetch(row -> message(row, false));
    }

    Map<Short, Long> cursors(Collection<Short> buckets) {
        return lanes.cursors(Line.MESSAGE, buckets);
    }

    void advance(UUID node, Map<Short, Long> epochs, Map<Short, Long> done) {
        lanes.advance(node, epochs, Line.MESSAGE, done);
    }

    /// The newest position of all.
    long newest() {
        return lanes.newest(Line.MESSAGE);
    }

    /// Which of these are dealt with, or wait outside their lane: cursors are written behind.
    Set<UUID> known(Collection<UUID> messages) {
        UUID[] ids = messages.toArray(UUID[]::new);
        return sql.select(OUTCOME.MESSAGE)
                .from(OUTCOME)
                .where(OUTCOME.MESSAGE.eq(DSL.any(ids)))
                .union(sql.select(WAITING.MESSAGE).from(WAITING).where(WAITING.MESSAGE.eq(DSL.any(ids))))
                .fetchSet(OUTCOME.MESSAGE);
    }

    boolean hasOutcome(UUID message) {
        return sql.fetchExists(OUTCOME, OUTCOME.MESSAGE.eq(message))
                || sql.fetchExists(WAITING, WAITING.MESSAGE.eq(message));
    }

    /// A Message outside its lane.
    record Waiting(UUID message, long position, String channel, List<UUID> keys, Done.Why why) {}

    List<Waiting> waiting(long position, Collection<Short> buckets, int most) {
        return sql.selectFrom(WAITING)
                .where(WAITING.POSITION.gt(position))
                .and(WAITING.BUCKET.eq(DSL.any(buckets.toArray(Short[]::new))))
                .orderBy(WAITING.POSITION)
                .limit(most)
                .fetch(row -> new Waiting(
                        row.getMessage(),
                        row.getPosition(),
                        row.getChannel(),
                        List.of(row.getKeys()),
                        Done.Why.valueOf(row.getReason())));
    }

    /// Those outside their lanes, by their ids.
    List<LaneMessage> waited(Collection<UUID> ids) {
        return sql.select(LANE)
                .from(MESSAGE)
                .where(MESSAGE.ID.eq(DSL.any(ids.toArray(UUID[]::new))))
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
                row.get(MESSAGE.SIZE),
                row.get(LIGHT) == null
                        ? null
                        : new Sealed(row.get(MESSAGE.KEY_ID), row.get(MESSAGE.NONCE), row.get(LIGHT)),
                waited);
    }

    /// One commit for a batch, as the owner of its lanes.
    void complete(UUID node, Map<Short, Long> epochs, List<Done> batch, Map<Short, Long> done, Instant now) {
        deliveries.committed(sql.transactionResult(inside -> {
            lanes.hold(inside.dsl(), node, epochs);
            if (!done.isEmpty()) {
                lanes.advance(inside.dsl(), Line.MESSAGE, done);
            }
            return write(inside.dsl(), batch, now);
        }));
    }

    /// One commit for what a person had done, whoever owns the lane.
    void complete(Done.Ran ran, Instant now) {
        deliveries.committed(sql.transactionResult(inside -> {
            lanes.begin(inside.dsl());
            return write(inside.dsl(), List.of(ran), now);
        }));
    }

    /// @return the Deliveries, at their places
    private List<Delivery> write(DSLContext tx, List<Done> batch, Instant now) {
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
            tx.deleteFrom(WAITING)
                    .where(WAITING.MESSAGE.eq(DSL.any(waited.toArray(UUID[]::new))))
                    .execute();
        }
        copyRuns(tx, runs.stream().map(Done.Ran::run).toList());
        var entries = new CopyRows(ENTRIES, List.of("message", "tokens"));
        runs.stream()
                .filter(ran -> !ran.tokens().isEmpty())
                .forEach(ran -> entries.row().uuid(ran.message().id()).int8s(ran.tokens()));
        entries.write(tx);
        var waits = new CopyRows(
                "runtime.waiting", List.of("message", "position", "channel", "bucket", "keys", "reason", "since"));
        for (Done.Parked wait : parked) {
            LaneMessage message = wait.message();
            waits.row()
                    .uuid(message.id())
                    .int8(message.position())
                    .text(message.channel())
                    .int2(message.bucket())
                    .uuids(message.keys())
                    .text(wait.why().name())
                    .instant(now);
        }
        waits.write(tx);
        return deliveries.insert(
                tx, runs.stream().flatMap(ran -> ran.deliveries().stream()).toList());
    }

    private void copyRuns(DSLContext tx, List<Run> runs) {
        var rows = new CopyRows(RUNS, RUN_COLUMNS);
        for (Run run : runs) {
            Sealed answers = run.answers().isEmpty()
                    ? null
                    : vault.seal(Records.answers(run.answers()), RUNS, run(run.message(), run.number()), RETENTION);
            rows.row()
                    .uuid(run.message())
                    .int2(run.number())
                    .instant(run.at())
                    .text(run.channel())
                    .text(run.version())
                    .text(run.hash())
                    .text(run.engine())
                    .text(run.status().name())
                    .jsonb(Records.decisions(run.decisions()))
                    .jsonb(Records.problems(run.problems()))
                    .int4(run.micros())
                    .int4(answers == null ? null : answers.keyId())
                    .bytes(answers == null ? null : answers.nonce())
                    .bytes(answers == null ? null : answers.ciphertext());
        }
        rows.write(tx);
    }
}
