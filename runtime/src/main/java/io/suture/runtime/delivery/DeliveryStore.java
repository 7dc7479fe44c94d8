package io.suture.runtime.delivery;

import static io.suture.db.jooq.runtime.Tables.DELIVERY;
import static io.suture.db.jooq.runtime.Tables.HELD_DELIVERY;
import static io.suture.db.jooq.runtime.Tables.NEWEST_SENT;
import static io.suture.db.jooq.runtime.Tables.RECEIPT;

import io.suture.db.CopyRows;
import io.suture.db.Database;
import io.suture.db.KeyForgotten;
import io.suture.db.SealBroken;
import io.suture.db.Sealed;
import io.suture.db.Vault;
import io.suture.runtime.lane.Buckets;
import io.suture.runtime.lane.Handover;
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
import org.jooq.Record;
import org.jooq.SelectField;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Deliveries and their receipts as the Sender needs them: what is open in its lanes, and what came of it.
public final class DeliveryStore {
    private static final Logger log = LoggerFactory.getLogger(DeliveryStore.class);
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

    private static final int HANDED_OVER = 8_192;
    private static final List<String> ROW = List.of(
            "id",
            "position",
            "bucket",
            "keys",
            "message",
            "run",
            "output",
            "number",
            "channel",
            "destination",
            "cause",
            "requested_by",
            "created_at",
            "business_key",
            "data_at",
            "media_type",
            "size",
            "digest",
            "key_id",
            "nonce",
            "ciphertext");
    private static final List<String> RECEIPT_ROW = List.of(
            "delivery",
            "at",
            "channel",
            "destination",
            "state",
            "attempt",
            "code",
            "detail",
            "due_at",
            "micros",
            "requested_by",
            "key_id",
            "nonce",
            "ciphertext");

    private final DSLContext sql;
    private final LaneStore lanes;
    private final Vault vault;
    private final Handover<Delivery> handover = new Handover<>(HANDED_OVER);

    public DeliveryStore(Database database, Vault vault) {
        this.sql = database.sql();
        this.lanes = new LaneStore(database);
        this.vault = vault;
    }

    /// A Delivery about to be stored, with what is sealed of it.
    ///
    /// @param sealed null for a resend, whose output is stored already
    /// @param digest of the output's bytes
    /// @param output null for a resend too
    public record Fresh(
            Delivery delivery,
            @Nullable Sealed sealed,
            UUID digest,
            @Nullable Output output) {}

    /// Seals an output under the Delivery's id. To be called outside the commit.
    public Fresh seal(Delivery delivery, Output output) {
        return new Fresh(
                delivery, vault.seal(output.pack(), TABLE, delivery.id(), RETENTION), digest(output.bytes()), output);
    }

    /// By which two outputs are compared.
    public UUID digest(byte[] output) {
        return Buckets.half(vault.digest("output", output));
    }

    /// Stores Deliveries within somebody's commit, in this order.
    ///
    /// @return them at their places
    public List<Delivery> insert(DSLContext inside, List<Fresh> all) {
        if (all.isEmpty()) {
            return List.of();
        }
        long position = lanes.positions(inside, Line.DELIVERY, all.size());
        var rows = new CopyRows(TABLE, ROW);
        List<Delivery> placed = new ArrayList<>(all.size());
        for (Fresh fresh : all) {
            add(rows, fresh, position);
            placed.add(fresh.delivery().at(position++));
        }
        rows.write(inside);
        return placed;
    }

    /// To be called after that commit.
    public void committed(List<Delivery> placed) {
        if (!placed.isEmpty()) {
            handover.offer(placed.getFirst().position(), placed.getLast().position(), placed);
        }
    }

    /// What this node has just stored after a position; empty where that must be read.
    List<Delivery> handed(long position, int most) {
        return handover.after(position, most).items();
    }

