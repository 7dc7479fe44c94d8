package io.suture.runtime.message;

import static io.suture.db.jooq.runtime.Tables.DELIVERY;
import static io.suture.db.jooq.runtime.Tables.MESSAGE;
import static io.suture.db.jooq.runtime.Tables.OUTCOME;
import static io.suture.db.jooq.runtime.Tables.RECEIPT;
import static io.suture.db.jooq.runtime.Tables.SEARCH_ENTRY;
import static io.suture.db.jooq.runtime.Tables.WAITING;

import io.suture.db.Database;
import io.suture.db.Sealed;
import io.suture.db.Vault;
import io.suture.db.jooq.runtime.tables.records.MessageRecord;
import io.suture.db.jooq.runtime.tables.records.OutcomeRecord;
import io.suture.engine.expression.Answers;
import io.suture.engine.report.Problem;
import io.suture.runtime.lane.TimeOrderedId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/// Reads Messages for people: lists, pages, counts.
final class MessageQueryStore {
    private final DSLContext sql;
    private final Vault vault;

    MessageQueryStore(Database database, Vault vault) {
        this.sql = database.sql();
        this.vault = vault;
    }

    /// The status of a Message as SQL, from its newest run and from whether it waits. Without parameters, since it is
    /// grouped by too.
    private static final Field<String> LAST_STATUS = DSL.field(DSL.name("last", "status"), String.class);

    private static final Field<String> LAST_VERSION = DSL.field(DSL.name("last", "version"), String.class);

    private static final Field<String> STATUS = DSL.when(MESSAGE.REFUSAL.isNotNull(), DSL.inline("REFUSED"))
            .when(LAST_STATUS.isNotNull(), LAST_STATUS)
            .when(WAITING.MESSAGE.isNotNull(), DSL.inline("WAITING"))
            .otherwise(DSL.inline("RECEIVED"));

    /// The newest first.
    List<MessageSummary> find(MessageFilter filter, List<Long> tokens, int most) {
        List<Record> rows = select(condition(filter, tokens), most);
        Map<UUID, int[]> counts =
                counts(rows.stream().map(row -> row.get(MESSAGE.ID)).toList());
        return rows.stream()
                .map(row -> summary(row, counts.getOrDefault(row.get(MESSAGE.ID), new int[3])))
                .toList();
    }

    private List<Record> select(Condition condition, int most) {
        var last = DSL.lateral(DSL.select(OUTCOME.STATUS, OUTCOME.VERSION)
                        .from(OUTCOME)
                        .where(OUTCOME.MESSAGE.eq(MESSAGE.ID))
                        .orderBy(OUTCOME.RUN.desc())
                        .limit(1))
                .as("last");
        return List.copyOf(sql.select(
                        MESSAGE.ID,
                        MESSAGE.CHANNEL,
                        MESSAGE.RECEIVED_AT,
                        MESSAGE.TYPE,
                        MESSAGE.ORIGIN,
                        MESSAGE.SIZE,
                        MESSAGE.ANSWER,
                        MESSAGE.SAME_ID_AS,
                        LAST_VERSION,
                        WAITING.REASON,
                        STATUS.as("shown"))
                .from(MESSAGE)
                .leftJoin(last)
                .on(DSL.trueCondition())
                .leftJoin(WAITING)
                .on(WAITING.MESSAGE.eq(MESSAGE.ID))
                .where(condition)
                .orderBy(MESSAGE.ID.desc())
                .limit(most)
                .fetch());
    }

    private static Condition condition(MessageFilter filter, List<Long> tokens) {
        Condition condition = DSL.trueCondition();
        if (filter.channel() != null) {
            condition = condition.and(MESSAGE.CHANNEL.eq(filter.channel()));
        }
        if (!filter.statuses().isEmpty()) {
            condition = condition.and(
                    STATUS.in(filter.statuses().stream().map(Enum::name).toList()));
        }
        if (filter.since() != null) {
            condition = condition.and(MESSAGE.ID.ge(TimeOrderedId.first(filter.since())));
        }
        if (filter.until() != null) {
            condition = condition.and(MESSAGE.ID.lt(TimeOrderedId.first(filter.until())));
        }
        if (filter.before() != null) {
            condition = condition.and(MESSAGE.ID.lt(filter.before()));
        }
        if (!tokens.isEmpty()) {
            condition = condition.and(MESSAGE.ID.in(DSL.select(SEARCH_ENTRY.MESSAGE)
                    .from(SEARCH_ENTRY)
                    .where(SEARCH_ENTRY.TOKENS.contains(tokens.toArray(Long[]::new)))));
        }
        return condition;
    }

