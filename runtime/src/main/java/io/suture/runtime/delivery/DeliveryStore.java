package io.suture.runtime.delivery;

import static io.suture.db.jooq.runtime.Tables.DELIVERY;
import static io.suture.db.jooq.runtime.Tables.HELD_DELIVERY;
import static io.suture.db.jooq.runtime.Tables.RECEIPT;

import io.suture.db.Database;
import io.suture.db.Sealed;
import io.suture.db.Vault;
import io.suture.db.jooq.runtime.tables.records.DeliveryRecord;
import io.suture.runtime.lane.Buckets;
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
import org.jooq.Record;
import org.jooq.SelectField;
import org.jspecify.annotations.Nullable;

/// Deliveries and their receipts as the Sender needs them: what is open in its lanes, and what came of it.
public final class DeliveryStore {
    private static final String TABLE = "runtime.delivery";
    private static final String RECEIPTS = "runtime.receipt";
    private static final String RETENTION = "message";

    static final List<SelectField<?>> COLUMNS = List.of(
            DELIVERY.ID,
            DELIVERY.POSITION,
            DELIVERY.BUCKET,
            DELIVERY.KEYS,
            DELIVERY.MESSAGE,
            DELIVERY.RUN,
            DELIVERY.OUTPUT,
            DELIVERY.NUMBER,
            DELIVERY.CHANNEL,
            DELIVERY.DESTINATION,
            DELIVERY.CAUSE,
            DELIVERY.REQUESTED_BY,
            DELIVERY.CREATED_AT,
            DELIVERY.BUSINESS_KEY,
            DELIVERY.DATA_AT,
            DELIVERY.MEDIA_TYPE,
            DELIVERY.SIZE);

    private final DSLContext sql;
    private final LaneStore lanes;
    private final Vault vault;

    public DeliveryStore(Database database, Vault vault) {
        this.sql = database.sql();
        this.lanes = new LaneStore(database);
        this.vault = vault;
    }

    /// A Delivery about to be stored, with what is sealed of it.
    ///
    /// @param sealed null for a resend, whose output is stored already
    /// @param digest of the output's bytes
    public record Fresh(Delivery delivery, @Nullable Sealed sealed, UUID digest) {}

    /// Seals an output under the Delivery's id. To be called outside the commit.
    public Fresh seal(Delivery delivery, Output output) {
        return new Fresh(delivery, vault.seal(output.pack(), TABLE, delivery.id(), RETENTION), digest(output.bytes()));
    }

    /// By which two outputs are compared.
    public UUID digest(byte[] output) {
        return Buckets.half(vault.digest("output", output));
    }

    /// Stores Deliveries within somebody's commit, in this order.
    public void insert(DSLContext inside, List<Fresh> all) {
        if (all.isEmpty()) {
            return;
        }
        long position = lanes.positions(inside, Line.DELIVERY, all.size());
        List<DeliveryRecord> rows = new ArrayList<>(all.size());
        for (Fresh fresh : all) {
            rows.add(row(fresh, position++));
        }
        insertRows(inside, rows);
    }

    private static void insertRows(DSLContext inside, List<DeliveryRecord> rows) {
        Field<?>[] columns = DELIVERY.fields();
        var batch = inside.batch(inside.insertInto(DELIVERY, columns).values(new Object[columns.length]));
        for (DeliveryRecord row : rows) {
            batch = batch.bind(row.intoArray());
        }
        batch.execute();
    }

    private static DeliveryRecord row(Fresh fresh, long position) {
        Delivery delivery = fresh.delivery();
        Sealed sealed = fresh.sealed();
        var row = new DeliveryRecord();
        row.setId(delivery.id());
        row.setPosition(position);
        row.setBucket(delivery.bucket());
        row.setKeys(delivery.keys().toArray(UUID[]::new));
        row.setMessage(delivery.message());
        row.setRun((short) delivery.run());
        row.setOutput(delivery.output());
        row.setNumber(delivery.number());
        row.setChannel(delivery.channel());
        row.setDestination(delivery.destination());
        row.setCause(delivery.cause().name());
        row.setRequestedBy(delivery.requestedBy());
        row.setCreatedAt(delivery.createdAt());
        row.setBusinessKey(delivery.businessKey());
        row.setDataAt(delivery.dataAt());
        row.setMediaType(delivery.mediaType());
        row.setSize(delivery.size());
        row.setDigest(fresh.digest());
        row.setKeyId(sealed == null ? null : sealed.keyId());
        row.setNonce(sealed == null ? null : sealed.nonce());
        row.setCiphertext(sealed == null ? null : sealed.ciphertext());
        return row;
    }

    /// An output's bytes.
    ///
    /// @param id the Delivery that holds them
    Output output(UUID id) {
        DeliveryRecord row = sql.selectFrom(DELIVERY).where(DELIVERY.ID.eq(id)).fetchSingle();
        return Output.unpack(vault.open(new Sealed(row.getKeyId(), row.getNonce(), row.getCiphertext()), TABLE, id));
    }

