package io.suture.studio.audit;

import static io.suture.db.jooq.studio.Tables.AUDIT_EVENT;

import io.suture.db.Database;
import io.suture.db.Sealed;
import io.suture.db.Vault;
import io.suture.db.jooq.studio.tables.records.AuditEventRecord;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/// Audit events in their chain: each hash covers its row and the hash before, keyed by the Vault.
class AuditStore {
    private static final String TABLE = "studio.audit_event";
    private static final String PATIENT = "audit patient";
    private static final long ONE_AT_A_TIME = 0x4175_6469_74L;

    private final DSLContext sql;
    private final Vault vault;

    AuditStore(Database database, Vault vault) {
        this.sql = database.sql();
        this.vault = vault;
    }

    /// Commits before it returns.
    void append(@Nullable UUID actor, String actorName, AuditEvent event, Instant at) {
        sql.transaction(transaction -> {
            var within = transaction.dsl();
            within.select(DSL.function("pg_advisory_xact_lock", Object.class, DSL.val(ONE_AT_A_TIME)))
                    .fetch();
            var last = within.select(AUDIT_EVENT.NUMBER, AUDIT_EVENT.HASH)
                    .from(AUDIT_EVENT)
                    .orderBy(AUDIT_EVENT.NUMBER.desc())
                    .limit(1)
                    .fetchOne();
            var row = within.newRecord(AUDIT_EVENT);
            row.setNumber(last == null ? 1 : last.value1() + 1);
            row.setAt(at.truncatedTo(ChronoUnit.MICROS));
            row.setActor(actor);
            row.setActorName(actorName);
            row.setAction(event.action());
            row.setOutcome(event.outcome().name());
            row.setEntity(event.entity());
            row.setDetail(event.detail());
            if (event.patient() != null) {
                seal(row, event.patient());
            }
            row.setHash(hash(row, last == null ? new byte[0] : last.value2()));
            row.insert();
        });
    }

    private void seal(AuditEventRecord row, String patient) {
        Sealed sealed = vault.seal(patient.getBytes(StandardCharsets.UTF_8), TABLE, row.getNumber(), "audit");
        row.setPatientKeyId(sealed.keyId());
        row.setPatientNonce(sealed.nonce());
        row.setPatientCiphertext(sealed.ciphertext());
        row.setPatientDigest(vault.digest(PATIENT, patient));
    }

    private byte[] hash(AuditEventRecord row, byte[] before) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            field(out, before);
            out.writeLong(row.getNumber());
            out.writeLong(ChronoUnit.MICROS.between(Instant.EPOCH, row.getAt()));
            for (Object value : Arrays.asList(
                    row.getActor(),
                    row.getActorName(),
                    row.getAction(),
                    row.getOutcome(),
                    row.getEntity(),
                    row.getDetail(),
                    row.getPatientKeyId())) {
                field(out, value == null ? null : value.toString().getBytes(StandardCharsets.UTF_8));
            }
            field(out, row.getPatientNonce());
            field(out, row.getPatientCiphertext());
            field(out, row.getPatientDigest());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return vault.digest("audit chain", bytes.toByteArray());
    }

    /// With its length, so that no two different rows have the same bytes.
    private static void field(DataOutputStream out, byte @Nullable [] value) throws IOException {
        out.writeInt(value == null ? -1 : value.length);
        if (value != null) {
            out.write(value);
        }
    }

    /// Newest first.
    List<RecordedEvent> find(AuditFilter filter, int offset, int limit) {
        return sql.selectFrom(AUDIT_EVENT)
                .where(condition(filter))
                .orderBy(AUDIT_EVENT.NUMBER.desc())
                .offset(offset)
                .limit(limit)
                .fetch(this::event);
    }

    int count(AuditFilter filter) {
        return sql.fetchCount(AUDIT_EVENT, condition(filter));
    }

    List<String> actions() {
        return sql.selectDistinct(AUDIT_EVENT.ACTION)
                .from(AUDIT_EVENT)
                .orderBy(AUDIT_EVENT.ACTION)
                .fetch(AUDIT_EVENT.ACTION);
    }

    /// Follows the chain from its first event. Reads with a cursor, so any length will do.
    AuditChain verify() {
        return sql.transactionResult(transaction -> {
            byte[] before = new byte[0];
            long expected = 1;
            try (Stream<AuditEventRecord> rows = transaction
                    .dsl()
                    .selectFrom(AUDIT_EVENT)
                    .orderBy(AUDIT_EVENT.NUMBER)
                    .fetchSize(1000)
                    .fetchStream()) {
                for (AuditEventRecord row : (Iterable<AuditEventRecord>) rows::iterator) {
                    if (row.getNumber() != expected || !Arrays.equals(row.getHash(), hash(row, before))) {
                        return new AuditChain(expected - 1, expected);
                    }
                    before = row.getHash();
                    expected++;
                }
            }
            return new AuditChain(expected - 1, 0);
        });
    }

    private Condition condition(AuditFilter filter) {
        Condition condition = DSL.noCondition();
        if (!filter.person().isBlank()) {
            condition = condition.and(
                    AUDIT_EVENT.ACTOR_NAME.containsIgnoreCase(filter.person().strip()));
        }
        if (!filter.patient().isBlank()) {
            condition = condition.and(AUDIT_EVENT.PATIENT_DIGEST.eq(
                    vault.digest(PATIENT, filter.patient().strip())));
        }
        if (!filter.action().isBlank()) {
            condition = condition.and(AUDIT_EVENT.ACTION.eq(filter.action()));
        }
        if (filter.from() != null) {
            condition = condition.and(AUDIT_EVENT.AT.ge(filter.from()));
        }
        if (filter.until() != null) {
            condition = condition.and(AUDIT_EVENT.AT.lt(filter.until()));
        }
        return condition;
    }

    private RecordedEvent event(AuditEventRecord row) {
        String patient = null;
        if (row.getPatientCiphertext() != null) {
            var sealed = new Sealed(row.getPatientKeyId(), row.getPatientNonce(), row.getPatientCiphertext());
            patient = new String(vault.open(sealed, TABLE, row.getNumber()), StandardCharsets.UTF_8);
        }
        return new RecordedEvent(
                row.getNumber(),
                row.getAt(),
                row.getActorName(),
                new AuditEvent(
                        row.getAction(),
                        AuditEvent.Outcome.valueOf(row.getOutcome()),
                        row.getEntity(),
                        patient,
                        row.getDetail()));
    }
}
