package io.suture.runtime.delivery;

import static io.suture.db.jooq.runtime.Tables.DELIVERY;
import static io.suture.db.jooq.runtime.Tables.HELD_DELIVERY;
import static io.suture.db.jooq.runtime.Tables.RECEIPT;

import io.suture.db.Database;
import io.suture.runtime.lane.TimeOrderedId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.SelectField;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/// Reads Deliveries for people: lists, attempts, counts.
final class DeliveryQueryStore {
    private static final Field<String> STATE = DSL.coalesce(
            DSL.field(DSL.select(RECEIPT.STATE)
                    .from(RECEIPT)
                    .where(RECEIPT.DELIVERY.eq(DELIVERY.ID))
                    .orderBy(RECEIPT.NUMBER.desc())
                    .limit(1)),
            "QUEUED");

    private final DSLContext sql;
    private final DeliveryStore store;

    DeliveryQueryStore(Database database, DeliveryStore store) {
        this.sql = database.sql();
        this.store = store;
    }

    /// A Delivery and how far it has come.
    record Found(Delivery delivery, Delivery.State state) {}

    List<Found> find(DeliveryFilter filter, int most) {
        Condition condition = DSL.trueCondition();
        if (filter.message() != null) {
            condition = condition.and(DELIVERY.MESSAGE.eq(filter.message()));
        }
        if (filter.channel() != null) {
            condition = condition.and(DELIVERY.CHANNEL.eq(filter.channel()));
        }
        if (filter.destination() != null) {
            condition = condition.and(DELIVERY.DESTINATION.eq(filter.destination()));
        }
        // Those are few among all, and found without asking of each how far it has come.
        if (filter.states().equals(Set.of(Delivery.State.DEAD))) {
            condition = condition.and(DELIVERY.ID.in(
                    DSL.select(RECEIPT.DELIVERY).from(RECEIPT).where(RECEIPT.STATE.eq(DSL.inline("DEAD")))));
        }
        if (filter.states().equals(Set.of(Delivery.State.HELD))) {
            condition = condition.and(
                    DELIVERY.ID.in(DSL.select(HELD_DELIVERY.DELIVERY).from(HELD_DELIVERY)));
        }
        if (!filter.states().isEmpty()) {
            condition = condition.and(
                    STATE.in(filter.states().stream().map(Enum::name).toList()));
        }
        if (filter.since() != null) {
            condition = condition.and(DELIVERY.ID.ge(TimeOrderedId.first(filter.since())));
        }
        if (filter.before() != null) {
            condition = condition.and(DELIVERY.ID.lt(filter.before()));
        }
        List<SelectField<?>> columns = new ArrayList<>(DeliveryStore.COLUMNS);
        columns.add(STATE.as("state"));
        return sql.select(columns)
                .from(DELIVERY)
                .where(condition)
                .orderBy(DELIVERY.ID.desc())
                .limit(most)
                .fetch(row ->
                        new Found(DeliveryStore.delivery(row), Delivery.State.valueOf(row.get("state", String.class))));
    }

    List<Attempt> attempts(UUID delivery) {
        return sql.selectFrom(RECEIPT)
                .where(RECEIPT.DELIVERY.eq(delivery))
                .orderBy(RECEIPT.NUMBER)
                .fetch(this::withAnswer);
    }

    private Attempt withAnswer(Record row) {
        Attempt read = DeliveryStore.attempt(row);
        return new Attempt(
                read.state(),
                read.number(),
                read.at(),
                read.code(),
                read.detail(),
                read.dueAt(),
                read.took(),
                read.requestedBy(),
                store.answer(row));
    }

    Map<Deliveries.Count, Long> counts(@Nullable Instant since) {
        Condition condition = since == null ? DSL.trueCondition() : DELIVERY.ID.ge(TimeOrderedId.first(since));
        Map<Deliveries.Count, Long> counts = new LinkedHashMap<>();
        var one = DSL.select(DELIVERY.CHANNEL, DELIVERY.DESTINATION, STATE.as("state"))
                .from(DELIVERY)
                .where(condition)
                .asTable("one");
        sql.select(one.field(0, String.class), one.field(1, String.class), one.field(2, String.class), DSL.count())
                .from(one)
                .groupBy(one.field(0), one.field(1), one.field(2))
                .orderBy(one.field(0), one.field(1))
                .forEach(row -> counts.put(
                        new Deliveries.Count(row.value1(), row.value2(), Delivery.State.valueOf(row.value3())),
                        row.value4().longValue()));
        return counts;
    }
}