    /// What was stored after a position in these lanes, in order; with nothing known of it yet.
    List<Delivery> after(long position, Collection<Short> buckets, int most) {
        return sql.select(COLUMNS)
                .from(DELIVERY)
                .where(DELIVERY.POSITION.gt(position).and(DELIVERY.BUCKET.in(buckets)))
                .orderBy(DELIVERY.POSITION)
                .limit(most)
                .fetch(DeliveryStore::delivery);
    }

    /// The newest position of all.
    long newest() {
        Long newest = sql.resultQuery("select last from runtime.position where line = 'delivery'")
                .fetchSingle()
                .get(0, Long.class);
        return newest;
    }

    /// The newest receipt of each that has any: where things stand after a takeover.
    Map<UUID, Attempt> standing(Collection<UUID> deliveries) {
        Map<UUID, Attempt> found = new HashMap<>();
        sql.select(RECEIPT.fields())
                .distinctOn(RECEIPT.DELIVERY)
                .from(RECEIPT)
                .where(RECEIPT.DELIVERY.in(deliveries))
                .orderBy(RECEIPT.DELIVERY, RECEIPT.NUMBER.desc())
                .forEach(row -> found.put(row.get(RECEIPT.DELIVERY), attempt(row)));
        return found;
    }

    /// Those that wait for a person in these lanes, in order.
    List<Delivery> held(Collection<Short> buckets) {
        return sql.select(COLUMNS)
                .from(DELIVERY)
                .join(HELD_DELIVERY)
                .on(HELD_DELIVERY.DELIVERY.eq(DELIVERY.ID))
                .where(HELD_DELIVERY.BUCKET.in(buckets))
                .orderBy(DELIVERY.POSITION)
                .fetch(DeliveryStore::delivery);
    }

    Optional<Delivery> find(UUID id) {
        return sql.select(COLUMNS).from(DELIVERY).where(DELIVERY.ID.eq(id)).fetchOptional(DeliveryStore::delivery);
    }

    /// How far these lanes have come.
    Map<Short, Long> cursors(Collection<Short> buckets) {
        return lanes.cursors(Line.DELIVERY, buckets);
    }

    /// What persons did since then, the newest act for each Delivery.
    Map<UUID, Attempt> acts(Instant since) {
        Map<UUID, Attempt> found = new HashMap<>();
        sql.selectFrom(RECEIPT)
                .where(RECEIPT.AT.gt(since).and(RECEIPT.REQUESTED_BY.isNotNull()))
                .orderBy(RECEIPT.NUMBER)
                .forEach(row -> found.put(row.getDelivery(), attempt(row)));
        return found;
    }

    /// When the data was from that was sent last for each of these business keys.
    Map<UUID, Instant> newestSent(Collection<UUID> businessKeys) {
        Map<UUID, Instant> found = new HashMap<>();
        if (businessKeys.isEmpty()) {
            return found;
        }
        sql.select(DELIVERY.BUSINESS_KEY, DELIVERY.DATA_AT)
                .from(DELIVERY)
                .where(DELIVERY.BUSINESS_KEY.in(businessKeys).and(DELIVERY.DATA_AT.isNotNull()))
                .andExists(sql.selectOne()
                        .from(RECEIPT)
                        .where(RECEIPT.DELIVERY.eq(DELIVERY.ID).and(RECEIPT.STATE.eq("SENT"))))
                .forEach(row -> found.merge(row.value1(), row.value2(), (a, b) -> a.isAfter(b) ? a : b));
        return found;
    }

    /// What came of an attempt or an act, about to be stored.
    ///
    /// @param released whether a person had let it go, so that it is still noted as held
    record Outcome(
            Delivery delivery, Attempt attempt, @Nullable Sealed answer, boolean released) {}

    @Nullable
    Sealed seal(Delivery delivery, byte[] answer) {
        return answer.length == 0 ? null : vault.seal(answer, RECEIPTS, delivery.id(), RETENTION);
    }

    byte @Nullable [] answer(Record row) {
        Integer key = row.get(RECEIPT.KEY_ID);
        return key == null
                ? null
                : vault.open(
                        new Sealed(key, row.get(RECEIPT.NONCE), row.get(RECEIPT.CIPHERTEXT)),
                        RECEIPTS,
                        row.get(RECEIPT.DELIVERY));
    }

    /// Commits what came of attempts, as the owner of their lanes, and how far these have come.
    void commit(UUID node, Map<Short, Long> epochs, List<Outcome> outcomes, Map<Short, Long> done) {
        sql.transaction(inside -> {
            lanes.hold(inside.dsl(), node, epochs);
            write(inside.dsl(), outcomes);
            if (!done.isEmpty()) {
                lanes.advance(inside.dsl(), Line.DELIVERY, done);
            }
        });
    }

