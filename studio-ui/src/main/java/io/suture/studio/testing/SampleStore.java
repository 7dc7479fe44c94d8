package io.suture.studio.testing;

import static io.suture.db.jooq.studio.Tables.EXPECTATION;
import static io.suture.db.jooq.studio.Tables.SAMPLE;
import static io.suture.db.jooq.studio.Tables.SAMPLE_ANSWERS;

import io.suture.db.Sealed;
import io.suture.db.Vault;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;

/// Samples and what they must yield, sealed in the database.
final class SampleStore {
    private static final String SAMPLES = "studio.sample";
    private static final String ANSWERS = "studio.sample_answers";
    private static final String EXPECTATIONS = "studio.expectation";
    private static final String RETENTION = "sample";

    private final DSLContext sql;
    private final Vault vault;

    SampleStore(DSLContext sql, Vault vault) {
        this.sql = sql;
        this.vault = vault;
    }

    List<KeptSample> list(UUID channel) {
        return sql.select(SAMPLE.ID, SAMPLE.NAME, SAMPLE.KEPT_BY, SAMPLE.KEPT_AT, EXPECTATION.ACCEPTED_AT)
                .from(SAMPLE)
                .leftJoin(EXPECTATION)
                .on(EXPECTATION.SAMPLE.eq(SAMPLE.ID))
                .where(SAMPLE.CHANNEL.eq(channel))
                .orderBy(SAMPLE.NAME)
                .fetch(row -> new KeptSample(
                        row.value1(), channel, row.value2(), row.value3(), row.value4(), row.value5() != null));
    }

    Optional<KeptSample> find(UUID sample) {
        return sql.select(
                        SAMPLE.ID, SAMPLE.CHANNEL, SAMPLE.NAME, SAMPLE.KEPT_BY, SAMPLE.KEPT_AT, EXPECTATION.ACCEPTED_AT)
                .from(SAMPLE)
                .leftJoin(EXPECTATION)
                .on(EXPECTATION.SAMPLE.eq(SAMPLE.ID))
                .where(SAMPLE.ID.eq(sample))
                .fetchOptional(row -> new KeptSample(
                        row.value1(), row.value2(), row.value3(), row.value4(), row.value5(), row.value6() != null));
    }

    /// Keeps a sample; false when the channel has one of that name.
    boolean keep(UUID id, UUID channel, String name, byte[] payload, UUID keeper, Instant at) {
        Sealed sealed = vault.seal(payload, SAMPLES, id, RETENTION);
        return sql.insertInto(SAMPLE)
                        .set(SAMPLE.ID, id)
                        .set(SAMPLE.CHANNEL, channel)
                        .set(SAMPLE.NAME, name)
                        .set(SAMPLE.KEY_ID, sealed.keyId())
                        .set(SAMPLE.NONCE, sealed.nonce())
                        .set(SAMPLE.CIPHERTEXT, sealed.ciphertext())
                        .set(SAMPLE.KEPT_BY, keeper)
                        .set(SAMPLE.KEPT_AT, at)
                        .onConflict(SAMPLE.CHANNEL, SAMPLE.NAME)
                        .doNothing()
                        .execute()
                == 1;
    }

    Optional<byte[]> payload(UUID sample) {
        return sql.selectFrom(SAMPLE)
                .where(SAMPLE.ID.eq(sample))
                .fetchOptional(row ->
                        vault.open(new Sealed(row.getKeyId(), row.getNonce(), row.getCiphertext()), SAMPLES, sample));
    }

    /// What its queries are answered, instead of what they were.
    void answer(UUID sample, byte[] document) {
        Sealed sealed = vault.seal(document, ANSWERS, sample, RETENTION);
        sql.insertInto(SAMPLE_ANSWERS)
                .set(SAMPLE_ANSWERS.SAMPLE, sample)
                .set(SAMPLE_ANSWERS.KEY_ID, sealed.keyId())
                .set(SAMPLE_ANSWERS.NONCE, sealed.nonce())
                .set(SAMPLE_ANSWERS.CIPHERTEXT, sealed.ciphertext())
                .onConflict(SAMPLE_ANSWERS.SAMPLE)
                .doUpdate()
                .set(SAMPLE_ANSWERS.KEY_ID, sealed.keyId())
                .set(SAMPLE_ANSWERS.NONCE, sealed.nonce())
                .set(SAMPLE_ANSWERS.CIPHERTEXT, sealed.ciphertext())
                .execute();
    }

    Optional<byte[]> answers(UUID sample) {
        return sql.selectFrom(SAMPLE_ANSWERS)
                .where(SAMPLE_ANSWERS.SAMPLE.eq(sample))
                .fetchOptional(row ->
                        vault.open(new Sealed(row.getKeyId(), row.getNonce(), row.getCiphertext()), ANSWERS, sample));
    }

    void remove(UUID sample) {
        sql.deleteFrom(SAMPLE).where(SAMPLE.ID.eq(sample)).execute();
    }

    void expect(UUID sample, byte[] document, UUID by, Instant at) {
        Sealed sealed = vault.seal(document, EXPECTATIONS, sample, RETENTION);
        sql.insertInto(EXPECTATION)
                .set(EXPECTATION.SAMPLE, sample)
                .set(EXPECTATION.KEY_ID, sealed.keyId())
                .set(EXPECTATION.NONCE, sealed.nonce())
                .set(EXPECTATION.CIPHERTEXT, sealed.ciphertext())
                .set(EXPECTATION.ACCEPTED_BY, by)
                .set(EXPECTATION.ACCEPTED_AT, at)
                .onConflict(EXPECTATION.SAMPLE)
                .doUpdate()
                .set(EXPECTATION.KEY_ID, sealed.keyId())
                .set(EXPECTATION.NONCE, sealed.nonce())
                .set(EXPECTATION.CIPHERTEXT, sealed.ciphertext())
                .set(EXPECTATION.ACCEPTED_BY, by)
                .set(EXPECTATION.ACCEPTED_AT, at)
                .execute();
    }

    Optional<byte[]> expectation(UUID sample) {
        return sql.selectFrom(EXPECTATION)
                .where(EXPECTATION.SAMPLE.eq(sample))
                .fetchOptional(row -> vault.open(
                        new Sealed(row.getKeyId(), row.getNonce(), row.getCiphertext()), EXPECTATIONS, sample));
    }
}