    /// Sent, open and held Deliveries of each.
    private Map<UUID, int[]> counts(Collection<UUID> messages) {
        Map<UUID, int[]> counts = new HashMap<>();
        if (messages.isEmpty()) {
            return counts;
        }
        Field<String> state = DSL.field(DSL.select(RECEIPT.STATE)
                .from(RECEIPT)
                .where(RECEIPT.DELIVERY.eq(DELIVERY.ID))
                .orderBy(RECEIPT.NUMBER.desc())
                .limit(1));
        sql.select(DELIVERY.MESSAGE, state.as("state"))
                .from(DELIVERY)
                .where(DELIVERY.MESSAGE.in(messages))
                .forEach(row -> {
                    int[] of = counts.computeIfAbsent(row.value1(), message -> new int[3]);
                    switch (row.value2() == null ? "QUEUED" : row.value2()) {
                        case "SENT" -> of[0]++;
                        case "QUEUED" -> of[1]++;
                        case "HELD" -> of[2]++;
                        default -> {
                            // Dead and cancelled ones are neither on their way nor waiting.
                        }
                    }
                });
        return counts;
    }

    private static MessageSummary summary(Record row, int[] counts) {
        String version = row.get(LAST_VERSION);
        String reason = row.get(WAITING.REASON);
        return new MessageSummary(
                row.get(MESSAGE.ID),
                row.get(MESSAGE.CHANNEL),
                row.get(MESSAGE.RECEIVED_AT),
                row.get(MESSAGE.TYPE),
                row.get(MESSAGE.ORIGIN),
                row.get(MESSAGE.SIZE),
                row.get(MESSAGE.ANSWER),
                MessageStatus.valueOf(row.get("shown", String.class)),
                version == null ? "" : version,
                reason == null ? null : Done.Why.valueOf(reason),
                row.get(MESSAGE.SAME_ID_AS),
                counts[0],
                counts[1],
                counts[2]);
    }

    Optional<MessageSummary> summary(UUID id) {
        Map<UUID, int[]> counts = counts(List.of(id));
        return select(MESSAGE.ID.eq(id), 1).stream()
                .findFirst()
                .map(row -> summary(row, counts.getOrDefault(id, new int[3])));
    }

    private Optional<MessageRecord> row(UUID id) {
        return sql.selectFrom(MESSAGE).where(MESSAGE.ID.eq(id)).fetchOptional();
    }

    Optional<byte[]> payload(UUID id) {
        return row(id).map(row -> vault.open(sealed(row), MessageStore.TABLE, id));
    }

    List<Problem> refusal(UUID id) {
        return row(id).filter(row -> row.getRefusal() != null)
                .map(row -> Records.problems(row.getRefusal()))
                .orElse(List.of());
    }

    /// What a list says of a Message beyond its summary.
    ///
    /// @param last the newest run; null where it never ran
    record Row(
            UUID id,
            byte[] payload,
            List<Problem> refusal,
            @Nullable Run last) {}

    /// Of all these in two queries.
    List<Row> rows(Collection<UUID> ids) {
        Map<UUID, Run> last = new HashMap<>();
        sql.selectFrom(OUTCOME)
                .where(OUTCOME.MESSAGE.in(ids))
                .orderBy(OUTCOME.RUN)
                .forEach(row -> last.put(row.getMessage(), run(row)));
        return sql.selectFrom(MESSAGE)
                .where(MESSAGE.ID.in(ids))
                .fetch(row -> new Row(
                        row.getId(),
                        vault.open(sealed(row), MessageStore.TABLE, row.getId()),
                        row.getRefusal() == null ? List.of() : Records.problems(row.getRefusal()),
                        last.get(row.getId())));
    }