    private static void add(CopyRows rows, Fresh fresh, long position) {
        Delivery delivery = fresh.delivery();
        Sealed sealed = fresh.sealed();
        rows.row()
                .uuid(delivery.id())
                .int8(position)
                .int2(delivery.bucket())
                .uuids(delivery.keys())
                .uuid(delivery.message())
                .int2(delivery.run())
                .uuid(delivery.output())
                .int4(delivery.number())
                .text(delivery.channel())
                .text(delivery.destination())
                .text(delivery.cause().name())
                .text(delivery.requestedBy())
                .instant(delivery.createdAt())
                .uuid(delivery.businessKey())
                .instant(delivery.dataAt())
                .text(delivery.mediaType())
                .int4(delivery.size())
                .uuid(fresh.digest())
                .int4(sealed == null ? null : sealed.keyId())
                .bytes(sealed == null ? null : sealed.nonce())
                .bytes(sealed == null ? null : sealed.ciphertext());
    }

    /// An output's bytes.
    ///
    /// @param id the Delivery that holds them
    Output output(UUID id) {
        return sql.select(DELIVERY.ID, DELIVERY.KEY_ID, DELIVERY.NONCE, DELIVERY.CIPHERTEXT)
                .from(DELIVERY)
                .where(DELIVERY.ID.eq(id))
                .fetchSingle(this::output);
    }

    /// The bytes of many outputs. What cannot be opened is left out.
    Map<UUID, Output> outputs(Collection<UUID> ids) {
        Map<UUID, Output> found = new HashMap<>();
        sql.select(DELIVERY.ID, DELIVERY.KEY_ID, DELIVERY.NONCE, DELIVERY.CIPHERTEXT)
                .from(DELIVERY)
                .where(DELIVERY.ID.eq(DSL.any(ids.toArray(UUID[]::new))))
                .forEach(row -> {
                    try {
                        found.put(row.value1(), output(row));
                    } catch (SealBroken | KeyForgotten e) {
                        log.warn("An output cannot be opened: {}", e.getMessage());
                    }
                });
        return found;
    }

    private Output output(Record row) {
        return Output.unpack(vault.open(
                new Sealed(row.get(DELIVERY.KEY_ID), row.get(DELIVERY.NONCE), row.get(DELIVERY.CIPHERTEXT)),
                TABLE,
                row.get(DELIVERY.ID)));
    }

    /// What was stored after a position in these lanes, in order; with nothing known of it yet.
    List<Delivery> after(long position, Collection<Short> buckets, int most) {
        return sql.select(COLUMNS)
                .from(DELIVERY)
                .where(DELIVERY.POSITION.gt(position).and(DELIVERY.BUCKET.eq(DSL.any(buckets.toArray(Short[]::new)))))
                .orderBy(DELIVERY.POSITION)
                .limit(most)
                .fetch(DeliveryStore::delivery);
    }

    /// The same of one Destination, up to a position.
    List<Delivery> after(long position, long to, Collection<Short> buckets, Target target, int most) {
        return sql.select(COLUMNS)
                .from(DELIVERY)
                .where(DELIVERY.POSITION.gt(position).and(DELIVERY.POSITION.le(to)))
                .and(DELIVERY.CHANNEL.eq(target.channel()).and(DELIVERY.DESTINATION.eq(target.destination())))
                .and(DELIVERY.BUCKET.eq(DSL.any(buckets.toArray(Short[]::new))))
                .orderBy(DELIVERY.POSITION)
                .limit(most)
                .fetch(DeliveryStore::delivery);
    }

    /// Whether this node stored something after a position.
    boolean hasBeyond(long position) {
        return handover.isBeyond(position);
    }

    /// The newest position of all.
    long newest() {
        return lanes.newest(Line.DELIVERY);
    }

    /// The newest receipt of each that has any: where things stand after a takeover.
    Map<UUID, Standing> standing(Collection<UUID> deliveries) {
        Map<UUID, Standing> found = new HashMap<>();
        var actedAt = DSL.max(RECEIPT.AT)
                .filterWhere(RECEIPT.REQUESTED_BY.isNotNull())
                .over(DSL.partitionBy(RECEIPT.DELIVERY))
                .as("acted_at");
        sql.select(RECEIPT.fields())
                .select(actedAt)
                .distinctOn(RECEIPT.DELIVERY)
                .from(RECEIPT)
                .where(RECEIPT.DELIVERY.eq(DSL.any(deliveries.toArray(UUID[]::new))))
                .orderBy(RECEIPT.DELIVERY, RECEIPT.NUMBER.desc())
                .forEach(row -> found.put(row.get(RECEIPT.DELIVERY), new Standing(attempt(row), row.get(actedAt))));
        return found;
    }