    /// Commits a person's act, whoever owns the lane. One that was let go stays noted as held until something came of
    /// it: the lane's cursor may be beyond it.
    void act(Outcome outcome) {
        sql.transaction(inside -> write(inside.dsl(), List.of(outcome)));
    }

    private static void write(DSLContext inside, List<Outcome> outcomes) {
        var batch = inside.batch(inside.insertInto(
                        RECEIPT,
                        RECEIPT.DELIVERY,
                        RECEIPT.AT,
                        RECEIPT.CHANNEL,
                        RECEIPT.DESTINATION,
                        RECEIPT.STATE,
                        RECEIPT.ATTEMPT,
                        RECEIPT.CODE,
                        RECEIPT.DETAIL,
                        RECEIPT.DUE_AT,
                        RECEIPT.MICROS,
                        RECEIPT.REQUESTED_BY,
                        RECEIPT.KEY_ID,
                        RECEIPT.NONCE,
                        RECEIPT.CIPHERTEXT)
                .values((UUID) null, null, null, null, null, null, null, null, null, null, null, null, null, null));
        for (Outcome outcome : outcomes) {
            Attempt attempt = outcome.attempt();
            Sealed answer = outcome.answer();
            batch = batch.bind(
                    outcome.delivery().id(),
                    attempt.at(),
                    outcome.delivery().channel(),
                    outcome.delivery().destination(),
                    attempt.state().name(),
                    attempt.number(),
                    attempt.code(),
                    attempt.detail(),
                    attempt.dueAt(),
                    (int) Math.min(attempt.took().toNanos() / 1_000, Integer.MAX_VALUE),
                    attempt.requestedBy(),
                    answer == null ? null : answer.keyId(),
                    answer == null ? null : answer.nonce(),
                    answer == null ? null : answer.ciphertext());
        }
        batch.execute();
        for (Outcome outcome : outcomes) {
            if (outcome.attempt().state() == Delivery.State.HELD) {
                hold(inside, outcome);
            } else if (outcome.released() && outcome.attempt().state().isFinal()) {
                inside.deleteFrom(HELD_DELIVERY)
                        .where(HELD_DELIVERY.DELIVERY.eq(outcome.delivery().id()))
                        .execute();
            }
        }
    }

    private static void hold(DSLContext inside, Outcome outcome) {
        Delivery delivery = outcome.delivery();
        inside.insertInto(HELD_DELIVERY)
                .set(HELD_DELIVERY.DELIVERY, delivery.id())
                .set(HELD_DELIVERY.POSITION, delivery.position())
                .set(HELD_DELIVERY.BUCKET, delivery.bucket())
                .set(HELD_DELIVERY.CHANNEL, delivery.channel())
                .set(HELD_DELIVERY.DESTINATION, delivery.destination())
                .set(HELD_DELIVERY.CODE, outcome.attempt().code())
                .set(HELD_DELIVERY.DETAIL, outcome.attempt().detail())
                .set(HELD_DELIVERY.SINCE, outcome.attempt().at())
                .onConflictDoNothing()
                .execute();
    }

    void resend(Delivery again) {
        UUID digest = sql.select(DELIVERY.DIGEST)
                .from(DELIVERY)
                .where(DELIVERY.ID.eq(again.output()))
                .fetchSingle()
                .value1();
        sql.transaction(inside -> {
            lanes.begin(inside.dsl());
            insert(inside.dsl(), List.of(new Fresh(again, null, digest)));
        });
    }

    static Attempt attempt(Record row) {
        return new Attempt(
                Delivery.State.valueOf(row.get(RECEIPT.STATE)),
                row.get(RECEIPT.ATTEMPT),
                row.get(RECEIPT.AT),
                row.get(RECEIPT.CODE),
                row.get(RECEIPT.DETAIL),
                row.get(RECEIPT.DUE_AT),
                java.time.Duration.ofNanos(1_000L * row.get(RECEIPT.MICROS)),
                row.get(RECEIPT.REQUESTED_BY),
                null);
    }

    static Delivery delivery(Record row) {
        return new Delivery(
                row.get(DELIVERY.ID),
                row.get(DELIVERY.POSITION),
                row.get(DELIVERY.BUCKET),
                List.of(row.get(DELIVERY.KEYS)),
                row.get(DELIVERY.MESSAGE),
                row.get(DELIVERY.RUN),
                row.get(DELIVERY.OUTPUT),
                row.get(DELIVERY.NUMBER),
                row.get(DELIVERY.CHANNEL),
                row.get(DELIVERY.DESTINATION),
                Delivery.Cause.valueOf(row.get(DELIVERY.CAUSE)),
                row.get(DELIVERY.REQUESTED_BY),
                row.get(DELIVERY.CREATED_AT),
                row.get(DELIVERY.BUSINESS_KEY),
                row.get(DELIVERY.DATA_AT),
                row.get(DELIVERY.MEDIA_TYPE),
                row.get(DELIVERY.SIZE));
    }
}
