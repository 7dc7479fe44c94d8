package io.suture.runtime.fhirstore;

import static io.suture.db.jooq.fhir.Tables.RESOURCE;
import static io.suture.db.jooq.fhir.Tables.RESOURCE_VERSION;

import io.suture.db.Sealed;
import io.suture.db.Vault;
import io.suture.db.jooq.fhir.tables.records.ResourceVersionRecord;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/// Resources in the database. Rows are looked for by tokens and opened by the caller's thread.
final class FhirResourceStore {
    private static final String TABLE = "fhir.resource_version";
    private static final String RETENTION = "fhir";

    private final DSLContext sql;
    private final Vault vault;

    FhirResourceStore(DSLContext sql, Vault vault) {
        this.sql = sql;
        this.vault = vault;
    }

    /// Work on one transaction; what it throws rolls everything back.
    <T> T transaction(java.util.function.Function<FhirResourceStore, T> work) {
        return sql.transactionResult(transaction -> work.apply(new FhirResourceStore(transaction.dsl(), vault)));
    }

    /// Holds back everybody else who is about to decide on the same criteria, until this transaction ends. In one order
    /// for everybody, so that two who need the same two cannot wait for each other.
    void lock(Collection<Long> criteria) {
        criteria.stream()
                .sorted()
                .distinct()
                .forEach(criterion -> sql.fetch("select pg_advisory_xact_lock(?)", criterion));
    }

    Optional<Kept> current(String type, UUID id) {
        return sql.select(RESOURCE_VERSION.fields())
                .from(RESOURCE)
                .join(RESOURCE_VERSION)
                .on(RESOURCE_VERSION.TYPE.eq(RESOURCE.TYPE))
                .and(RESOURCE_VERSION.ID.eq(RESOURCE.ID))
                .and(RESOURCE_VERSION.VERSION.eq(RESOURCE.VERSION))
                .where(RESOURCE.TYPE.eq(type))
                .and(RESOURCE.ID.eq(id))
                .fetchOptionalInto(RESOURCE_VERSION)
                .map(this::kept);
    }

    Optional<Kept> version(String type, UUID id, int version) {
        return sql.selectFrom(RESOURCE_VERSION)
                .where(RESOURCE_VERSION.TYPE.eq(type))
                .and(RESOURCE_VERSION.ID.eq(id))
                .and(RESOURCE_VERSION.VERSION.eq(version))
                .fetchOptional(this::kept);
    }

    /// Newest first, of one resource or of all of a type.
    List<Kept> history(String type, @Nullable UUID id, int most) {
        return sql.selectFrom(RESOURCE_VERSION)
                .where(RESOURCE_VERSION.TYPE.eq(type))
                .and(id == null ? DSL.noCondition() : RESOURCE_VERSION.ID.eq(id))
                .orderBy(RESOURCE_VERSION.UPDATED.desc(), RESOURCE_VERSION.VERSION.desc())
                .limit(most)
                .fetch(this::kept);
    }

    /// Resources that are there now and may match: of each list of tokens they carry at least one. Newest first.
    /// Ids are those that a search names, so that they are found among however many; null where it names none.
    List<Kept> candidates(String type, @Nullable Collection<UUID> ids, List<List<Long>> tokens, int most) {
        Condition condition = RESOURCE.TYPE.eq(type).and(RESOURCE.DELETED.isFalse());
        if (ids != null) {
            condition = condition.and(RESOURCE.ID.in(ids));
        }
        for (List<Long> alternatives : tokens) {
            condition = condition.and(
                    DSL.condition("{0} && {1}", RESOURCE.TOKENS, DSL.val(alternatives.toArray(Long[]::new))));
        }
        return sql.select(RESOURCE_VERSION.fields())
                .from(RESOURCE)
                .join(RESOURCE_VERSION)
                .on(RESOURCE_VERSION.TYPE.eq(RESOURCE.TYPE))
                .and(RESOURCE_VERSION.ID.eq(RESOURCE.ID))
                .and(RESOURCE_VERSION.VERSION.eq(RESOURCE.VERSION))
                .where(condition)
                .orderBy(RESOURCE.UPDATED.desc())
                .limit(most)
                .fetchInto(RESOURCE_VERSION)
                .map(this::kept);
    }

    /// Stores the next version and makes it the current one. False when another one of that number is there.
    boolean save(Kept next, Collection<Long> tokens) {
        Sealed sealed = next.json() == null ? null : vault.seal(next.json(), TABLE, row(next), RETENTION);
        int stored = sql.insertInto(RESOURCE_VERSION)
                .set(RESOURCE_VERSION.TYPE, next.type())
                .set(RESOURCE_VERSION.ID, next.id())
                .set(RESOURCE_VERSION.VERSION, next.version())
                .set(RESOURCE_VERSION.METHOD, next.method())
                .set(RESOURCE_VERSION.UPDATED, next.updated())
                .set(RESOURCE_VERSION.KEY_ID, sealed == null ? null : sealed.keyId())
                .set(RESOURCE_VERSION.NONCE, sealed == null ? null : sealed.nonce())
                .set(RESOURCE_VERSION.CIPHERTEXT, sealed == null ? null : sealed.ciphertext())
                .onConflictDoNothing()
                .execute();
        if (stored == 0) {
            return false;
        }
        Long[] all = tokens.stream().distinct().toArray(Long[]::new);
        sql.insertInto(RESOURCE)
                .set(RESOURCE.TYPE, next.type())
                .set(RESOURCE.ID, next.id())
                .set(RESOURCE.VERSION, next.version())
                .set(RESOURCE.DELETED, next.isDeleted())
                .set(RESOURCE.UPDATED, next.updated())
                .set(RESOURCE.TOKENS, all)
                .onConflict(RESOURCE.TYPE, RESOURCE.ID)
                .doUpdate()
                .set(RESOURCE.VERSION, next.version())
                .set(RESOURCE.DELETED, next.isDeleted())
                .set(RESOURCE.UPDATED, next.updated())
                .set(RESOURCE.TOKENS, all)
                .execute();
        return true;
    }

    private Kept kept(ResourceVersionRecord row) {
        var bare = new Kept(row.getType(), row.getId(), row.getVersion(), row.getMethod(), row.getUpdated(), null);
        Integer key = row.getKeyId();
        byte[] nonce = row.getNonce();
        byte[] ciphertext = row.getCiphertext();
        if (key == null || nonce == null || ciphertext == null) {
            return bare;
        }
        byte[] json = vault.open(new Sealed(key, nonce, ciphertext), TABLE, row(bare));
        return new Kept(bare.type(), bare.id(), bare.version(), bare.method(), bare.updated(), json);
    }

    private static String row(Kept kept) {
        return kept.type() + "/" + kept.id() + "/" + kept.version();
    }

    /// The clock's time, cut to what the database keeps, so that what is answered is what is read later.
    static Instant stored(Instant instant) {
        return instant.truncatedTo(java.time.temporal.ChronoUnit.MILLIS);
    }
}