    /// Those that wait for a person in these lanes, in order.
    List<Delivery> held(Collection<Short> buckets) {
        return sql.select(COLUMNS)
                .from(DELIVERY)
                .join(HELD_DELIVERY)
                .on(HELD_DELIVERY.DELIVERY.eq(DELIVERY.ID))
                .where(HELD_DELIVERY.BUCKET.eq(DSL.any(buckets.toArray(Short[]::new))))
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

    /// What a person did.
    ///
    /// @param number of the receipt; later ones have higher ones, whatever the clock says
    record Act(long number, Attempt attempt) {}

    /// What persons did after that receipt, the newest act for each Delivery.
    Map<UUID, Act> acts(long after) {
        Map<UUID, Act> found = new HashMap<>();
        sql.selectFrom(RECEIPT)
                .where(RECEIPT.NUMBER.gt(after).and(RECEIPT.REQUESTED_BY.isNotNull()))
                .orderBy(RECEIPT.NUMBER)
                .forEach(row -> found.put(row.getDelivery(), new Act(row.getNumber(), attempt(row))));
        return found;
    }

    /// The number of the newest receipt, or a later one.
    long newestReceipt() {
        return sql.resultQuery("select last_value from runtime.receipt_number")
                .fetchSingle()
                .get(0, Long.class);
    }

    /// When the data was from that was sent last for each of these business keys.
    Map<UUID, Instant> newestSent(Collection<UUID> businessKeys) {
        Map<UUID, Instant> found = new HashMap<>();
        if (businessKeys.isEmpty()) {
            return found;
        }
        UUID[] keys = businessKeys.toArray(UUID[]::new);
        sql.selectFrom(NEWEST_SENT.call(keys)).forEach(row -> found.put(row.getBusinessKey(), row.getDataAt()));
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

    /// Commits what came of attempts, as the owner of their lanes.
    void commit(UUID node, Map<Short, Long> epochs, List<Outcome> outcomes) {
        sql.transaction(inside -> {
            lanes.hold(inside.dsl(), node, epochs);
            write(inside.dsl(), outcomes);
        });
    }

    /// Writes how far lanes have come, as their owner.
    void advance(UUID node, Map<Short, Long> epochs, Map<Short, Long> done) {
        lanes.advance(node, epochs, Line.DELIVERY, done);
    }

    /// Commits a person's act, whoever owns the lane. One that was let go stays noted as held until something came of
    /// it: the lane's cursor may be beyond it.
    void act(Outcome outcome) {
        sql.transaction(inside -> write(inside.dsl(), List.of(outcome)));
    }

    private static void write(DSLContext inside, List<Outcome> outcomes) {
        var rows = new CopyRows(RECEIPTS, RECEIPT_ROW);
        for (Outcome outcome : outcomes) {
            Attempt attempt = outcome.attempt();
            Sealed answer = outcome.answer();
            rows.row()
                    .uuid(outcome.delivery().id())
                    .instant(attempt.at())
                    .text(outcome.delivery().channel())
                    .text(outcome.delivery().destination())
                    .text(attempt.state().name())
                    .int4(attempt.number())
                    .text(attempt.code())
                    .text(attempt.detail())
                    .instant(attempt.dueAt())
                    .int4((int) Math.min(attempt.took().toNanos() / 1_000, Integer.MAX_VALUE))
                    .text(attempt.requestedBy())
                    .int4(answer == null ? null : answer.keyId())
                    .bytes(answer == null ? null : answer.nonce())
                    .bytes(answer == null ? null : answer.ciphertext());
        }
        rows.write(inside);
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

    /// @param settled what becomes of the dead one whose output is sent again; null where it is not dead
    void resend(Delivery again, @Nullable Outcome settled) {
        UUID digest = sql.select(DELIVERY.DIGEST)
                .from(DELIVERY)
                .where(DELIVERY.ID.eq(again.output()))
                .fetchSingle()
                .value1();
        committed(sql.transactionResult(inside -> {
            List<Delivery> placed = insert(inside.dsl(), List.of(new Fresh(again, null, digest, null)));
            if (settled != null) {
                write(inside.dsl(), List.of(settled));
            }
            return placed;
        }));
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