    /// As the Worker takes it, for processing it again.
    Optional<LaneMessage> laneMessage(UUID id) {
        return row(id).map(row -> new LaneMessage(
                id,
                row.getPosition(),
                row.getChannel(),
                row.getBucket(),
                List.of(row.getBarriers()),
                List.of(row.getKeys()),
                row.getReceivedAt(),
                row.getSize(),
                sealed(row),
                true));
    }

    private static Sealed sealed(MessageRecord row) {
        return new Sealed(row.getKeyId(), row.getNonce(), row.getCiphertext());
    }

    List<Run> runs(UUID id) {
        return sql.selectFrom(OUTCOME)
                .where(OUTCOME.MESSAGE.eq(id))
                .orderBy(OUTCOME.RUN.desc())
                .fetch(this::run);
    }

    Optional<Run> lastRun(UUID id) {
        return runs(id).stream().findFirst();
    }

    /// Whether everything that a Message had to bring to a Destination (any, where it is empty) was sent.
    boolean isSent(UUID id, String destination) {
        Condition open = DELIVERY.MESSAGE
                .eq(id)
                .andNotExists(DSL.selectOne()
                        .from(RECEIPT)
                        .where(RECEIPT.DELIVERY.eq(DELIVERY.ID).and(RECEIPT.STATE.eq("SENT"))));
        return !sql.fetchExists(
                DELIVERY, destination.isEmpty() ? open : open.and(DELIVERY.DESTINATION.eq(destination)));
    }

    /// The digest of what each Delivery of a run brought.
    Map<String, UUID> digests(UUID message, int run) {
        Map<String, UUID> digests = new HashMap<>();
        sql.select(DELIVERY.DESTINATION, DELIVERY.NUMBER, DELIVERY.DIGEST)
                .from(DELIVERY)
                .where(DELIVERY.MESSAGE.eq(message).and(DELIVERY.RUN.eq((short) run)))
                .and(DELIVERY.OUTPUT.eq(DELIVERY.ID))
                .forEach(row -> digests.put(row.value1() + '/' + row.value2(), row.value3()));
        return digests;
    }

    private Run run(OutcomeRecord row) {
        return new Run(
                row.getMessage(),
                row.getRun(),
                row.getAt(),
                row.getChannel(),
                row.getVersion(),
                row.getHash(),
                row.getEngine(),
                Run.Status.valueOf(row.getStatus()),
                Records.decisions(row.getDecisions()),
                Records.problems(row.getProblems()),
                answers(row),
                row.getMicros());
    }

    private Answers answers(OutcomeRecord row) {
        Integer key = row.getKeyId();
        return key == null
                ? Answers.NONE
                : Records.answers(vault.open(
                        new Sealed(key, row.getNonce(), row.getCiphertext()),
                        MessageStore.RUNS,
                        MessageStore.run(row.getMessage(), row.getRun())));
    }

    /// How many Messages of each Channel are how far, received since then.
    List<Stats.MessageCount> counts(java.time.@Nullable Instant since) {
        Condition condition = since == null ? DSL.trueCondition() : MESSAGE.ID.ge(TimeOrderedId.first(since));
        var last = DSL.lateral(DSL.select(OUTCOME.STATUS, OUTCOME.VERSION)
                        .from(OUTCOME)
                        .where(OUTCOME.MESSAGE.eq(MESSAGE.ID))
                        .orderBy(OUTCOME.RUN.desc())
                        .limit(1))
                .as("last");
        return sql.select(MESSAGE.CHANNEL, STATUS.as("shown"), DSL.count())
                .from(MESSAGE)
                .leftJoin(last)
                .on(DSL.trueCondition())
                .leftJoin(WAITING)
                .on(WAITING.MESSAGE.eq(MESSAGE.ID))
                .where(condition)
                .groupBy(MESSAGE.CHANNEL, STATUS)
                .orderBy(MESSAGE.CHANNEL)
                .fetch(row -> new Stats.MessageCount(row.value1(), MessageStatus.valueOf(row.value2()), row.value3()));
    }

    /// Rises with every change that a list of Messages or Deliveries would show.
    long pulse() {
        return sql.resultQuery("""
                select (select sum(last) from runtime.position)
                     + (select last_value from runtime.receipt_number)
                     + (select coalesce(sum(done), 0) from runtime.lane_cursor)
                """).fetchSingle().get(0, Long.class);
    }
}
